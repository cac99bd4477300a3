//! What was learnt, posted on the incident when its postmortem is Closed.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::SeverityTime;
use crate::domain::{
    announcement::Announced, person::Login, phase::Instants, report::IssueRef, severity::Severity,
};

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
    /// What is changed so that it does not happen again, or hurts less.
    pub changes: Vec<ChangeRow>,
    /// How the way to Closed went.
    pub compliance: Compliance,
    /// The document's address on the default branch.
    pub document_url: String,
    /// The pull request's number.
    pub number: u64,
}

/// One action item as it stood when the postmortem was Closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeRow {
    /// What is done; user text.
    pub title: String,
    /// The issue that tracks it.
    pub issue: Option<IssueRef>,
    /// That issue's address, when it is known.
    pub url: Option<String>,
    /// Who does it.
    pub owner: Option<Login>,
    /// It is done.
    pub done: bool,
}

/// What was agreed for every postmortem, and how it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compliance {
    /// When the incident was over.
    pub resolved: DateTime<Utc>,
    /// When the postmortem was Closed.
    pub closed: DateTime<Utc>,
    /// Business days from the one to the other.
    pub business_days: u32,
    /// Until when the review meeting was to be held.
    pub deadline: DateTime<Utc>,
    /// Whether it was.
    pub meeting: MeetingKept,
    /// The review that was missing when it was merged; absent when none was.
    pub unreviewed: Option<Unreviewed>,
    /// What customers were told.
    pub announced: Option<Announced>,
}

/// Whether the review meeting was held in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "meeting", rename_all = "snake_case")]
pub enum MeetingKept {
    /// It was.
    InTime {
        /// When.
        held: DateTime<Utc>,
    },
    /// It was held after its deadline.
    Late {
        /// When.
        held: DateTime<Utc>,
        /// How many business days late; 0 when it was on the day of the deadline.
        business_days: u32,
    },
    /// It was decided that none is held.
    Skipped {
        /// Who decided.
        by: Login,
        /// Why; user text.
        reason: String,
    },
    /// It was merged without.
    NeverHeld,
}

/// What review was missing when the postmortem was merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Unreviewed {
    /// How many approvals there were.
    pub given: u32,
    /// How many are needed.
    pub required: u32,
    /// Somebody's latest review asked for changes.
    pub changes_requested: bool,
}
