//! The check on the pull request: what still separates it from Reviewed and Closed.

use crate::{
    domain::{
        observation::{CheckRun, PullRequest, PullRequestState},
        postmortem::PostmortemStatus,
        role::Role,
    },
    message::{
        Message, Voice,
        context::{PostmortemCheck, Remaining},
    },
};

use super::{
    Input, deadline,
    effect::{Conclusion, Effect, Plan},
    effects,
};

/// Name of the check.
const NAME: &str = "closeout / postmortem";

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let pull = input
        .observation
        .pull_request
        .as_ref()
        .filter(|pull| pull.state != PullRequestState::Closed);
    let (Some(pull), Some(deadline), true) = (pull, deadline::meeting(input), input.is_live()) else {
        return Plan::default();
    };
    let Some(status) = input.incident.postmortem else {
        return Plan::default();
    };
    // Merging waits for a required check that failed; a draft cannot be merged anyway and deserves no red mark.
    let conclusion = match status {
        PostmortemStatus::InReview => Conclusion::Failure,
        PostmortemStatus::Reviewed | PostmortemStatus::Closed => Conclusion::Success,
        PostmortemStatus::Draft | PostmortemStatus::Skipped => Conclusion::Neutral,
    };
    let message = Message::PostmortemCheck(PostmortemCheck {
        status,
        remaining: remaining(input, pull),
        deadline: Some(deadline)
            .filter(|_| input.incident.meeting_held.is_none() && status != PostmortemStatus::Closed),
    });
    let publication = publication(input.voice(), NAME, &pull.head, &pull.checks, conclusion, message);
    effects(publication.into_iter().collect())
}

/// What remains to be done, in the order in which it is usually done.
pub(super) fn remaining(input: &Input<'_>, pull: &PullRequest) -> Vec<Remaining> {
    let untold = input.awaits_announcement();
    if pull.state == PullRequestState::Merged {
        let waits = untold && input.incident.postmortem != Some(PostmortemStatus::Closed);
        return waits
            .then_some(Remaining::PublishAnnouncement)
            .into_iter()
            .collect();
    }
    let given = u32::try_from(pull.approvals.len()).unwrap_or(u32::MAX);
    let required = input.policy.approvals;
    [
        (
            !input.incident.roles.contains_key(&Role::Owner),
            Remaining::NameOwner,
        ),
        (pull.draft, Remaining::MarkReady),
        (pull.changes_requested, Remaining::ChangesRequested),
        (given < required, Remaining::Approvals { given, required }),
        (input.incident.meeting_held.is_none(), Remaining::HoldMeeting),
        (untold, Remaining::PublishAnnouncement),
        (true, Remaining::Merge),
    ]
    .into_iter()
    .filter_map(|(applies, what)| applies.then_some(what))
    .collect()
}

/// Publishes a check unless the commit carries it and it says the same.
pub(super) fn publication(
    voice: Voice,
    name: &str,
    head: &str,
    checks: &[CheckRun],
    conclusion: Conclusion,
    message: Message,
) -> Option<Effect> {
    let existing = checks.iter().rev().find(|check| check.name == name);
    let published = existing.and_then(|check| check.external_id.as_deref());
    if published.is_some_and(|fingerprint| fingerprint == message.fingerprint(voice)) {
        return None;
    }
    Some(Effect::PublishCheck {
        head: head.to_owned(),
        name: name.to_owned(),
        existing: existing.map(|check| check.id),
        conclusion,
        message: Box::new(message),
        voice,
    })
}
