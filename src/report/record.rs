//! The facts of one incident that a report counts. Whose doing anything was is none of them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Serialize;

use crate::domain::{
    action::Priority, phase::Instants, postmortem::PostmortemStatus, report::Detector, severity::Severity,
};

/// One incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Number of its issue, when that is known.
    pub incident: Option<u64>,
    /// What it is called; user text.
    pub title: String,
    /// Address of its issue.
    pub url: Option<String>,
    /// Path of the postmortem's document: within the folder that was read, or within the repository.
    pub document: Option<String>,
    /// Address of the document's page.
    pub document_url: Option<String>,
    /// The severity in force at the end; absent while nobody knows it.
    pub severity: Option<Severity>,
    /// It was practice.
    pub drill: bool,
    /// It turned out to be none.
    pub withdrawn: bool,
    /// When it was declared.
    pub declared: DateTime<Utc>,
    /// The instants it has passed.
    pub instants: Instants,
    /// How long each severity was in force until it was resolved; empty where there was only one.
    pub severity_times: Vec<TimeIn>,
    /// By whom or by what it was noticed; absent where nobody says.
    pub detected_by: Option<DetectedBy>,
    /// Its tags; user text.
    pub tags: Vec<String>,
    /// Its postmortem.
    pub postmortem: Postmortem,
    /// Its review meeting.
    pub meeting: Meeting,
    /// Its action items.
    pub actions: Vec<Action>,
    /// What happened, in the document's words, as plain text; user text, empty where nobody wrote it.
    pub summary: String,
}

/// How long a severity was in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TimeIn {
    /// The severity.
    pub severity: Severity,
    /// How long, in seconds.
    pub seconds: i64,
}

/// By whom or by what an incident was noticed. Words that mean neither of the three are not repeated: they may be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DetectedBy {
    /// An alert, a dashboard, a test in production.
    Monitor,
    /// A customer, or somebody who speaks for one.
    Customer,
    /// Somebody of our own.
    Staff,
    /// Something else is written.
    Other,
}

impl DetectedBy {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Monitor, Self::Customer, Self::Staff, Self::Other];

    /// The word by which programs know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Monitor => "monitor",
            Self::Customer => "customer",
            Self::Staff => "staff",
            Self::Other => "other",
        }
    }
}

impl From<Detector> for DetectedBy {
    fn from(detector: Detector) -> Self {
        match detector {
            Detector::Monitor => Self::Monitor,
            Detector::Customer => Self::Customer,
            Detector::Staff => Self::Staff,
        }
    }
}

/// The postmortem of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Postmortem {
    /// The process asked for one, or somebody did.
    pub due: bool,
    /// Where it stands; absent while there is none.
    pub status: Option<PostmortemStatus>,
    /// Its document is merged, so that everybody can read it.
    pub merged: bool,
    /// Why none is written; user text.
    pub skipped: Option<String>,
    /// When it was reviewed: its meeting was held or decided against, and it had the approvals that it needs.
    pub reviewed: Option<DateTime<Utc>>,
    /// When it was Closed.
    pub closed: Option<DateTime<Utc>>,
}

/// The review meeting of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meeting {
    /// Until when the process wants it to be held.
    pub deadline: Option<DateTime<Utc>>,
    /// When it was held.
    pub held: Option<DateTime<Utc>>,
    /// Why it is not held; user text.
    pub skipped: Option<String>,
}

/// An action item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// Until when.
    pub due: Option<NaiveDate>,
    /// When its issue was opened.
    pub opened: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: ActionState,
}

/// Where an action item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ActionState {
    /// It is to be done.
    Open,
    /// It is done.
    Done {
        /// When.
        at: DateTime<Utc>,
    },
    /// It is not going to be done.
    Declined {
        /// When that was decided.
        at: DateTime<Utc>,
    },
    /// Nobody can tell: documents do not say it, and an issue that was deleted does not either.
    Unknown,
}

impl Record {
    /// From the start of impact until somebody took it, in seconds.
    pub fn time_to_acknowledge(&self) -> Option<i64> {
        self.instants.time_to_acknowledge().map(|span| span.num_seconds())
    }

    /// From the acknowledgement until it was over, in seconds.
    pub fn time_to_resolve(&self) -> Option<i64> {
        self.instants.time_to_resolve().map(|span| span.num_seconds())
    }

    /// From the start of impact until it was over, in seconds: the other two together.
    pub fn time_to_restore(&self) -> Option<i64> {
        self.instants.time_to_restore().map(|span| span.num_seconds())
    }

    /// From the resolution until the postmortem was Closed, in seconds.
    pub fn time_to_closed(&self) -> Option<i64> {
        let span: TimeDelta = self.postmortem.closed? - self.instants.resolved?;
        Some(span.num_seconds())
    }

    /// How long each severity was in force until it was resolved. One that never changed was in force from the declaration.
    pub fn time_in_severities(&self) -> Vec<TimeIn> {
        if !self.severity_times.is_empty() {
            return self.severity_times.clone();
        }
        let whole = self.severity.zip(self.instants.resolved);
        let whole = whole.map(|(severity, resolved)| TimeIn {
            severity,
            seconds: (resolved - self.declared).num_seconds().max(0),
        });
        whole.into_iter().collect()
    }
}
