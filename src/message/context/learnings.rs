//! What was learnt, posted on the incident when its postmortem is Closed.

use serde::Serialize;

use super::SeverityTime;
use crate::domain::{phase::Instants, severity::Severity};

/// The closing comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LearningsContext {
    /// Practice.
    pub drill: bool,
    /// The severity it had in the end.
    pub severity: Severity,
    /// How long each severity was in force.
    pub severity_times: Vec<SeverityTime>,
    /// Its instants, from which the durations are told.
    pub instants: Instants,
    /// The document's own summary, as Markdown; user text. Empty when the section is empty.
    pub summary: String,
    /// The document's own lessons, as Markdown; user text. Empty when the section is empty.
    pub lessons: String,
    /// The document's address on the default branch.
    pub document_url: String,
    /// The pull request's number.
    pub number: u64,
}
