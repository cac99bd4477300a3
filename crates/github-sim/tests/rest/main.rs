//! The REST API over real HTTP, as a client sees it.

mod auth;
mod errors;
mod faults;
mod git;
mod issues;
mod pulls;
mod stage;
mod tour;
mod tour_on;
mod webhooks;
