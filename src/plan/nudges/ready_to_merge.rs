//! The postmortem is Reviewed, and nobody merges it: its owner is reminded, once a week from then on.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        event::{EventKind, Place, ReviewVerdict},
        nudge::Nudge,
        observation::PullRequestState,
        postmortem::PostmortemStatus,
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
        .filter(|pull| pull.state == PullRequestState::Open)?;
    if input.incident.postmortem != Some(PostmortemStatus::Reviewed) {
        return None;
    }
    let since = since(input)?;
    let line = NudgeLine::ReadyToMerge {
        to: people::responsible(input),
        since,
        untold: input.awaits_announcement(),
        number: pull.number,
    };
    let due = input
        .policy
        .calendar
        .later(since, input.policy.nudges.merge_after);
    Some(Ladder::new(Nudge::ReadyToMerge, super::instant(since), vec![(due, line)]).weekly())
}

/// When the last thing happened that it took: the meeting, an approval, or leaving the draft state.
fn since(input: &Input<'_>) -> Option<DateTime<Utc>> {
    let held = input.incident.meeting_settled_at()?;
    let moves = input.observation.events.iter().filter(|event| {
        event.place == Place::PullRequest
            && matches!(
                event.kind,
                EventKind::ReadyForReview
                    | EventKind::Reviewed {
                        verdict: ReviewVerdict::Approved,
                        ..
                    }
            )
    });
    Some(moves.map(|event| event.at).fold(held, DateTime::max))
}
