//! The event log in the form in which it is walked.

use crate::{
    domain::{
        event::{Event, EventKind, Place},
        label,
        marker::{Marker, Slot},
        observation::Observation,
    },
    policy::{Policy, labels},
};

/// The observed events, preceded by a `labeled` event for each label that counts and has no event of its own.
///
/// Labels of an imported or transferred issue come without history; they count as put there when the issue was
/// opened.
pub(super) fn complete(observation: &Observation, policy: &Policy) -> Vec<Event> {
    let issue = &observation.issue;
    let known = |name: &str| {
        observation.events.iter().any(|event| {
            event.place == Place::Issue
                && matches!(&event.kind, EventKind::Labeled(label) if label::same(label, name))
        })
    };
    let labels = &policy.labels;
    let counts = |name: &str| {
        label::same(name, &labels.incident)
            || labels
                .severities
                .values()
                .any(|severity| label::same(name, severity))
    };
    let renamed = renamed_label(observation, policy);
    let missing = issue
        .labels
        .iter()
        .filter(|name| counts(name) && !known(name))
        .map(|name| Event {
            at: issue.created_at,
            actor: issue.author.clone(),
            place: Place::Issue,
            kind: EventKind::Labeled(name.clone()),
        });
    let mut events: Vec<Event> = missing.chain(observation.events.iter().cloned()).collect();
    if let Some(labeled) = renamed {
        let place = events.partition_point(|event| event.at < labeled.at);
        events.insert(place, labeled);
    }
    events
}

/// The event that declared the incident, when it bears another name than the label has now.
///
/// A label that is renamed takes its events along, and a changed configuration names another label altogether. Our own
/// status comment proves that the issue was an incident before either.
fn renamed_label(observation: &Observation, policy: &Policy) -> Option<Event> {
    let incident = &policy.labels.incident;
    let posted = first_status_comment(observation)?;
    let on_issue = |event: &&Event| event.place == Place::Issue;
    let labelings = || observation.events.iter().filter(on_issue).filter_map(labeling);
    // By their order and not by their times: what heals the label may happen in the same second.
    let before = || {
        observation.events[..posted]
            .iter()
            .filter(on_issue)
            .filter_map(labeling)
    };
    let is_known = before().any(|(_, name)| label::same(name, incident));
    let has_no_history = observation
        .issue
        .labels
        .iter()
        .any(|name| label::same(name, incident))
        && !labelings().any(|(_, name)| label::same(name, incident));
    if is_known || has_no_history {
        return None;
    }
    let ours = labels::ours(policy);
    let means_something_else = |name: &str| ours.iter().any(|known| label::same(&known.name, name));
    let declaration = before().rfind(|(_, name)| !means_something_else(name));
    let issue = &observation.issue;
    let (at, actor) = declaration.map_or((issue.created_at, &issue.author), |(event, _)| {
        (event.at, &event.actor)
    });
    Some(Event {
        at,
        actor: actor.clone(),
        place: Place::Issue,
        kind: EventKind::Labeled(incident.clone()),
    })
}

fn labeling(event: &Event) -> Option<(&Event, &str)> {
    match &event.kind {
        EventKind::Labeled(name) => Some((event, name)),
        _ => None,
    }
}

/// The place of the status comment among the events.
fn first_status_comment(observation: &Observation) -> Option<usize> {
    observation.events.iter().position(|event| match &event.kind {
        EventKind::Commented(comment) if comment.ours && event.place == Place::Issue => {
            Marker::find(&comment.body).is_some_and(|marker| marker.slot == Slot::Status)
        }
        _ => false,
    })
}

/// Whether a label was applied by the opening of the issue itself, as issue forms do for authors without rights.
///
/// Later labels need triage rights on GitHub, so that their authors need no further proof.
pub(super) fn applied_at_opening(event: &Event, observation: &Observation) -> bool {
    let issue = &observation.issue;
    event.actor == issue.author && (event.at - issue.created_at).num_seconds() < 10
}
