//! What holds for every request: it ends in time, and a panic is answered instead of breaking the connection.

use std::time::Duration;

use axum::{
    Json,
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::json;
use tokio::time::timeout;
use tokio_util::task::AbortOnDropHandle;

/// GitHub gives up after ten seconds; an answer before that says more.
const TIME_LIMIT: Duration = Duration::from_secs(8);

/// Runs a request in a task of its own, for no longer than the time limit.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = public_part(request.uri().path()).to_owned();
    let task = AbortOnDropHandle::new(tokio::spawn(next.run(request)));
    match timeout(TIME_LIMIT, task).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => {
            tracing::error!(%method, path, %panic, "a request ended in a panic");
            refusal(
                StatusCode::INTERNAL_SERVER_ERROR,
                "an internal fault; it is in the log",
            )
        }
        Err(_) => {
            tracing::error!(%method, path, "a request took too long");
            refusal(StatusCode::SERVICE_UNAVAILABLE, "it took too long; try again")
        }
    }
}

/// A path without what is a secret in it: whoever knows the rest of a calendar's address may read it.
fn public_part(path: &str) -> &str {
    if path.starts_with("/calendar/") {
        "/calendar/…"
    } else {
        path
    }
}

/// An answer that says what went wrong.
pub(super) fn refusal(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "message": message }))).into_response()
}
