//! What the issue form says when the incident is declared.

use crate::domain::{
    incident::{AnswerLine, Fact},
    phase::Milestone,
    refusal::Refusal,
    when::When,
};

use super::{severity::Deed, speech::Speech, walk::Walk};

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

    /// The start counts as `/started` would in the first post.
    fn apply_start(&mut self, typed: &str) {
        let observation = self.observation;
        let issue = &observation.issue;
        let command = Milestone::Started.command();
        let line = format!("/{command} {typed}");
        let speech = Speech {
            line: &line,
            place: (0, 0),
            at: issue.created_at,
            actor: issue.author.as_ref(),
            url: &issue.url,
            nominees_on_record: false,
        };
        let outcome = When::parse(typed)
            .map_err(|fault| Refusal::BadTime {
                command: command.to_owned(),
                fault,
            })
            .and_then(|when| self.reach(Milestone::Started, Some(&when), &speech));
        self.form_answer = match outcome {
            Ok(lines) => lines.into_iter().next(),
            Err(refusal) => Some(AnswerLine::Refused { typed: line, refusal }),
        };
    }
}
