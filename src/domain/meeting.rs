//! The review meeting: what people said about it, and what our own comment remembers of it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{incident::Skipped, person::Login};

/// The shortest meeting, in minutes.
pub const SHORTEST: u32 = 5;

/// The longest meeting, in minutes.
pub const LONGEST: u32 = 8 * 60;

/// What people chose about the meeting. Each part stands until somebody chooses it anew; what nobody chose is
/// proposed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingChoice {
    /// When it begins, and whose choice that was.
    pub starts: Option<(DateTime<Utc>, Login)>,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// Where it takes place: an address of the web.
    pub url: Option<String>,
}

/// What our comment about the meeting remembers: GitHub has no field for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRecord {
    /// When it begins.
    pub starts: DateTime<Utc>,
    /// When it ends.
    pub ends: DateTime<Utc>,
    /// Where it takes place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How often people had to learn of a change; calendars take the highest.
    pub sequence: u32,
    /// Nobody chose when it begins: it was proposed.
    #[serde(default)]
    pub proposed: bool,
    /// The deadline for which it was proposed, or that counted when it was chosen.
    pub deadline: DateTime<Utc>,
    /// It does not take place.
    #[serde(default)]
    pub cancelled: bool,
    /// When it was first entered.
    pub created: DateTime<Utc>,
    /// When it was last changed.
    pub changed: DateTime<Utc>,
    /// When it was to begin before the change of which its comment tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<DateTime<Utc>>,
    /// Who was invited by earlier comments, and need not be mentioned again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Login>,
    /// Who is invited.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invited: Vec<Login>,
}

/// Why a meeting does not take place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "off", rename_all = "snake_case")]
pub enum CalledOff {
    /// The incident was withdrawn.
    Withdrawn,
    /// No postmortem is written.
    PostmortemSkipped(Skipped),
    /// Commander or owner decided that none is held.
    Skipped(Skipped),
    /// The postmortem was merged before.
    Closed,
}

impl MeetingRecord {
    /// How long it takes, in minutes.
    pub fn minutes(&self) -> i64 {
        (self.ends - self.starts).num_minutes()
    }
}

impl MeetingChoice {
    /// How long the meeting takes, unless nobody chose.
    pub fn length(&self) -> Option<TimeDelta> {
        self.minutes.map(|minutes| TimeDelta::minutes(i64::from(minutes)))
    }
}
