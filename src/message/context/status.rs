//! The status comment.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    person::Login,
    phase::{Instants, Phase},
    postmortem::PostmortemStatus,
    role::Role,
    severity::Severity,
};

/// What the status comment shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusContext {
    /// Where the incident stands.
    pub phase: Phase,
    /// A stranger reported it, and nobody with the rights has confirmed yet.
    pub awaiting_confirmation: bool,
    /// Practice.
    pub drill: bool,
    /// The severity in force.
    pub severity: Severity,
    /// Nobody chose the severity: it is the configured default, and the comment asks.
    pub severity_assumed: bool,
    /// Definitions of all severities, beside the question; empty when nobody has to be asked.
    pub definitions: Vec<SeverityRow>,
    /// When it was declared.
    pub declared_at: DateTime<Utc>,
    /// The instants it has passed.
    pub instants: Instants,
    /// Who holds which role; every role has its row.
    pub roles: Vec<RoleRow>,
    /// The postmortem.
    pub postmortem: PostmortemRow,
    /// The review meeting, once there is a deadline.
    pub meeting: Option<MeetingRow>,
    /// What comes next, most urgent first, with the line to type.
    pub next: Vec<NextStep>,
}

/// The definition of a severity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityRow {
    /// The severity.
    pub severity: Severity,
    /// What it means; user text from the configuration, absent when the built-in definition of the language counts.
    pub description: Option<String>,
}

/// Who holds a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleRow {
    /// The role.
    pub role: Role,
    /// Its holder.
    pub login: Option<Login>,
}

/// The postmortem's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PostmortemRow {
    /// This severity requires none, and nobody asked for one.
    NotRequired,
    /// It will be opened at resolution.
    AtResolution,
    /// It is about to be opened.
    Opening,
    /// There is a pull request.
    Open {
        /// Its status.
        status: PostmortemStatus,
        /// The pull request's number.
        number: u64,
    },
    /// The pull request was closed without merging; that is not Closed.
    Abandoned {
        /// The pull request's number.
        number: u64,
    },
    /// It is not going to be written.
    Skipped {
        /// Who decided.
        by: Login,
        /// Why; user text.
        reason: String,
    },
}

/// The review meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeetingRow {
    /// Until when it must be held.
    pub deadline: DateTime<Utc>,
    /// When it was held.
    pub held: Option<DateTime<Utc>>,
}

/// What somebody should do next. Each has its own wording with the exact line to type or button to press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// Confirm a stranger's report: `/confirm`.
    Confirm,
    /// Choose the severity: `/sev N`.
    ChooseSeverity,
    /// Take the incident: `/ack` or `/commander me`.
    Acknowledge,
    /// Name a commander: `/commander @x`.
    NameCommander,
    /// Say when impact ended: `/mitigated`.
    Mitigate,
    /// Say when it was over: `/resolved`.
    Resolve,
    /// Name the postmortem's owner: `/owner @x`.
    NameOwner,
    /// Write the document and mark the pull request ready for review.
    WritePostmortem,
    /// Get the approvals that are missing.
    Approve,
    /// Hold the meeting, then `/meeting held`.
    HoldMeeting,
    /// Merge the pull request.
    Merge,
    /// Reopen the pull request, or `/postmortem skip reason`.
    DecidePostmortem,
    /// Write a postmortem all the same (`/postmortem`) or close the issue.
    CloseOrWrite,
}
