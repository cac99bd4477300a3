//! The words of each language: whatever is too short for a template of its own.
//!
//! Every function matches exhaustively, so that a new phase, role or fault does not compile until each language
//! can say it. What takes more than a sentence is a template in `templates/<language>/`.
//! Results are Markdown; text that somebody else wrote goes through [`super::quote`].

mod en;
mod fact;
mod ja;
mod status;
mod template;

use chrono::Weekday;

use crate::{
    document::lint::Level,
    domain::{
        command::spec::Verb, incident::Fact, phase::Milestone, phase::Phase, postmortem::PostmortemStatus,
        request::Request, role::Role, severity::Severity,
    },
    policy::FaultKind,
};

use super::{
    Language,
    context::{Changed, NextStep, Remaining, TemplateFaultKind},
};

pub(super) use status::{Clock, Stretch};

/// What a language must be able to say.
pub(super) trait Words: Sync {
    /// Name of a phase.
    fn phase(&self, phase: Phase) -> &'static str;
    /// Name of a role.
    fn role(&self, role: Role) -> &'static str;
    /// Name of a postmortem's status.
    fn status(&self, status: PostmortemStatus) -> &'static str;
    /// Name of a milestone, as the head of a row: `Mitigated`.
    fn milestone(&self, milestone: Milestone) -> &'static str;
    /// The built-in definition of a severity.
    fn definition(&self, severity: Severity) -> &'static str;
    /// What a command is good for.
    fn purpose(&self, verb: Verb) -> &'static str;
    /// Name of a level, as the head of a row.
    fn level(&self, level: Level) -> &'static str;
    /// What stands on a button, at most 20 characters, and what it does, at most 40; nothing for what has none.
    fn button(&self, request: Request) -> Option<(&'static str, &'static str)>;
    /// What somebody should do next.
    fn next(&self, step: NextStep) -> Advice;
    /// What still separates a pull request from Closed.
    fn remaining(&self, remaining: &Remaining) -> Advice;
    /// Parts of the postmortem's files, as one list.
    fn changed(&self, parts: &[Changed]) -> String;
    /// What a row of the timeline says.
    fn fact(&self, fact: &Fact) -> String;
    /// What is wrong in the configuration: one line, plain text.
    fn fault(&self, kind: &FaultKind) -> String;
    /// What is allowed instead, and what was probably meant: plain text.
    fn remedy(&self, kind: &FaultKind) -> String;
    /// To whom something is said, as its beginning. The names are Markdown; without any, whoever reads it is meant.
    fn addressed(&self, names: &[String]) -> String;
    /// What is wrong in a template: one line, plain text.
    fn template_fault(&self, kind: &TemplateFaultKind) -> String;
    /// What to write instead: plain text.
    fn template_remedy(&self, kind: &TemplateFaultKind) -> String;
    /// A length of time.
    fn duration(&self, span: Span) -> String;
    /// A day of the week, as short as is usual.
    fn weekday(&self, day: Weekday) -> &'static str;
    /// A day with its day of the week, and a time.
    fn day_and_time(&self, weekday: &str, date: &str, time: &str) -> String;
    /// What the calendar with all review meetings of a repository is called.
    fn review_meetings(&self, repository: &str) -> String;
    /// An instant in the configured zone, with UTC beside it.
    fn beside(&self, local: &str, utc: &str) -> String;
}

/// Something to do: a sentence, and the line to type where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Advice {
    /// The sentence, Markdown.
    pub(super) say: String,
    /// The exact line to type.
    pub(super) line: Option<&'static str>,
}

impl Advice {
    fn new(say: impl Into<String>, line: &'static str) -> Self {
        Self {
            say: say.into(),
            line: Some(line),
        }
    }

    fn only(say: impl Into<String>) -> Self {
        Self {
            say: say.into(),
            line: None,
        }
    }
}

/// A length of time in days, hours and minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// Whole days.
    pub(super) days: i64,
    /// Hours beyond them, below 24.
    pub(super) hours: i64,
    /// Minutes beyond those, below 60.
    pub(super) minutes: i64,
}

impl Span {
    /// The span of so many minutes; none at all when they are negative.
    pub(super) fn of_minutes(minutes: i64) -> Self {
        let minutes = minutes.max(0);
        Self {
            days: minutes / (24 * 60),
            hours: minutes / 60 % 24,
            minutes: minutes % 60,
        }
    }

    /// The units that are not zero, or zero minutes, joined by `between`.
    fn in_units(self, units: [&str; 3], between: &str) -> String {
        let parts: Vec<String> = [self.days, self.hours, self.minutes]
            .into_iter()
            .zip(units)
            .filter(|(count, _)| *count > 0)
            .map(|(count, unit)| format!("{count}{unit}"))
            .collect();
        if parts.is_empty() {
            return format!("0{}", units[2]);
        }
        parts.join(between)
    }
}

impl Language {
    /// The words of the language.
    pub(super) fn words(self) -> &'static dyn Words {
        match self {
            Self::En => &en::English,
            Self::Ja => &ja::Japanese,
        }
    }
}
