//! Who was allowed to command: read from the bot's own reactions, else asked of GitHub.

use std::collections::{BTreeSet, HashSet};

use crate::{
    domain::{
        command::{self, Command, Nominee},
        event::{Comment, EventKind, Place},
        label,
        marker::{Marker, Slot},
        observation::Observation,
        person::{Actor, ActorKind, Login, Permission},
    },
    policy::Policy,
};

use super::history;

/// People who marked one comment and whose rights are asked for; one of them suffices.
const MOST_MARKERS: usize = 3;

/// Answers questions about authority from an observation.
pub(super) struct Authority<'a> {
    observation: &'a Observation,
    answered: HashSet<u64>,
}

impl<'a> Authority<'a> {
    pub(super) fn new(observation: &'a Observation) -> Self {
        let answered = comments(observation)
            .filter(|(_, comment)| comment.ours)
            .filter_map(|(_, comment)| match Marker::find(&comment.body)?.slot {
                Slot::Reply(id) => Some(id),
                _ => None,
            })
            .collect();
        Self {
            observation,
            answered,
        }
    }

    /// Whether the record says that the author of this comment was allowed (`Some(true)`) or not to command.
    ///
    /// A reply is a record too: strangers get none.
    fn record(&self, comment: &Comment) -> Option<bool> {
        if comment.verdict.accepted || self.answered.contains(&comment.id) {
            Some(true)
        } else if comment.verdict.refused {
            Some(false)
        } else {
            None
        }
    }

    /// Whether the author of a comment may command. Programs may not: their commands are meant for each other.
    pub(super) fn allows(&self, actor: Option<&Actor>, comment: &Comment) -> bool {
        self.record(comment).unwrap_or_else(|| self.permits(actor))
    }

    /// Whether somebody who may command has marked a comment for the timeline. The bot's own mark is the record of that,
    /// for as long as anybody's mark is there.
    pub(super) fn marks(&self, comment: &Comment) -> bool {
        let by_somebody = |login: &Login| self.permission(login).commands();
        !comment.marked_by.is_empty() && (comment.verdict.marked || comment.marked_by.iter().any(by_somebody))
    }

    /// Whether the issue's author was allowed to declare it, or to command in its first post.
    pub(super) fn allows_opening(&self) -> bool {
        let issue = &self.observation.issue;
        if issue.verdict.accepted || self.answered.contains(&0) {
            return true;
        }
        !issue.verdict.refused && self.permits(issue.author.as_ref())
    }

    /// Whether somebody can see the repository and so can hold a role.
    pub(super) fn sees(&self, login: &Login) -> bool {
        self.permission(login).sees_repository()
    }

    fn permits(&self, actor: Option<&Actor>) -> bool {
        actor.is_some_and(|actor| actor.kind == ActorKind::Person && self.permission(&actor.login).commands())
    }

    fn permission(&self, login: &Login) -> Permission {
        self.observation
            .permissions
            .get(login)
            .copied()
            .unwrap_or(Permission::None)
    }
}

/// Whether the nominees of a comment were found able to hold their roles when it was carried out.
pub(super) fn nominees_on_record(comment: &Comment) -> bool {
    comment.verdict.accepted && !comment.verdict.refused
}

/// See [`super::permissions_needed`].
pub(super) fn needed(observation: &Observation, policy: &Policy) -> BTreeSet<Login> {
    let events = history::complete(observation, policy);
    let declared = |event: &&crate::domain::event::Event| {
        event.place == Place::Issue
            && matches!(&event.kind, EventKind::Labeled(name) if label::same(name, &policy.labels.incident))
    };
    let Some(declaration) = events.iter().find(declared) else {
        return BTreeSet::new();
    };
    let authority = Authority::new(observation);
    let mut needed = BTreeSet::new();

    let issue = &observation.issue;
    let opening = command::parse(&issue.body);
    let on_record = issue.verdict.accepted || issue.verdict.refused || authority.answered.contains(&0);
    if !on_record && (history::applied_at_opening(declaration, observation) || !opening.is_empty()) {
        needed.extend(person(issue.author.as_ref()));
    }
    if !issue.verdict.accepted || issue.verdict.refused {
        needed.extend(nominees(&opening));
    }
    for (actor, comment) in comments(observation).filter(|(_, comment)| !comment.ours) {
        if !comment.verdict.marked {
            needed.extend(comment.marked_by.iter().take(MOST_MARKERS).cloned());
        }
        let lines = command::parse(&comment.body);
        if lines.is_empty() || person(actor).is_none() {
            continue;
        }
        if authority.record(comment).is_none() {
            needed.extend(person(actor));
        }
        if authority.record(comment) != Some(false) && !nominees_on_record(comment) {
            needed.extend(nominees(&lines));
        }
    }
    needed
}

fn comments(observation: &Observation) -> impl Iterator<Item = (Option<&Actor>, &Comment)> {
    observation.events.iter().filter_map(|event| match &event.kind {
        EventKind::Commented(comment) => Some((event.actor.as_ref(), comment)),
        _ => None,
    })
}

fn person(actor: Option<&Actor>) -> Option<Login> {
    actor
        .filter(|actor| actor.kind == ActorKind::Person)
        .map(|actor| actor.login.clone())
}

fn nominees(lines: &[command::CommandLine]) -> impl Iterator<Item = Login> {
    lines.iter().filter_map(|line| match &line.command {
        Ok(Command::Appoint {
            who: Nominee::Person(login),
            ..
        }) => Some(login.clone()),
        _ => None,
    })
}
