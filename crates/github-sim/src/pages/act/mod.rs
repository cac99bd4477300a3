//! What a visitor can do: every form of the pages posts to one of these.
//!
//! An act changes the world through the same operations as the APIs, as the person the visitor plays, and leads
//! back with `303 See Other`. A refusal changes nothing; its words are shown on the page the visitor returns to.

mod clock;
mod pull;
mod sub_issues;
mod thread;

use std::convert::Infallible;

use axum::Router;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use http::{HeaderValue, header};

use super::scene::{NotFound, Scene, show};
use super::visitor::{self, Visitor};
use crate::percent::decode_query;
use crate::state::AppState;
use crate::world::{Actor, IssueKey, OpError, RepoId, World};

pub(super) fn routes() -> Router<AppState> {
    let mut router = Router::new()
        .route("/-/advance", post(clock::advance))
        .route("/-/act-as", post(clock::act_as))
        .route("/{owner}/{name}/issues", post(thread::open));
    for kind in ["issues", "pull"] {
        let at = |act: &str| format!("/{{owner}}/{{name}}/{kind}/{{number}}/{act}");
        router = router
            .route(&at("comments"), post(thread::comment))
            .route(&at("edit"), post(thread::edit))
            .route(&at("tasks"), post(thread::tick))
            .route(&at("title"), post(thread::rename))
            .route(&at("reactions"), post(thread::react))
            .route(&at("labels"), post(thread::label))
            .route(&at("assignees"), post(thread::assign));
    }
    router = router.route(
        "/{owner}/{name}/issues/{number}/sub-issues",
        post(sub_issues::arrange),
    );
    let pull = |act: &str| format!("/{{owner}}/{{name}}/pull/{{number}}/{act}");
    router
        .route(&pull("ready"), post(pull::ready))
        .route(&pull("draft"), post(pull::draft))
        .route(&pull("reviews"), post(pull::review))
        .route(&pull("merge"), post(pull::merge))
        .route(&pull("base"), post(pull::base))
        .route(&pull("branch"), post(pull::branch))
        .route(&pull("checks/{run}"), post(pull::press))
}

/// Longer posts are no forms of these pages: GitHub's longest text, four bytes a character, percent-encoded.
const FORM_BYTES: usize = 65_536 * 4 * 3 + 4096;

/// The fields of a posted form, in order. Line breaks stay `\r\n`, as browsers send them and GitHub keeps them.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first field of this name; empty when there is none.
    fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// Whether the form has the field at all.
    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// All fields of this name.
    fn all(&self, name: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .collect()
    }
}

impl<S: Sync> FromRequest<S> for Fields {
    type Rejection = Infallible;

    /// A body that cannot be read is an empty form, which every act refuses in its own words.
    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        let bytes = axum::body::to_bytes(request.into_body(), FORM_BYTES)
            .await
            .unwrap_or_default();
        Ok(Self(decode_query(&String::from_utf8_lossy(&bytes))))
    }
}

/// Lets `change` act in a repository the visitor may see, and leads to the place it gives.
fn in_repo(
    state: &AppState,
    visitor: &Visitor,
    (owner, name): (&str, &str),
    change: impl FnOnce(&mut World, &Actor, RepoId) -> Result<String, (String, OpError)>,
) -> Response {
    let mut world = state.world();
    let scene = Scene::new(&world, visitor);
    let Some(repo) = scene.repo(owner, name).map(|repo| repo.id) else {
        drop(world);
        return show::<NotFound>(state, visitor, |_| None);
    };
    let actor = scene.actor;
    match change(&mut world, &actor, repo) {
        Ok(place) => back(&place, None),
        Err((place, error)) => back(&place, Some(&words(&error))),
    }
}

/// The same for an issue or pull request, whose page is where every act on it leads back to.
fn on_thread(
    state: &AppState,
    visitor: &Visitor,
    (owner, name, number): (&str, &str, u64),
    change: impl FnOnce(&mut World, &Actor, IssueKey) -> Result<(), OpError>,
) -> Response {
    let place = {
        let world = state.world();
        let scene = Scene::new(&world, visitor);
        scene.repo(owner, name).and_then(|repo| {
            let is_pull = repo.issues.get(&number)?.pull.is_some();
            Some(scene.site(repo).thread(number, is_pull))
        })
    };
    let Some(place) = place else {
        return show::<NotFound>(state, visitor, |_| None);
    };
    in_repo(state, visitor, (owner, name), |world, actor, repo| {
        let done = change(world, actor, IssueKey { repo, number });
        done.map(|()| place.clone()).map_err(|error| (place, error))
    })
}

/// `303` to `place`, which is a page of this site, with something to say there.
fn back(place: &str, message: Option<&str>) -> Response {
    with_cookie(Redirect::to(place).into_response(), message.map(visitor::say))
}

fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// GitHub's words for a refusal, with the entries of its list.
fn words(error: &OpError) -> String {
    let OpError::Validation(list) = error else {
        return error.to_string();
    };
    let entry = |fault: &serde_json::Value| {
        let text = |name: &str| {
            fault
                .get(name)
                .and_then(|value| value.as_str())
                .unwrap_or_default()
        };
        match (text("message"), text("code")) {
            ("", "missing_field") => format!("{} can't be blank", text("field")),
            ("", "already_exists") => format!("{} has already been taken", text("field")),
            ("", code) => format!("{} is {code}", text("field")),
            (message, _) => message.to_owned(),
        }
    };
    let entries: Vec<_> = list.iter().map(|fault| entry(&fault.0)).collect();
    format!("{error}: {}", entries.join("; "))
}
