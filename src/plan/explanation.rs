//! What the check found, explained in one comment on the pull request, because somebody pressed its button.

use crate::{
    domain::{event::Place, marker::Slot, observation::PullRequestState, request::Request},
    message::{Message, context::ExplanationContext},
};

use super::{
    Input,
    effect::Plan,
    effects,
    lint::{self, Findings},
    posts,
};

/// A commit is explained once: whoever asks again finds the comment.
pub(super) fn plan(input: &Input<'_>) -> Plan {
    let pull = input.observation.pull_request.as_ref();
    let pull = pull.filter(|pull| pull.state == PullRequestState::Open);
    let (Some(pull), true) = (
        pull,
        input.requests.contains(&Request::Explain) && input.is_live(),
    ) else {
        return Plan::default();
    };
    let Some(document) = lint::checked_file(input, pull) else {
        return Plan::default();
    };
    let slot = Slot::Explanation(pull.head.clone());
    let (findings, _) = Findings::of(input, pull).shown();
    if findings.is_empty() || posts::find(input, &slot).is_some() {
        return Plan::default();
    }
    let message = Message::Explanation(ExplanationContext { document, findings });
    effects(posts::upsert(input, Place::PullRequest, slot, message))
}
