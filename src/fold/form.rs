//! What the issue form says when the incident is declared.

use crate::domain::{
    incident::{AnswerLine, Fact},
    phase::Milestone,
    refusal::Refusal,
    when::When,
};

use super::{severity::Deed, walk::Walk};

impl Walk<'_> {
    /// Takes over what the reporter answered. Whoever may declare may also say how bad it is and when it began.
    pub(super) fn apply_form(&mut self) {
        let Some(form) = self.form.clone() else { return };
        let issue = &self.observation.issue;
        let deed = Deed {
            at: issue.created_at,
            actor: issue.author.as_ref(),
        };
        if let Some(severity) = form.severity.filter(|_| self.severities.current().is_none())
            && let Some(severity) = self.severities.choose(severity, deed)
        {
            self.chronicle
                .note(deed.at, deed.actor, Fact::Severity { severity }, &issue.url);
        }
        if let Some(started) = &form.started {
            self.apply_start(started);
        }
        self.detected_by = form.detected_by;
    }

    fn apply_start(&mut self, typed: &str) {
        let issue = &self.observation.issue;
        let read = When::parse(typed)
            .and_then(|when| when.resolve(issue.created_at, self.policy.zone))
            .map_err(|fault| Refusal::BadTime {
                command: Milestone::Started.command().to_owned(),
                fault,
            })
            .and_then(|reading| {
                self.clockwork
                    .say(Milestone::Started, reading.at)
                    .map(|()| reading.at)
            });
        match read {
            Ok(at) => {
                let fact = Fact::Reached {
                    milestone: Milestone::Started,
                };
                self.chronicle.note(at, issue.author.as_ref(), fact, &issue.url);
            }
            Err(refusal) => {
                let typed = format!("/{} {typed}", Milestone::Started.command());
                self.form_refused = Some(AnswerLine::Refused { typed, refusal });
            }
        }
    }
}
