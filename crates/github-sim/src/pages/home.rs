//! The first page: repositories and people.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::address::Site;
use super::face::{Face, When};
use super::icon::Icon;
use super::scene::{Frame, Scene, show};
use super::visitor::{self, Visitor};
use crate::state::AppState;
use crate::world::Repository;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    repositories: Vec<Row>,
    people: Vec<Person>,
    apps: Vec<Installed>,
}

struct Row {
    full_name: String,
    site: Site,
    private: bool,
    archived: bool,
    description: String,
    open_issues: usize,
    open_pulls: usize,
    updated: When,
}

struct Person {
    face: Face,
    name: String,
    /// `acme/shop: write`, for each repository seen.
    roles: Vec<String>,
}

struct Installed {
    face: Face,
    name: String,
    on: Vec<String>,
}

pub(super) async fn page(State(state): State<AppState>, visitor: Visitor) -> Response {
    show(&state, &visitor, |scene| {
        let seen: Vec<&Repository> = visible(scene).collect();
        Some(Home {
            repositories: seen.iter().map(|repo| row(scene, repo)).collect(),
            people: people(scene, &seen),
            apps: apps(scene),
            frame: scene.frame("Simulated GitHub"),
        })
    })
}

fn visible<'w>(scene: &Scene<'w>) -> impl Iterator<Item = &'w Repository> {
    scene
        .world
        .repositories
        .values()
        .filter(|repo| scene.world.can_see(&scene.actor, repo))
}

fn row(scene: &Scene<'_>, repo: &Repository) -> Row {
    let open = |pulls: bool| {
        repo.issues
            .values()
            .filter(|issue| issue.is_open() && issue.pull.is_some() == pulls)
            .count()
    };
    let touched = repo
        .issues
        .values()
        .map(|issue| issue.updated_at)
        .chain([repo.pushed_at])
        .max();
    Row {
        full_name: scene.world.full_name(repo),
        site: scene.site(repo),
        private: repo.private,
        archived: repo.archived,
        description: repo.description.clone().unwrap_or_default(),
        open_issues: open(false),
        open_pulls: open(true),
        updated: scene.when(touched.unwrap_or(repo.pushed_at)),
    }
}

fn people(scene: &Scene<'_>, seen: &[&Repository]) -> Vec<Person> {
    visitor::people(scene.world)
        .map(|account| Person {
            face: Face::of(account),
            name: account.name.clone().unwrap_or_default(),
            roles: seen
                .iter()
                .map(|repo| {
                    format!(
                        "{}: {}",
                        scene.world.full_name(repo),
                        scene.world.role(account.id, repo).as_str()
                    )
                })
                .collect(),
        })
        .collect()
}

fn apps(scene: &Scene<'_>) -> Vec<Installed> {
    let installed_on = |app| {
        let places = scene
            .world
            .installations
            .values()
            .filter(move |one| one.app == app);
        places
            .map(|one| scene.world.account(one.account).login.clone())
            .collect()
    };
    scene
        .world
        .apps
        .values()
        .map(|app| Installed {
            face: scene.face(app.bot),
            name: app.name.clone(),
            on: installed_on(app.id),
        })
        .collect()
}
