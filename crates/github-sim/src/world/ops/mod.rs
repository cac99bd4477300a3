//! The operations: the only way anything changes. One file per family of things.
//!
//! Each operation checks rights first, then the values, then changes; after that it appends timeline events
//! ([`World::happened`]) and queues webhooks ([`World::emit`]). So a refused operation has changed nothing.
//! Those without an [`Actor`] are for setting the stage.

mod accounts;
mod apps;
mod assignees;
mod check_limits;
mod checks;
mod comments;
mod commits;
mod deployments;
mod emit;
mod forks;
mod issues;
mod labels;
mod mentions;
mod milestones;
mod proposals;
mod pulls;
mod reactions;
mod refs;
mod releases;
mod repositories;
mod reviews;
mod sub_issues;
mod tasks;
mod tokens;
mod transfer;

pub use apps::{AppSpec, InstallationChange};
pub use checks::{CheckRunChange, SuiteAction};
pub(crate) use commits::find_tree;
pub use commits::{FileCommit, NewCommit, TreeEntry};
pub use deployments::{NewDeployment, NewDeploymentStatus};
pub use issues::{IssueEdit, NewIssue};
pub use labels::{LabelEdit, NewLabel};
pub use milestones::MilestoneEdit;
pub use pulls::{MergeMethod, MergeRequest, NewPull};
pub use reactions::Subject;
pub use releases::{NewRelease, ReleaseEdit};
pub use repositories::{NewRepository, RepositoryEdit};
pub use sub_issues::Position;
pub(crate) use tasks::markdown_options;

use super::{
    AccountId, Actor, EventKind, Issue, IssueKey, Need, OpError, Powers, RepoId, Repository, TimelineEvent,
    World,
};

/// Bodies of issues, pull requests, comments and reviews may not be longer, in characters.
pub const BODY_LIMIT: usize = 65_536;
/// Titles may not be longer, in characters.
pub const TITLE_LIMIT: usize = 256;

impl World {
    /// Appends to the timeline and counts as an update.
    pub(crate) fn happened(&mut self, actor: &Actor, key: IssueKey, kind: EventKind) {
        let (id, at) = (self.fresh_id(), self.now());
        let event = TimelineEvent {
            id,
            actor: actor.account,
            via_app: actor.via_app,
            at,
            kind,
        };
        if let Ok(issue) = self.issue_mut(key) {
            issue.timeline.push(event);
            issue.updated_at = at;
        }
    }

    /// The issue at this place, to be changed by an operation that has checked everything.
    pub(crate) fn issue_mut(&mut self, key: IssueKey) -> Result<&mut Issue, OpError> {
        self.repo_mut(key.repo)?
            .issues
            .get_mut(&key.number)
            .ok_or(OpError::NotFound)
    }

    /// The repository with this id, to be changed by an operation that has checked everything.
    pub(crate) fn repo_mut(&mut self, id: RepoId) -> Result<&mut Repository, OpError> {
        self.repositories.get_mut(&id).ok_or(OpError::NotFound)
    }

    /// Rights to change what `author` wrote: its author needs `own`, everybody else `others`. An App acts by its
    /// permission, whoever wrote it.
    fn may_change(
        &self,
        actor: &Actor,
        key: IssueKey,
        author: AccountId,
        own: &Need,
        others: &Need,
    ) -> Result<&Issue, OpError> {
        let need = if author == actor.account { own } else { others };
        self.writable_issue(actor, key, need)
    }

    /// The living accounts behind logins; the first unknown one is an error made by `unknown`.
    fn logins(
        &self,
        logins: &[String],
        unknown: impl Fn(&str) -> OpError,
    ) -> Result<Vec<AccountId>, OpError> {
        let one = |login: &String| {
            self.account_by_login(login)
                .map(|account| account.id)
                .ok_or_else(|| unknown(login))
        };
        logins.iter().map(one).collect()
    }
}

/// Whether the actor is the token of a workflow run.
fn is_workflow(actor: &Actor) -> bool {
    matches!(actor.powers, Powers::Installation { workflow: true, .. })
}

/// Refuses a title that is blank or too long.
fn check_title(resource: &str, title: &str) -> Result<(), OpError> {
    if title.trim().is_empty() {
        return Err(OpError::field(resource, "missing_field", "title"));
    }
    if title.chars().count() > TITLE_LIMIT {
        let message = format!("title is too long (maximum is {TITLE_LIMIT} characters)");
        return Err(OpError::custom(resource, "title", &message));
    }
    Ok(())
}

/// Refuses a body that is too long.
fn check_body(resource: &str, body: &str) -> Result<(), OpError> {
    if body.chars().count() > BODY_LIMIT {
        let message = format!("body is too long (maximum is {BODY_LIMIT} characters)");
        return Err(OpError::custom(resource, "body", &message));
    }
    Ok(())
}
