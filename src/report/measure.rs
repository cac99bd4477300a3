//! One incident as programs read it: its facts, and what follows from them.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::{postmortem::PostmortemStatus, severity::Severity};

use super::{
    outcome::{MeetingOutcome, PostmortemOutcome},
    record::{ActionState, DetectedBy, Record, TimeIn},
    tally::Setting,
};

/// An incident of a report. Instants are in UTC, lengths of time in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that a row tells"
)]
pub struct Measured {
    /// Number of its issue.
    pub incident: Option<u64>,
    /// What it is called; user text.
    pub title: String,
    /// Address of its issue.
    pub url: Option<String>,
    /// Path of the postmortem's document.
    pub document: Option<String>,
    /// Address of the document's page.
    pub document_url: Option<String>,
    /// Its severity.
    pub severity: Option<Severity>,
    /// It was practice, and counts nowhere else.
    pub drill: bool,
    /// It turned out to be none, and counts nowhere else.
    pub withdrawn: bool,
    /// When impact began.
    pub started: Option<DateTime<Utc>>,
    /// When it was noticed.
    pub detected: Option<DateTime<Utc>>,
    /// When it was declared.
    pub declared: DateTime<Utc>,
    /// When somebody took it.
    pub acknowledged: Option<DateTime<Utc>>,
    /// When impact ended.
    pub mitigated: Option<DateTime<Utc>>,
    /// When it was over.
    pub resolved: Option<DateTime<Utc>>,
    /// From started to acknowledged.
    pub mtta_seconds: Option<i64>,
    /// From acknowledged to resolved.
    pub mttr_seconds: Option<i64>,
    /// From started to resolved.
    pub mtrs_seconds: Option<i64>,
    /// How long each severity was in force.
    pub time_in_severity: Vec<TimeIn>,
    /// By whom or by what it was noticed.
    pub detected_by: Option<DetectedBy>,
    /// A postmortem was due.
    pub postmortem_due: bool,
    /// Where the postmortem stands.
    pub postmortem_status: Option<PostmortemStatus>,
    /// The postmortem's document is merged.
    pub postmortem_merged: bool,
    /// Whether the postmortem was in time.
    pub postmortem_outcome: Option<PostmortemOutcome>,
    /// Why none is written; user text.
    pub postmortem_skipped_because: Option<String>,
    /// When the postmortem was Reviewed.
    pub postmortem_reviewed: Option<DateTime<Utc>>,
    /// When the postmortem was Closed.
    pub postmortem_closed: Option<DateTime<Utc>>,
    /// From resolved to Closed.
    pub resolved_to_closed_seconds: Option<i64>,
    /// Until when the meeting was to be held.
    pub meeting_deadline: Option<DateTime<Utc>>,
    /// When the meeting was held.
    pub meeting_held: Option<DateTime<Utc>>,
    /// Whether the meeting was in time.
    pub meeting_outcome: Option<MeetingOutcome>,
    /// Why no meeting is held; user text.
    pub meeting_skipped_because: Option<String>,
    /// Action items.
    pub actions: usize,
    /// Action items that are to be done.
    pub actions_open: usize,
    /// Those of them whose day has passed.
    pub actions_overdue: usize,
    /// Action items that are done.
    pub actions_done: usize,
    /// Action items that were declined.
    pub actions_declined: usize,
    /// Action items of which nobody can tell.
    pub actions_unknown: usize,
    /// Its tags; user text.
    pub tags: Vec<String>,
    /// The beginning of the document's summary, as plain text; user text.
    pub summary: String,
}

impl Measured {
    /// What follows from a record's facts.
    pub fn of(record: &Record, setting: &Setting) -> Self {
        let today = setting.today();
        let count = |is: fn(&ActionState) -> bool| record.actions.iter().filter(|one| is(&one.state)).count();
        let is_overdue = |due: Option<chrono::NaiveDate>| due.is_some_and(|due| due < today);
        let overdue = record
            .actions
            .iter()
            .filter(|one| one.state == ActionState::Open && is_overdue(one.due));
        let instants = &record.instants;
        Self {
            incident: record.incident,
            title: record.title.clone(),
            url: record.url.clone(),
            document: record.document.clone(),
            document_url: record.document_url.clone(),
            severity: record.severity,
            drill: record.drill,
            withdrawn: record.withdrawn,
            started: instants.started,
            detected: instants.detected,
            declared: record.declared,
            acknowledged: instants.acknowledged,
            mitigated: instants.mitigated,
            resolved: instants.resolved,
            mtta_seconds: record.time_to_acknowledge(),
            mttr_seconds: record.time_to_resolve(),
            mtrs_seconds: record.time_to_restore(),
            time_in_severity: record.time_in_severities(),
            detected_by: record.detected_by,
            postmortem_due: record.postmortem.due,
            postmortem_status: record.postmortem.status,
            postmortem_merged: record.postmortem.merged,
            postmortem_outcome: PostmortemOutcome::of(record, setting.now),
            postmortem_skipped_because: record.postmortem.skipped.clone(),
            postmortem_reviewed: record.postmortem.reviewed,
            postmortem_closed: record.postmortem.closed,
            resolved_to_closed_seconds: record.time_to_closed(),
            meeting_deadline: record.meeting.deadline,
            meeting_held: record.meeting.held,
            meeting_outcome: MeetingOutcome::of(record, setting.now),
            meeting_skipped_because: record.meeting.skipped.clone(),
            actions: record.actions.len(),
            actions_open: count(|state| *state == ActionState::Open),
            actions_overdue: overdue.count(),
            actions_done: count(|state| matches!(state, ActionState::Done { .. })),
            actions_declined: count(|state| matches!(state, ActionState::Declined { .. })),
            actions_unknown: count(|state| *state == ActionState::Unknown),
            tags: record.tags.clone(),
            summary: record.summary.clone(),
        }
    }
}
