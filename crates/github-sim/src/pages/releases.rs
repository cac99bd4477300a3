//! Releases: all of a repository, or the one of a tag.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::event::short;
use super::face::{Face, When};
use super::markdown::Html;
use super::scene::{Frame, Head, Scene, Tab, show};
use super::visitor::Visitor;
use crate::percent::encode;
use crate::state::AppState;
use crate::world::{Release, Repository, need};

#[derive(Template)]
#[template(path = "releases.html")]
struct Page {
    frame: Frame,
    head: Head,
    rows: Vec<Row>,
}

struct Row {
    title: String,
    href: String,
    tag: String,
    /// `Draft`, `Pre-release` or `Latest`; empty for the others.
    badge: &'static str,
    author: Face,
    when: When,
    /// The commit: its address and the digits people know it by.
    commit: Option<(String, String)>,
    body: Html,
}

/// All releases, the newest first.
pub(super) async fn list(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name)): Path<(String, String)>,
) -> Response {
    show(&state, &visitor, |scene| {
        let repo = scene.repo(&owner, &name)?;
        let title = format!("Releases · {}", scene.world.full_name(repo));
        Some(page(scene, repo, title, |_| true))
    })
}

/// The release of one tag.
pub(super) async fn one(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, tag)): Path<(String, String, String)>,
) -> Response {
    show(&state, &visitor, |scene| {
        let repo = scene.repo(&owner, &name)?;
        let title = format!("Release {tag} · {}", scene.world.full_name(repo));
        Some(page(scene, repo, title, |one| one.tag == tag)).filter(|page| !page.rows.is_empty())
    })
}

/// Those that pass the test; drafts are for those who may write.
fn page(scene: &Scene<'_>, repo: &Repository, title: String, test: impl Fn(&Release) -> bool) -> Page {
    let writes = scene.world.allows(&scene.actor, repo, &need::WRITE_CONTENTS);
    let shown = repo.releases.values().rev();
    let shown = shown.filter(|one| (writes || !one.draft) && test(one));
    Page {
        frame: scene.frame(title),
        head: scene.head(repo, Tab::Releases),
        rows: shown.map(|one| row(scene, repo, one)).collect(),
    }
}

fn row(scene: &Scene<'_>, repo: &Repository, one: &Release) -> Row {
    let site = scene.site(repo);
    let is_latest = repo.latest_release().is_some_and(|latest| latest.id == one.id);
    let commit = repo.git.resolve(&one.target);
    Row {
        title: one.name.clone().unwrap_or_else(|| one.tag.clone()),
        href: format!("{}/releases/tag/{}", site.root(), encode(&one.tag)),
        tag: one.tag.clone(),
        badge: match one {
            Release { draft: true, .. } => "Draft",
            Release { prerelease: true, .. } => "Pre-release",
            _ if is_latest => "Latest",
            _ => "",
        },
        author: scene.face(one.author),
        when: scene.when(one.published_at.unwrap_or(one.created_at)),
        commit: commit.map(|commit| (site.commit(&commit.oid), short(&commit.oid).to_owned())),
        body: scene.talk(
            repo,
            one.body.as_deref().unwrap_or_default(),
            &format!("release-{}", one.id),
        ),
    }
}
