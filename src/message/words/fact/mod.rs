//! What the rows of a timeline say, in each language.
//!
//! A row has its own columns for when it happened and who did it, so these texts name neither.

mod en;
mod ja;
#[cfg(test)]
mod tests;

pub(super) use en::english;
pub(super) use ja::japanese;

use crate::{domain::report::IssueRef, message::quote::inline};

/// Another issue, as GitHub links it.
fn issue(issue: &IssueRef) -> String {
    let repository = issue.repository.as_deref().map(inline).unwrap_or_default();
    format!("{repository}#{}", issue.number)
}
