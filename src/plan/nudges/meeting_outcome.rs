//! The review meeting is over, and nobody said whether it took place: whoever sees to the postmortem is asked, and once
//! more on the next business day while the deadline is still to come. That it begins, the agenda says.

use crate::{
    domain::{nudge::Nudge, observation::PullRequestState},
    message::context::NudgeLine,
    plan::{Input, deadline},
    policy::{DayUnit, Within},
};

use super::{Ladder, people};

/// When the question is asked again.
const AGAIN: Within = Within {
    days: 1,
    unit: DayUnit::Business,
};

pub(super) fn ladder(input: &Input<'_>) -> Option<Ladder> {
    let after = input.policy.nudges.outcome_after?;
    let pull = input
        .observation
        .pull_request
        .as_ref()
        .filter(|pull| pull.state == PullRequestState::Open)?;
    if input.incident.meeting_settled() {
        return None;
    }
    let meeting = people::told_meeting(input)?;
    let calendar = &input.policy.calendar;
    let line = NudgeLine::MeetingOutcome {
        to: people::responsible(input),
        starts: meeting.starts,
        number: pull.number,
    };
    let first = calendar.next_working_instant(meeting.ends + after);
    let again = calendar.later(first, AGAIN);
    let mut steps = vec![(first, line.clone())];
    // From the deadline on, that it was missed is told, with the same question.
    if deadline::meeting(input).is_some_and(|deadline| again < deadline) {
        steps.push((again, line));
    }
    Some(Ladder::new(
        Nudge::MeetingOutcome,
        super::instant(meeting.starts),
        steps,
    ))
}
