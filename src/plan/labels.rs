//! Labels: ours exist in the repository, exactly one severity is on the issue, and the status is mirrored.

use crate::{
    domain::{
        label,
        observation::{PullRequestState, Repository},
        phase::Phase,
        postmortem::PostmortemStatus,
    },
    policy::{Policy, labels},
};

use super::{
    Input,
    effect::{Effect, Plan},
    effects,
};

/// The most labels that GitHub lets an issue have.
const MOST_LABELS: usize = 100;

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let mut planned = missing(&input.observation.repository, input.policy);
    if input.is_live() {
        let issue = &input.observation.issue;
        planned.extend(incident(input));
        planned.extend(severity(input));
        planned.extend(status(input, issue.number, &issue.labels));
        if let Some(pull) = &input.observation.pull_request
            && pull.state != PullRequestState::Closed
        {
            planned.extend(status(input, pull.number, &pull.labels));
        }
    }
    if input.incident.phase == Phase::Withdrawn {
        let issue = &input.observation.issue;
        planned.extend(exactly(issue.number, &issue.labels, &status_family(), None));
    }
    effects(planned)
}

/// An incident carries its label. It may have lost it without anybody's doing: the label was renamed or deleted, or the
/// issue came from a repository whose labels have other names.
fn incident(input: &Input<'_>) -> Vec<Effect> {
    let issue = &input.observation.issue;
    let label = input.policy.labels.incident.as_str();
    exactly(issue.number, &issue.labels, &[label], Some(label))
}

/// Labels of ours that the repository lacks. One that is there is left as it is, also where GitHub made it without
/// colour and description because somebody put it on an issue first.
pub(super) fn missing(repository: &Repository, policy: &Policy) -> Vec<Effect> {
    labels::ours(policy)
        .into_iter()
        .filter(|spec| !repository.labels.iter().any(|name| label::same(name, &spec.name)))
        .map(Effect::CreateLabel)
        .collect()
}

/// Two severities at once: the more severe counts, the other goes. None chosen yet: none is put there.
fn severity(input: &Input<'_>) -> Vec<Effect> {
    let wanted = input
        .incident
        .severity
        .map(|severity| input.policy.labels.severities[&severity].as_str());
    let family: Vec<&str> = input
        .policy
        .labels
        .severities
        .values()
        .map(String::as_str)
        .collect();
    exactly(
        input.observation.issue.number,
        &input.observation.issue.labels,
        &family,
        wanted,
    )
}

/// The status as a label, so that boards and searches can see it.
fn status(input: &Input<'_>, number: u64, present: &[String]) -> Vec<Effect> {
    let wanted = input.incident.postmortem.map(labels::status_label);
    exactly(number, present, &status_family(), wanted)
}

fn status_family() -> Vec<&'static str> {
    PostmortemStatus::ALL
        .into_iter()
        .map(labels::status_label)
        .collect()
}

/// Adds the wanted label of a family and removes its others.
fn exactly(number: u64, present: &[String], family: &[&str], wanted: Option<&str>) -> Vec<Effect> {
    let is_present = |name: &str| present.iter().any(|label| label::same(label, name));
    let add = wanted
        .filter(|name| !is_present(name) && present.len() < MOST_LABELS)
        .map(|name| Effect::AddLabel {
            number,
            label: name.to_owned(),
        });
    let others = family
        .iter()
        .filter(|name| wanted.is_none_or(|wanted| !label::same(wanted, name)));
    let remove = others
        .filter(|name| is_present(name))
        .map(|name| Effect::RemoveLabel {
            number,
            label: (*name).to_owned(),
        });
    add.into_iter().chain(remove).collect()
}
