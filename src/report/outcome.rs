//! Whether a postmortem and its meeting were in time.
//!
//! There is one deadline, that of the review meeting, and it counts for both: by then the meeting is to be held, and the
//! postmortem to be Reviewed.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::postmortem::PostmortemStatus;

use super::record::Record;

/// How a postmortem that was due went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PostmortemOutcome {
    /// It was Reviewed by the deadline.
    InTime,
    /// It was Reviewed after the deadline.
    Late,
    /// The deadline has passed, and it is not Reviewed.
    Overdue,
    /// There is time still.
    Pending,
    /// None is written, for a reason.
    Skipped,
    /// Its deadline, or when it was Reviewed, is not known.
    Undated,
}

/// How a review meeting went, of a postmortem that was due and not skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingOutcome {
    /// It was held by the deadline.
    InTime,
    /// It was held after the deadline.
    Late,
    /// The postmortem was merged without one on record.
    NotHeld,
    /// Somebody decided against it, with a reason.
    Skipped,
    /// The deadline has passed, and it was not held.
    Overdue,
    /// There is time still.
    Pending,
    /// Its deadline is not known.
    Undated,
}

impl PostmortemOutcome {
    /// The outcome of a record's postmortem; none where none was due.
    pub fn of(record: &Record, now: DateTime<Utc>) -> Option<Self> {
        let postmortem = &record.postmortem;
        if !postmortem.due {
            return None;
        }
        if postmortem.status == Some(PostmortemStatus::Skipped) {
            return Some(Self::Skipped);
        }
        Some(match (postmortem.reviewed, record.meeting.deadline) {
            (Some(reviewed), Some(deadline)) if reviewed <= deadline => Self::InTime,
            (Some(_), Some(_)) => Self::Late,
            (None, Some(deadline)) if !postmortem.merged && deadline < now => Self::Overdue,
            (None, Some(_)) if !postmortem.merged => Self::Pending,
            _ => Self::Undated,
        })
    }

    /// The word by which programs know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::InTime => "in_time",
            Self::Late => "late",
            Self::Overdue => "overdue",
            Self::Pending => "pending",
            Self::Skipped => "skipped",
            Self::Undated => "undated",
        }
    }
}

impl MeetingOutcome {
    /// The outcome of a record's meeting; none where no postmortem was due, or where it was skipped.
    pub fn of(record: &Record, now: DateTime<Utc>) -> Option<Self> {
        let postmortem = &record.postmortem;
        if !postmortem.due || postmortem.status == Some(PostmortemStatus::Skipped) {
            return None;
        }
        let meeting = &record.meeting;
        Some(match (meeting.held, meeting.deadline) {
            (Some(held), Some(deadline)) if held <= deadline => Self::InTime,
            (Some(_), Some(_)) => Self::Late,
            (None, _) if meeting.skipped.is_some() => Self::Skipped,
            (None, _) if postmortem.merged => Self::NotHeld,
            (None, Some(deadline)) if deadline < now => Self::Overdue,
            (None, Some(_)) => Self::Pending,
            (_, None) => Self::Undated,
        })
    }

    /// The word by which programs know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::InTime => "in_time",
            Self::Late => "late",
            Self::NotHeld => "not_held",
            Self::Skipped => "skipped",
            Self::Overdue => "overdue",
            Self::Pending => "pending",
            Self::Undated => "undated",
        }
    }
}
