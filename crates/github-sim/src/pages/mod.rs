//! The web pages people see.

use axum::Router;

use crate::state::AppState;

/// The routes of the web pages.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
}
