//! While an incident goes on, its commander reports in a rhythm set by severity.

use crate::{domain::role::Role, message::context::NudgeLine, plan::Input};

use super::{Hours, Ladder};

/// How many reports may be missed before we stop asking; [`super::gone_quiet`] asks then.
const STEPS: i32 = 3;

pub(super) fn ladder(input: &Input<'_>) -> Option<Ladder> {
    let every = input.policy.severity(input.severity()).update_every?;
    let incident = input.incident;
    let to = incident
        .roles
        .get(&Role::Commander)
        .filter(|_| input.is_running())?;
    let last = incident.can.updates.last().map(|update| update.at);
    let since = last
        .or(incident.instants.acknowledged)
        .unwrap_or(incident.declared_at);
    let line = NudgeLine::UpdateDue {
        to: Some(to.clone()),
        last,
        every_minutes: u32::try_from(every.num_minutes()).unwrap_or(u32::MAX),
    };
    Some(Ladder {
        key: format!("update-due@{}", since.format("%Y%m%dT%H%M%S")),
        steps: (1..=STEPS)
            .map(|step| (since + every * step, line.clone()))
            .collect(),
        hours: Hours::Any,
    })
}
