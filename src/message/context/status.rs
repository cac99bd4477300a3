//! The status comment.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ItemsContext;
use crate::domain::{
    action::ItemRecord,
    checklist::Item,
    incident::{Skipped, TimelineRow, Withdrawn},
    nudge::Nudge,
    person::Login,
    phase::{Instants, Phase},
    postmortem::PostmortemStatus,
    report::{Because, CanReport, Detector},
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
    /// Where the severity comes from. Unless somebody chose it, the comment asks.
    pub severity_source: SeveritySource,
    /// Definitions of all severities: beside the question, or folded away once there was a change. Empty when nobody
    /// has to be asked and nothing has changed.
    pub definitions: Vec<SeverityRow>,
    /// The latest change of severity, with everything it moved; absent while there was none.
    pub severity_change: Option<SeverityChangeRow>,
    /// How long each severity was in force until the incident was over; empty when there was only one, or it goes on.
    pub severity_times: Vec<SeverityTime>,
    /// Why it is none any more.
    pub withdrawn: Option<Withdrawn>,
    /// The pull request that a withdrawal left open, because others have committed to it.
    pub left_open: Option<u64>,
    /// Who is affected and how; user text.
    pub impact: Option<String>,
    /// By whom or by what it was noticed.
    pub detected_by: Option<Detector>,
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
    /// The message to customers; absent while nothing is settled and nothing has to be.
    pub announcement: Option<AnnouncementRow>,
    /// The commander's summary.
    pub can: CanReport,
    /// The response checklist; empty when this severity has none.
    pub checklist: Vec<ChecklistRow>,
    /// The action items; absent while there are none.
    pub items: Option<ItemsContext>,
    /// The latest rows of the timeline, oldest first.
    pub timeline: Vec<TimelineRow>,
    /// How many earlier rows there are, which are not shown here.
    pub earlier_rows: usize,
    /// Until when nobody is reminded.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// Reminders of one kind that are held back.
    pub snoozed: Vec<SnoozedRow>,
    /// What comes next, most urgent first, with the line to type.
    pub next: Vec<NextStep>,
    /// Address of the issue.
    pub url: String,
    /// Rows that GitHub may not show for long, to be kept in the comment's marker.
    pub kept: Vec<TimelineRow>,
    /// What must be remembered of action items, in the same place.
    pub item_records: Vec<ItemRecord>,
}

impl StatusContext {
    /// The same with only the latest `most` rows of the timeline; the others are counted.
    #[must_use]
    pub fn with_latest_rows(&self, most: usize) -> Self {
        let left_out = self.timeline.len().saturating_sub(most);
        Self {
            timeline: self.timeline[left_out..].to_vec(),
            earlier_rows: self.earlier_rows + left_out,
            ..self.clone()
        }
    }
}

/// The most characters that rows take in the marker, so that most of the comment is for people.
const KEPT: usize = 25_000;

/// The latest of the rows, as many as fit into a marker.
pub(super) fn fitting(rows: &[TimelineRow]) -> &[TimelineRow] {
    let mut room = KEPT;
    let mut fits = |row: &TimelineRow| {
        // Angle brackets are written as six characters each.
        let json = serde_json::to_string(row).expect("a row is plain data");
        let length = json
            .chars()
            .map(|c| if "<>".contains(c) { 6 } else { 1 })
            .sum::<usize>()
            + 1;
        let fits = length <= room;
        room = room.saturating_sub(length);
        fits
    };
    let count = rows.iter().rev().take_while(|row| fits(row)).count();
    &rows[rows.len() - count..]
}

/// Where the severity in force comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "source", rename_all = "snake_case")]
pub enum SeveritySource {
    /// Somebody chose it.
    Chosen,
    /// The reporter's answers suggest it.
    Suggested {
        /// The answers, most telling first.
        because: Vec<Because>,
    },
    /// It is the configured default.
    Default,
}

/// A change of severity and what it moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityChangeRow {
    /// When.
    pub at: DateTime<Utc>,
    /// Who changed it.
    pub by: Option<Login>,
    /// The severity that counted before.
    pub from: Severity,
    /// What follows from the new one.
    pub moved: Vec<Moved>,
}

/// Something that a change of severity moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "moved", rename_all = "snake_case")]
pub enum Moved {
    /// Whether a postmortem is required.
    Postmortem {
        /// It is now.
        required: bool,
    },
    /// The review meeting's deadline, once the incident is resolved.
    Deadline {
        /// The one that counted before.
        from: DateTime<Utc>,
        /// The one that counts now.
        to: DateTime<Utc>,
    },
    /// How often the commander's summary is due, in minutes; absent means never.
    Updates {
        /// Before.
        from: Option<u32>,
        /// Now.
        to: Option<u32>,
    },
}

/// How long a severity was in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityTime {
    /// The severity.
    pub severity: Severity,
    /// For how many minutes.
    pub minutes: i64,
}

/// One item of the response checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistRow {
    /// The item.
    pub item: Item,
    /// Its key, by which its tick is found again.
    pub key: String,
    /// Somebody ticked it.
    pub ticked: bool,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    Opening {
        /// Where a person opens it, when its branch is there and we were not allowed to open it ourselves.
        by_hand: Option<String>,
    },
    /// There is a pull request.
    Open {
        /// Its status.
        status: PostmortemStatus,
        /// The pull request's number.
        number: u64,
        /// The closed pull request in whose place it stands.
        instead_of: Option<u64>,
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
    /// Who decided that none is held, and why.
    pub skipped: Option<Skipped>,
    /// When and where it is; absent until it is arranged, and once it is settled.
    pub slot: Option<MeetingSlot>,
}

/// When and where the review meeting is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeetingSlot {
    /// When it begins.
    pub starts: DateTime<Utc>,
    /// Where it takes place.
    pub url: Option<String>,
    /// Nobody chose when it begins.
    pub proposed: bool,
}

/// The message to customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AnnouncementRow {
    /// Customers must be told.
    Required,
    /// They were told.
    Published {
        /// Where; absent when the document only says so.
        url: Option<String>,
    },
    /// It was decided that none is needed.
    Unneeded {
        /// Why; user text. Absent when the document tells.
        reason: Option<String>,
    },
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
    /// Let the pull request go into the default branch.
    ChangeBase,
    /// Bring what was merged elsewhere to the default branch.
    BringToDefault,
    /// Resolve the conflicts of the pull request.
    ResolveConflicts,
    /// Get the approvals that are missing.
    Approve,
    /// Hold the meeting, then `/meeting held`.
    HoldMeeting,
    /// Tell customers, then `/announced URL`.
    PublishAnnouncement,
    /// Merge the pull request.
    Merge,
    /// Reopen the pull request, or `/postmortem skip reason`.
    DecidePostmortem,
    /// Write a postmortem all the same (`/postmortem`) or close the issue.
    CloseOrWrite,
}

/// Reminders of one kind that are held back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnoozedRow {
    /// Which.
    pub nudge: Nudge,
    /// Until when.
    pub until: DateTime<Utc>,
}
