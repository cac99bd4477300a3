//! While an incident goes on, its commander reports in a rhythm set by severity.

use crate::{
    domain::{incident::Fact, nudge::Nudge, role::Role},
    message::context::NudgeLine,
    plan::Input,
};

use super::{Hours, Ladder, people};

/// How many reports may be missed before we stop asking; [`super::gone_quiet`] asks then.
const STEPS: i32 = 3;

pub(super) fn ladder(input: &Input<'_>) -> Option<Ladder> {
    let every = input.policy.severity(input.severity()).update_every?;
    let incident = input.incident;
    if !input.is_running() || !incident.roles.contains_key(&Role::Commander) {
        return None;
    }
    let last = incident.can.updates.last().map(|update| update.at);
    // Whoever has just taken command needs the time between two reports for the first one.
    let appointed = incident.timeline.iter().rev().find_map(|row| match row.fact {
        Fact::Appointed {
            role: Role::Commander,
            ..
        } => Some(row.at),
        _ => None,
    });
    let since = last
        .or(incident.instants.acknowledged)
        .unwrap_or(incident.declared_at)
        .max(appointed.unwrap_or(incident.declared_at));
    let line = NudgeLine::UpdateDue {
        to: people::first_of(input, &[Role::Commander]),
        last,
        every_minutes: u32::try_from(every.num_minutes()).unwrap_or(u32::MAX),
    };
    let steps = (1..=STEPS)
        .map(|step| (since + every * step, line.clone()))
        .collect();
    Some(Ladder {
        hours: Hours::Any,
        ..Ladder::new(Nudge::UpdateDue, super::instant(since), steps)
    })
}
