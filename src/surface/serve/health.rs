//! Whether the process lives, and whether deliveries sent to it are in good hands.

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;
use tokio::time::timeout;

use super::{Shared, identity::Known};

/// A database that takes longer is as good as none.
const DATABASE_LIMIT: Duration = Duration::from_secs(2);

/// The process lives.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// What works and what doesn't. 503 when deliveries should go elsewhere, or when they would be useless here.
///
/// GitHub being out of reach is no such reason: keys wait in the queue until it is back.
pub(super) async fn ready(State(shared): State<Arc<Shared>>) -> Response {
    let (database_works, database) = match timeout(DATABASE_LIMIT, shared.store.check()).await {
        Ok(Ok(())) => (true, "works".to_owned()),
        Ok(Err(error)) => (false, error.to_string()),
        Err(_) => (
            false,
            format!("does not answer within {} s", DATABASE_LIMIT.as_secs()),
        ),
    };
    let (running, wanted) = shared.engine.workers();
    let (known_to_github, github) = match shared.identity.known() {
        Known::NotYet => (true, "not asked yet who we are".to_owned()),
        Known::As(login) => (true, format!("knows us as {login}")),
        Known::Unreachable(trouble) => (true, trouble),
        Known::Refused(trouble) => (false, trouble),
    };
    let ready = database_works && running == wanted && known_to_github;
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let body = json!({
        "ready": ready,
        "database": database,
        "workers": format!("{running} of {wanted} running"),
        "github": github,
    });
    (status, Json(body)).into_response()
}
