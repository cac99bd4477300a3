//! Pull requests of other people that stand in for the postmortem's own, once that was closed without merging.
//!
//! Somebody may not be able to push to our branch, or prefer their own. Their pull request counts when it mentions the
//! incident, holds its postmortem, and is vouched for: its author has triage rights, or somebody who has them put one of
//! the status labels on it. While ours is open, none of this is looked at; a stranger never takes over.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    document::Postmortem,
    domain::{
        event::{Event, EventKind, Place, Referrer},
        label,
        observation::{Observation, PullRequest, PullRequestState},
        person::{ActorKind, Login, Permission},
        postmortem::PostmortemStatus,
    },
    policy::labels,
};

/// The most pull requests that are looked at: the latest that mention the incident.
const MOST: usize = 5;

/// A pull request that holds the incident's postmortem, and what happened on it.
pub(super) struct Replacement {
    pub(super) pull_request: PullRequest,
    pub(super) events: Vec<Event>,
}

/// Numbers of the repository's other pull requests that mention the incident, latest first.
pub(super) fn candidates(events: &[Event], repository: &str, ours: u64) -> Vec<u64> {
    let number = |event: &Event| match &event.kind {
        EventKind::Referenced(reference) if matches!(reference.by, Referrer::PullRequest { .. }) => {
            let number = reference.url.strip_prefix(repository)?.strip_prefix("/pull/")?;
            number.parse().ok().filter(|number| *number != ours)
        }
        _ => None,
    };
    let on_issue = events.iter().filter(|event| event.place == Place::Issue);
    let numbers: BTreeSet<u64> = on_issue.filter_map(number).collect();
    numbers.into_iter().rev().take(MOST).collect()
}

/// Whether its document is the postmortem of the incident: it stands where ours did, or says so.
pub(super) fn holds_postmortem(pull: &PullRequest, expected: Option<&str>, issue: u64) -> bool {
    let Some(document) = &pull.document else {
        return false;
    };
    if expected == Some(document.path.as_str()) {
        return true;
    }
    let read = Postmortem::parse(&document.text);
    let front_matter = read.front_matter.as_ref();
    let named = front_matter.and_then(|front_matter| front_matter.get("incident")?.text());
    named.is_some_and(|named| named.trim_start_matches('#') == issue.to_string())
}

/// Authors whose rights must be asked for.
pub(super) fn to_be_asked(found: &[Replacement]) -> BTreeSet<Login> {
    let unmarked = found.iter().filter(|found| !is_marked(&found.pull_request));
    unmarked.filter_map(|found| author(&found.pull_request)).collect()
}

/// The one that counts: an open one before a merged one, and of those the latest.
pub(super) fn choose(
    found: &mut Vec<Replacement>,
    rights: &BTreeMap<Login, Permission>,
) -> Option<Replacement> {
    let is_vouched_for = |pull: &PullRequest| {
        let may = |login: Login| rights.get(&login).is_some_and(|right| right.commands());
        is_marked(pull) || author(pull).is_some_and(may)
    };
    found.retain(|found| is_vouched_for(&found.pull_request));
    let rank = |pull: &PullRequest| (pull.state == PullRequestState::Open, pull.number);
    let best = found.iter().enumerate();
    let best = best
        .max_by_key(|(_, found)| rank(&found.pull_request))
        .map(|(at, _)| at)?;
    Some(found.swap_remove(best))
}

/// Puts it in the place of ours. What was said on ours stays said; what became of ours does not matter any more.
pub(super) fn put(observation: &mut Observation, replacement: Replacement) {
    let said = |event: &Event| event.place == Place::Issue || matches!(event.kind, EventKind::Commented(_));
    observation.events.retain(said);
    observation.events.extend(replacement.events);
    observation.events.sort_by_key(|event| event.at);
    let ours = observation.pull_request.take().map(|pull| pull.number);
    observation.pull_request = Some(PullRequest {
        instead_of: ours,
        ..replacement.pull_request
    });
}

/// Only people with triage rights put labels on a pull request, and we ourselves once it was found to count.
fn is_marked(pull: &PullRequest) -> bool {
    let is_status = |name: &String| {
        let mut all = PostmortemStatus::ALL.into_iter().map(labels::status_label);
        all.any(|status| label::same(name, status))
    };
    pull.labels.iter().any(is_status)
}

fn author(pull: &PullRequest) -> Option<Login> {
    let author = pull.author.as_ref()?;
    (author.kind == ActorKind::Person).then(|| author.login.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{event::Reference, person::Actor};

    fn mention(url: &str, by: Referrer) -> Event {
        Event {
            at: chrono::DateTime::UNIX_EPOCH,
            actor: None,
            place: Place::Issue,
            kind: EventKind::Referenced(Reference {
                by,
                title: "x".into(),
                url: url.into(),
            }),
        }
    }

    #[test]
    fn only_this_repositorys_other_pull_requests_are_candidates() {
        let pull = Referrer::PullRequest { merged_at: None };
        let events = [
            mention("https://github.example/acme/shop/pull/9", pull),
            mention("https://github.example/acme/shop/pull/12", pull),
            mention("https://github.example/acme/shop/pull/12", pull),
            mention("https://github.example/acme/shop/pull/8", pull),
            mention("https://github.example/acme/shop/issues/13", Referrer::Issue),
            mention("https://github.example/acme/shop2/pull/14", pull),
            mention("https://github.example/acme/web/pull/15", pull),
        ];
        assert_eq!(
            candidates(&events, "https://github.example/acme/shop", 8),
            [12, 9]
        );
    }

    #[test]
    fn labels_and_rights_vouch_and_nothing_else_does() {
        let found = |number, state, author: &str, label: &str| Replacement {
            pull_request: PullRequest {
                number,
                state,
                author: Some(Actor::person(author)),
                labels: vec![label.into()],
                ..pull()
            },
            events: Vec::new(),
        };
        let (open, merged) = (PullRequestState::Open, PullRequestState::Merged);
        let rights = [
            (Login::new("mona"), Permission::Write),
            (Login::new("eve"), Permission::Read),
        ]
        .into();
        let chosen = |mut found| choose(&mut found, &rights).map(|found| found.pull_request.number);
        assert_eq!(chosen(vec![found(9, open, "eve", "docs")]), None);
        assert_eq!(chosen(vec![found(9, open, "eve", "Postmortem: Draft")]), Some(9));
        assert_eq!(
            chosen(vec![
                found(9, open, "mona", "docs"),
                found(11, merged, "mona", "docs"),
                found(12, open, "eve", "docs"),
            ]),
            Some(9)
        );
        let all = [
            found(9, open, "eve", "docs"),
            found(10, open, "mona", "postmortem: draft"),
        ];
        assert_eq!(to_be_asked(&all), [Login::new("eve")].into());
    }

    fn pull() -> PullRequest {
        PullRequest {
            number: 9,
            node_id: String::new(),
            url: String::new(),
            head: "abc".into(),
            ours: false,
            instead_of: None,
            author: None,
            elsewhere: None,
            conflicting: false,
            state: PullRequestState::Open,
            draft: false,
            created_at: chrono::DateTime::UNIX_EPOCH,
            merged_at: None,
            labels: Vec::new(),
            assignees: Vec::new(),
            approvals: Vec::new(),
            changes_requested: false,
            others_committed: true,
            document: None,
            checks: Vec::new(),
        }
    }
}
