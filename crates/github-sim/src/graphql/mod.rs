//! The GraphQL API: documents are checked against GitHub's own schema and executed against the world.
//!
//! [`http`] takes the requests in. Start at [`request::answer`]: it takes a request apart, has it checked ([`validate`], [`variables`]), weighed
//! ([`cost`]) and run ([`execute`]). From there [`resolve`] leads to one file per type; [`mutation`] holds what
//! changes the world, always through the world's own operations. [`connection`] does all the paging.
//!
//! What the schema has and the simulator has not is answered with an error that names it, never with a null.
//! Deliberately not here: rules of what may be done (they are the world's), which faults strike.

mod account;
mod check;
mod comment;
mod connection;
mod cost;
mod deployment;
mod errors;
mod execute;
mod git_object;
mod global_id;
mod http;
mod issue;
mod label;
mod mutation;
mod pull_request;
mod query;
mod reaction;
mod release;
mod repository;
mod request;
mod resolve;
mod schema;
#[cfg(test)]
mod tests;
mod timeline;
mod validate;
mod value;
mod variables;

pub(crate) use http::{fault, routes};
