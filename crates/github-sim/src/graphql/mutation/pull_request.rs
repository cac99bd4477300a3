//! Pull requests: opened, changed, made ready, reviewed, merged.

use super::Payload;
use super::input::Input;
use crate::graphql::connection::{Item, edge};
use crate::graphql::errors::Failure;
use crate::graphql::value::{Field, Thing};
use crate::world::ops::{IssueEdit, MergeMethod, MergeRequest, NewPull};
use crate::world::{Actor, IssueKey, OpError, ReviewState, World};

/// The mutation of this name, if it is one of this file's.
pub(super) fn run(input: &Input<'_, '_>, name: &str) -> Option<Payload> {
    Some(match name {
        "createPullRequest" => create(input),
        "updatePullRequest" => update(input),
        "markPullRequestReadyForReview" => simple(input, World::mark_ready),
        "convertPullRequestToDraft" => simple(input, World::convert_to_draft),
        "closePullRequest" => simple(input, |world, actor, key| world.close_issue(actor, key, None)),
        "reopenPullRequest" => simple(input, World::reopen_issue),
        "mergePullRequest" => merge(input),
        "requestReviews" => request_reviews(input),
        "addPullRequestReview" => review(input),
        _ => return None,
    })
}

fn shown(key: IssueKey) -> Vec<(&'static str, Field)> {
    vec![("pullRequest", Thing::Pull(key).into())]
}

fn create(input: &Input<'_, '_>) -> Payload {
    let repo = input.repository("repositoryId")?;
    let branch = |name: &str| input.required(name).trim_start_matches("refs/heads/").to_owned();
    let head = match input.text("headRepositoryId") {
        Some(_) => {
            let world = input.cx.world();
            let place = world.repo(input.repository("headRepositoryId")?);
            let owner = place.map_or(world.ghost, |place| place.owner);
            format!("{}:{}", world.account(owner).login, branch("headRefName"))
        }
        None => branch("headRefName"),
    };
    let new = NewPull {
        title: input.required("title").to_owned(),
        body: input.text("body").map(str::to_owned),
        head,
        base: branch("baseRefName"),
        draft: input.flag("draft"),
    };
    let key = input.perform(input.required("repositoryId"), |world| {
        world.create_pull(input.cx.actor, repo, &new)
    })?;
    Ok(shown(key))
}

fn update(input: &Input<'_, '_>) -> Payload {
    input.refuse(&["maintainerCanModify", "projectIds"])?;
    let key = input.pull("pullRequestId")?;
    let (labels, assignees) = (input.labels("labelIds")?, input.logins("assigneeIds")?);
    let edit = IssueEdit {
        title: input.text("title").map(str::to_owned),
        body: input.text("body").map(|body| Some(body.to_owned())),
        milestone: input.milestone("milestoneId")?.map(Some),
    };
    let actor = input.cx.actor;
    input.perform(input.required("pullRequestId"), |world| {
        world.edit_issue(actor, key, &edit)?;
        if let Some(base) = input.text("baseRefName") {
            world.change_base(actor, key, base.trim_start_matches("refs/heads/"))?;
        }
        if let Some(labels) = &labels {
            world.set_labels(actor, key, labels)?;
        }
        if let Some(assignees) = &assignees {
            world.set_assignees(actor, key, assignees)?;
        }
        match input.text("state") {
            Some("CLOSED") => world.close_issue(actor, key, None),
            Some("OPEN") => world.reopen_issue(actor, key),
            _ => Ok(()),
        }
    })?;
    Ok(shown(key))
}

/// A mutation that is about a pull request and nothing else.
fn simple(
    input: &Input<'_, '_>,
    operation: impl FnOnce(&mut World, &Actor, IssueKey) -> Result<(), OpError>,
) -> Payload {
    let key = input.pull("pullRequestId")?;
    input.perform(input.required("pullRequestId"), |world| {
        operation(world, input.cx.actor, key)
    })?;
    Ok(shown(key))
}

fn merge(input: &Input<'_, '_>) -> Payload {
    input.refuse(&["authorEmail"])?;
    let key = input.pull("pullRequestId")?;
    let how = MergeRequest {
        sha: input.text("expectedHeadOid").map(str::to_owned),
        title: input.text("commitHeadline").map(str::to_owned),
        message: input.text("commitBody").map(str::to_owned),
        method: match input.text("mergeMethod") {
            Some("SQUASH") => MergeMethod::Squash,
            Some("REBASE") => MergeMethod::Rebase,
            _ => MergeMethod::Merge,
        },
    };
    input.perform(input.required("pullRequestId"), |world| {
        world.merge_pull(input.cx.actor, key, &how)
    })?;
    Ok(shown(key))
}

fn request_reviews(input: &Input<'_, '_>) -> Payload {
    input.refuse(&["teamIds"])?;
    let key = input.pull("pullRequestId")?;
    let logins = input.logins("userIds")?.unwrap_or_default();
    let others: Vec<String> = {
        let world = input.cx.world();
        let pull = world.issue(key).and_then(|issue| issue.pull.as_ref());
        let asked = pull
            .map(|pull| pull.requested_reviewers.as_slice())
            .unwrap_or_default();
        asked
            .iter()
            .map(|id| world.account(*id).login.clone())
            .filter(|login| !logins.contains(login))
            .collect()
    };
    let actor = input.cx.actor;
    input.perform(input.required("pullRequestId"), |world| {
        // Without `union` the list replaces whoever was asked before.
        if !input.flag("union") && !others.is_empty() {
            world.remove_reviewers(actor, key, &others)?;
        }
        world.request_reviewers(actor, key, &logins)
    })?;
    Ok(shown(key))
}

fn review(input: &Input<'_, '_>) -> Payload {
    input.refuse(&["comments", "threads", "commitOID"])?;
    let pull = input.pull("pullRequestId")?;
    let state = match input.text("event") {
        Some("APPROVE") => ReviewState::Approved,
        Some("REQUEST_CHANGES") => ReviewState::ChangesRequested,
        Some("COMMENT") => ReviewState::Commented,
        Some(other) => return Err(Failure::unmodelled(&format!("PullRequestReviewEvent.{other}"))),
        None => return Err(Failure::unmodelled("pending reviews")),
    };
    let body = input.text("body").unwrap_or_default();
    let subject = input.required("pullRequestId");
    let id = input.perform(subject, |world| {
        world.submit_review(input.cx.actor, pull, state, body)
    })?;
    let world = input.cx.world();
    let count = world
        .issue(pull)
        .and_then(|issue| issue.pull.as_ref())
        .map_or(0, |pull| pull.reviews.len());
    let review = Thing::Review { pull, id };
    Ok(vec![
        ("pullRequestReview", review.clone().into()),
        (
            "reviewEdge",
            edge(
                "PullRequestReviewEdge",
                count.saturating_sub(1),
                Item::new(id, review),
            ),
        ),
    ])
}
