//! An in-memory GitHub over real HTTP, for tests and demonstrations of GitHub Apps.

pub mod clock;
pub mod graphql;
pub mod pages;
mod percent;
pub mod render;
pub mod state;
pub mod world;
