//! A report as data: what `--format json` prints, and what the other forms are made from.
//!
//! Every figure of an incident counts under the month in which it was declared, also what happened later.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::{action::Priority, severity::Severity};

use super::{
    bins::{Bin, By},
    measure::Measured,
    period::Period,
    record::DetectedBy,
    statistics::Spread,
};

/// The form of the data. Keys are added without notice; when one changes its meaning or goes away, the number grows.
pub const SCHEMA: &str = "closeout-report/1";

/// The whole report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// For which instant it was made: until then everything counts.
    pub generated_at: DateTime<Utc>,
    /// Where the incidents were found.
    pub source: Source,
    /// The zone in which months and days begin.
    pub zone: &'static str,
    /// The months that were asked for; an absent end is open.
    pub period: Period,
    /// How finely the period is cut.
    pub by: By,
    /// How the 90th percentile is found: `nearest_rank`.
    pub percentile_method: &'static str,
    /// How many incidents there were.
    pub counted: Counted,
    /// How many there were of each month or quarter, the empty ones included.
    pub by_bin: Vec<Counts>,
    /// How long they took.
    pub clocks: Clocks,
    /// How long each severity was in force, of incidents that are over.
    pub time_in_severity: Vec<TimeInSeverity>,
    /// What became of postmortems.
    pub postmortems: Postmortems,
    /// What became of review meetings.
    pub meetings: Meetings,
    /// From resolved to Closed.
    pub resolved_to_closed: Spread,
    /// What became of action items.
    pub actions: Actions,
    /// How incidents were noticed.
    pub detection: Vec<Detection>,
    /// What they were about.
    pub tags: Vec<Tag>,
    /// Practice.
    pub drills: Drills,
    /// Every incident of the period, drills and withdrawn ones too, by the instant of its declaration.
    pub incidents: Vec<Measured>,
}

/// Where the incidents were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Source {
    /// In a folder of documents.
    Documents {
        /// The folder, as it was given.
        folder: String,
        /// Files that could not be read and are missing here.
        left_out: usize,
    },
    /// On GitHub.
    Github {
        /// `owner/name` of the repository.
        repository: String,
        /// Incidents that could not be read and are missing here.
        left_out: usize,
    },
}

impl Source {
    /// Folder or repository.
    pub fn name(&self) -> &str {
        match self {
            Self::Documents { folder, .. } => folder,
            Self::Github { repository, .. } => repository,
        }
    }

    /// How many could not be read.
    pub fn left_out(&self) -> usize {
        match self {
            Self::Documents { left_out, .. } | Self::Github { left_out, .. } => *left_out,
        }
    }
}

/// How many incidents there were; drills and withdrawn ones do not count.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Counted {
    /// Incidents.
    pub incidents: usize,
    /// Those that go on.
    pub running: usize,
    /// Those of each severity.
    pub by_severity: BTreeMap<Severity, usize>,
    /// Those whose severity is not known.
    pub severity_unknown: usize,
    /// Incidents that turned out to be none, counted here only.
    pub withdrawn: usize,
}

/// The incidents of a month or quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Which month or quarter.
    pub bin: Bin,
    /// Incidents.
    pub incidents: usize,
    /// Those of each severity.
    pub by_severity: BTreeMap<Severity, usize>,
    /// Those whose severity is not known.
    pub severity_unknown: usize,
}

/// How long incidents took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clocks {
    /// From started to acknowledged.
    pub mtta: Clock,
    /// From acknowledged to resolved.
    pub mttr: Clock,
    /// From started to resolved.
    pub mtrs: Clock,
}

/// One length of time, of all incidents and of parts of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// Of all.
    pub all: Spread,
    /// Of each month or quarter, the empty ones included.
    pub by_bin: Vec<Row<Bin>>,
    /// Of each severity that occurred.
    pub by_severity: Vec<Row<Option<Severity>>>,
}

/// The spread of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row<K> {
    /// Which part.
    pub of: K,
    /// Its spread.
    #[serde(flatten)]
    pub spread: Spread,
}

