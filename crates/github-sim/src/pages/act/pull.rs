//! Acts on pull requests alone.

use axum::extract::{Path, State};
use axum::response::Response;

use super::{Fields, in_repo, on_thread};
use crate::pages::address::Site;
use crate::pages::visitor::Visitor;
use crate::state::AppState;
use crate::world::ops::{MergeRequest, SuiteAction};
use crate::world::{OpError, ReviewState};

type Key = Path<(String, String, u64)>;

/// Marks a draft as ready for review.
pub(super) async fn ready(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        world.mark_ready(actor, key)
    })
}

/// Makes it a draft again.
pub(super) async fn draft(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        world.convert_to_draft(actor, key)
    })
}

/// Approves, requests changes or comments.
pub(super) async fn review(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
    fields: Fields,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        let verdict = match fields.get("event") {
            "approve" => ReviewState::Approved,
            "request_changes" => ReviewState::ChangesRequested,
            "comment" => ReviewState::Commented,
            _ => return Err(OpError::field("PullRequestReview", "invalid", "event")),
        };
        world
            .submit_review(actor, key, verdict, fields.get("body"))
            .map(|_| ())
    })
}

/// Merges with a merge commit.
pub(super) async fn merge(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        world.merge_pull(actor, key, &MergeRequest::default()).map(|_| ())
    })
}

/// Changes the branch it is to be merged into.
pub(super) async fn base(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
    fields: Fields,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        world.change_base(actor, key, fields.get("base"))
    })
}

/// Deletes the branch it came from, or brings it back.
pub(super) async fn branch(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
    fields: Fields,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        if fields.has("restore") {
            return world.restore_branch(actor, key);
        }
        let pull = world.issue(key).and_then(|issue| issue.pull.as_ref());
        let pull = pull.ok_or(OpError::NotFound)?;
        let (repo, branch) = (pull.head_repo, pull.head_branch.clone());
        world.delete_branch(actor, repo, &branch)
    })
}

/// Presses "Re-run" or one of a check run's own buttons.
pub(super) async fn press(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number, run)): Path<(String, String, u64, i64)>,
    fields: Fields,
) -> Response {
    let place = format!("{}/checks", Site::new(&owner, &name).thread(number, true));
    let action = match fields.get("button") {
        "" => SuiteAction::Rerequest,
        button => SuiteAction::Button(button.to_owned()),
    };
    in_repo(&state, &visitor, (&owner, &name), |world, actor, repo| {
        let pressed = world.press_check(actor, repo, run, &action);
        pressed.map(|()| place.clone()).map_err(|error| (place, error))
    })
}
