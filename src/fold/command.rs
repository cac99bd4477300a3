//! What each command does to the incident, or why it is refused.

use chrono::{DateTime, Utc};

use crate::domain::{
    command::Command,
    incident::{AnswerLine, Fact, Skipped, Standing},
    person::Login,
    phase::Milestone,
    refusal::Refusal,
    report::{Detector, Withdrawal},
    severity::Severity,
    when::When,
};

use super::{severity::Deed, speech::Speech, walk::Walk};

/// A command was carried out; some need words in reply.
pub(super) type Outcome = Result<Vec<AnswerLine>, Refusal>;

impl Walk<'_> {
    /// Carries out a command of somebody who is allowed to command.
    pub(super) fn apply(&mut self, command: &Command, speech: &Speech<'_>) -> Outcome {
        if let Command::Help { topic } = command {
            return Ok(vec![AnswerLine::Help { topic: topic.clone() }]);
        }
        if self.withdrawn.is_some() {
            return Err(Refusal::Withdrawn);
        }
        if self.standing == Standing::AwaitingConfirmation && *command != Command::Confirm {
            return Err(Refusal::AwaitingConfirmation);
        }
        match command {
            Command::Severity(severity) => self.choose_severity(*severity, speech),
            Command::Reach { milestone, when } => return self.reach(*milestone, when.as_ref(), speech),
            Command::Detected { when, by } => return self.detected(when.as_ref(), *by, speech),
            Command::Appoint { role, who, reason } => {
                return self.appoint(*role, who, reason.as_deref(), speech);
            }
            Command::Can(parts) => self.report(parts, speech)?,
            Command::Note { when, text } => return self.record(when.as_ref(), text, speech),
            Command::FalseAlarm { reason } => {
                let reason = Some(reason.clone());
                self.withdraw(Withdrawal::FalseAlarm { reason }, speech)?;
            }
            Command::Duplicate { of } => {
                self.other_issue(of)?;
                self.withdraw(Withdrawal::Duplicate { of: Some(of.clone()) }, speech)?;
            }
            Command::Snooze { nudge, snooze } => self.snooze(*nudge, snooze, speech)?,
            Command::RequestPostmortem => {
                self.requested = true;
                self.skipped = None;
            }
            Command::SkipPostmortem { reason } => self.skip(reason, speech)?,
            Command::MeetingHeld { when } => return self.meeting_was_held(when.as_ref(), speech),
            Command::PlanMeeting { when, minutes, url } => {
                self.choose_meeting(when.as_ref(), *minutes, url.as_deref(), speech)?;
            }
            Command::Announced(how) => self.announce(how, speech)?,
            Command::Action(request) => self.request_item(request, speech)?,
            Command::SkipMeeting { reason } => self.skip_meeting(reason, speech)?,
            Command::Confirm => self.confirm(speech),
            Command::Help { .. } => {}
        }
        Ok(Vec::new())
    }

    fn choose_severity(&mut self, severity: Severity, speech: &Speech<'_>) {
        let deed = Deed {
            at: speech.at,
            actor: speech.actor,
        };
        if let Some(severity) = self.severities.choose(severity, deed) {
            self.chronicle
                .note(speech.at, speech.actor, Fact::Severity { severity }, speech.url);
        }
    }

    /// Reaches a milestone. Without a time, one that was reached before stays where it is: the second person to
    /// type `/ack` changes nothing. The start is different, since it is assumed until somebody says it.
    pub(super) fn reach(
        &mut self,
        milestone: Milestone,
        when: Option<&When>,
        speech: &Speech<'_>,
    ) -> Outcome {
        let known = milestone != Milestone::Started && self.clockwork.get(milestone).is_some();
        if when.is_none() && known {
            return Ok(Vec::new());
        }
        let (at, lines) = self.instant(milestone.command(), when, speech)?;
        self.clockwork.say(milestone, at)?;
        if milestone > Milestone::Acknowledged {
            self.clockwork.assume(Milestone::Acknowledged, at);
        }
        self.chronicle
            .note(at, speech.actor, Fact::Reached { milestone }, speech.url);
        Ok(lines)
    }

    /// `/detected`: when, or by whom, or both. Telling only by whom leaves the time open.
    fn detected(&mut self, when: Option<&When>, by: Option<Detector>, speech: &Speech<'_>) -> Outcome {
        let lines = match (when, by) {
            (None, Some(_)) => Vec::new(),
            _ => self.reach(Milestone::Detected, when, speech)?,
        };
        self.detected_by = by.or(self.detected_by);
        Ok(lines)
    }

    /// The instant that was typed, or the comment's own, and what must be said about how it was read.
    pub(super) fn instant(
        &self,
        command: &str,
        when: Option<&When>,
        speech: &Speech<'_>,
    ) -> Result<(DateTime<Utc>, Vec<AnswerLine>), Refusal> {
        let Some(when) = when else {
            return Ok((speech.at, Vec::new()));
        };
        let reading = when
            .resolve(speech.at, self.policy.zone)
            .map_err(|fault| Refusal::BadTime {
                command: command.to_owned(),
                fault,
            })?;
        let twice = reading.later.map(|later| AnswerLine::TimeCameTwice {
            typed: speech.line.to_owned(),
            at: reading.at,
            later,
        });
        Ok((reading.at, twice.into_iter().collect()))
    }

    /// Skips the postmortem, which commander and owner may do until it is merged.
    fn skip(&mut self, reason: &str, speech: &Speech<'_>) -> Result<(), Refusal> {
        if self.is_merged(speech.at) {
            return Err(Refusal::SkipTooLate);
        }
        let by = self.decider(speech).ok_or(Refusal::SkipNotYours)?;
        self.skipped = Some(Skipped {
            by,
            reason: reason.to_owned(),
            at: speech.at,
        });
        Ok(())
    }

    /// Who commands, when that is somebody who may decide for the incident: commander or owner.
    pub(super) fn decider(&self, speech: &Speech<'_>) -> Option<Login> {
        match speech.actor {
            // Whoever decided it then has deleted their account since.
            None if speech.nominees_on_record => Some(Login::ghost()),
            actor => actor
                .map(|actor| actor.login.clone())
                .filter(|login| self.roles.decides(login)),
        }
    }
}
