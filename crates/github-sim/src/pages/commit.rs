//! One commit: what it changed, and what checks said of it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::changes::{self, Change};
use super::checks::{self, Run};
use super::code::{Stamp, find_commit, stamp};
use super::event::short;
use super::scene::{Frame, Head, Tab, show};
use super::visitor::Visitor;
use crate::state::AppState;

#[derive(Template)]
#[template(path = "commit.html")]
struct CommitPage {
    frame: Frame,
    head: Head,
    subject: String,
    message: String,
    oid: String,
    stamp: Stamp,
    parents: Vec<(String, String)>,
    changes: Vec<Change>,
    runs: Vec<Run>,
    /// What the buttons of checks post to: nothing here.
    pressed_at: Option<String>,
}

/// A commit and what it changed.
pub(super) async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, oid)): Path<(String, String, String)>,
) -> Response {
    show(&state, &visitor, |scene| {
        let repo = scene.repo(&owner, &name)?;
        let commit = find_commit(repo, &oid)?;
        let stamp = stamp(scene, repo, commit);
        let site = scene.site(repo);
        let runs = || checks::runs(scene, repo, &site.commit(&commit.oid), &commit.oid);
        let before = commit
            .parents
            .first()
            .and_then(|parent| repo.git.commits.get(parent));
        Some(CommitPage {
            frame: scene.frame(format!(
                "{} · {}@{}",
                stamp.subject,
                scene.world.full_name(repo),
                stamp.short
            )),
            head: scene.head(repo, Tab::Code),
            subject: stamp.subject.clone(),
            message: commit
                .message
                .split_once('\n')
                .map_or("", |(_, rest)| rest.trim())
                .to_owned(),
            oid: commit.oid.clone(),
            parents: commit
                .parents
                .iter()
                .map(|oid| (short(oid).to_owned(), site.commit(oid)))
                .collect(),
            changes: changes::between(scene, repo, before, commit, checks::remarks(runs())),
            runs: runs(),
            pressed_at: None,
            stamp,
        })
    })
}
