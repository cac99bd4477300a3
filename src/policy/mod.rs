//! How this repository wants its incidents handled: `.github/closeout.yml`, over the same file in the owner's `.github`
//! repository, over defaults that work.
//!
//! An empty file is a working configuration. A file with faults changes nothing: all of its faults are reported
//! together, and the last good configuration stays in force. Start with `key.rs`, the one table of keys.

mod contradiction;
mod defaults;
mod example;
mod fallback;
mod key;
pub mod labels;
mod load;
mod path;
mod preset;
mod read;
mod reader;
mod reference;
mod schema;
mod takes;
mod target;
mod template;
#[cfg(test)]
mod tests;
pub(crate) mod value;
mod within;

pub use load::{Layer, last_good, load, load_layers};
pub use reference::reference;
pub use schema::schema;
pub use template::TemplateName;
pub use within::{DayUnit, Within};

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveTime, TimeDelta};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    calendar::Calendar,
    document::lint::Level,
    domain::{
        action::Priority, checklist::Item, event::Mark, nudge::Nudge, person::Contact, report::Suggestion,
        role::Role, severity::Severity,
    },
    message::{Language, Voice},
};

/// Path of the configuration within a repository.
pub const PATH: &str = ".github/closeout.yml";

/// The policy in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Language of everything we write.
    pub language: Language,
    /// Zone in which times are read and shown.
    pub zone: Tz,
    /// Working days, hours and holidays.
    pub calendar: Calendar,
    /// Names of the labels.
    pub labels: LabelNames,
    /// Severity that counts while nobody chose one.
    pub default_severity: Severity,
    /// What each severity asks for; every severity has its entry.
    pub severities: BTreeMap<Severity, SeverityPolicy>,
    /// Approvals that a postmortem needs to be Reviewed.
    pub approvals: u32,
    /// Folder of the documents, without a trailing slash.
    pub folder: String,
    /// How the list of all postmortems is kept.
    pub index: IndexPolicy,
    /// The template of documents, unless a severity has its own.
    pub template: TemplateName,
    /// How the review meeting is proposed.
    pub meeting: MeetingPolicy,
    /// What goes into the timeline.
    pub timeline: TimelinePolicy,
    /// How the postmortem is checked.
    pub lint: LintPolicy,
    /// Who is told when nobody else acts; absent means nobody.
    pub escalation: Option<Contact>,
    /// When people are reminded.
    pub nudges: NudgePolicy,
    /// How action items are tracked.
    pub actions: ActionsPolicy,
}

/// When people are reminded, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NudgePolicy {
    /// Reminders that are never sent.
    pub off: BTreeSet<Nudge>,
    /// The most reminders of one kind about one incident.
    pub at_most: u32,
    /// The most comments with reminders on one incident.
    pub at_most_in_all: u32,
    /// How long a major incident may go without a commander before somebody is asked; absent means for ever.
    pub commander_after: Option<TimeDelta>,
    /// How long a major incident may go without a word before the commander is asked; absent means for ever.
    pub quiet_after: Option<TimeDelta>,
    /// How long a postmortem may be without an owner before the commander is asked; absent means for ever.
    pub owner_after: Option<TimeDelta>,
    /// How long before the review meeting the postmortem should be In Review; absent means that nobody asks.
    pub review_before: Option<TimeDelta>,
    /// How long after the review meeting somebody is asked whether it was held; absent means never.
    pub outcome_after: Option<TimeDelta>,
    /// How long after the review customers must have been told, where they have to be.
    pub announcement_after: Within,
    /// How long before its day somebody is reminded of an action item.
    pub item_before: Within,
    /// How long a Reviewed postmortem may wait to be merged.
    pub merge_after: Within,
}

/// How the list of all postmortems is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum IndexPolicy {
    /// A row comes with the pull request of its postmortem wherever it can.
    Merge,
    /// Rows come by a pull request of their own.
    PullRequest,
    /// There is none.
    Off,
}

/// How the review meeting is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingPolicy {
    /// The time of day at which it begins.
    pub time: NaiveTime,
    /// How long it takes.
    pub length: TimeDelta,
}

/// How the postmortem is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintPolicy {
    /// Rules that were given another level, or were switched off.
    pub levels: BTreeMap<&'static str, Option<Level>>,
    /// The most action items that one incident should lead to.
    pub most_action_items: u32,
    /// The least urgent priority that is still worth an action item; `1` stands for P1.
    pub least_priority: u8,
}

/// How action items are tracked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionsPolicy {
    /// How long after it was opened an item is to be done, by its priority, when nobody gives a day.
    pub due_within: BTreeMap<Priority, Within>,
}

/// What goes into the timeline besides the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimelinePolicy {
    /// Every comment, not only those that were marked.
    pub all_comments: bool,
    /// The reaction that marks a comment.
    pub mark: Mark,
}

/// Names of the labels that mean something to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelNames {
    /// Declares an incident.
    pub incident: String,
    /// Marks practice.
    pub drill: String,
    /// One for each severity.
    pub severities: BTreeMap<Severity, String>,
}

