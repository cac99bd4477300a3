//! Acts on issues, most of them on pull requests too.

use axum::extract::{Path, State};
use axum::response::Response;

use super::{Fields, in_repo, on_thread};
use crate::pages::address::Site;
use crate::pages::visitor::Visitor;
use crate::state::AppState;
use crate::world::ops::{IssueEdit, NewIssue, Subject};
use crate::world::{IssueKey, OpError, ReactionContent, StateReason};

type Key = Path<(String, String, u64)>;

/// Opens an issue.
pub(super) async fn open(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name)): Path<(String, String)>,
    fields: Fields,
) -> Response {
    let site = Site::new(&owner, &name);
    let new = NewIssue {
        title: fields.get("title").to_owned(),
        body: Some(fields.get("body").to_owned()).filter(|body| !body.is_empty()),
        labels: fields.all("label"),
        ..NewIssue::default()
    };
    in_repo(
        &state,
        &visitor,
        (&owner, &name),
        |world, actor, repo| match world.create_issue(actor, repo, &new) {
            Ok(key) => Ok(site.thread(key.number, false)),
            Err(error) => Err((format!("{}/issues/new", site.root()), error)),
        },
    )
}

/// Comments, closes, reopens, or comments and closes or reopens.
pub(super) async fn comment(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
    fields: Fields,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        let (body, then) = (fields.get("body"), fields.get("then"));
        if then.is_empty() || !body.trim().is_empty() {
            world.comment(actor, key, body)?;
        }
        match then {
            "close" => world.close_issue(actor, key, Some(StateReason::Completed)),
            "not_planned" => world.close_issue(actor, key, Some(StateReason::NotPlanned)),
            "duplicate" => world.close_issue(actor, key, Some(StateReason::Duplicate)),
            "reopen" => world.reopen_issue(actor, key),
            _ => Ok(()),
        }
    })
}

/// Edits the opening text or a comment.
pub(super) async fn edit(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
    fields: Fields,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        let body = fields.get("body");
        match subject(fields.get("subject"), key)? {
            Subject::Comment(id) if world.subject_key(Subject::Comment(id))? == key => {
                world.edit_comment(actor, id, body)
            }
            Subject::Comment(_) => Err(OpError::NotFound),
            Subject::Issue(_) => {
                let edit = IssueEdit {
                    body: Some(Some(body.to_owned())),
                    ..IssueEdit::default()
                };
                world.edit_issue(actor, key, &edit)
            }
        }
    })
}

/// Ticks or clears a checkbox: `3 on` is the third one, ticked.
pub(super) async fn tick(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
    fields: Fields,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        let (nth, wish) = fields.get("box").split_once(' ').unwrap_or_default();
        let nth = nth.parse().unwrap_or_default();
        world.tick(
            actor,
            key,
            subject(fields.get("subject"), key)?,
            nth,
            wish == "on",
        )
    })
}

/// Changes the title.
pub(super) async fn rename(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
    fields: Fields,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        let edit = IssueEdit {
            title: Some(fields.get("title").to_owned()),
            ..IssueEdit::default()
        };
        world.edit_issue(actor, key, &edit)
    })
}

/// Reacts, or takes the same reaction back.
pub(super) async fn react(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
    fields: Fields,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        let subject = subject(fields.get("subject"), key)?;
        if world.subject_key(subject)? != key {
            return Err(OpError::NotFound);
        }
        let content = ReactionContent::parse(fields.get("content"))
            .ok_or_else(|| OpError::field("Reaction", "invalid", "content"))?;
        let mine =
            |reaction: &crate::world::Reaction| reaction.user == actor.account && reaction.content == content;
        if world.reactions(subject)?.iter().any(mine) {
            world.unreact(actor, subject, content).map(|_| ())
        } else {
            world.react(actor, subject, content).map(|_| ())
        }
    })
}

/// Adds or removes one label.
pub(super) async fn label(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
    fields: Fields,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        if fields.has("remove") {
            world.remove_label(actor, key, fields.get("remove"))
        } else {
            world.add_labels(actor, key, &fields.all("add"))
        }
    })
}

/// Assigns or unassigns one person.
pub(super) async fn assign(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Key,
    fields: Fields,
) -> Response {
    on_thread(&state, &visitor, (&owner, &name, number), |world, actor, key| {
        if fields.has("remove") {
            world.unassign(actor, key, &fields.all("remove"))
        } else {
            world.assign(actor, key, &fields.all("add"))
        }
    })
}

/// What a form is about: `issue`, or the id of a comment.
fn subject(text: &str, key: IssueKey) -> Result<Subject, OpError> {
    match text {
        "issue" => Ok(Subject::Issue(key)),
        id => id.parse().map(Subject::Comment).map_err(|_| OpError::NotFound),
    }
}
