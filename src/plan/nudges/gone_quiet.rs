//! Nobody has said or done anything for long, and the incident was never said to be over.

use chrono::TimeDelta;

use crate::{
    domain::{nudge::Nudge, role::Role},
    message::context::NudgeLine,
    plan::Input,
};

use super::{Hours, Ladder, people};

/// A minor incident may rest for a day, and is asked about during working hours only.
const MINOR: TimeDelta = TimeDelta::days(1);

pub(super) fn ladder(input: &Input<'_>) -> Option<Ladder> {
    let after = input.policy.nudges.quiet_after?;
    let incident = input.incident;
    if !input.is_running() {
        return None;
    }
    let (after, hours) = if input.severity().is_major() {
        (after, Hours::Any)
    } else {
        (after.max(MINOR), Hours::Working)
    };
    let since = incident.last_heard.max(incident.declared_at);
    let line = NudgeLine::GoneQuiet {
        to: people::first_of(input, &[Role::Commander]),
        since,
    };
    let steps = [1, 4, 16].map(|times| (since + after * times, line.clone()));
    Some(Ladder {
        hours,
        ..Ladder::new(Nudge::GoneQuiet, super::instant(since), steps.into())
    })
}
