//! An incident that is none any more: its issue is closed for that reason, and its postmortem's pull request with it.

use crate::domain::{
    event::{CloseReason, EventKind, Place},
    incident::{Standing, Withdrawn},
    observation::{PullRequest, PullRequestState},
    report::Withdrawal,
};

use super::{
    Input,
    effect::{Effect, Plan},
    effects,
};

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let Some(withdrawn) = withdrawal(input) else {
        return Plan::default();
    };
    let issue = &input.observation.issue;
    let mut planned = Vec::new();
    if let Some(reason) = reason(&withdrawn.why).filter(|_| issue.open) {
        planned.push(Effect::CloseIssue {
            number: issue.number,
            reason,
        });
    }
    if let Some(pull) = open_postmortem(input).filter(|pull| closes(input, withdrawn, pull)) {
        planned.push(Effect::ClosePullRequest { number: pull.number });
    }
    effects(planned)
}

/// The postmortem's pull request that stays open although the incident was withdrawn.
pub(super) fn left_open(input: &Input<'_>) -> Option<u64> {
    let withdrawn = withdrawal(input)?;
    let pull = open_postmortem(input)?;
    (!closes(input, withdrawn, pull)).then_some(pull.number)
}

fn withdrawal<'a>(input: &Input<'a>) -> Option<&'a Withdrawn> {
    let declared = input.incident.standing == Standing::Declared;
    input.incident.withdrawn.as_ref().filter(|_| declared)
}

/// Why the issue is closed. Without its label it is an ordinary issue, which is nobody's business here.
fn reason(why: &Withdrawal) -> Option<CloseReason> {
    match why {
        Withdrawal::FalseAlarm { .. } => Some(CloseReason::NotPlanned),
        Withdrawal::Duplicate { .. } => Some(CloseReason::Duplicate),
        Withdrawal::Unlabeled => None,
    }
}

fn open_postmortem<'a>(input: &Input<'a>) -> Option<&'a PullRequest> {
    let pull = input.observation.pull_request.as_ref();
    pull.filter(|pull| pull.state == PullRequestState::Open)
}

/// What somebody else has written is not closed for them, nor what they have opened again.
fn closes(input: &Input<'_>, withdrawn: &Withdrawn, pull: &PullRequest) -> bool {
    let reopened = input.observation.events.iter().any(|event| {
        event.place == Place::PullRequest && event.kind == EventKind::Reopened && event.at >= withdrawn.at
    });
    pull.ours && !pull.others_committed && !reopened
}
