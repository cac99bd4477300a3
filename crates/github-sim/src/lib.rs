//! An in-memory GitHub over real HTTP, for tests and demonstrations of GitHub Apps.
//!
//! [`GitHubSim`] is a running one: REST, GraphQL, signed webhooks and plain web pages, all showing one
//! [`world::World`]. Time comes from a [`clock::Clock`] that is given to it, so nothing in it waits or drifts. What it
//! does not model it refuses loudly.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use github_sim::{GitHubSim, world::Role};
//!
//! let sim = GitHubSim::builder().start().await?;
//! sim.create_repo("acme/shop");
//! sim.set_role("acme/shop", "alice", Role::Write)?;
//! let number = sim.person("alice").open_issue("acme/shop", "It is down", "Since noon.", &["bug"])?;
//! assert_eq!(number, 1);
//! # Ok(())
//! # }
//! ```
//!
//! Start reading at [`world`]; then `rest` for how it is asked, `webhook` for how it tells.

pub mod clock;
pub mod faults;
pub mod graphql;
mod key;
pub mod pages;
mod percent;
mod person;
pub mod recording;
pub mod render;
pub(crate) mod rest;
mod server;
mod settings;
mod sim;
pub mod state;
mod visits;
mod webhook;
pub mod world;

pub use key::KeyError;
pub use person::Person;
pub use sim::{Builder, CreatedApp, GitHubSim, SimError};
pub use visits::{Visit, Visits};
pub use webhook::Delivering;
