//! Files and history: a repository's first page, directories, files and commits.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::event::short;
use super::face::{Face, When};
use super::icon::Icon;
use super::markdown::{self, Html, Place};
use super::scene::{Frame, Head, Scene, Tab, show};
use super::visitor::Visitor;
use crate::state::AppState;
use crate::world::{Blob, Commit, Repository, Signature};

/// Larger files are not shown, only their size.
const SHOWN_BYTES: usize = 512 * 1024;

/// Commits looked at for the "last change" of each entry.
const HISTORY: usize = 500;

#[derive(Template)]
#[template(path = "tree.html")]
struct TreePage {
    frame: Frame,
    head: Head,
    description: String,
    revision: String,
    crumbs: Vec<Crumb>,
    latest: Option<Stamp>,
    commits: usize,
    rows: Vec<Entry>,
    readme: Option<(String, Html)>,
    /// Whether this is the repository's first page.
    front: bool,
}

/// A step of the path above a file.
struct Crumb {
    name: String,
    href: String,
}

struct Entry {
    name: String,
    href: String,
    directory: bool,
    last: Option<Stamp>,
}

/// A commit in one line.
pub(super) struct Stamp {
    pub(super) face: Option<Face>,
    pub(super) author: String,
    pub(super) subject: String,
    pub(super) href: String,
    pub(super) short: String,
    pub(super) when: When,
    pub(super) verified: bool,
}

#[derive(Template)]
#[template(path = "blob.html")]
struct BlobPage {
    frame: Frame,
    head: Head,
    revision: String,
    crumbs: Vec<Crumb>,
    latest: Option<Stamp>,
    size: usize,
    content: Content,
    /// A document can be seen rendered or as it was typed: whether the latter is the other view.
    other_view: Option<bool>,
}

enum Content {
    Document(Html),
    Lines(Vec<String>),
    Hidden(&'static str),
}

/// The repository's first page: the files of its default branch and its README.
pub(super) async fn front(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name)): Path<(String, String)>,
) -> Response {
    show(&state, &visitor, |scene| {
        let repo = scene.repo(&owner, &name)?;
        let commit = repo.git.head(&repo.default_branch);
        directory(scene, repo, &repo.default_branch, commit, "", true)
    })
}

/// A directory.
pub(super) async fn tree(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, rest)): Path<(String, String, String)>,
) -> Response {
    show(&state, &visitor, |scene| {
        let repo = scene.repo(&owner, &name)?;
        let (revision, commit, path) = revision(repo, &rest)?;
        directory(scene, repo, revision, Some(commit), path, false)
    })
}

/// How a file is to be shown.
#[derive(Default, Deserialize)]
pub(super) struct View {
    /// `1`: as it was typed.
    #[serde(default)]
    plain: String,
}

/// A file.
pub(super) async fn blob(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, rest)): Path<(String, String, String)>,
    Query(view): Query<View>,
) -> Response {
    show(&state, &visitor, |scene| {
        let repo = scene.repo(&owner, &name)?;
        let (revision, commit, path) = revision(repo, &rest)?;
        let blob = commit.tree.files.get(path)?;
        Some(BlobPage {
            frame: scene.frame(format!("{path} at {revision} · {}", scene.world.full_name(repo))),
            head: scene.head(repo, Tab::Code),
            crumbs: crumbs(scene, repo, revision, path),
            latest: last_change(repo, commit, path).map(|commit| stamp(scene, repo, commit)),
            size: blob.bytes.len(),
            content: content(scene, repo, revision, (path, !view.plain.is_empty()), blob),
            other_view: is_markdown(path).then_some(view.plain.is_empty()),
            revision: revision.to_owned(),
        })
    })
}

fn directory(
    scene: &Scene<'_>,
    repo: &Repository,
    revision: &str,
    commit: Option<&Commit>,
    path: &str,
    front: bool,
) -> Option<TreePage> {
    let children = commit
        .map(|commit| commit.tree.children(path))
        .unwrap_or_default();
    if children.is_empty() && !front {
        return None;
    }
    let site = scene.site(repo);
    let inside = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}/{name}")
        }
    };
    let mut rows: Vec<Entry> = children
        .iter()
        .map(|(name, blob)| Entry {
            name: name.clone(),
            href: site.at(
                if blob.is_some() { "blob" } else { "tree" },
                revision,
                &inside(name),
            ),
            directory: blob.is_none(),
            last: commit
                .and_then(|c| last_change(repo, c, &inside(name)))
                .map(|c| stamp(scene, repo, c)),
        })
        .collect();
    rows.sort_by_key(|row| !row.directory);
    let readme = children.iter().find_map(|(name, blob)| {
        let blob = blob.as_ref().filter(|_| name.eq_ignore_ascii_case("readme.md"))?;
        Some((name.clone(), document(scene, repo, revision, &inside(name), blob)))
    });
    let full_name = scene.world.full_name(repo);
    Some(TreePage {
        frame: scene.frame(if front {
            full_name
        } else {
            format!("{path} at {revision} · {full_name}")
        }),
        head: scene.head(repo, Tab::Code),
        description: repo.description.clone().filter(|_| front).unwrap_or_default(),
        revision: revision.to_owned(),
        crumbs: crumbs(scene, repo, revision, path),
        latest: commit.map(|commit| stamp(scene, repo, commit)),
        commits: commit.map_or(0, |commit| repo.git.history(&commit.oid).len()),
        rows,
        readme,
        front,
    })
}

