//! The review meeting as people arrange it: when and where, that it was held, that none is.

use chrono::{DateTime, Utc};

use crate::domain::{incident::Skipped, person::Login, refusal::Refusal, when::When};

use super::{command::Outcome, speech::Speech, walk::Walk};

impl Walk<'_> {
    /// `/meeting TIME LENGTH URL`: each part that is given replaces what was chosen before.
    pub(super) fn choose_meeting(
        &mut self,
        when: Option<&When>,
        minutes: Option<u32>,
        url: Option<&str>,
        speech: &Speech<'_>,
    ) -> Result<(), Refusal> {
        self.has_something_to_review("meeting", speech.at)?;
        if let Some(at) = self.meeting_held {
            return Err(Refusal::MeetingHeldAlready { at });
        }
        let starts = match when {
            Some(when) => Some(self.meeting_begins(when, speech.at)?),
            None => None,
        };
        let by = speech
            .actor
            .map_or_else(Login::ghost, |actor| actor.login.clone());
        let choice = &mut self.meeting_choice;
        choice.starts = starts.map(|at| (at, by)).or(choice.starts.take());
        choice.minutes = minutes.or(choice.minutes);
        choice.url = url.map(str::to_owned).or(choice.url.take());
        self.meeting_skipped = None;
        Ok(())
    }

    /// `/meeting held`: whoever was there says so.
    pub(super) fn meeting_was_held(&mut self, when: Option<&When>, speech: &Speech<'_>) -> Outcome {
        if self.is_running() {
            return Err(not_resolved_yet("meeting held"));
        }
        let (held, lines) = self.instant("meeting held", when, speech)?;
        self.meeting_held = Some(held);
        self.meeting_skipped = None;
        Ok(lines)
    }

    /// `/meeting skip`, which is for commander and owner.
    pub(super) fn skip_meeting(&mut self, reason: &str, speech: &Speech<'_>) -> Result<(), Refusal> {
        self.has_something_to_review("meeting skip", speech.at)?;
        if let Some(at) = self.meeting_held {
            return Err(Refusal::MeetingHeldAlready { at });
        }
        let by = self.decider(speech).ok_or(Refusal::MeetingNotYours)?;
        self.meeting_skipped = Some(Skipped {
            by,
            reason: reason.to_owned(),
            at: speech.at,
        });
        Ok(())
    }

    fn meeting_begins(&self, when: &When, written_at: DateTime<Utc>) -> Result<DateTime<Utc>, Refusal> {
        let at = when
            .resolve_ahead(written_at, self.policy.zone)
            .map_err(|fault| Refusal::BadTime {
                command: "meeting".to_owned(),
                fault,
            })?;
        if at <= written_at {
            return Err(Refusal::MeetingInThePast { at });
        }
        Ok(at)
    }

    /// Refuses what is about the review of an incident that goes on, or of one about which nothing is written.
    fn has_something_to_review(&self, command: &str, by: DateTime<Utc>) -> Result<(), Refusal> {
        if self.is_running() {
            return Err(not_resolved_yet(command));
        }
        let suggestion = self.form.as_ref().and_then(|form| form.suggestion.as_ref());
        let severity = self.policy.in_force(self.severities.current(), suggestion);
        let opened = self.observation.pull_request.as_ref();
        let is_open = opened.is_some_and(|pull| pull.created_at <= by);
        let required = self.policy.severity(severity).postmortem_required;
        if self.skipped.is_some() || !(required || self.requested || is_open) {
            return Err(Refusal::NoPostmortem);
        }
        Ok(())
    }
}

fn not_resolved_yet(command: &str) -> Refusal {
    Refusal::NotResolvedYet {
        command: command.to_owned(),
    }
}
