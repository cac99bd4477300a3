//! Who can be and who is assigned.

use super::route::Verb::{Delete, Get, Post};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::{OpError, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/assignees",
        "issues/assignees#list-assignees",
        list,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/assignees/{assignee}",
        "issues/assignees#check-if-a-user-can-be-assigned",
        check,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/issues/{issue_number}/assignees/{assignee}",
        "issues/assignees#check-if-a-user-can-be-assigned-to-a-issue",
        check,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/issues/{issue_number}/assignees",
        "issues/assignees#add-assignees-to-an-issue",
        add,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/issues/{issue_number}/assignees",
        "issues/assignees#remove-assignees-from-an-issue",
        remove,
    ),
];

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_ISSUES)?;
    let able = call
        .world
        .accounts
        .values()
        .filter(|one| call.world.assignable(one.id, repo));
    let items = able.map(|one| call.render().simple_user(one)).collect();
    Ok(call.page(items))
}

fn check(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_ISSUES)?;
    let known = call.world.account_by_login(call.param("assignee"));
    match known.filter(|one| call.world.assignable(one.id, repo)) {
        Some(_) => Ok(Reply::no_content()),
        None => Err(OpError::NotFound),
    }
}

fn add(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("issue_number")?);
    let logins = call.texts("assignees")?.unwrap_or_default();
    call.world.assign(&actor, key, &logins)?;
    Ok(Reply::created(call.render().issue_at(key)))
}

fn remove(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("issue_number")?);
    let logins = call.texts("assignees")?.unwrap_or_default();
    call.world.unassign(&actor, key, &logins)?;
    Ok(Reply::ok(call.render().issue_at(key)))
}
