//! The web pages: the simulated GitHub as people see it, and go on playing in it.
//!
//! Everything is rendered on the server; there are no scripts. A visitor acts as one of the world's people (a
//! cookie says whom) and sees and does only what that person may. A look at the world is a
//! `Scene`, each page a struct with a template of the same shape in `templates/`, and each act a
//! `POST` in `act` that changes the world through its operations and leads back to the page.
//!
//! Deliberately not here: rights (the world checks them), and anything that has to be drawn by a script.
//! Start at [`routes`].

mod act;
mod address;
mod badge;
mod changes;
mod checks;
mod code;
mod commit;
mod diff;
mod event;
mod face;
mod guard;
mod home;
mod icon;
mod issues;
mod markdown;
mod pulls;
mod releases;
mod scene;
mod style;
mod sub_issues;
mod thread;
mod visitor;

use axum::Router;
use axum::extract::State;
use axum::middleware::from_fn;
use axum::response::Response;
use axum::routing::get;

use crate::state::AppState;
use visitor::Visitor;

/// The pages alone, for a server that needs no API.
pub fn router(state: AppState) -> Router {
    routes().with_state(state)
}

/// The routes of the web pages. Whatever no other route knows is answered with the "not found" page.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::page))
        .route("/-/style.css", get(style::sheet))
        .route("/-/labels.css", get(style::labels))
        .route("/-/icon.svg", get(style::icon))
        .route("/{owner}/{name}", get(code::front))
        .route("/{owner}/{name}/tree/{*rest}", get(code::tree))
        .route("/{owner}/{name}/blob/{*rest}", get(code::blob))
        .route("/{owner}/{name}/commit/{oid}", get(commit::page))
        .route("/{owner}/{name}/labels", get(issues::labels))
        .route("/{owner}/{name}/releases", get(releases::list))
        .route("/{owner}/{name}/releases/tag/{*tag}", get(releases::one))
        .route("/{owner}/{name}/issues", get(issues::list))
        .route("/{owner}/{name}/issues/new", get(issues::new))
        .route("/{owner}/{name}/issues/{number}", get(issues::page))
        .route("/{owner}/{name}/pulls", get(issues::pulls))
        .route("/{owner}/{name}/pull/{number}", get(pulls::conversation))
        .route("/{owner}/{name}/pull/{number}/commits", get(pulls::commits))
        .route("/{owner}/{name}/pull/{number}/checks", get(pulls::checks))
        .route("/{owner}/{name}/pull/{number}/files", get(pulls::files))
        .route("/{owner}/{name}/runs/{run}", get(pulls::run))
        .merge(act::routes())
        .fallback(nowhere)
        .layer(from_fn(guard::watch))
}

async fn nowhere(State(state): State<AppState>, visitor: Visitor) -> Response {
    scene::show::<scene::NotFound>(&state, &visitor, |_| None)
}
