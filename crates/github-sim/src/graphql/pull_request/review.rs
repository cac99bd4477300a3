//! `PullRequestReview`, and what the reviews of a pull request come to.

use std::collections::BTreeMap;

use crate::graphql::comment::Authored;
use crate::graphql::connection::Item;
use crate::graphql::execute::{Call, Context};
use crate::graphql::resolve::gone;
use crate::graphql::value::{Field, Resolved, Thing};
use crate::world::{AccountId, IssueKey, PullRequest, Review, ReviewState, Role, World};

/// A field of a review.
pub(in crate::graphql) fn field(cx: &Context<'_>, pull: IssueKey, id: i64, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let reviews = world
        .issue(pull)
        .and_then(|issue| issue.pull.as_ref())
        .map(|pull| &pull.reviews);
    let review = reviews
        .into_iter()
        .flatten()
        .find(|one| one.id == id)
        .ok_or_else(gone)?;
    Ok(match call.name() {
        "id" => review.node_id().into(),
        "databaseId" => id.into(),
        "fullDatabaseId" => id.to_string().into(),
        "state" => review.state.as_str().into(),
        "submittedAt" => review.submitted_at.into(),
        "pullRequest" => Thing::Pull(pull).into(),
        "commit" => {
            let repo = world.repo(pull.repo).ok_or_else(gone)?;
            let there = repo.git.commits.contains_key(&review.commit);
            there
                .then(|| Thing::Commit {
                    repo: pull.repo,
                    oid: review.commit.clone(),
                })
                .into()
        }
        "authorCanPushToRepository" => can_push(&world, pull, review.author).into(),
        // Reviews cannot be hidden or reacted to here.
        "isMinimized" => false.into(),
        "minimizedReason" => Field::NULL,
        _ => return Authored::review(&world, pull, review).field(cx, &world, call),
    })
}

fn can_push(world: &World, pull: IssueKey, account: AccountId) -> bool {
    world
        .repo(pull.repo)
        .is_some_and(|repo| world.role(account, repo) >= Role::Write)
}

/// The reviews that the field `reviews`, `latestReviews` or `latestOpinionatedReviews` asks for.
pub(super) fn listed(world: &World, key: IssueKey, pull: &PullRequest, call: &Call<'_>) -> Vec<Item> {
    let reviews: Vec<&Review> = match call.name() {
        "latestReviews" => {
            // Somebody who is asked again has no latest review until the new one is in.
            let answered = latest(pull.reviews.iter());
            answered
                .into_iter()
                .filter(|one| !pull.requested_reviewers.contains(&one.author))
                .collect()
        }
        "latestOpinionatedReviews" => {
            let writers_only = call.flag("writersOnly");
            let opinions = latest(
                pull.reviews
                    .iter()
                    .filter(|one| one.state != ReviewState::Commented),
            );
            opinions
                .into_iter()
                .filter(|one| !writers_only || can_push(world, key, one.author))
                .collect()
        }
        _ => {
            let states = call.texts("states");
            let author = call.text("author");
            let wanted = |one: &&Review| {
                states
                    .as_ref()
                    .is_none_or(|states| states.contains(&one.state.as_str()))
                    && author.is_none_or(|login| world.account(one.author).login.eq_ignore_ascii_case(login))
            };
            pull.reviews.iter().filter(wanted).collect()
        }
    };
    reviews
        .into_iter()
        .map(|one| {
            Item::new(
                one.id,
                Thing::Review {
                    pull: key,
                    id: one.id,
                },
            )
        })
        .collect()
}

/// The newest review of each author, oldest first.
fn latest<'r>(reviews: impl Iterator<Item = &'r Review>) -> Vec<&'r Review> {
    let newest: BTreeMap<AccountId, &Review> = reviews.map(|one| (one.author, one)).collect();
    let mut found: Vec<&Review> = newest.into_values().collect();
    found.sort_by_key(|one| (one.submitted_at, one.id));
    found
}

/// What the opinions of those who may push come to. `None` while there is none: no branch here demands reviews.
pub(super) fn decision(world: &World, key: IssueKey, pull: &PullRequest) -> Option<&'static str> {
    let opinions = latest(
        pull.reviews
            .iter()
            .filter(|one| one.state != ReviewState::Commented),
    );
    let states: Vec<ReviewState> = opinions
        .into_iter()
        .filter(|one| can_push(world, key, one.author))
        .map(|one| one.state)
        .collect();
    if states.contains(&ReviewState::ChangesRequested) {
        Some("CHANGES_REQUESTED")
    } else if states.contains(&ReviewState::Approved) {
        Some("APPROVED")
    } else {
        None
    }
}
