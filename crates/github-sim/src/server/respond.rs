//! Turns replies and refusals into HTTP, with the headers GitHub puts on everything.

use aws_lc_rs::digest;
use axum::body::Body as HttpBody;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};

use crate::faults::FaultAnswer;
use crate::rest::{self, ApiError, Body, Reply, Request, auth};
use crate::state::AppState;
use crate::world::{Actor, Usage, hex};

const JSON: &str = "application/json; charset=utf-8";
const BAD_GATEWAY: &str = "<!DOCTYPE html>\n<html>\n<head><title>Unicorn!</title></head>\n<body><p>This page is \
                           taking too long to load.</p></body>\n</html>\n";

/// Answers a REST request.
pub(super) fn rest(state: &AppState, request: &Request) -> Response {
    let seen = state.for_request(request.method == Method::GET);
    if let Some(refused) = limit_refusal(state, request) {
        return with_limits(state, request, "core", refused.into_response());
    }
    let outcome = rest::answer(&mut seen.world(), request);
    let response = match outcome {
        Ok(reply) => conditional(request, reply),
        Err(error) => error.into_response(),
    };
    with_limits(state, request, "core", response)
}

fn caller(state: &AppState, request: &Request) -> Option<Actor> {
    match auth::bearer_of(&state.world(), &request.headers) {
        Ok(rest::Caller::Bearer { actor, .. }) => Some(actor),
        _ => None,
    }
}

/// Whether the hour's allowance is used up. Asking for the limits themselves is free.
fn limit_refusal(state: &AppState, request: &Request) -> Option<ApiError> {
    let actor = caller(state, request);
    let usage = state.world().usage(actor.as_ref(), "core");
    if usage.remaining() > 0 || request.path == "/rate_limit" {
        return None;
    }
    let who = match actor.as_ref().and_then(Actor::installation) {
        Some(id) => format!("installation ID {}", id.0),
        None => actor.map_or_else(
            || "127.0.0.1".into(),
            |actor| format!("user ID {}", actor.account.0),
        ),
    };
    let message = format!("API rate limit exceeded for {who}.");
    Some(ApiError::new(
        403,
        &message,
        "using-the-rest-api/rate-limits-for-the-rest-api",
    ))
}

/// Adds an entity tag to what was read, and leaves the body out if the client has it already.
fn conditional(request: &Request, reply: Reply) -> Response {
    let (bytes, kind) = match reply.body {
        Body::Empty => (Vec::new(), None),
        Body::Json(value) => (value.to_string().into_bytes(), Some(JSON)),
        Body::Raw(bytes) => (bytes, Some("application/vnd.github.raw+json; charset=utf-8")),
    };
    let mut response = Response::new(HttpBody::empty());
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or_default();
    for (name, value) in reply.headers {
        insert(&mut response, HeaderName::from_static(name), &value);
    }
    if request.method == Method::GET && !bytes.is_empty() {
        let tag = format!("W/\"{}\"", hex(digest::digest(&digest::SHA256, &bytes).as_ref()));
        insert(&mut response, header::ETAG, &tag);
        let known = request.header("if-none-match").split(',').map(str::trim);
        if known
            .into_iter()
            .any(|one| one.trim_start_matches("W/") == tag.trim_start_matches("W/"))
        {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
    }
    if let Some(kind) = kind {
        insert(&mut response, header::CONTENT_TYPE, kind);
    }
    *response.body_mut() = HttpBody::from(bytes);
    response
}

/// Counts the request and adds the headers every answer has. What was not modified, and what asks for the limits,
/// costs nothing.
pub(super) fn with_limits(
    state: &AppState,
    request: &Request,
    resource: &str,
    mut response: Response,
) -> Response {
    let actor = caller(state, request);
    let free = request.path == "/rate_limit" || response.status() == StatusCode::NOT_MODIFIED;
    let mut world = state.world();
    let usage: Usage = if free {
        world.usage(actor.as_ref(), resource)
    } else {
        world.count_request(actor.as_ref(), resource)
    };
    let id = hex(digest::digest(&digest::SHA256, &world.fresh_id().to_be_bytes()).as_ref());
    let date = world.now().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    drop(world);
    let version = rest::version_of(request).unwrap_or_default().as_str();
    let headers = [
        ("x-ratelimit-limit", usage.limit.to_string()),
        ("x-ratelimit-remaining", usage.remaining().to_string()),
        ("x-ratelimit-used", usage.used.min(usage.limit).to_string()),
        ("x-ratelimit-reset", usage.reset.timestamp().to_string()),
        ("x-ratelimit-resource", resource.to_owned()),
        ("x-github-request-id", id[..24].to_uppercase()),
        ("x-github-media-type", "github.v3; format=json".to_owned()),
        ("x-github-api-version-selected", version.to_owned()),
        ("date", date),
    ];
    for (name, value) in headers {
        insert(&mut response, HeaderName::from_static(name), &value);
    }
    response
}

/// The answer a fault gives in place of the true one; a bad gateway if it has none of its own.
pub(super) fn fault(state: &AppState, answer: Option<FaultAnswer>) -> Response {
    let Some((status, body, headers)) = answer else {
        let mut response = (StatusCode::BAD_GATEWAY, BAD_GATEWAY).into_response();
        insert(&mut response, header::CONTENT_TYPE, "text/html; charset=utf-8");
        return response;
    };
    let mut response = Response::new(HttpBody::from(body.to_string()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    insert(&mut response, header::CONTENT_TYPE, JSON);
    let reset = (state.world().now() + chrono::TimeDelta::hours(1))
        .timestamp()
        .to_string();
    insert(
        &mut response,
        HeaderName::from_static("x-ratelimit-limit"),
        "5000",
    );
    insert(
        &mut response,
        HeaderName::from_static("x-ratelimit-remaining"),
        "4321",
    );
    insert(
        &mut response,
        HeaderName::from_static("x-ratelimit-reset"),
        &reset,
    );
    for (name, value) in headers {
        insert(&mut response, HeaderName::from_static(name), &value);
    }
    response
}

fn insert(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
