//! GraphQL's share of HTTP: who asks, whether anything of the hour's allowance is left, and the answer's type.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::{HeaderMap, HeaderValue, header};
use serde_json::{Value, json};

use super::errors::refused;
use super::request::answer;
use crate::faults::{FaultAnswer, Misbehaviour};
use crate::rest::ApiError;
use crate::state::AppState;
use crate::world::Actor;

/// The routes of the GraphQL API.
pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/graphql", post(handle))
}

async fn handle(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiError> {
    let actor = state.caller(&headers)?;
    let body: Value =
        serde_json::from_slice(&body).map_err(|_| ApiError::bad_json("Problems parsing JSON"))?;
    let mut world = state.world();
    if world.usage(Some(&actor), "graphql").remaining() == 0 {
        return Ok(sent(&rate_limited(&who(&actor))));
    }
    Ok(sent(&answer(&mut world, &actor, &body)))
}

/// Every answer has status 200, whatever it says.
fn sent(answer: &Value) -> Response {
    let kind = (
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json; charset=utf-8"),
    );
    ([kind], answer.to_string()).into_response()
}

fn who(actor: &Actor) -> String {
    match actor.installation() {
        Some(id) => format!("installation ID {}", id.0),
        None => format!("user ID {}", actor.account.0),
    }
}

fn rate_limited(who: &str) -> Value {
    refused(&[json!({"type": "RATE_LIMITED", "message": format!("API rate limit exceeded for {who}.")})])
}

/// How a fault looks here where that differs from REST: limits and permissions come with status 200.
pub(crate) fn fault(what: &Misbehaviour) -> Option<FaultAnswer> {
    match what {
        Misbehaviour::PrimaryLimit => Some((
            200,
            rate_limited("installation"),
            vec![("x-ratelimit-remaining", "0".into())],
        )),
        Misbehaviour::RevokedPermission(_) => {
            let error = json!({"type": "FORBIDDEN", "message": "Resource not accessible by integration"});
            Some((200, json!({"data": null, "errors": [error]}), Vec::new()))
        }
        _ => None,
    }
}
