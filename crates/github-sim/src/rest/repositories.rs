//! Repositories and who may do what in them.

use serde_json::Value;

use super::route::Verb::{Delete, Get, Patch, Post};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::ops::RepositoryEdit;
use crate::world::{Account, OpError, Role, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(Get, "/repos/{owner}/{repo}", "repos/repos#get-a-repository", get),
    operation(
        Patch,
        "/repos/{owner}/{repo}",
        "repos/repos#update-a-repository",
        update,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}",
        "repos/repos#delete-a-repository",
        delete,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/forks",
        "repos/forks#list-forks",
        forks,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/forks",
        "repos/forks#create-a-fork",
        fork,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/collaborators",
        "collaborators/collaborators#list-repository-collaborators",
        collaborators,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/collaborators/{username}",
        "collaborators/collaborators#check-if-a-user-is-a-repository-collaborator",
        is_collaborator,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/collaborators/{username}/permission",
        "collaborators/collaborators#get-repository-permissions-for-a-user",
        permission,
    ),
];

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let actor = call.actor()?;
    let repo = call.world.readable(&actor, call.repo_id()?, &need::METADATA)?;
    let role = call.world.role(actor.account, repo).max(Role::Read);
    Ok(Reply::ok(call.render().full_repository(repo, role)))
}

fn update(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let actor = call.actor()?;
    let edit = RepositoryEdit {
        name: call.text("name")?,
        private: call.flag("private")?,
        archived: call.flag("archived")?,
        has_issues: call.flag("has_issues")?,
    };
    call.world.edit_repo(&actor, call.repo_id()?, &edit)?;
    get(call)
}

fn delete(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo) = (call.actor()?, call.repo_id()?);
    call.world.delete_repo(&actor, repo)?;
    Ok(Reply::no_content())
}

fn forks(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let actor = call.actor()?;
    let repo = call.world.readable(&actor, call.repo_id()?, &need::METADATA)?;
    let visible = call
        .world
        .forks(repo.id)
        .filter(|fork| call.world.can_see(&actor, fork));
    let items = visible.map(|fork| call.render().repository(fork, None)).collect();
    Ok(call.page(items))
}

/// Forks into the caller's account, or into the organization that is named.
fn fork(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo) = (call.actor()?, call.repo_id()?);
    let owner = match call.text("organization")? {
        Some(login) => {
            let found = call.world.account_by_login(&login).map(|account| account.id);
            found.ok_or(OpError::NotFound)?
        }
        None => actor.account,
    };
    let id = call.world.fork(&actor, repo, owner)?;
    let fork = call.world.repo(id).ok_or(OpError::NotFound)?;
    Ok(Reply {
        status: 202,
        ..Reply::ok(call.render().full_repository(fork, Role::Admin))
    })
}

/// Everybody with a role of their own: direct collaborators, the owner, an organization's admins.
fn collaborators(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let actor = call.actor()?;
    let repo = call.world.readable(&actor, call.repo_id()?, &need::METADATA)?;
    let with_role = call
        .world
        .accounts
        .values()
        .filter(|one| call.world.assignable(one.id, repo));
    let items: Vec<Value> = with_role
        .map(|one| call.render().collaborator(one, call.world.role(one.id, repo)))
        .collect();
    Ok(call.page(items))
}

fn named<'a>(call: &'a Call<'_>) -> Result<&'a Account, OpError> {
    let login = call.param("username");
    call.world
        .account_by_login(login)
        .ok_or_else(|| OpError::Missing(format!("{login} is not a user")))
}

fn is_collaborator(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let actor = call.actor()?;
    let repo = call.world.readable(&actor, call.repo_id()?, &need::METADATA)?;
    let known = call.world.account_by_login(call.param("username"));
    match known.filter(|one| call.world.assignable(one.id, repo)) {
        Some(_) => Ok(Reply::no_content()),
        None => Err(OpError::NotFound),
    }
}

fn permission(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let actor = call.actor()?;
    let repo = call.world.readable(&actor, call.repo_id()?, &need::METADATA)?;
    Ok(Reply::ok(
        call.render().collaborator_permission(named(call)?, repo),
    ))
}
