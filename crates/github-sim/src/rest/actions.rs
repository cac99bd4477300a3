//! What a repository's settings allow workflows. There are no workflows here: only their tokens.

use serde_json::json;

use super::route::Verb::Get;
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::{OpError, need};

pub(super) const OPERATIONS: &[Operation] = &[operation(
    Get,
    "/repos/{owner}/{repo}/actions/permissions/workflow",
    "actions/permissions#get-default-workflow-permissions-for-a-repository",
    workflow_permissions,
)];

/// One tick in the settings lets workflows both open and approve pull requests; its name here speaks of the second only.
fn workflow_permissions(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let actor = call.actor()?;
    let repo = call
        .world
        .readable(&actor, call.repo_id()?, &need::READ_SETTINGS)?;
    Ok(Reply::ok(json!({
        "default_workflow_permissions": "read",
        "can_approve_pull_request_reviews": repo.actions_may_create_pulls,
    })))
}
