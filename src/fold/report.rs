//! What people report while an incident goes on: the commander's summary, rows of the timeline, how it was noticed.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{
    command::Snooze,
    incident::{AnswerLine, Fact},
    nudge::Nudge,
    refusal::Refusal,
    report::{CanEntry, CanPart, CanReport, CanUpdate},
    when::When,
};

use super::{speech::Speech, walk::Walk};

/// The most days for which reminders can be held back at once.
const LONGEST_SNOOZE: u32 = 30;

impl Walk<'_> {
    /// `/can`: parts that are left out stay as they were, empty ones go.
    pub(super) fn report(&mut self, parts: &[(CanPart, String)], speech: &Speech<'_>) -> Result<(), Refusal> {
        if !self.is_running() {
            return Err(Refusal::AlreadyResolved {
                command: "can".to_owned(),
            });
        }
        for (part, text) in parts {
            update(&mut self.can, *part, text, speech.at);
            if *part == CanPart::Conditions && !text.is_empty() {
                let fact = Fact::Conditions { text: text.clone() };
                self.chronicle.note(speech.at, speech.actor, fact, speech.url);
            }
        }
        self.can.updates.push(CanUpdate {
            at: speech.at,
            by: speech.actor.map(|actor| actor.login.clone()),
            url: speech.url.to_owned(),
        });
        Ok(())
    }

    /// `/timeline`: a row, at the time that was typed.
    pub(super) fn record(
        &mut self,
        when: Option<&When>,
        text: &str,
        speech: &Speech<'_>,
    ) -> Result<Vec<AnswerLine>, Refusal> {
        let (at, lines) = self.instant("timeline", when, speech)?;
        let fact = Fact::Noted {
            text: text.to_owned(),
        };
        self.chronicle.note(at, speech.actor, fact, speech.url);
        Ok(lines)
    }

    /// `/snooze`: no reminders until then, or none of one kind.
    pub(super) fn snooze(
        &mut self,
        nudge: Option<Nudge>,
        snooze: &Snooze,
        speech: &Speech<'_>,
    ) -> Result<(), Refusal> {
        let until = match snooze {
            Snooze::Off => None,
            Snooze::Minutes(minutes) => Some(speech.at + TimeDelta::minutes(i64::from(*minutes))),
            Snooze::Until(when) => Some(self.ahead(when, speech)?),
        };
        if let Some(at) = until {
            if at <= speech.at {
                return Err(Refusal::SnoozeInThePast { at });
            }
            if at > speech.at + TimeDelta::days(i64::from(LONGEST_SNOOZE)) {
                return Err(Refusal::SnoozeTooLong {
                    at_most_days: LONGEST_SNOOZE,
                });
            }
        }
        match (nudge, until) {
            (Some(nudge), Some(at)) => drop(self.snoozed.insert(nudge, at)),
            (Some(nudge), None) => drop(self.snoozed.remove(&nudge)),
            (None, Some(at)) => self.snoozed_until = Some(at),
            (None, None) => {
                self.snoozed_until = None;
                self.snoozed.clear();
            }
        }
        Ok(())
    }

    fn ahead(&self, when: &When, speech: &Speech<'_>) -> Result<DateTime<Utc>, Refusal> {
        when.resolve_ahead(speech.at, self.policy.zone)
            .map_err(|fault| Refusal::BadTime {
                command: "snooze until".to_owned(),
                fault,
            })
    }
}

fn update(report: &mut CanReport, part: CanPart, text: &str, at: DateTime<Utc>) {
    report.parts.retain(|entry| entry.part != part);
    if !text.is_empty() {
        report.parts.push(CanEntry {
            part,
            text: text.to_owned(),
            at,
        });
        report.parts.sort_by_key(|entry| entry.part);
    }
}
