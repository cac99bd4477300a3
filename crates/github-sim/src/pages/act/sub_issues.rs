//! Acts on the tree of sub-issues.

use axum::extract::{Path, State};
use axum::response::Response;

use super::{Fields, on_thread};
use crate::pages::visitor::Visitor;
use crate::state::AppState;
use crate::world::ops::NewIssue;
use crate::world::{Actor, IssueKey, OpError, World};

/// Opens a sub-issue, makes another issue one, or takes one away.
pub(super) async fn arrange(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Path<(String, String, u64)>,
    fields: Fields,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        if fields.has("remove") {
            let id = fields.get("remove").parse().map_err(|_| OpError::NotFound)?;
            return world.remove_sub_issue(actor, key, id).map(|_| ());
        }
        if fields.has("add") {
            let child = named(world, actor, key, fields.get("add")).ok_or(OpError::NotFound)?;
            return world.add_sub_issue(actor, key, child, false).map(|_| ());
        }
        let new = NewIssue {
            title: fields.get("title").to_owned(),
            parent: Some(key),
            ..NewIssue::default()
        };
        world.create_issue(actor, key.repo, &new).map(|_| ())
    })
}

/// The id of the issue that a person means by `12`, `#12`, `owner/name#12` or its address.
fn named(world: &World, actor: &Actor, here: IssueKey, text: &str) -> Option<i64> {
    let text = text.trim();
    let path = text.strip_prefix(world.web_url.as_str()).map(|path| {
        let path = path.trim_matches('/');
        path.replacen("/issues/", "#", 1)
    });
    let text = path.as_deref().unwrap_or(text);
    let (repo, number) = match text.rsplit_once('#') {
        Some((full, number)) if !full.is_empty() => {
            let (owner, name) = full.split_once('/')?;
            (world.repo_by_name(owner, name)?, number)
        }
        Some((_, number)) => (world.repo(here.repo)?, number),
        None => (world.repo(here.repo)?, text),
    };
    let issue = repo.issues.get(&number.parse().ok()?)?;
    (world.can_see(actor, repo) && issue.pull.is_none()).then_some(issue.id)
}
