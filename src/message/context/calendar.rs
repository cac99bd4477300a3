//! The page with all review meetings of a repository.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::MeetingEntry;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarPage {
    /// `owner/name` of the repository.
    pub repository: String,
    /// Address of the calendar to subscribe to.
    pub feed: String,
    /// Days with meetings to come, the next first.
    pub upcoming: Vec<CalendarDay>,
    /// Days with meetings that are over, the latest first.
    pub past: Vec<CalendarDay>,
}

/// The meetings of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarDay {
    /// An instant of the day.
    pub day: DateTime<Utc>,
    /// Its meetings.
    pub meetings: Vec<CalendarMeeting>,
}

/// One meeting of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarMeeting {
    /// The meeting.
    pub entry: MeetingEntry,
    /// Where it takes place.
    pub place: Option<String>,
    /// What became of it.
    pub state: CalendarState,
    /// The meeting as a file.
    pub file: String,
}

/// What became of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarState {
    /// It is to come.
    Planned,
    /// It is to come at a time that nobody chose.
    Proposed,
    /// It goes on.
    Now,
    /// It was held.
    Held,
    /// It is over, and nobody said whether it was held.
    Open,
    /// It does not take place.
    Off,
}
