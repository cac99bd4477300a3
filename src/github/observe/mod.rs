//! Observing an incident: everything GitHub shows about it, in one request.
//!
//! `document` holds the GraphQL, `wire` the shapes it answers in, `decode` and `events` turn them into the
//! domain's words. More requests are made only for threads longer than a page, for a document that is not where it was
//! expected, and, over REST, for the rights of people who need them (`permissions`). Nothing is concluded here.

mod authors;
mod decode;
mod document;
mod events;
mod items;
mod permissions;
mod reading;
mod replacements;
mod shipments;
mod wire;

use std::{collections::BTreeSet, sync::atomic::Ordering};

use reading::{Reading, Snapshot};

use super::{GitHub, error::Error};
use crate::{
    domain::{
        event::Mark,
        key::Locator,
        observation::{Observation, PullRequestState, Repository},
        person::Login,
    },
    policy::{self, Policy, labels},
};

/// Where a repository keeps its issue form for incidents; the first that is there counts.
pub const FORM_PATHS: [&str; 2] = [
    ".github/ISSUE_TEMPLATE/incident.yml",
    ".github/ISSUE_TEMPLATE/incident.yaml",
];

/// What is known from before, so that one request suffices. Wrong hints cost a request and change nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Where the postmortem's document was last seen, or would be put.
    pub document_path: Option<String>,
}

/// What is asked for by names that a repository's configuration gives. The configuration comes with the same answer, so
/// that whoever asked by other names than it turns out to give must ask again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asks {
    /// Labels to look up in the repository.
    pub labels: Vec<String>,
    /// The reaction that marks a comment for the timeline.
    pub mark: Mark,
    /// Path of the list of all postmortems, once it matters.
    pub index: Option<String>,
    /// Paths of the repository's own templates.
    pub templates: Vec<String>,
}

impl Asks {
    /// What must be asked for under this policy.
    pub fn of(policy: &Policy) -> Self {
        Self {
            labels: labels::ours(policy).into_iter().map(|label| label.name).collect(),
            mark: policy.timeline.mark,
            templates: policy.own_templates(),
            index: None,
        }
    }

    /// What must be asked for under this policy about an incident that looks so: the list of all postmortems matters once
    /// there is one of this incident.
    pub fn about(policy: &Policy, observation: &Observation) -> Self {
        let pull = observation.pull_request.as_ref();
        let listed = pull.is_some_and(|pull| pull.state != PullRequestState::Closed);
        Self {
            index: policy.index_path().filter(|_| listed),
            ..Self::of(policy)
        }
    }

    /// Whether the answer to this tells what `wanted` asks for, too.
    pub fn covers(&self, wanted: &Self) -> bool {
        self.mark == wanted.mark
            && (wanted.index.is_none() || self.index == wanted.index)
            && wanted.labels.iter().all(|name| self.labels.contains(name))
            && wanted.templates.iter().all(|path| self.templates.contains(path))
    }
}

/// What stands at an incident's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sighting {
    /// An issue, incident or not.
    Issue(Box<Observation>),
    /// The pull request of the postmortem of this incident. A comment's delivery does not tell a pull request's branch,
    /// so that its number is looked at first.
    PostmortemOf(Locator),
}

/// Name of the branch on which the postmortem of an incident is written.
pub fn branch_name(issue: u64) -> String {
    format!("postmortem/{issue}")
}

/// The incident whose postmortem is written on the branch.
pub fn issue_of_branch(branch: &str) -> Option<u64> {
    let number = branch.strip_prefix("postmortem/")?;
    let canonical = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    number.parse().ok().filter(|_| canonical)
}

impl GitHub {
    /// Reads everything about an incident. `needs` names the people whose rights must be asked for, given everything else.
    ///
    /// # Errors
    /// [`Error::Gone`] when the number means nothing (any more), or the repository's name belongs to another one now;
    /// [`Error::Denied`] when the repository is archived.
    pub async fn observe(
        &self,
        at: &Locator,
        hints: &Hints,
        asks: &Asks,
        needs: impl Fn(&Observation) -> BTreeSet<Login> + Send + Sync,
    ) -> Result<Sighting, Error> {
        let reading = Reading {
            github: self,
            session: self.in_repository(at),
            at,
            hints,
            asks,
        };
        let (mut observation, mut found) = match reading.snapshot().await? {
            Snapshot::Issue(observation, found) => (observation, found),
            Snapshot::PostmortemOf(incident) => return Ok(Sighting::PostmortemOf(incident)),
        };
        let Repository { owner, name, .. } = observation.repository.clone();
        let strangers = replacements::to_be_asked(&found);
        let rights = permissions::ask(&reading.session, &owner, &name, strangers).await?;
        if let Some(replacement) = replacements::choose(&mut found, &rights) {
            replacements::put(&mut observation, replacement);
        }
        let mut wanted = needs(&observation);
        wanted.retain(|login| !rights.contains_key(login));
        observation.permissions = permissions::ask(&reading.session, &owner, &name, wanted).await?;
        observation.permissions.extend(rights);
        Ok(Sighting::Issue(observation))
    }

    /// Reads a repository and its configuration, without any incident. The issue's number in `at` does not matter.
    ///
    /// # Errors
    /// As [`GitHub::observe`].
    pub async fn repository(&self, at: &Locator, asks: &Asks) -> Result<Repository, Error> {
        let reading = Reading {
            github: self,
            session: self.in_repository(at),
            at,
            hints: &Hints::default(),
            asks,
        };
        let document = document::repository(asks);
        let (mut wire, named) = reading.read_repository(&document).await?;
        self.decoded(&mut wire, named)
    }

    fn decoded(&self, wire: &mut wire::Repository, named: decode::ByName) -> Result<Repository, Error> {
        let repository = decode::repository(wire, named, &self.config)?;
        let is_missing = repository.config.is_none() && *self.config != *policy::PATH;
        self.unconfigured.fetch_or(is_missing, Ordering::Relaxed);
        Ok(repository)
    }
}

#[cfg(test)]
mod tests;
