//! The pull request was closed without merging: that is not Closed, and somebody has to say what it is.

use crate::{
    domain::{
        event::{EventKind, Place},
        nudge::Nudge,
        observation::PullRequestState,
    },
    message::context::NudgeLine,
    plan::Input,
};

use super::{Ladder, people};

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
    let line = NudgeLine::Abandoned {
        to: people::responsible(input),
        number: pull.number,
    };
    Some(Ladder::new(
        Nudge::Abandoned,
        super::instant(closed),
        vec![(closed, line)],
    ))
}
