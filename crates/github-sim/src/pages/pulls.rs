//! One pull request: conversation, commits, checks and changed files.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};

use super::badge::Badge;
use super::changes::{self, Change};
use super::checks::{Remark, Run, remarks, runs};
use super::code::{Stamp, stamp};
use super::face::{Face, When};
use super::icon::Icon;
use super::issues::{Side, elsewhere, side};
use super::scene::{Frame, Head, NotFound, Scene, Tab, show};
use super::thread::{Item, Post, items, opening};
use super::visitor::Visitor;
use crate::state::AppState;
use crate::world::compare::base_of;
use crate::world::{AccountId, Issue, PullRequest, Repository, ReviewState, Role};

/// The path of every page here.
type Key = Path<(String, String, u64)>;

/// What all four tabs share.
struct Top {
    frame: Frame,
    head: Head,
    title: String,
    number: u64,
    badge: Badge,
    /// Who wants to merge, or did.
    mover: Face,
    base: String,
    branch: String,
    here: String,
    tab: PullTab,
    comments: usize,
    commits: usize,
    checks: usize,
    files: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PullTab {
    Conversation,
    Commits,
    Checks,
    Files,
}

#[derive(Template)]
#[template(path = "pull.html")]
struct Conversation {
    top: Top,
    opening: Post,
    items: Vec<Item>,
    side: Side,
    reviewers: Vec<Reviewer>,
    checks: Vec<Run>,
    merge: MergeBox,
}

/// A person's latest word on the pull request, or that it is awaited.
struct Reviewer {
    face: Face,
    state: Option<ReviewState>,
}

/// What stands between the pull request and its merge.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts the template asks about"
)]
struct MergeBox {
    merged: Option<(Face, When, String)>,
    open: bool,
    draft: bool,
    conflicts: bool,
    approvals: usize,
    refusals: usize,
    failing: usize,
    running: usize,
    /// Whether the visitor may push, and so merge.
    may_write: bool,
    own: bool,
    branch_exists: bool,
    /// Whether the visitor may delete it or bring it back.
    may_push: bool,
    /// The other branches it could be merged into.
    bases: Vec<String>,
}

#[derive(Template)]
#[template(path = "pull_commits.html")]
struct CommitsPage {
    top: Top,
    commits: Vec<Stamp>,
}

#[derive(Template)]
#[template(path = "pull_checks.html")]
struct ChecksPage {
    top: Top,
    runs: Vec<Run>,
    head_short: String,
    /// What their buttons post to, when the visitor may press them.
    pressed_at: Option<String>,
}

#[derive(Template)]
#[template(path = "pull_files.html")]
struct FilesPage {
    top: Top,
    changes: Vec<Change>,
}

/// The conversation.
pub(super) async fn conversation(State(state): State<AppState>, visitor: Visitor, key: Key) -> Response {
    let Path((owner, name, number)) = &key;
    if let Some(other) = elsewhere(&state, &visitor, (owner, name, *number), true) {
        return other;
    }
    show(&state, &visitor, |scene| {
        let (repo, issue, pull) = find(scene, &key)?;
        let checks = head_runs(scene, repo, issue, pull);
        Some(Conversation {
            top: top(scene, repo, issue, pull, PullTab::Conversation),
            opening: opening(scene, repo, issue),
            items: items(scene, repo, issue),
            side: side(scene, repo, issue),
            reviewers: reviewers(scene, pull),
            merge: merge_box(scene, repo, issue, pull, &checks),
            checks,
        })
    })
}

/// Its commits.
pub(super) async fn commits(State(state): State<AppState>, visitor: Visitor, key: Key) -> Response {
    show(&state, &visitor, |scene| {
        let (repo, issue, pull) = find(scene, &key)?;
        Some(CommitsPage {
            top: top(scene, repo, issue, pull, PullTab::Commits),
            commits: scene
                .world
                .pull_commits(repo, pull)
                .into_iter()
                .map(|commit| stamp(scene, repo, commit))
                .collect(),
        })
    })
}

/// The checks of its head.
pub(super) async fn checks(State(state): State<AppState>, visitor: Visitor, key: Key) -> Response {
    show(&state, &visitor, |scene| {
        let (repo, issue, pull) = find(scene, &key)?;
        Some(ChecksPage {
            top: top(scene, repo, issue, pull, PullTab::Checks),
            runs: head_runs(scene, repo, issue, pull),
            head_short: super::event::short(&pull.head_oid).to_owned(),
            pressed_at: (scene.world.role(scene.actor.account, repo) >= Role::Write)
                .then(|| format!("{}/checks", scene.site(repo).thread(issue.number, true))),
        })
    })
}

/// One check run, which is shown where its pull request is, or else its commit.
pub(super) async fn run(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, run)): Path<(String, String, i64)>,
) -> Response {
    let place = {
        let world = state.world();
        let scene = Scene::new(&world, &visitor);
        scene.repo(&owner, &name).and_then(|repo| {
            let run = repo.check_runs.get(&run)?;
            let has = |issue: &&Issue| {
                issue
                    .pull
                    .as_ref()
                    .is_some_and(|pull| pull.head_oid == run.head_sha)
            };
            let site = scene.site(repo);
            Some(match repo.issues.values().find(has) {
                Some(issue) => format!("{}/checks#check-{}", site.thread(issue.number, true), run.id),
                None => format!("{}#check-{}", site.commit(&run.head_sha), run.id),
            })
        })
    };
    match place {
        Some(place) => Redirect::to(&place).into_response(),
        None => show::<NotFound>(&state, &visitor, |_| None),
    }
}

