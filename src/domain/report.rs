//! What people report about an incident besides its times: impact, detection, and the commander's summary.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{person::Login, severity::Severity};

/// By whom or by what an incident was noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detector {
    /// An alert, a dashboard, a test in production.
    Monitor,
    /// A customer, or somebody who speaks for one.
    Customer,
    /// Somebody of our own who happened to see it.
    Staff,
}

impl Detector {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Monitor, Self::Customer, Self::Staff];

    /// The word by which commands and documents name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Monitor => "monitor",
            Self::Customer => "customer",
            Self::Staff => "staff",
        }
    }
}

/// A part of a CAN report: Conditions, Actions, Needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CanPart {
    /// What is the case.
    Conditions,
    /// What is being done.
    Actions,
    /// What is needed.
    Needs,
}

impl CanPart {
    /// Every part, in the order of the name.
    pub const ALL: [Self; 3] = [Self::Conditions, Self::Actions, Self::Needs];
}

/// The latest CAN report, put together from all of them: each update replaces only the parts it holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CanReport {
    /// The parts that were ever given, in the order of the name.
    pub parts: Vec<CanEntry>,
    /// Every update, oldest first; the thread is the history.
    pub updates: Vec<CanUpdate>,
}

/// One part of the latest report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanEntry {
    /// Which part.
    pub part: CanPart,
    /// What was said; user text, Markdown, possibly of several lines.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One update of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanUpdate {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Option<Login>,
    /// Address of the comment.
    pub url: String,
}

/// A severity that follows from what the reporter answered, which somebody still has to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The severity.
    pub severity: Severity,
    /// The answers that lead to it, most telling first; never empty.
    pub because: Vec<Because>,
}

/// An answer of the severity questionnaire that tells something about severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// Data is being lost or exposed.
    DataAtRisk,
    /// Customers cannot use the service at all.
    ServiceDown,
    /// An important part does not work.
    PartDown,
    /// It works, but slowly or with errors.
    Degraded,
    /// Only the looks are wrong.
    Cosmetic,
    /// Most customers are affected.
    MostAffected,
    /// Some customers are affected.
    SomeAffected,
    /// Few are affected, or only people inside.
    FewAffected,
    /// There is no way around it.
    NoWorkaround,
    /// There is a way around it.
    Workaround,
}

impl Because {
    /// Every answer.
    pub const ALL: [Self; 10] = [
        Self::DataAtRisk,
        Self::ServiceDown,
        Self::PartDown,
        Self::Degraded,
        Self::Cosmetic,
        Self::MostAffected,
        Self::SomeAffected,
        Self::FewAffected,
        Self::NoWorkaround,
        Self::Workaround,
    ];
}

/// What a form tells about an incident, field by field, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FormReport {
    /// The severity that the reporter chose.
    pub severity: Option<Severity>,
    /// The severity that the other answers suggest.
    pub suggestion: Option<Suggestion>,
    /// Who is affected and how; user text.
    pub impact: Option<String>,
    /// When impact began, as it was typed, without surrounding white space.
    pub started: Option<String>,
    /// By whom or by what it was noticed.
    pub detected_by: Option<Detector>,
}

/// Another issue, as somebody wrote it: `#12`, `owner/name#12` or its address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IssueRef {
    /// `owner/name` of its repository; absent for the incident's own.
    pub repository: Option<String>,
    /// Its number.
    pub number: u64,
}

/// Why an incident is none any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "withdrawal", rename_all = "snake_case")]
pub enum Withdrawal {
    /// There was nothing.
    FalseAlarm {
        /// What it was instead; user text. Absent when the issue was closed as not planned.
        reason: Option<String>,
    },
    /// Another issue is about the same.
    Duplicate {
        /// That issue; absent when the issue was closed as a duplicate by hand.
        of: Option<IssueRef>,
    },
    /// The incident label was taken off.
    Unlabeled,
}
