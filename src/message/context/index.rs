//! The list of all postmortems.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{postmortem::PostmortemStatus, severity::Severity};

/// A part of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum IndexText {
    /// What stands above the table when the file is new.
    Page,
    /// The first two lines of the table.
    Head,
    /// The cells of one row.
    Row(IndexRow),
}

/// One postmortem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndexRow {
    /// The day the incident was declared.
    pub day: NaiveDate,
    /// The severity it had in the end.
    pub severity: Severity,
    /// The incident's title; user text.
    pub title: String,
    /// The document's address on the default branch.
    pub url: String,
    /// The postmortem's status.
    pub status: PostmortemStatus,
    /// Minutes from the acknowledgement to the resolution.
    pub repaired_in: Option<i64>,
    /// Tags at the top of the document; user text.
    pub tags: Vec<String>,
    /// How many action items are done.
    pub done: usize,
    /// How many there are.
    pub items: usize,
}

/// Title and body of the list's own pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndexPullRequestContext {
    /// Path of the file.
    pub path: String,
}
