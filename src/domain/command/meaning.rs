//! What a command means once it is read, and the line to type for it, which is read as the same again.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::spec::Verb;
use crate::domain::{
    action::ActionRequest,
    announcement::Announcement,
    nudge::Nudge,
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
    /// `/snooze 2h`, `/snooze deadline-missed until 2026-11-25 10:00`, `/snooze off`
    Snooze {
        /// Which reminders; absent means all.
        nudge: Option<Nudge>,
        /// For how long.
        snooze: Snooze,
    },
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
    /// `/announced URL`, `/announced none REASON`: address and reason are always there.
    Announced(Announcement),
    /// `/action [P1] [@x] [due 2026-12-01] title`
    Action(Box<ActionRequest>),
    /// `/meeting tomorrow 15:00 45m https://meet.example`: what is given of it, at least one part.
    PlanMeeting {
        /// When it begins.
        when: Option<When>,
        /// How many minutes it takes.
        minutes: Option<u32>,
        /// Where it takes place: an address of the web.
        url: Option<String>,
    },
    /// `/meeting skip reason`
    SkipMeeting {
        /// Why none is held; user text.
        reason: String,
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
            Self::Snooze { .. } => Verb::Snooze,
            Self::RequestPostmortem | Self::SkipPostmortem { .. } => Verb::Postmortem,
            Self::Announced(_) => Verb::Announced,
            Self::Action(_) => Verb::Action,
            Self::MeetingHeld { .. } | Self::PlanMeeting { .. } | Self::SkipMeeting { .. } => Verb::Meeting,
            Self::Confirm => Verb::Confirm,
            Self::Help { .. } => Verb::Help,
        }
    }
}

impl fmt::Display for Command {
    /// The line to type, or the lines of `/can`.
    ///
    /// It is read as the same command again wherever commands may stand, unless a text in it was never typed: one with
    /// a line break where one line is all there is, or with a comment in HTML.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.verb().spec().name)?;
        match self {
            Self::Severity(severity) => write!(f, " {}", severity.name().trim_start_matches("SEV")),
            Self::Reach { when, .. } => optional(f, when.as_ref()),
            Self::Detected { when, by } => {
                optional(f, when.as_ref())?;
                by.map_or(Ok(()), |by: Detector| write!(f, " by {}", by.name()))
            }
            Self::Appoint { who, reason, .. } => {
                write!(f, " {who}")?;
                optional(f, reason.as_ref())
            }
            Self::Can(parts) => can_parts(f, parts),
            Self::Note { when, text } => {
                optional(f, when.as_ref())?;
                write!(f, " {text}")
            }
            Self::FalseAlarm { reason } => write!(f, " {reason}"),
            Self::Duplicate { of } => {
                let repository = of.repository.as_deref().unwrap_or_default();
                write!(f, " {repository}#{}", of.number)
            }
            Self::Snooze { nudge, snooze } => {
                optional(f, nudge.as_ref())?;
                write!(f, " {snooze}")
            }
            Self::RequestPostmortem | Self::Confirm => Ok(()),
            Self::SkipPostmortem { reason } | Self::SkipMeeting { reason } => write!(f, " skip {reason}"),
            Self::Action(request) => write!(f, " {request}"),
            Self::MeetingHeld { when } => {
                f.write_str(" held")?;
                optional(f, when.as_ref())
            }
            Self::Announced(Announcement::Published { url }) => optional(f, url.as_ref()),
            Self::Announced(Announcement::None { reason }) => {
                f.write_str(" none")?;
                optional(f, reason.as_ref())
            }
            Self::PlanMeeting { when, minutes, url } => {
                optional(f, when.as_ref())?;
                optional(f, minutes.map(Snooze::Minutes).as_ref())?;
                optional(f, url.as_ref())
            }
            Self::Help { topic } => optional(f, topic.as_ref()),
        }
    }
}

/// What may be left out, behind a space.
fn optional<T: fmt::Display>(f: &mut fmt::Formatter<'_>, value: Option<&T>) -> fmt::Result {
    value.map_or(Ok(()), |value| write!(f, " {value}"))
}

/// The parts of a CAN report. A blank line behind one of several lines ends whatever it ends with, such as a quote.
fn can_parts(f: &mut fmt::Formatter<'_>, parts: &[(CanPart, String)]) -> fmt::Result {
    let mut gap = "\n";
    for (part, text) in parts {
        let name = match part {
            CanPart::Conditions => "Conditions",
            CanPart::Actions => "Actions",
            CanPart::Needs => "Needs",
        };
        write!(f, "{gap}{name}:")?;
        if text.is_empty() {
            f.write_str(" none")?;
        } else if text.contains('\n') {
            write!(f, "\n\n{text}")?;
        } else {
            write!(f, " {text}")?;
        }
        gap = if text.contains('\n') { "\n\n" } else { "\n" };
    }
    Ok(())
}

impl fmt::Display for Nominee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Author => f.write_str("me"),
            Self::Person(login) => write!(f, "@{login}"),
            Self::Nobody => f.write_str("none"),
        }
    }
}

impl fmt::Display for Snooze {
    /// What follows `/snooze`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off"),
            Self::Until(when) => write!(f, "until {when}"),
            Self::Minutes(minutes) => {
                let parts = [
                    (minutes / 1440, "d"),
                    (minutes / 60 % 24, "h"),
                    (minutes % 60, "m"),
                ];
                let parts = parts.into_iter().filter(|(count, _)| *count > 0);
                parts
                    .map(|(count, unit)| format!("{count}{unit}"))
                    .try_for_each(|part| f.write_str(&part))
            }
        }
    }
}
