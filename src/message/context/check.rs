//! The checks that are published on commits.

use std::{collections::BTreeMap, ops::Range};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Changed;
use crate::{
    document::{
        Postmortem,
        lint::{Found, Level},
    },
    domain::{postmortem::PostmortemStatus, request::Request},
    policy::Fault,
};

/// What still separates the pull request from Reviewed and Closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostmortemCheck {
    /// Where the postmortem stands.
    pub status: PostmortemStatus,
    /// What remains, in the order in which it is usually done; empty when nothing does.
    pub remaining: Vec<Remaining>,
    /// Generated parts of the document that are left alone, because somebody edited inside.
    pub left_alone: Vec<Changed>,
    /// Until when the meeting must be held; absent once it was.
    pub deadline: Option<DateTime<Utc>>,
    /// The document that was checked; absent when the pull request has none.
    pub document: Option<CheckedFile>,
    /// How many errors the rules found.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// What they found, in the order of the text: as much of it as is shown, errors before warnings where that is not all.
    pub findings: Vec<FindingRow>,
    /// Not all of it is shown.
    pub cut: bool,
    /// What can be asked for by a button.
    pub buttons: Vec<Request>,
}

/// A file whose lines can be linked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedFile {
    /// Path within the repository.
    pub path: String,
    /// Its address at the commit that was checked.
    pub url: String,
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingRow {
    /// Id of the rule.
    pub rule: &'static str,
    /// How bad it is.
    pub level: Level,
    /// Line of its first character, from 1.
    pub line: u32,
    /// Column of its first character, from 1, in characters.
    pub column: u32,
    /// Line of its last character.
    pub end_line: u32,
    /// Column of its last character.
    pub end_column: u32,
    /// What its template says about it, by name; user text.
    pub details: BTreeMap<&'static str, String>,
}

impl FindingRow {
    /// What was found in a document, with its place there.
    pub fn of(found: &Found, document: &Postmortem<'_>) -> Self {
        let Range { start, end } = found.finding.range.clone();
        // The end of a line is no character that anybody can look at.
        let meant = document.text.get(start..end).unwrap_or_default().trim_end();
        let last = meant.char_indices().next_back().map_or(0, |(at, _)| at);
        let (first, last) = (document.position(start), document.position(start + last));
        Self {
            rule: found.rule.id,
            level: found.level,
            line: first.line,
            column: first.column,
            end_line: last.line,
            end_column: last.column,
            details: found.finding.details.iter().cloned().collect(),
        }
    }
}

/// Everything that the rules found, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplanationContext {
    /// The document that was checked.
    pub document: CheckedFile,
    /// What they found, in the order of the text.
    pub findings: Vec<FindingRow>,
}

/// Something that remains to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "remaining", rename_all = "snake_case")]
pub enum Remaining {
    /// Somebody must own the postmortem.
    NameOwner,
    /// The pull request must leave its draft state.
    MarkReady,
    /// It goes into another branch than the default one.
    ChangeBase {
        /// That branch.
        base: String,
    },
    /// It was merged into another branch than the default one, which does not have the document yet.
    BringToDefault {
        /// That branch.
        base: String,
    },
    /// It cannot be merged before somebody resolves conflicts.
    ResolveConflicts,
    /// Approvals are missing.
    Approvals {
        /// How many there are.
        given: u32,
        /// How many are needed.
        required: u32,
    },
    /// A reviewer asked for changes.
    ChangesRequested,
    /// The meeting has not been held.
    HoldMeeting,
    /// Customers must be told: `/announced URL`.
    PublishAnnouncement,
    /// The text has errors.
    MendText {
        /// How many.
        errors: usize,
    },
    /// It must be merged.
    Merge,
}

/// The faults of the configuration file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfigCheck {
    /// Path of the file.
    pub path: String,
    /// The faults, in the order of their lines; empty when the file is good.
    pub faults: Vec<Fault>,
}
