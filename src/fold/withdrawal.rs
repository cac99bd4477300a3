//! How an incident turns out to be none, and how it is taken up again.

use chrono::{DateTime, Utc};

use crate::domain::{
    event::{CloseReason, Event},
    incident::{Fact, Standing, Withdrawn},
    person::{Actor, Login},
    phase::Milestone,
    refusal::Refusal,
    report::{IssueRef, Withdrawal},
};

use super::{severity::Deed, speech::Speech, walk::Walk};

impl Walk<'_> {
    /// `/false-alarm` and `/duplicate`, which make no incident of what was one, until its postmortem is merged.
    pub(super) fn withdraw(&mut self, why: Withdrawal, speech: &Speech<'_>) -> Result<(), Refusal> {
        if self.is_merged(speech.at) {
            return Err(Refusal::WithdrawTooLate);
        }
        let deed = Deed {
            at: speech.at,
            actor: speech.actor,
        };
        self.note_withdrawal(why, deed, speech.url);
        Ok(())
    }

    /// Whether the postmortem was merged by then, which settles that there was an incident.
    pub(super) fn is_merged(&self, by: DateTime<Utc>) -> bool {
        let pull = self.observation.pull_request.as_ref();
        pull.and_then(|pull| pull.merged_at).is_some_and(|at| at <= by)
    }

    /// Refuses an incident that is said to be a duplicate of itself.
    pub(super) fn other_issue(&self, of: &IssueRef) -> Result<(), Refusal> {
        let here = &self.observation.repository;
        let same_repository = of
            .repository
            .as_ref()
            .is_none_or(|name| name.eq_ignore_ascii_case(&format!("{}/{}", here.owner, here.name)));
        if same_repository && of.number == self.observation.issue.number {
            return Err(Refusal::DuplicateOfItself);
        }
        Ok(())
    }

    /// The incident label was taken off. After the postmortem was merged it is put back: the record is complete.
    pub(super) fn label_taken_off(&mut self, event: &Event) {
        match self.standing {
            Standing::Declared if self.is_merged(event.at) => {}
            Standing::Declared if self.withdrawn.is_none() => self.withdrawn_at(event, Withdrawal::Unlabeled),
            Standing::Declared => {}
            Standing::AwaitingConfirmation | Standing::NotDeclared => self.standing = Standing::NotDeclared,
        }
    }

    /// Closing an issue that is not resolved says how it ended: done, nothing, or the same as another one.
    pub(super) fn closed(&mut self, event: &Event, reason: CloseReason) {
        if !self.is_running() {
            return;
        }
        let merged = self.is_merged(event.at);
        match reason {
            CloseReason::NotPlanned if !merged => {
                self.withdrawn_at(event, Withdrawal::FalseAlarm { reason: None });
            }
            CloseReason::Duplicate if !merged => self.withdrawn_at(event, Withdrawal::Duplicate { of: None }),
            CloseReason::NotPlanned | CloseReason::Duplicate | CloseReason::Completed => {
                if self.clockwork.say(Milestone::Resolved, event.at).is_ok() {
                    self.clockwork.assume(Milestone::Acknowledged, event.at);
                    let fact = Fact::Reached {
                        milestone: Milestone::Resolved,
                    };
                    let url = &self.observation.issue.url;
                    self.chronicle.note(event.at, event.actor.as_ref(), fact, url);
                }
            }
        }
    }

    /// Opening the issue again resumes the incident, whether it was resolved or withdrawn.
    pub(super) fn reopened(&mut self, event: &Event) {
        let unlabeled = self
            .withdrawn
            .as_ref()
            .is_some_and(|withdrawn| withdrawn.why == Withdrawal::Unlabeled);
        if self.standing != Standing::Declared || unlabeled {
            return;
        }
        self.withdrawn = None;
        self.clockwork.resume();
        self.chronicle.strike(&Fact::Reached {
            milestone: Milestone::Resolved,
        });
        let url = &self.observation.issue.url;
        self.chronicle
            .note(event.at, event.actor.as_ref(), Fact::Reopened, url);
    }

    fn withdrawn_at(&mut self, event: &Event, why: Withdrawal) {
        let deed = Deed {
            at: event.at,
            actor: event.actor.as_ref(),
        };
        self.note_withdrawal(why, deed, &self.observation.issue.url);
    }

    fn note_withdrawal(&mut self, why: Withdrawal, deed: Deed<'_>, url: &str) {
        let fact = Fact::Withdrawn { why: why.clone() };
        self.chronicle.note(deed.at, deed.actor, fact, url);
        self.withdrawn = Some(Withdrawn {
            why,
            by: deed.actor.map(login),
            at: deed.at,
        });
    }
}

fn login(actor: &Actor) -> Login {
    actor.login.clone()
}
