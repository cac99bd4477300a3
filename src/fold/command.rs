//! What each command does to the incident, or why it is refused.

use chrono::{DateTime, Utc};

use crate::domain::{
    command::{Command, Nominee},
    incident::{AnswerLine, Fact, Skipped, Standing},
    observation::PullRequest,
    person::Login,
    phase::Milestone,
    refusal::Refusal,
    role::Role,
    severity::Severity,
    when::When,
};

use super::{speech::Speech, walk::Walk};

/// A command was carried out; some need words in reply.
type Outcome = Result<Option<AnswerLine>, Refusal>;

impl Walk<'_> {
    /// Carries out a command of somebody who is allowed to command.
    pub(super) fn apply(&mut self, command: &Command, speech: &Speech<'_>) -> Outcome {
        if let Command::Help { topic } = command {
            return Ok(Some(AnswerLine::Help { topic: topic.clone() }));
        }
        if !self.labeled {
            return Err(Refusal::Withdrawn);
        }
        if self.standing == Standing::AwaitingConfirmation && *command != Command::Confirm {
            return Err(Refusal::AwaitingConfirmation);
        }
        match command {
            Command::Severity(severity) => self.choose_severity(*severity, speech),
            Command::Reach { milestone, when } => self.reach(*milestone, when.as_ref(), speech)?,
            Command::Appoint { role, who, .. } => self.appoint(*role, who, speech)?,
            Command::RequestPostmortem => {
                self.requested = true;
                self.skipped = None;
            }
            Command::SkipPostmortem { reason } => self.skip(reason, speech)?,
            Command::MeetingHeld { when } => {
                self.meeting_held = Some(self.instant("meeting held", when.as_ref(), speech)?);
            }
            Command::Confirm => self.confirm(speech),
            _ => {}
        }
        Ok(None)
    }

    fn choose_severity(&mut self, severity: Severity, speech: &Speech<'_>) {
        if let Some(severity) = self.severities.choose(severity, speech.at) {
            self.chronicle
                .note(speech.at, speech.actor, Fact::Severity { severity }, speech.url);
        }
    }

    /// Reaches a milestone. Without a time, one that was reached before stays where it is: the second person to
    /// type `/ack` changes nothing. The start is different, since it is assumed until somebody says it.
    fn reach(
        &mut self,
        milestone: Milestone,
        when: Option<&When>,
        speech: &Speech<'_>,
    ) -> Result<(), Refusal> {
        let known = milestone != Milestone::Started && self.clockwork.get(milestone).is_some();
        if when.is_none() && known {
            return Ok(());
        }
        let at = self.instant(milestone.command(), when, speech)?;
        self.clockwork.say(milestone, at)?;
        if milestone > Milestone::Acknowledged {
            self.clockwork.assume(Milestone::Acknowledged, at);
        }
        self.chronicle
            .note(at, speech.actor, Fact::Reached { milestone }, speech.url);
        Ok(())
    }

    fn instant(
        &self,
        command: &str,
        when: Option<&When>,
        speech: &Speech<'_>,
    ) -> Result<DateTime<Utc>, Refusal> {
        let Some(when) = when else { return Ok(speech.at) };
        when.resolve(speech.at, self.policy.zone)
            .map(|reading| reading.at)
            .map_err(|fault| Refusal::BadTime {
                command: command.to_owned(),
                fault,
            })
    }

    /// Gives a role. Whoever takes command has acknowledged the incident.
    fn appoint(&mut self, role: Role, who: &Nominee, speech: &Speech<'_>) -> Result<(), Refusal> {
        let login = self.nominee(role, who, speech)?;
        if role == Role::Commander {
            self.clockwork.assume(Milestone::Acknowledged, speech.at);
        }
        if self.roles.insert(role, login.clone()).as_ref() != Some(&login) {
            self.chronicle.meet_person(&login);
            self.chronicle.note(
                speech.at,
                speech.actor,
                Fact::Appointed {
                    role,
                    login,
                    from: None,
                    reason: None,
                },
                speech.url,
            );
        }
        Ok(())
    }

    fn nominee(&self, role: Role, who: &Nominee, speech: &Speech<'_>) -> Result<Login, Refusal> {
        match (who, speech.actor) {
            (Nominee::Author, Some(actor)) => Ok(actor.login.clone()),
            (Nominee::Author, None) => Err(Refusal::BadNominee {
                role,
                typed: "me".to_owned(),
            }),
            (Nominee::Person(login), _) if speech.nominees_on_record || self.authority.sees(login) => {
                Ok(login.clone())
            }
            (Nominee::Nobody, _) => Err(Refusal::BadNominee {
                role,
                typed: "none".to_owned(),
            }),
            (Nominee::Person(login), _) => Err(Refusal::CannotSeeRepository {
                role,
                login: login.clone(),
            }),
        }
    }

    /// Skips the postmortem, which commander and owner may do until it is merged.
    fn skip(&mut self, reason: &str, speech: &Speech<'_>) -> Result<(), Refusal> {
        let merged = self
            .observation
            .pull_request
            .as_ref()
            .and_then(|pull: &PullRequest| pull.merged_at);
        if merged.is_some_and(|at| at <= speech.at) {
            return Err(Refusal::SkipTooLate);
        }
        let by = speech
            .actor
            .map(|actor| &actor.login)
            .filter(|login| self.roles.values().any(|holder| holder == *login));
        let by = by.ok_or(Refusal::SkipNotYours)?.clone();
        self.skipped = Some(Skipped {
            by,
            reason: reason.to_owned(),
            at: speech.at,
        });
        Ok(())
    }
}
