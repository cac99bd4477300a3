//! What remains of a look in the store: when to look again, and what is shown and asked by meanwhile.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    super::ledger::Decision,
    look::{Look, whereabouts},
};
use crate::{
    domain::{incident::Standing, key::Locator, role::Role},
    store::{Finished, Projection},
};

/// People of one incident who are remembered for the next.
const MOST_PARTICIPANTS: usize = 20;

/// A wake-up that lies in the past would have us run in circles.
const SOONEST_WAKE: TimeDelta = TimeDelta::seconds(1);

/// A key about which nothing is left to do now.
pub(super) fn settled(locator: &Locator, look: Look, decision: &Decision, now: DateTime<Utc>) -> Finished {
    let wake_at = [look.plan.wake_at, decision.wake_at]
        .into_iter()
        .flatten()
        .min()
        .map(|at| at.max(now + SOONEST_WAKE));
    let projection = match look.incident.standing {
        Standing::NotDeclared => None,
        Standing::AwaitingConfirmation | Standing::Declared => {
            Some(Box::new(project(locator, look, wake_at, now)))
        }
    };
    Finished::Done { wake_at, projection }
}

fn project(locator: &Locator, look: Look, wake_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Projection {
    let Look {
        observation,
        incident,
        asks,
        meeting,
        deadline,
        voice,
        ..
    } = look;
    let locator = whereabouts(locator, &observation);
    let pull_request = observation.pull_request;
    Projection {
        locator,
        title: observation.issue.title,
        url: observation.issue.url,
        drill: incident.drill,
        phase: incident.phase,
        severity: incident.severity,
        declared_at: incident.declared_at,
        commander: incident.roles.get(&Role::Commander).cloned(),
        participants: incident
            .participants
            .into_iter()
            .take(MOST_PARTICIPANTS)
            .collect(),
        postmortem: incident.postmortem,
        pull_request: pull_request.as_ref().map(|found| found.url.clone()),
        document: pull_request
            .and_then(|found| found.document)
            .map(|file| file.path),
        labels: asks.labels,
        meeting,
        deadline,
        voice,
        mark: asks.mark,
        items: observation
            .items
            .found
            .iter()
            .map(|issue| (issue.repository_id, issue.number))
            .collect(),
        index: asks.index,
        templates: asks.templates,
        wake_at,
        seen_at: now,
    }
}