/// What it changes.
pub(super) async fn files(State(state): State<AppState>, visitor: Visitor, key: Key) -> Response {
    show(&state, &visitor, |scene| {
        let (repo, issue, pull) = find(scene, &key)?;
        let said = remarks(head_runs(scene, repo, issue, pull));
        Some(FilesPage {
            top: top(scene, repo, issue, pull, PullTab::Files),
            changes: own_changes(scene, repo, pull, said),
        })
    })
}

fn find<'w>(scene: &Scene<'w>, key: &Key) -> Option<(&'w Repository, &'w Issue, &'w PullRequest)> {
    let Path((owner, name, number)) = key;
    let repo = scene.repo(owner, name)?;
    let issue = repo.issues.get(number)?;
    Some((repo, issue, issue.pull.as_ref()?))
}

fn top(scene: &Scene<'_>, repo: &Repository, issue: &Issue, pull: &PullRequest, tab: PullTab) -> Top {
    let full_name = scene.world.full_name(repo);
    let author = scene.face(issue.author);
    let merger = pull.merge.as_ref().map(|merge| scene.face(merge.by));
    Top {
        frame: scene.frame(format!(
            "{} by {} · Pull request #{} · {full_name}",
            issue.title, author.login, issue.number
        )),
        head: scene.head(repo, Tab::Pulls),
        title: issue.title.clone(),
        number: issue.number,
        badge: Badge::of(issue),
        mover: merger.unwrap_or_else(|| scene.face(issue.author)),
        base: pull.base_branch.clone(),
        branch: branch_label(scene, repo, pull),
        here: scene.site(repo).thread(issue.number, true),
        tab,
        comments: issue.comments.len(),
        commits: scene.world.pull_commits(repo, pull).len(),
        checks: head_runs(scene, repo, issue, pull).len(),
        files: scene.world.pull_files(repo, pull).len(),
    }
}

/// The checks of its head.
fn head_runs(scene: &Scene<'_>, repo: &Repository, issue: &Issue, pull: &PullRequest) -> Vec<Run> {
    let changed = format!("{}/files", scene.site(repo).thread(issue.number, true));
    runs(scene, repo, &changed, &pull.head_oid)
}

/// The branch to be merged, with its owner in front when it is a fork's.
fn branch_label(scene: &Scene<'_>, repo: &Repository, pull: &PullRequest) -> String {
    if pull.head_repo == repo.id {
        return pull.head_branch.clone();
    }
    match scene.world.repo(pull.head_repo) {
        Some(head) => format!("{}:{}", scene.face(head.owner).login, pull.head_branch),
        None => "unknown repository".to_owned(),
    }
}

fn own_changes(scene: &Scene<'_>, repo: &Repository, pull: &PullRequest, said: Vec<Remark>) -> Vec<Change> {
    let before = repo.git.merge_base(base_of(repo, pull), &pull.head_oid);
    let head = repo.git.commits.get(&pull.head_oid);
    head.map(|head| changes::between(scene, repo, before, head, said))
        .unwrap_or_default()
}

/// Each reviewer's latest verdict. A mere comment does not take an earlier verdict back.
fn latest(pull: &PullRequest) -> BTreeMap<AccountId, ReviewState> {
    let mut latest = BTreeMap::new();
    for review in &pull.reviews {
        if review.state == ReviewState::Commented {
            latest.entry(review.author).or_insert(review.state);
        } else {
            latest.insert(review.author, review.state);
        }
    }
    latest
}

fn reviewers(scene: &Scene<'_>, pull: &PullRequest) -> Vec<Reviewer> {
    let awaited = pull.requested_reviewers.iter().map(|account| (*account, None));
    let given = latest(pull)
        .into_iter()
        .filter(|(account, _)| !pull.requested_reviewers.contains(account));
    let given = given.map(|(account, state)| (account, Some(state)));
    awaited
        .chain(given)
        .map(|(account, state)| Reviewer {
            face: scene.face(account),
            state,
        })
        .collect()
}

fn merge_box(
    scene: &Scene<'_>,
    repo: &Repository,
    issue: &Issue,
    pull: &PullRequest,
    checks: &[Run],
) -> MergeBox {
    let head = scene.world.repo(pull.head_repo);
    let may_push = |head: &Repository| scene.world.role(scene.actor.account, head) >= Role::Write;
    let others = |branch: &&String| **branch != pull.base_branch && **branch != pull.head_branch;
    let latest = latest(pull);
    let count = |wanted| latest.values().filter(|state| **state == wanted).count();
    MergeBox {
        merged: pull.merge.as_ref().map(|merge| {
            let oid = super::event::short(&merge.commit).to_owned();
            (scene.face(merge.by), scene.when(merge.at), oid)
        }),
        open: issue.is_open(),
        draft: pull.draft,
        conflicts: issue.is_open() && !scene.world.mergeable(repo, issue),
        approvals: count(ReviewState::Approved),
        refusals: count(ReviewState::ChangesRequested),
        failing: checks.iter().filter(|run| run.outcome.failed()).count(),
        running: checks.iter().filter(|run| run.outcome.running()).count(),
        may_write: scene.world.role(scene.actor.account, repo) >= Role::Write,
        own: issue.author == scene.actor.account,
        branch_exists: head.is_some_and(|head| head.git.branches.contains_key(&pull.head_branch)),
        may_push: head.is_some_and(may_push),
        bases: repo.git.branches.keys().filter(others).cloned().collect(),
    }
}
