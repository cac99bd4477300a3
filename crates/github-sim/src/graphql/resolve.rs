//! From an object and a field's name to the file that answers for it.

use super::errors::Failure;
use super::execute::{Call, Context};
use super::value::{Field, Resolved, Thing};
use super::{
    account, check, comment, deployment, git_object, issue, label, mutation, pull_request, query, reaction,
    release, repository, timeline,
};
use crate::world::{AccountKind, IssueKey, Need, OpError, RepoId, Repository, World, need};

/// The concrete type of an object.
pub(super) fn type_name<'a>(cx: &Context<'_>, thing: &'a Thing) -> &'a str {
    match thing {
        Thing::Query => "Query",
        Thing::Mutation => "Mutation",
        Thing::Account(id) => match cx.world().account(*id).kind {
            AccountKind::User => "User",
            AccountKind::Bot => "Bot",
            AccountKind::Organization => "Organization",
        },
        Thing::Viewer(_) => "User",
        Thing::Repository(_) => "Repository",
        Thing::Issue(_) => "Issue",
        Thing::Pull(_) => "PullRequest",
        Thing::Comment { .. } => "IssueComment",
        Thing::Label { .. } => "Label",
        Thing::Milestone { .. } => "Milestone",
        Thing::Review { .. } => "PullRequestReview",
        Thing::ReactionGroup { .. } => "ReactionGroup",
        Thing::Reaction { .. } => "Reaction",
        Thing::Event { issue, id } => timeline::type_name(cx, *issue, *id),
        Thing::Branch { .. } => "Ref",
        Thing::Commit { .. } => "Commit",
        Thing::Tree { .. } => "Tree",
        Thing::Blob { .. } => "Blob",
        Thing::PullCommit { .. } => "PullRequestCommit",
        Thing::Rollup { .. } => "StatusCheckRollup",
        Thing::CheckRun { .. } => "CheckRun",
        Thing::CheckSuite { .. } => "CheckSuite",
        Thing::Deployment { .. } => "Deployment",
        Thing::DeploymentStatus { .. } => "DeploymentStatus",
        Thing::Release { .. } => "Release",
        Thing::App(_) => "App",
        Thing::Record(record) => &record.type_name,
    }
}

/// The value of one field of an object.
pub(super) fn field(cx: &Context<'_>, thing: &Thing, call: &Call<'_>) -> Resolved {
    match thing {
        Thing::Query => query::field(cx, call),
        Thing::Mutation => mutation::field(cx, call),
        Thing::Account(id) => account::field(cx, *id, call),
        Thing::Viewer(id) => account::viewer(cx, *id, call),
        Thing::Repository(id) => repository::field(cx, *id, call),
        Thing::Issue(key) => issue::field(cx, *key, call),
        Thing::Pull(key) => pull_request::field(cx, *key, call),
        Thing::Comment { issue, id } => comment::field(cx, *issue, *id, call),
        Thing::Label { repo, id } => label::label(cx, *repo, *id, call),
        Thing::Milestone { repo, number } => label::milestone(cx, *repo, *number, call),
        Thing::Review { pull, id } => pull_request::review::field(cx, *pull, *id, call),
        Thing::ReactionGroup { on, content } => reaction::group(cx, on, *content, call),
        Thing::Reaction { on, id } => reaction::reaction(cx, on, *id, call),
        Thing::Event { issue, id } => timeline::field(cx, *issue, *id, call),
        Thing::Branch { repo, name } => git_object::branch(cx, *repo, name, call),
        Thing::Commit { repo, oid } => git_object::commit::field(cx, *repo, oid, call),
        Thing::Tree { repo, oid, path } => git_object::tree(cx, *repo, oid, path, call),
        Thing::Blob { repo, oid } => git_object::blob(cx, *repo, oid, call),
        Thing::PullCommit { pull, oid } => pull_request::commit(cx, *pull, oid, call),
        Thing::Rollup { repo, oid } => check::rollup(cx, *repo, oid, call),
        Thing::CheckRun { repo, id } => check::run(cx, *repo, *id, call),
        Thing::CheckSuite { repo, id } => check::suite(cx, *repo, *id, call),
        Thing::Deployment { repo, id } => deployment::field(cx, *repo, *id, call),
        Thing::DeploymentStatus { repo, deployment, id } => {
            deployment::status(cx, *repo, (*deployment, *id), call)
        }
        Thing::Release { repo, id } => release::field(cx, *repo, *id, call),
        Thing::App(id) => account::app(cx, *id, call),
        Thing::Record(record) => {
            let found = record.fields.iter().find(|(name, _)| *name == call.name());
            found
                .map(|(_, field)| field.clone())
                .ok_or_else(|| call.unmodelled())
        }
    }
}

/// The failure of an object that is gone by the time its field is asked for.
pub(super) fn gone() -> Failure {
    Failure::not_found("Could not resolve to a node.")
}

impl Context<'_> {
    /// The repository, if the actor may do there what `need` says. The failure is what GitHub shows in its place.
    pub(super) fn permitted(&self, world: &World, repo: RepoId, need: &Need) -> Result<(), Failure> {
        match world.readable(self.actor, repo, need) {
            Ok(_) => Ok(()),
            Err(OpError::Forbidden(_)) => Err(Failure::new(
                "FORBIDDEN",
                "Resource not accessible by personal access token",
            )),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the actor may know of this repository.
    pub(super) fn sees(&self, world: &World, repo: &Repository) -> bool {
        world.can_see(self.actor, repo)
    }

    /// The issue or pull request at this place, or null if the actor must not know of it.
    pub(super) fn issue_or_null(&self, world: &World, key: IssueKey) -> Field {
        let need = if world.issue(key).is_some_and(|issue| issue.pull.is_some()) {
            need::READ_PULLS
        } else {
            need::READ_ISSUES
        };
        match (world.readable(self.actor, key.repo, &need), world.issue(key)) {
            (Ok(_), Some(_)) => issue_thing(world, key).into(),
            _ => Field::NULL,
        }
    }
}

/// The issue or the pull request, whichever it is.
pub(super) fn issue_thing(world: &World, key: IssueKey) -> Thing {
    match world.issue(key).and_then(|issue| issue.pull.as_ref()) {
        Some(_) => Thing::Pull(key),
        None => Thing::Issue(key),
    }
}

/// The address of a repository for people.
pub(super) fn repo_path(world: &World, repo: &Repository) -> String {
    format!("/{}", world.full_name(repo))
}

/// The address of an issue or pull request for people, without the host.
pub(super) fn issue_path(world: &World, key: IssueKey) -> String {
    let Some(repo) = world.repo(key.repo) else {
        return String::new();
    };
    let kind = match world.issue(key) {
        Some(issue) if issue.pull.is_some() => "pull",
        _ => "issues",
    };
    format!("{}/{kind}/{}", repo_path(world, repo), key.number)
}