/// What one severity asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeverityPolicy {
    /// What it means, in the repository's own words; absent means the built-in definition.
    pub description: Option<String>,
    /// Whether a postmortem is required.
    pub postmortem_required: bool,
    /// How long after resolution the review meeting must be held.
    pub meeting_within: Within,
    /// How often the commander's summary is due while the incident goes on; absent means never.
    pub update_every: Option<TimeDelta>,
    /// Whether customers must be told before the postmortem is Closed.
    pub announcement_required: bool,
    /// Who is invited to the review meeting, the first first.
    pub invited: Vec<Invited>,
    /// The template of its documents; absent means that of the whole repository.
    pub template: Option<TemplateName>,
    /// The response checklist.
    pub checklist: Vec<Item>,
}

/// Somebody who is invited to the review meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invited {
    /// Who holds a role.
    Role(Role),
    /// Everybody whose commands on the incident were carried out.
    Responders,
}

impl Invited {
    /// Everybody who can be invited, in the order in which they are by default.
    pub const ALL: [Self; 7] = [
        Self::Role(Role::Owner),
        Self::Role(Role::Commander),
        Self::Role(Role::Deputy),
        Self::Role(Role::TechLead),
        Self::Role(Role::Scribe),
        Self::Role(Role::CommsLead),
        Self::Responders,
    ];

    /// The word by which they are invited.
    pub fn word(self) -> &'static str {
        match self {
            Self::Role(role) => role.command(),
            Self::Responders => "responders",
        }
    }
}

/// Something wrong in the configuration file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
    /// Dotted path of the key, such as `severities.SEV1.meeting_within`; empty for the file as a whole.
    pub path: String,
    /// What is wrong.
    #[serde(flatten)]
    pub kind: FaultKind,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum FaultKind {
    /// The file is no YAML; the parser's own words.
    Syntax {
        /// What the parser says.
        detail: String,
    },
    /// The key means nothing.
    UnknownKey {
        /// The key.
        key: String,
        /// Keys that are allowed here.
        allowed: Vec<String>,
    },
    /// The key stands there twice.
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// Anchors, aliases, tags and further documents are not read: a configuration needs none, and they can be abused.
    Unsupported {
        /// What was found, such as `*alias`.
        found: String,
    },
    /// The file is larger than any configuration.
    TooLarge {
        /// The most bytes that are read.
        at_most: u32,
    },
    /// The label means something else already.
    LabelTaken {
        /// The label.
        label: String,
        /// The key that uses it; `postmortem` for the labels that mirror a postmortem's status.
        by: String,
    },
    /// The value is of the wrong kind, or not one of those allowed.
    BadValue {
        /// The value as it was written.
        found: String,
        /// What is allowed, such as `a time zone like Asia/Tokyo`.
        expected: Expected,
    },
}

/// What a key takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "expected", rename_all = "snake_case")]
pub enum Expected {
    /// A mapping of keys.
    Mapping,
    /// A list.
    List,
    /// Text of at most so many characters.
    Text {
        /// The most characters allowed.
        at_most: u32,
    },
    /// One of these words.
    OneOf {
        /// The words.
        words: Vec<String>,
    },
    /// A whole number in this range.
    Number {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// A zone of the IANA database.
    TimeZone,
    /// A country such as `jp`, a date, or a range.
    Holiday {
        /// The code that was probably meant.
        meant: Option<String>,
    },
    /// A time of day such as `15:00`.
    TimeOfDay,
    /// A length such as `45 minutes` or `1 hour`, from five minutes to eight hours.
    Length,
    /// A date such as `2026-12-29`, or a range `2026-12-29..2027-01-03` of at most 100 days.
    DateOrRange,
    /// Hours such as `10:00-18:00`.
    Hours,
    /// Days such as `3 business days`.
    Days,
    /// A span such as `30 minutes`, `2 hours` or `1h30m`, from one minute to seven days; or `never`.
    Span,
    /// A relative path without `..`.
    Path,
    /// A built-in template, or a path that ends in `.hbs`.
    Template,
    /// A list of at most so many items.
    Items {
        /// The most items allowed.
        at_most: u32,
    },
    /// An item that does not stand in the list yet.
    NewItem,
    /// A person or a team, such as `@octo-org/sre`; or `nobody`.
    Contact,
}

/// The policy that a file amounts to, and everything that is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The policy: of the file when it has no faults, otherwise of what it falls back to.
    pub policy: Policy,
    /// The faults, in the order of their lines.
    pub faults: Vec<Fault>,
}

impl Policy {
    /// Language and zone of everything we write.
    pub fn voice(&self) -> Voice {
        Voice {
            language: self.language,
            zone: self.zone,
        }
    }

    /// The severity in force: the chosen one, else the suggested one, else the default.
    pub fn in_force(&self, chosen: Option<Severity>, suggestion: Option<&Suggestion>) -> Severity {
        let suggested = suggestion.map(|suggestion| suggestion.severity);
        chosen.or(suggested).unwrap_or(self.default_severity)
    }

    /// Whether customers must be told about an incident of this severity. About practice there is nothing to tell.
    pub fn announcement_required(&self, severity: Severity, drill: bool) -> bool {
        !drill && self.severity(severity).announcement_required
    }

    /// Sets until when items of a priority are to be done.
    fn due_within(&mut self, priority: u8, within: Within) {
        self.actions.due_within.insert(Priority(priority), within);
    }

    /// Path of the list of all postmortems, where one is kept.
    pub fn index_path(&self) -> Option<String> {
        (self.index != IndexPolicy::Off).then(|| format!("{}/README.md", self.folder))
    }

    /// What a severity asks for.
    pub fn severity(&self, severity: Severity) -> &SeverityPolicy {
        &self.severities[&severity]
    }
}
