//! The event log in the form in which it is walked.

use crate::{
    domain::{
        event::{Event, EventKind, Place},
        label,
        observation::Observation,
    },
    policy::Policy,
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
    missing.chain(observation.events.iter().cloned()).collect()
}

/// Whether a label was applied by the opening of the issue itself, as issue forms do for authors without rights.
///
/// Later labels need triage rights on GitHub, so that their authors need no further proof.
pub(super) fn applied_at_opening(event: &Event, observation: &Observation) -> bool {
    let issue = &observation.issue;
    event.actor == issue.author && (event.at - issue.created_at).num_seconds() < 10
}
