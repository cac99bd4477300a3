//! Reactions on issues, pull requests and their comments.

use serde_json::Value;

use super::route::Verb::{Delete, Get, Post};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::ops::Subject;
use crate::world::{OpError, ReactionContent, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/issues/{issue_number}/reactions",
        "reactions/reactions#list-reactions-for-an-issue",
        list,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/issues/{issue_number}/reactions",
        "reactions/reactions#create-reaction-for-an-issue",
        create,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/issues/{issue_number}/reactions/{reaction_id}",
        "reactions/reactions#delete-an-issue-reaction",
        delete,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
        "reactions/reactions#list-reactions-for-an-issue-comment",
        list,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
        "reactions/reactions#create-reaction-for-an-issue-comment",
        create,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions/{reaction_id}",
        "reactions/reactions#delete-an-issue-comment-reaction",
        delete,
    ),
];

/// What the path speaks of, which must be in its repository.
fn subject(call: &Call<'_>) -> Result<Subject, OpError> {
    if call.params.contains_key("comment_id") {
        let subject = Subject::Comment(call.number("comment_id")?);
        let key = call.world.subject_key(subject)?;
        if key.repo == call.repo_id()? {
            Ok(subject)
        } else {
            Err(OpError::NotFound)
        }
    } else {
        Ok(Subject::Issue(call.issue_key("issue_number")?))
    }
}

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let subject = subject(call)?;
    call.world.readable_issue(
        &call.actor()?,
        call.world.subject_key(subject)?,
        &need::READ_ISSUES,
    )?;
    let wanted = call.query("content").and_then(ReactionContent::parse);
    let found = call.world.reactions(subject)?.iter();
    let items: Vec<Value> = found
        .filter(|one| wanted.is_none_or(|content| content == one.content))
        .map(|one| call.render().reaction(one))
        .collect();
    Ok(call.page(items))
}

fn create(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, subject) = (call.actor()?, subject(call)?);
    let word = call.required_text("content")?;
    let content = ReactionContent::ALL
        .into_iter()
        .find(|content| content.rest() == word);
    let content = content.ok_or_else(|| OpError::field("Reaction", "invalid", "content"))?;
    let (id, new) = call.world.react(&actor, subject, content)?;
    let found = call
        .world
        .reactions(subject)?
        .iter()
        .find(|one| one.id == id)
        .ok_or(OpError::NotFound)?;
    Ok(Reply::json(
        if new { 201 } else { 200 },
        call.render().reaction(found),
    ))
}

fn delete(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, subject, id) = (call.actor()?, subject(call)?, call.number("reaction_id")?);
    call.world.unreact_id(&actor, subject, id)?;
    Ok(Reply::no_content())
}
