//! The pull request was closed without merging: that is not Closed, and somebody has to say what it is.

use crate::{
    domain::{
        event::{EventKind, Place},
        observation::PullRequestState,
        role::Role,
    },
    message::context::NudgeLine,
    plan::Input,
};

use super::{Hours, Ladder};

pub(super) fn ladder(input: &Input<'_>) -> Option<Ladder> {
    let pull = input
        .observation
        .pull_request
        .as_ref()
        .filter(|pull| pull.state == PullRequestState::Closed)?;
    if !input.wants_postmortem() {
        return None;
    }
    let closed = input.observation.events.iter().rev().find_map(|event| {
        (event.place == Place::PullRequest && matches!(event.kind, EventKind::Closed(_))).then_some(event.at)
    })?;
    let roles = &input.incident.roles;
    let to = roles
        .get(&Role::Owner)
        .or_else(|| roles.get(&Role::Commander))
        .cloned();
    let key = format!("abandoned@{}", closed.format("%Y%m%dT%H%M%S"));
    Some(Ladder {
        key,
        steps: vec![(
            closed,
            NudgeLine::Abandoned {
                to,
                number: pull.number,
            },
        )],
        hours: Hours::Working,
    })
}
