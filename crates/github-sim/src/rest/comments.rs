//! Comments on issues and pull requests.

use chrono::DateTime;
use serde_json::Value;

use super::route::Verb::{Delete, Get, Patch, Post};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::{Comment, Issue, OpError, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/issues/{issue_number}/comments",
        "issues/comments#list-issue-comments",
        list,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/issues/{issue_number}/comments",
        "issues/comments#create-an-issue-comment",
        create,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/issues/comments",
        "issues/comments#list-issue-comments-for-a-repository",
        list_all,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/issues/comments/{comment_id}",
        "issues/comments#get-an-issue-comment",
        get,
    ),
    operation(
        Patch,
        "/repos/{owner}/{repo}/issues/comments/{comment_id}",
        "issues/comments#update-an-issue-comment",
        update,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/issues/comments/{comment_id}",
        "issues/comments#delete-an-issue-comment",
        delete,
    ),
];

fn since(call: &Call<'_>, comment: &Comment) -> bool {
    let since = call
        .query("since")
        .and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    since.is_none_or(|since| comment.updated_at >= since)
}

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let key = call.issue_key("issue_number")?;
    let issue = call
        .world
        .readable_issue(&call.actor()?, key, &need::READ_ISSUES)?;
    let repo = call.repo()?;
    let wanted = issue.comments.iter().filter(|comment| since(call, comment));
    let items = wanted
        .map(|comment| call.render().comment(repo, issue, comment))
        .collect();
    Ok(call.page(items))
}

fn list_all(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_ISSUES)?;
    let mut all: Vec<(&Issue, &Comment)> = repo
        .issues
        .values()
        .flat_map(|issue| issue.comments.iter().map(move |comment| (issue, comment)))
        .filter(|(_, comment)| since(call, comment))
        .collect();
    if call.query("sort") == Some("updated") {
        all.sort_by_key(|(_, comment)| (comment.updated_at, comment.id));
    } else {
        all.sort_by_key(|(_, comment)| comment.id);
    }
    if call.query("direction") == Some("desc") {
        all.reverse();
    }
    let items = all
        .into_iter()
        .map(|(issue, comment)| call.render().comment(repo, issue, comment))
        .collect();
    Ok(call.page(items))
}

/// The comment of the path, if it is in the repository of the path.
fn rendered(call: &Call<'_>, id: i64) -> Result<Value, OpError> {
    let repo = call.repo()?;
    let found = repo
        .issues
        .values()
        .find_map(|issue| Some((issue, issue.comment(id)?)));
    let (issue, comment) = found.ok_or(OpError::NotFound)?;
    Ok(call.render().comment(repo, issue, comment))
}

fn create(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("issue_number")?);
    let body = call.required_text("body")?;
    let id = call.world.comment(&actor, key, &body)?;
    Ok(Reply::created(rendered(call, id)?))
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    call.world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_ISSUES)?;
    Ok(Reply::ok(rendered(call, call.number("comment_id")?)?))
}

fn update(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, id) = (call.actor()?, call.number("comment_id")?);
    rendered(call, id)?;
    let body = call.required_text("body")?;
    call.world.edit_comment(&actor, id, &body)?;
    Ok(Reply::ok(rendered(call, id)?))
}

fn delete(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, id) = (call.actor()?, call.number("comment_id")?);
    rendered(call, id)?;
    call.world.delete_comment(&actor, id)?;
    Ok(Reply::no_content())
}
