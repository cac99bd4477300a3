//! Issues: the list, one issue's conversation, and the form for a new one.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use serde::Deserialize;

use super::badge::Badge;
use super::face::{Face, Pill, When};
use super::icon::Icon;
use super::scene::{Frame, Head, Scene, Tab, pill, pills, show};
use super::sub_issues::{self, SubIssues};
use super::thread::{Item, Pointer, Post, items, opening, pointer};
use super::visitor::Visitor;
use crate::state::AppState;
use crate::world::{Issue, IssueKey, Repository, Role};

/// Which half of a list to show.
#[derive(Default, Deserialize)]
pub(super) struct Filter {
    /// `open` (the default) or `closed`.
    #[serde(default)]
    state: String,
    /// Only those with this label.
    #[serde(default)]
    label: String,
}

#[derive(Template)]
#[template(path = "issues.html")]
struct List {
    frame: Frame,
    head: Head,
    /// Whether these are pull requests.
    pulls: bool,
    open: bool,
    label: String,
    opened: usize,
    closed: usize,
    rows: Vec<Row>,
}

struct Row {
    number: u64,
    href: String,
    title: String,
    icon: Icon,
    class: &'static str,
    state: &'static str,
    pills: Vec<Pill>,
    author: Face,
    when: When,
    comments: usize,
    assignees: Vec<Face>,
}

/// The list of issues.
pub(super) async fn list(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name)): Path<(String, String)>,
    Query(filter): Query<Filter>,
) -> Response {
    show(&state, &visitor, |scene| {
        rows(scene, &owner, &name, &filter, false)
    })
}

/// The list of pull requests.
pub(super) async fn pulls(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name)): Path<(String, String)>,
    Query(filter): Query<Filter>,
) -> Response {
    show(&state, &visitor, |scene| {
        rows(scene, &owner, &name, &filter, true)
    })
}

fn rows(scene: &Scene<'_>, owner: &str, name: &str, filter: &Filter, pulls: bool) -> Option<List> {
    let repo = scene.repo(owner, name)?;
    let open = filter.state != "closed";
    let labelled = |issue: &Issue| {
        filter.label.is_empty()
            || repo
                .label(&filter.label)
                .is_some_and(|label| issue.labels.contains(&label.id))
    };
    let all = || {
        repo.issues
            .values()
            .filter(|issue| issue.pull.is_some() == pulls && labelled(issue))
    };
    let mut rows: Vec<Row> = all()
        .filter(|issue| issue.is_open() == open)
        .map(|issue| row(scene, repo, issue))
        .collect();
    rows.reverse();
    let what = if pulls { "Pull requests" } else { "Issues" };
    Some(List {
        frame: scene.frame(format!("{what} · {}", scene.world.full_name(repo))),
        head: scene.head(repo, if pulls { Tab::Pulls } else { Tab::Issues }),
        pulls,
        open,
        label: filter.label.clone(),
        opened: all().filter(|issue| issue.is_open()).count(),
        closed: all().filter(|issue| !issue.is_open()).count(),
        rows,
    })
}

fn row(scene: &Scene<'_>, repo: &Repository, issue: &Issue) -> Row {
    let badge = Badge::of(issue);
    Row {
        number: issue.number,
        href: scene.site(repo).thread(issue.number, issue.pull.is_some()),
        title: issue.title.clone(),
        icon: badge.icon,
        class: badge.class,
        state: badge.words,
        pills: pills(repo, issue),
        author: scene.face(issue.author),
        when: scene.when(issue.created_at),
        comments: issue.comments.len(),
        assignees: issue
            .assignees
            .iter()
            .map(|account| scene.face(*account))
            .collect(),
    }
}

#[derive(Template)]
#[template(path = "issue.html")]
struct Page {
    frame: Frame,
    head: Head,
    title: String,
    number: u64,
    badge: Badge,
    opening: Post,
    items: Vec<Item>,
    side: Side,
    parent: Option<Pointer>,
    sub_issues: SubIssues,
    /// Whether the server has sub-issues at all, and the visitor may arrange them.
    may_arrange: bool,
    here: String,
}

/// What stands beside a conversation, and what the box below it offers.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts the template asks about"
)]
pub(super) struct Side {
    pub(super) open: bool,
    /// Whether the visitor may label and assign.
    pub(super) triage: bool,
    /// Authors close what they opened.
    pub(super) may_close: bool,
    pub(super) assignees: Vec<Face>,
    pub(super) assignable: Vec<Choice>,
    pub(super) pills: Vec<Pill>,
    pub(super) offered: Vec<Offered>,
    pub(super) milestone: String,
    pub(super) participants: Vec<Face>,
    pub(super) locked: bool,
}

/// A person who can be assigned.
pub(super) struct Choice {
    pub(super) login: String,
    pub(super) chosen: bool,
}

/// A label the repository offers.
pub(super) struct Offered {
    pub(super) pill: Pill,
    pub(super) chosen: bool,
}

