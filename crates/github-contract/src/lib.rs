//! Holds recorded HTTP exchanges against GitHub's own descriptions of its REST and GraphQL APIs.
//!
//! Give [`check`] what a client sent and what it was answered, and it names every place where GitHub would
//! have refused the request or would never have answered so. It needs no network: the descriptions are
//! part of the crate, for both REST API versions that GitHub serves.
//!
//! It never talks to anybody, and it judges each exchange by itself: whether an issue that was created can be read back is
//! the business of whoever recorded the exchanges.
//!
//! Start at [`Checker`]; the REST rules are in `openapi`, the GraphQL rules in `graphql`.
//!
//! ```
//! let recording = r#"{"method":"GET","path":"/repos/o/r/labels","query":"page=first","status":204}"#;
//! let findings = github_contract::check(&github_contract::read(recording)?);
//! assert_eq!(findings.len(), 2); // neither the page nor the status is GitHub's
//! # Ok::<(), github_contract::RecordingError>(())
//! ```

mod checker;
mod exchange;
mod finding;
mod graphql;
mod openapi;

pub use checker::{Checker, assert_valid, check, check_document};
pub use exchange::{Exchange, Query, RecordingError, read};
pub use finding::{Finding, Kind};
