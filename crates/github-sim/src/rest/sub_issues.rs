//! The tree of issues.

use super::route::Verb::{Delete, Get, Patch, Post};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::ops::Position;
use crate::world::{OpError, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/issues/{issue_number}/sub_issues",
        "issues/sub-issues#list-sub-issues",
        list,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/issues/{issue_number}/sub_issues",
        "issues/sub-issues#add-sub-issue",
        add,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
        "issues/sub-issues#remove-sub-issue",
        remove,
    ),
    operation(
        Patch,
        "/repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority",
        "issues/sub-issues#reprioritize-sub-issue",
        prioritize,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/issues/{issue_number}/parent",
        "issues/sub-issues#get-parent-issue",
        parent,
    ),
];

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("issue_number")?);
    let issue = call.world.readable_issue(&actor, key, &need::READ_ISSUES)?;
    let visible = issue.sub_issues.iter().filter(|key| {
        call.world
            .repo(key.repo)
            .is_some_and(|repo| call.world.can_see(&actor, repo))
    });
    let items = visible.map(|key| call.render().issue_at(*key)).collect();
    Ok(call.page(items))
}

fn add(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("issue_number")?);
    let child = call.required_integer("sub_issue_id")?;
    let replace = call.flag("replace_parent")?.unwrap_or(false);
    call.world.add_sub_issue(&actor, key, child, replace)?;
    Ok(Reply::created(call.render().issue_at(key)))
}

fn remove(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("issue_number")?);
    let child = call.required_integer("sub_issue_id")?;
    call.world.remove_sub_issue(&actor, key, child)?;
    Ok(Reply::ok(call.render().issue_at(key)))
}

fn prioritize(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("issue_number")?);
    let child = call.required_integer("sub_issue_id")?;
    let position = match (call.integer("after_id")?, call.integer("before_id")?) {
        (Some(id), None) => Position::After(id),
        (None, Some(id)) => Position::Before(id),
        _ => {
            return Err(OpError::Unprocessable(
                "Must specify exactly one of after_id or before_id".into(),
            ));
        }
    };
    call.world.reprioritize_sub_issue(&actor, key, child, position)?;
    Ok(Reply::ok(call.render().issue_at(key)))
}

fn parent(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("issue_number")?);
    let parent = call
        .world
        .readable_issue(&actor, key, &need::READ_ISSUES)?
        .parent
        .ok_or(OpError::NotFound)?;
    call.world.readable_issue(&actor, parent, &need::READ_ISSUES)?;
    Ok(Reply::ok(call.render().issue_at(parent)))
}
