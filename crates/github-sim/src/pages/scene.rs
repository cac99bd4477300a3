//! One look at the world by one visitor: everything a page is made from, and the page as an answer.
//!
//! Pages never ask the world for a repository themselves but through [`Scene::repo`], so that nobody sees what
//! the person they play may not see. Start at [`show`].

use std::collections::BTreeSet;

use askama::Template;
use axum::response::{Html as Body, IntoResponse, Response};
use chrono::{DateTime, Utc};
use http::{StatusCode, header};

use super::address::Site;
use super::face::{Face, Pill, When};
use super::markdown::{Html, Place, Surroundings, render};
use super::visitor::{self, Visitor};
use crate::state::AppState;
use crate::world::{AccountId, Actor, Issue, Label, Repository, World};

/// The world as one visitor sees it at one instant.
pub(super) struct Scene<'w> {
    pub(super) world: &'w World,
    pub(super) actor: Actor,
    pub(super) now: DateTime<Utc>,
    visitor: &'w Visitor,
}

/// What surrounds every page.
pub(super) struct Frame {
    pub(super) title: String,
    pub(super) clock: DateTime<Utc>,
    pub(super) people: Vec<Choice>,
    pub(super) acting: Face,
    pub(super) flash: Option<String>,
    pub(super) here: String,
}

/// A person the visitor may act as.
pub(super) struct Choice {
    pub(super) id: i64,
    pub(super) login: String,
    pub(super) chosen: bool,
}

/// The tabs of a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Code,
    Issues,
    Pulls,
    Labels,
    Releases,
}

/// The head of every page of a repository.
pub(super) struct Head {
    pub(super) owner: String,
    pub(super) name: String,
    pub(super) site: Site,
    pub(super) private: bool,
    pub(super) archived: bool,
    /// `owner/name` of what it was forked from, where the visitor may see that.
    pub(super) parent: Option<String>,
    pub(super) tab: Tab,
    pub(super) open_issues: usize,
    pub(super) open_pulls: usize,
    /// How many releases are published.
    pub(super) releases: usize,
}

#[derive(Template)]
#[template(path = "not_found.html")]
pub(super) struct NotFound {
    frame: Frame,
}

/// Answers with the page `build` makes, or with the "not found" page when it makes none.
pub(super) fn show<T: Template>(
    state: &AppState,
    visitor: &Visitor,
    build: impl FnOnce(&Scene<'_>) -> Option<T>,
) -> Response {
    let world = state.world();
    let scene = Scene::new(&world, visitor);
    let (status, page) = if let Some(page) = build(&scene) {
        (StatusCode::OK, page.render())
    } else {
        let frame = scene.frame("Page not found");
        (StatusCode::NOT_FOUND, NotFound { frame }.render())
    };
    let Ok(page) = page else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = (status, Body(page)).into_response();
    if visitor.flash.is_some() {
        response.headers_mut().append(header::SET_COOKIE, visitor::said());
    }
    response
}

impl<'w> Scene<'w> {
    pub(super) fn new(world: &'w World, visitor: &'w Visitor) -> Self {
        Self {
            world,
            actor: Actor::person(visitor.acting(world)),
            now: world.now(),
            visitor,
        }
    }

    /// The repository, if the visitor may know of it.
    pub(super) fn repo(&self, owner: &str, name: &str) -> Option<&'w Repository> {
        let repo = self.world.repo_by_name(owner, name)?;
        self.world.can_see(&self.actor, repo).then_some(repo)
    }

    pub(super) fn frame(&self, title: impl Into<String>) -> Frame {
        let people = visitor::people(self.world).map(|account| Choice {
            id: account.id.0,
            login: account.login.clone(),
            chosen: account.id == self.actor.account,
        });
        Frame {
            title: title.into(),
            clock: self.now,
            people: people.collect(),
            acting: self.face(self.actor.account),
            flash: self.visitor.flash.clone(),
            here: self.visitor.here.clone(),
        }
    }

    pub(super) fn head(&self, repo: &Repository, tab: Tab) -> Head {
        let open = |pulls: bool| {
            repo.issues
                .values()
                .filter(|issue| issue.is_open() && issue.pull.is_some() == pulls)
                .count()
        };
        Head {
            owner: self.world.account(repo.owner).login.clone(),
            name: repo.name.clone(),
            site: self.site(repo),
            private: repo.private,
            archived: repo.archived,
            parent: repo
                .parent
                .and_then(|parent| self.world.repo(parent))
                .filter(|parent| self.world.can_see(&self.actor, parent))
                .map(|parent| self.world.full_name(parent)),
            tab,
            open_issues: open(false),
            open_pulls: open(true),
            releases: repo.releases.values().filter(|one| !one.draft).count(),
        }
    }

    pub(super) fn site(&self, repo: &Repository) -> Site {
        Site::new(&self.world.account(repo.owner).login, &repo.name)
    }

    /// The face of an account; the ghost's when it was deleted.
    pub(super) fn face(&self, account: AccountId) -> Face {
        Face::of(
            self.world
                .living(account)
                .unwrap_or_else(|| self.world.account(self.world.ghost)),
        )
    }

    pub(super) fn when(&self, at: DateTime<Utc>) -> When {
        When::of(at, self.now)
    }

    /// Everybody who took part, the author first.
    pub(super) fn participants(&self, issue: &Issue) -> Vec<Face> {
        let reviewers = issue
            .pull
            .iter()
            .flat_map(|pull| pull.reviews.iter().map(|review| review.author));
        let mut seen = BTreeSet::new();
        std::iter::once(issue.author)
            .chain(issue.comments.iter().map(|comment| comment.author))
            .chain(reviewers)
            .chain(issue.assignees.iter().copied())
            .filter(|account| seen.insert(*account))
            .map(|account| self.face(account))
            .collect()
    }

    /// A text of a conversation in this repository.
    pub(super) fn talk(&self, repo: &Repository, text: &str, anchor: &str) -> Html {
        self.post(repo, text, anchor, None)
    }

    /// The same with checkboxes that can be ticked by a form of this name.
    pub(super) fn post(&self, repo: &Repository, text: &str, anchor: &str, task_form: Option<&str>) -> Html {
        let around = Conversation {
            scene: self,
            repo,
            task_form,
        };
        render(text, Place::Conversation(&around), anchor)
    }
}

/// The labels of an issue, in the order they were added.
pub(super) fn pills(repo: &Repository, issue: &Issue) -> Vec<Pill> {
    issue
        .labels
        .iter()
        .filter_map(|id| repo.label_by_id(*id))
        .map(pill)
        .collect()
}

pub(super) fn pill(label: &Label) -> Pill {
    Pill::new(&label.name, &label.color, label.description.as_deref())
}

struct Conversation<'a, 'w> {
    scene: &'a Scene<'w>,
    repo: &'a Repository,
    task_form: Option<&'a str>,
}

impl Surroundings for Conversation<'_, '_> {
    fn mention(&self, name: &str) -> Option<String> {
        self.scene
            .world
            .account_by_login(name)
            .map(|account| account.login.clone())
    }

    fn task_form(&self) -> Option<&str> {
        self.task_form
    }

    fn reference(&self, repository: Option<&str>, number: u64) -> Option<String> {
        let repo = match repository {
            Some(full) => {
                let (owner, name) = full.split_once('/')?;
                self.scene.repo(owner, name)?
            }
            None => self.repo,
        };
        let issue = repo.issues.get(&number)?;
        Some(self.scene.site(repo).thread(number, issue.pull.is_some()))
    }
}