/// How long a severity was in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeInSeverity {
    /// Which.
    pub severity: Severity,
    /// In how many incidents it was in force.
    pub incidents: usize,
    /// How long in all of them together, in seconds.
    pub total_seconds: i64,
    /// How long in each of them.
    #[serde(flatten)]
    pub spread: Spread,
}

/// What became of postmortems. Each that was due is one of the six.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Postmortems {
    /// Those that were due: required for the severity, or asked for; of resolved incidents.
    pub due: usize,
    /// Reviewed by the deadline.
    pub in_time: usize,
    /// Reviewed after the deadline.
    pub late: usize,
    /// Not Reviewed, and the deadline has passed.
    pub overdue: usize,
    /// Not Reviewed, and there is time still.
    pub pending: usize,
    /// Skipped.
    pub skipped: usize,
    /// Without a known deadline, or without a known instant of review.
    pub undated: usize,
    /// Of all these, those that are neither Closed nor skipped.
    pub still_open: usize,
    /// Of all these, those that are Closed.
    pub closed: usize,
    /// Why postmortems were skipped.
    pub skipped_because: Vec<Skip>,
}

/// An incident of which something was skipped, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skip {
    /// Number of the incident.
    pub incident: Option<u64>,
    /// What the incident is called; user text.
    pub title: String,
    /// Address of its issue.
    pub url: Option<String>,
    /// Its severity.
    pub severity: Option<Severity>,
    /// Why; user text.
    pub reason: String,
}

/// What became of review meetings, of postmortems that were due and not skipped. Each is one of the seven.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Meetings {
    /// Those that were due.
    pub due: usize,
    /// Held by the deadline.
    pub in_time: usize,
    /// Held after the deadline.
    pub late: usize,
    /// Not on record, and the postmortem is merged.
    pub not_held: usize,
    /// Decided against.
    pub skipped: usize,
    /// Not held, and the deadline has passed.
    pub overdue: usize,
    /// Not held, and there is time still.
    pub pending: usize,
    /// Without a known deadline.
    pub undated: usize,
    /// Why meetings were skipped.
    pub skipped_because: Vec<Skip>,
}

/// What became of action items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actions {
    /// All of them.
    #[serde(flatten)]
    pub all: Items,
    /// Those of each priority that occurred, the most urgent first, those without one last.
    pub by_priority: Vec<OfPriority>,
    /// How old those are that are open, and of which it is known when they were opened.
    pub age_of_open: Vec<Age>,
    /// From the opening of an item's issue until it was done.
    pub opened_to_done: Spread,
}

/// Action items of one priority.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OfPriority {
    /// Which; absent for those without one.
    pub priority: Option<Priority>,
    /// How many.
    #[serde(flatten)]
    pub items: Items,
}

/// How many action items there are. Each is open, done, declined or unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Items {
    /// How many there are.
    pub opened: usize,
    /// Those to be done.
    pub open: usize,
    /// Those of the open ones whose day has passed.
    pub overdue: usize,
    /// Those that are done.
    pub done: usize,
    /// Those that were declined.
    pub declined: usize,
    /// Those of which nobody can tell.
    pub unknown: usize,
    /// Those of the unknown ones whose day has passed.
    pub unknown_past_due: usize,
}

/// Action items of an age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Age {
    /// They are at least so many days old.
    pub from_days: i64,
    /// They are younger than so many days; absent for the oldest.
    pub below_days: Option<i64>,
    /// How many.
    pub items: usize,
}

/// Incidents that were noticed in one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Detection {
    /// By whom or by what; absent where nobody says.
    pub detected_by: Option<DetectedBy>,
    /// How many.
    pub incidents: usize,
}

/// Incidents that carry a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tag {
    /// The tag, in small letters; user text.
    pub tag: String,
    /// How many.
    pub incidents: usize,
}

/// Practice, which counts nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Drills {
    /// How many.
    pub drills: usize,
}