/// Takes `main/docs/a.md` apart. Branch names may contain slashes, so the longest that exists wins.
fn revision<'r, 'p>(repo: &'r Repository, rest: &'p str) -> Option<(&'p str, &'r Commit, &'p str)> {
    let rest = rest.trim_end_matches('/');
    let cuts = rest.match_indices('/').map(|(at, _)| at).chain([rest.len()]);
    let cuts: Vec<usize> = cuts.collect();
    cuts.into_iter().rev().find_map(|cut| {
        let (revision, path) = rest.split_at(cut);
        let commit = repo.git.head(revision).or_else(|| find_commit(repo, revision))?;
        Some((revision, commit, path.trim_start_matches('/')))
    })
}

/// The commit with this name, or whose name begins like this (at least seven digits).
pub(super) fn find_commit<'r>(repo: &'r Repository, oid: &str) -> Option<&'r Commit> {
    let oid = oid.to_ascii_lowercase();
    if oid.len() < 7 {
        return None;
    }
    let (name, commit) = repo.git.commits.range(oid.clone()..).next()?;
    name.starts_with(&oid).then_some(commit)
}

/// The newest commit, on the line of first parents, in which `path` differs from the commit before.
fn last_change<'r>(repo: &'r Repository, head: &'r Commit, path: &str) -> Option<&'r Commit> {
    let mut commit = head;
    for _ in 0..HISTORY {
        let before = commit
            .parents
            .first()
            .and_then(|parent| repo.git.commits.get(parent));
        let Some(before) = before else {
            return Some(commit);
        };
        if !same(commit, before, path) {
            return Some(commit);
        }
        commit = before;
    }
    None
}

fn same(one: &Commit, other: &Commit, path: &str) -> bool {
    if one.tree.oid == other.tree.oid {
        return true;
    }
    let below = |commit: &Commit| -> Vec<(String, String)> {
        let directory = format!("{path}/");
        let own = commit
            .tree
            .files
            .get(path)
            .map(|blob| (path.to_owned(), blob.oid.clone()));
        let inner = commit.tree.files.range(directory.clone()..);
        let inner = inner.take_while(|(name, _)| name.starts_with(&directory));
        own.into_iter()
            .chain(inner.map(|(name, blob)| (name.clone(), blob.oid.clone())))
            .collect()
    };
    below(one) == below(other)
}

pub(super) fn stamp(scene: &Scene<'_>, repo: &Repository, commit: &Commit) -> Stamp {
    let Signature {
        name, at, account, ..
    } = &commit.author;
    let face = account.map(|account| scene.face(account));
    Stamp {
        author: face
            .as_ref()
            .map_or_else(|| name.clone(), |face| face.login.clone()),
        face,
        subject: commit.message.lines().next().unwrap_or_default().to_owned(),
        href: scene.site(repo).commit(&commit.oid),
        short: short(&commit.oid).to_owned(),
        when: scene.when(*at),
        verified: commit.verified,
    }
}

fn crumbs(scene: &Scene<'_>, repo: &Repository, revision: &str, path: &str) -> Vec<Crumb> {
    let site = scene.site(repo);
    let top = Crumb {
        name: repo.name.clone(),
        href: site.at("tree", revision, ""),
    };
    let mut walked = String::new();
    let steps = path.split('/').filter(|step| !step.is_empty()).map(|step| {
        walked = if walked.is_empty() {
            step.to_owned()
        } else {
            format!("{walked}/{step}")
        };
        Crumb {
            name: step.to_owned(),
            href: site.at("tree", revision, &walked),
        }
    });
    std::iter::once(top).chain(steps).collect()
}

fn content(
    scene: &Scene<'_>,
    repo: &Repository,
    revision: &str,
    (path, plain): (&str, bool),
    blob: &Blob,
) -> Content {
    if blob.bytes.len() > SHOWN_BYTES {
        Content::Hidden("Sorry, this file is too large to be shown.")
    } else if blob.bytes.contains(&0) {
        Content::Hidden("This file is binary.")
    } else if is_markdown(path) && !plain {
        Content::Document(document(scene, repo, revision, path, blob))
    } else {
        Content::Lines(blob.text().lines().map(str::to_owned).collect())
    }
}

pub(super) fn is_markdown(path: &str) -> bool {
    let lower = path.to_lowercase();
    [".md", ".markdown"]
        .iter()
        .any(|extension| lower.ends_with(extension))
}

/// A Markdown file, rendered.
pub(super) fn document(
    scene: &Scene<'_>,
    repo: &Repository,
    revision: &str,
    path: &str,
    blob: &Blob,
) -> Html {
    let root = scene.site(repo).at("blob", revision, "");
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    markdown::render(
        &blob.text(),
        Place::File { root: &root, folder },
        &format!("doc-{}", short(&blob.oid)),
    )
}
