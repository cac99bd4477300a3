//! Observing an incident: everything GitHub shows about it, in one request.
//!
//! `document` holds the GraphQL, `wire` the shapes it answers in, `decode` and `events` turn them into the
//! domain's words. More requests are made only for threads longer than a page, for a document that is not where it was
//! expected, and, over REST, for the rights of people who need them (`permissions`). Nothing is concluded here.

mod decode;
mod document;
mod events;
mod permissions;
mod reading;
mod wire;

use std::collections::BTreeSet;

use reading::Reading;

use super::{GitHub, error::Error};
use crate::domain::{
    key::Locator,
    observation::{Observation, Repository},
    person::Login,
};

/// What is known from before, so that one request suffices. Wrong hints cost a request and change nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Where the postmortem's document was last seen, or would be put.
    pub document_path: Option<String>,
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
    /// Reads everything about an incident. `labels` are the names to look up in the repository; `needs` names the people
    /// whose rights must be asked for, given everything else.
    ///
    /// # Errors
    /// [`Error::Gone`] when the number means nothing (any more), or the repository's name belongs to another one now;
    /// [`Error::Denied`] when the repository is archived.
    pub async fn observe(
        &self,
        at: &Locator,
        hints: &Hints,
        labels: &[String],
        needs: impl Fn(&Observation) -> BTreeSet<Login> + Send + Sync,
    ) -> Result<Sighting, Error> {
        let reading = Reading {
            session: self.in_repository(at),
            at,
            hints,
            app_id: self.app_id,
        };
        let mut sighting = reading.snapshot(labels).await?;
        if let Sighting::Issue(observation) = &mut sighting {
            let wanted = needs(observation);
            let Repository { owner, name, .. } = &observation.repository;
            observation.permissions = permissions::ask(&reading.session, owner, name, wanted).await?;
        }
        Ok(sighting)
    }

    /// Reads a repository and its configuration, without any incident. The issue's number in `at` does not matter.
    ///
    /// # Errors
    /// As [`GitHub::observe`].
    pub async fn repository(&self, at: &Locator, labels: &[String]) -> Result<Repository, Error> {
        let hints = Hints::default();
        let reading = Reading {
            session: self.in_repository(at),
            at,
            hints: &hints,
            app_id: self.app_id,
        };
        let document = document::repository(labels.len());
        let mut wire = reading.read_repository(&document, labels).await?;
        decode::repository(&mut wire, labels)
    }
}

#[cfg(test)]
mod tests;
