//! A major incident that nobody commands: whoever reads it first is asked to.

use chrono::TimeDelta;

use crate::{
    domain::{incident::Fact, nudge::Nudge, role::Role},
    message::context::NudgeLine,
    plan::Input,
};

use super::{Hours, Ladder};

/// How long after the first reminder the only other one is sent.
const AGAIN: TimeDelta = TimeDelta::minutes(15);

pub(super) fn ladder(input: &Input<'_>) -> Option<Ladder> {
    let after = input.policy.nudges.commander_after?;
    let incident = input.incident;
    if !input.is_running() || !input.severity().is_major() || incident.roles.contains_key(&Role::Commander) {
        return None;
    }
    let history = &incident.severity_history;
    let minor = history.iter().rposition(|change| !change.severity.is_major());
    // Until somebody chose, the assumed severity counted.
    let became_major = match minor {
        Some(minor) => history.get(minor + 1),
        None if input.assumed_severity().is_major() => None,
        None => history.first(),
    };
    let since = became_major.map_or(incident.declared_at, |change| change.at.max(incident.declared_at));
    let line = NudgeLine::CommanderMissing {
        since,
        suggestion: input.rested_commander.cloned(),
    };
    // Whoever has just acknowledged it, confirmed a report that waited, or given the command back, is on it and needs a
    // moment.
    let given_back = incident.timeline.iter().rev().find_map(|row| match row.fact {
        Fact::Vacated {
            role: Role::Commander,
            ..
        } => Some(row.at),
        _ => None,
    });
    let asked = given_back.map_or(since, |at| at.max(since));
    let noticed = incident.instants.acknowledged.unwrap_or(asked);
    let first = asked.max(noticed) + after;
    Some(Ladder {
        hours: Hours::Any,
        ..Ladder::new(
            Nudge::CommanderMissing,
            super::instant(asked),
            vec![(first, line.clone()), (first + AGAIN, line)],
        )
    })
}
