//! Reviews of pull requests. Pending reviews and comments on lines are not modelled.

use serde_json::Value;

use super::pulls::readable;
use super::route::Verb::{Get, Post, Put};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::{OpError, ReviewState};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
        "pulls/reviews#list-reviews-for-a-pull-request",
        list,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
        "pulls/reviews#create-a-review-for-a-pull-request",
        create,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}",
        "pulls/reviews#get-a-review-for-a-pull-request",
        get,
    ),
    operation(
        Put,
        "/repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals",
        "pulls/reviews#dismiss-a-review-for-a-pull-request",
        dismiss,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/pulls/{pull_number}/comments",
        "pulls/comments#list-review-comments-on-a-pull-request",
        line_comments,
    ),
];

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let ((issue, pull), repo) = (readable(call)?, call.repo()?);
    let items = pull
        .reviews
        .iter()
        .map(|review| call.render().review(repo, issue, review))
        .collect();
    Ok(call.page(items))
}

/// There are none: nobody can write them here.
fn line_comments(call: &mut Call<'_>) -> Result<Reply, OpError> {
    readable(call)?;
    Ok(call.page(Vec::new()))
}

fn rendered(call: &Call<'_>, id: i64) -> Result<Value, OpError> {
    let ((issue, pull), repo) = (readable(call)?, call.repo()?);
    let review = pull
        .reviews
        .iter()
        .find(|review| review.id == id)
        .ok_or(OpError::NotFound)?;
    Ok(call.render().review(repo, issue, review))
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    Ok(Reply::ok(rendered(call, call.number("review_id")?)?))
}

fn create(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("pull_number")?);
    let state = match call.text("event")?.as_deref() {
        Some("APPROVE") => ReviewState::Approved,
        Some("REQUEST_CHANGES") => ReviewState::ChangesRequested,
        Some("COMMENT") => ReviewState::Commented,
        _ => {
            let text = "The simulator does not model pending reviews: give APPROVE, REQUEST_CHANGES or COMMENT as event.";
            return Err(OpError::Unprocessable(text.into()));
        }
    };
    let body = call.text("body")?.unwrap_or_default();
    let id = call.world.submit_review(&actor, key, state, &body)?;
    Ok(Reply::ok(rendered(call, id)?))
}

fn dismiss(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key, id) = (
        call.actor()?,
        call.issue_key("pull_number")?,
        call.number("review_id")?,
    );
    let message = call.required_text("message")?;
    call.world.dismiss_review(&actor, key, id, &message)?;
    Ok(Reply::ok(rendered(call, id)?))
}
