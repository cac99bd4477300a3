//! The review meeting is near, and there is nothing to read yet: the owner is asked to press the button.

use chrono::TimeDelta;

use crate::{
    domain::{nudge::Nudge, observation::PullRequestState},
    message::context::NudgeLine,
    plan::Input,
};

use super::{Ladder, people};

/// How long after the pull request was opened nobody is reminded of it.
const GRACE: TimeDelta = TimeDelta::hours(4);

pub(super) fn ladder(input: &Input<'_>) -> Option<Ladder> {
    let before = input.policy.nudges.review_before?;
    let pull = input
        .observation
        .pull_request
        .as_ref()
        .filter(|pull| pull.state == PullRequestState::Open && pull.draft)?;
    if input.incident.meeting_settled() {
        return None;
    }
    let starts = people::told_meeting(input)?.starts;
    // Who is to be reminded on a day off is reminded on the day before, so that there is still time.
    let due = input.policy.calendar.no_later(starts - before);
    let line = NudgeLine::NotInReview {
        to: people::responsible(input),
        starts,
        number: pull.number,
    };
    let step = (due.max(pull.created_at + GRACE), line);
    Some(Ladder {
        until: Some(starts),
        ..Ladder::new(Nudge::NotInReview, super::instant(starts), vec![step])
    })
}
