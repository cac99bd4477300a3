//! What a command means once it is read.

use serde::{Deserialize, Serialize};

use super::spec::Verb;
use crate::domain::{
    person::Login,
    phase::Milestone,
    report::{CanPart, Detector, IssueRef},
    role::Role,
    severity::Severity,
    when::When,
};

/// A command, completely parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// `/sev N`
    Severity(Severity),
    /// `/started`, `/ack`, `/mitigated`, `/resolved`, each with an optional time.
    Reach {
        /// The milestone that was reached.
        milestone: Milestone,
        /// When; absent means at the comment's own instant.
        when: Option<When>,
    },
    /// `/detected [time] [by monitor]`
    Detected {
        /// When; absent while only the detector is told, and when neither is: at the comment's own instant.
        when: Option<When>,
        /// By whom or by what.
        by: Option<Detector>,
    },
    /// `/commander @x [reason]`, `/owner me`
    Appoint {
        /// The role.
        role: Role,
        /// Who takes it.
        who: Nominee,
        /// Why it changes hands; user text.
        reason: Option<String>,
    },
    /// `/can` and the lines below it: the parts that were given, at least one, each once.
    Can(Vec<(CanPart, String)>),
    /// `/timeline [time] text`
    Note {
        /// When it happened; absent means at the comment's own instant.
        when: Option<When>,
        /// What happened; user text.
        text: String,
    },
    /// `/false-alarm reason`
    FalseAlarm {
        /// What it was instead; user text.
        reason: String,
    },
    /// `/duplicate #n`
    Duplicate {
        /// The issue that is about the same.
        of: IssueRef,
    },
    /// `/snooze 2h`, `/snooze until 2026-11-25 10:00`, `/snooze off`
    Snooze(Snooze),
    /// `/postmortem`: write one although none is required.
    RequestPostmortem,
    /// `/postmortem skip reason`
    SkipPostmortem {
        /// Why none is written.
        reason: String,
    },
    /// `/meeting held [time]`
    MeetingHeld {
        /// When it was held; absent means at the comment's own instant.
        when: Option<When>,
    },
    /// `/confirm`: a stranger's report is an incident.
    Confirm,
    /// `/help [command]`
    Help {
        /// The command somebody asks about, without its slash; absent means all.
        topic: Option<String>,
    },
}

/// Whom a role is given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Nominee {
    /// `me`: the comment's author.
    Author,
    /// `@login`.
    Person(Login),
    /// `none`: the role is vacant.
    Nobody,
}

/// For how long nobody wants to be reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Snooze {
    /// So many minutes from the comment on.
    Minutes(u32),
    /// Until an instant.
    Until(When),
    /// No longer.
    Off,
}

impl Command {
    /// Its row of the table.
    pub fn verb(&self) -> Verb {
        match self {
            Self::Severity(_) => Verb::Severity,
            Self::Reach { milestone, .. } => match milestone {
                Milestone::Started => Verb::Started,
                Milestone::Detected => Verb::Detected,
                Milestone::Acknowledged => Verb::Acknowledged,
                Milestone::Mitigated => Verb::Mitigated,
                Milestone::Resolved => Verb::Resolved,
            },
            Self::Detected { .. } => Verb::Detected,
            Self::Appoint { role, .. } => match role {
                Role::Commander => Verb::Commander,
                Role::Deputy => Verb::Deputy,
                Role::TechLead => Verb::TechLead,
                Role::CommsLead => Verb::CommsLead,
                Role::Scribe => Verb::Scribe,
                Role::Owner => Verb::Owner,
            },
            Self::Can(_) => Verb::Can,
            Self::Note { .. } => Verb::Timeline,
            Self::FalseAlarm { .. } => Verb::FalseAlarm,
            Self::Duplicate { .. } => Verb::Duplicate,
            Self::Snooze(_) => Verb::Snooze,
            Self::RequestPostmortem | Self::SkipPostmortem { .. } => Verb::Postmortem,
            Self::MeetingHeld { .. } => Verb::Meeting,
            Self::Confirm => Verb::Confirm,
            Self::Help { .. } => Verb::Help,
        }
    }
}
