//! Nobody has said or done anything for long, and the incident was never said to be over.

use chrono::TimeDelta;

use crate::{domain::role::Role, message::context::NudgeLine, plan::Input};

use super::{Hours, Ladder};

/// A minor incident may rest for a day, and is asked about during working hours only.
const MINOR: TimeDelta = TimeDelta::days(1);

pub(super) fn ladder(input: &Input<'_>) -> Option<Ladder> {
    let after = input.policy.quiet_after?;
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
        to: incident.roles.get(&Role::Commander).cloned(),
        since,
    };
    let steps = [1, 4, 16].map(|times| (since + after * times, line.clone()));
    Some(Ladder {
        key: format!("gone-quiet@{}", since.format("%Y%m%dT%H%M%S")),
        steps: steps.into(),
        hours,
    })
}
