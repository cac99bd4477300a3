//! The GraphQL API.

use axum::Router;

use crate::state::AppState;

/// The routes of the GraphQL API.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
}
