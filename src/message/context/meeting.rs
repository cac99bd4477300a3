//! The review meeting: the comment about it, what calendars say of it, and its agenda.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    meeting::{CalledOff, MeetingRecord},
    person::Login,
    phase::Instants,
    report::Detector,
    role::Role,
    severity::Severity,
};

/// A meeting as calendars show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingEntry {
    /// What stays the same for as long as it is the same meeting.
    pub uid: String,
    /// `owner/name` of the repository.
    pub repository: String,
    /// The incident's number.
    pub number: u64,
    /// The incident's title; user text.
    pub title: String,
    /// Practice.
    pub drill: bool,
    /// The severity in force.
    pub severity: Severity,
    /// The incident's address.
    pub incident_url: String,
    /// The address of the postmortem's pull request.
    pub pull_url: String,
    /// When and where.
    pub record: MeetingRecord,
}

/// The comment about the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeetingContext {
    /// The meeting.
    pub entry: MeetingEntry,
    /// Practice.
    pub drill: bool,
    /// Why it does not take place.
    pub off: Option<CalledOff>,
    /// When it was to begin before it was moved.
    pub moved_from: Option<DateTime<Utc>>,
    /// Who chose when it begins.
    pub chosen_by: Option<Login>,
    /// It ends after the deadline.
    pub late: bool,
    /// What is unusual about its time.
    pub unusual: Option<Unusual>,
    /// Who is invited.
    pub invitees: Vec<InviteeRow>,
    /// Where it takes place.
    pub url: Option<String>,
    /// How many minutes it takes.
    pub minutes: i64,
    /// Where calendars find it; absent where no server can be reached.
    pub calendar: Option<CalendarRow>,
}

/// Something unusual about the time of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "unusual", rename_all = "snake_case")]
pub enum Unusual {
    /// It is on a holiday.
    Holiday {
        /// What the day is called, where that is known; user text.
        name: Option<String>,
    },
    /// It is on a day of the week on which nobody works.
    DayOff,
    /// It is, at least in part, outside working hours.
    Hours {
        /// When the working day begins.
        opens: String,
        /// When it ends.
        closes: String,
    },
}

/// Somebody who is invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InviteeRow {
    /// Who.
    pub login: Login,
    /// The roles for which they are invited; empty for those who took part.
    pub roles: Vec<Role>,
    /// Nobody told them yet, so that they are mentioned.
    pub mention: bool,
}

/// Where calendars find a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarRow {
    /// The meeting as a file.
    pub file: String,
    /// The page with all meetings.
    pub page: String,
    /// The calendar to subscribe to.
    pub feed: String,
}

/// What the meeting is to talk about, posted when it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgendaContext {
    /// Practice.
    pub drill: bool,
    /// The incident's number.
    pub number: u64,
    /// Where the meeting takes place.
    pub url: Option<String>,
    /// Address of the document as the pull request has it.
    pub document_url: String,
    /// The instants it has passed.
    pub instants: Instants,
    /// How many rows the timeline has.
    pub rows: usize,
    /// The document's own summary, as Markdown; user text. Empty when nobody wrote one.
    pub summary: String,
    /// By whom or by what the incident was noticed.
    pub detected_by: Option<Detector>,
    /// Who was affected and how, in the reporter's words; user text.
    pub impact: Option<String>,
    /// Address of the incident, for what had to be cut.
    pub incident_url: String,
    /// The action items of the document.
    pub actions: ActionCount,
}

/// How far the action items of a document are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ActionCount {
    /// How many there are.
    pub all: usize,
    /// How many have no owner.
    pub without_owner: usize,
    /// How many have no due date.
    pub without_due: usize,
}