/// One issue.
pub(super) async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name, number)): Path<(String, String, u64)>,
) -> Response {
    if let Some(other) = elsewhere(&state, &visitor, (&owner, &name, number), false) {
        return other;
    }
    if was_deleted(&state, &visitor, (&owner, &name, number)) {
        let mut response = show(&state, &visitor, |scene| deleted(scene, &owner, &name, number));
        *response.status_mut() = StatusCode::GONE;
        return response;
    }
    show(&state, &visitor, |scene| {
        let repo = scene.repo(&owner, &name)?;
        let issue = repo.issues.get(&number)?;
        Some(Page {
            frame: scene.frame(format!(
                "{} · Issue #{number} · {}",
                issue.title,
                scene.world.full_name(repo)
            )),
            head: scene.head(repo, Tab::Issues),
            title: issue.title.clone(),
            number,
            badge: Badge::of(issue),
            opening: opening(scene, repo, issue),
            items: items(scene, repo, issue),
            side: side(scene, repo, issue),
            sub_issues: sub_issues::below(scene, repo, issue),
            may_arrange: scene.world.has_sub_issues
                && scene.world.role(scene.actor.account, repo) >= Role::Triage,
            parent: issue.parent.and_then(|parent| pointer(scene, repo, parent)),
            here: scene.site(repo).thread(number, false),
        })
    })
}

/// What is left of an issue that was deleted.
#[derive(Template)]
#[template(path = "deleted.html")]
struct Deleted {
    frame: Frame,
    head: Head,
    number: u64,
}

fn was_deleted(state: &AppState, visitor: &Visitor, (owner, name, number): (&str, &str, u64)) -> bool {
    let world = state.world();
    let repo = Scene::new(&world, visitor).repo(owner, name).map(|repo| repo.id);
    repo.is_some_and(|repo| world.deleted_issues.contains(&IssueKey { repo, number }))
}

fn deleted(scene: &Scene<'_>, owner: &str, name: &str, number: u64) -> Option<Deleted> {
    let repo = scene.repo(owner, name)?;
    Some(Deleted {
        frame: scene.frame(format!(
            "Deleted issue #{number} · {}",
            scene.world.full_name(repo)
        )),
        head: scene.head(repo, Tab::Issues),
        number,
    })
}

/// Issues and pull requests share their numbers: asked for one, GitHub leads to the other. It also leads to where an
/// issue was transferred.
pub(super) fn elsewhere(
    state: &AppState,
    visitor: &Visitor,
    (owner, name, number): (&str, &str, u64),
    as_pull: bool,
) -> Option<Response> {
    let world = state.world();
    let scene = Scene::new(&world, visitor);
    let repo = scene.repo(owner, name)?;
    if let Some(to) = world.moved_to(IssueKey {
        repo: repo.id,
        number,
    }) {
        let there = pointer(&scene, repo, to)?;
        return Some(Redirect::to(&there.href).into_response());
    }
    let is_pull = repo.issues.get(&number)?.pull.is_some();
    (is_pull != as_pull).then(|| Redirect::to(&scene.site(repo).thread(number, is_pull)).into_response())
}

pub(super) fn side(scene: &Scene<'_>, repo: &Repository, issue: &Issue) -> Side {
    let milestone = issue.milestone.and_then(|number| repo.milestone(number));
    let assignable = scene
        .world
        .accounts
        .values()
        .filter(|account| scene.world.assignable(account.id, repo));
    let triage = scene.world.role(scene.actor.account, repo) >= Role::Triage;
    Side {
        open: issue.is_open(),
        triage,
        may_close: triage || issue.author == scene.actor.account,
        assignees: issue
            .assignees
            .iter()
            .map(|account| scene.face(*account))
            .collect(),
        assignable: assignable
            .map(|account| Choice {
                login: account.login.clone(),
                chosen: issue.assignees.contains(&account.id),
            })
            .collect(),
        pills: pills(repo, issue),
        offered: repo
            .labels
            .iter()
            .map(|label| Offered {
                pill: pill(label),
                chosen: issue.labels.contains(&label.id),
            })
            .collect(),
        milestone: milestone
            .map(|milestone| milestone.title.clone())
            .unwrap_or_default(),
        participants: scene.participants(issue),
        locked: issue.locked,
    }
}

#[derive(Template)]
#[template(path = "new_issue.html")]
struct New {
    frame: Frame,
    head: Head,
    labels: Vec<Pill>,
}

/// The form for a new issue.
pub(super) async fn new(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name)): Path<(String, String)>,
) -> Response {
    show(&state, &visitor, |scene| {
        let repo = scene.repo(&owner, &name)?;
        Some(New {
            frame: scene.frame(format!("New issue · {}", scene.world.full_name(repo))),
            head: scene.head(repo, Tab::Issues),
            labels: repo.labels.iter().map(pill).collect(),
        })
    })
}

#[derive(Template)]
#[template(path = "labels.html")]
struct Labels {
    frame: Frame,
    head: Head,
    rows: Vec<(Pill, usize)>,
}

/// The labels of a repository, with how many open issues and pull requests carry each.
pub(super) async fn labels(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((owner, name)): Path<(String, String)>,
) -> Response {
    show(&state, &visitor, |scene| {
        let repo = scene.repo(&owner, &name)?;
        let carrying = |id: i64| {
            repo.issues
                .values()
                .filter(|one| one.is_open() && one.labels.contains(&id))
                .count()
        };
        Some(Labels {
            frame: scene.frame(format!("Labels · {}", scene.world.full_name(repo))),
            head: scene.head(repo, Tab::Labels),
            rows: repo
                .labels
                .iter()
                .map(|label| (pill(label), carrying(label.id)))
                .collect(),
        })
    })
}
