//! A command as the line to type, which is read as the same again.

use std::fmt;

use super::{Command, Nominee, Snooze};
use crate::domain::report::{CanPart, Detector};

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
            Self::Snooze(snooze) => write!(f, " {snooze}"),
            Self::RequestPostmortem | Self::Confirm => Ok(()),
            Self::SkipPostmortem { reason } => write!(f, " skip {reason}"),
            Self::MeetingHeld { when } => {
                f.write_str(" held")?;
                optional(f, when.as_ref())
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
