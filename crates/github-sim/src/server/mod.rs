//! HTTP: one door for REST, GraphQL and pages.
//!
//! [`serve`] takes each request apart, lets faults strike, has it answered, adds the headers GitHub adds and records
//! the exchange. `/api/v3` in front of a path is the same as nothing; `/api/graphql` is `/graphql`. Pages are passed
//! on untouched and not recorded.

mod listen;
mod respond;

use axum::Router;
use axum::body::{Body as HttpBody, to_bytes};
use axum::extract::{ConnectInfo, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::request::Parts;
use http::{Method, Request as HttpRequest, StatusCode, Uri};
use serde_json::Value;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

use crate::faults::{self, Asked, Misbehaviour, When};
use crate::recording::{self, Exchange};
use crate::rest::{self, ApiError, Request};
use crate::state::AppState;
use crate::{graphql, pages};
use listen::{BreakableListener, Connection};

/// The largest body taken, in bytes.
const BODY_LIMIT: usize = 100 << 20;

/// Serves the world on a listener until the task is aborted.
pub(crate) async fn serve(listener: TcpListener, state: AppState) -> std::io::Result<()> {
    let app = Router::new().fallback(entry).with_state(state);
    let service = app.into_make_service_with_connect_info::<Connection>();
    axum::serve(BreakableListener(listener), service).await
}

/// Which of the three doors a request goes through.
enum Door {
    Rest,
    GraphQl { operation: String, is_read: bool },
    Pages,
}

async fn entry(
    State(state): State<AppState>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: HttpRequest<HttpBody>,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let path = api_path(&parts);
    let door = door(&parts, &path, &body);
    if matches!(door, Door::Pages) {
        let acts = parts.method == Method::POST;
        let response = passed_on(pages::routes().with_state(state.clone()), parts, body).await;
        if acts {
            state.reception.announce().await;
        }
        return response;
    }
    let request = Request {
        method: parts.method.clone(),
        path,
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers.clone(),
        body: body.to_vec(),
    };
    let response = with_faults(&state, &connection, &door, &request, parts, body).await;
    recorded(&state, &request, response).await
}

/// The path as the API knows it.
fn api_path(parts: &Parts) -> String {
    let path = parts.uri.path();
    match path.strip_prefix("/api/v3") {
        Some("") => "/".into(),
        Some(rest) if rest.starts_with('/') => rest.to_owned(),
        _ if path == "/api/graphql" => "/graphql".into(),
        _ => path.to_owned(),
    }
}

fn door(parts: &Parts, path: &str, body: &Bytes) -> Door {
    if path == "/graphql" && parts.method == Method::POST {
        let json: Value = serde_json::from_slice(body).unwrap_or_default();
        let query = json["query"].as_str().unwrap_or_default();
        let is_read = !query
            .lines()
            .any(|line| line.trim_start().starts_with("mutation"));
        return Door::GraphQl {
            operation: operation_name(&json, query),
            is_read,
        };
    }
    let wants_api = parts.uri.path().starts_with("/api/v3")
        || rest::is_api_path(path)
        || parts
            .headers
            .get(http::header::ACCEPT)
            .is_some_and(|accept| accept.as_bytes().starts_with(b"application/vnd.github"));
    if wants_api { Door::Rest } else { Door::Pages }
}

/// The name a GraphQL request gives, or that of the first operation in its text.
fn operation_name(json: &Value, query: &str) -> String {
    if let Some(name) = json["operationName"].as_str() {
        return name.to_owned();
    }
    let mut words = query
        .split(|c: char| c.is_whitespace() || "({".contains(c))
        .filter(|word| !word.is_empty());
    words.find(|word| ["query", "mutation"].contains(word));
    words.next().unwrap_or_default().to_owned()
}

async fn with_faults(
    state: &AppState,
    connection: &Connection,
    door: &Door,
    request: &Request,
    parts: Parts,
    body: Bytes,
) -> Response {
    let (operation, is_read) = match door {
        Door::GraphQl { operation, is_read } => (Some(operation.as_str()), *is_read),
        Door::Rest | Door::Pages => (None, request.method == Method::GET),
    };
    let fault = state.faults.strike(&Asked {
        method: &request.method,
        path: &request.path,
        operation,
        is_read,
    });
    if let Some((When::Before, what)) = &fault
        && let Some(response) = misbehave(state, connection, door, what).await
    {
        return response;
    }
    let mut response = match door {
        Door::GraphQl { is_read, .. } => graphql_response(state, *is_read, request, parts, body).await,
        Door::Rest | Door::Pages => respond::rest(state, request),
    };
    if let Some((When::After, what)) = &fault
        && let Some(instead) = misbehave(state, connection, door, what).await
    {
        response = instead;
    }
    response
}

/// The response a fault puts in place of the true one. After a hang there is none.
async fn misbehave(
    state: &AppState,
    connection: &Connection,
    door: &Door,
    what: &Misbehaviour,
) -> Option<Response> {
    match what {
        Misbehaviour::Hang => {
            state.faults.hang().await;
            None
        }
        Misbehaviour::Drop => {
            connection.break_off();
            // Nobody receives it; the recording shows what a gateway would have made of the silence.
            Some(StatusCode::BAD_GATEWAY.into_response())
        }
        other => {
            let own = match door {
                Door::GraphQl { .. } => graphql::fault(other),
                Door::Rest | Door::Pages => None,
            };
            Some(respond::fault(state, own.or_else(|| faults::answer(other))))
        }
    }
}

async fn graphql_response(
    state: &AppState,
    is_read: bool,
    request: &Request,
    mut parts: Parts,
    body: Bytes,
) -> Response {
    let seen = state.for_request(is_read);
    if request.header("user-agent").is_empty() {
        return ApiError::no_user_agent().into_response();
    }
    parts.uri = Uri::from_static("/graphql");
    let response = passed_on(graphql::routes().with_state(seen), parts, body).await;
    respond::with_limits(state, request, "graphql", response)
}

async fn passed_on(router: Router, parts: Parts, body: Bytes) -> Response {
    let request = HttpRequest::from_parts(parts, HttpBody::from(body));
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Keeps the exchange and hands the response on.
async fn recorded(state: &AppState, request: &Request, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    state.recording.push(Exchange {
        method: request.method.to_string(),
        path: request.path.clone(),
        query: request.query.clone(),
        request_headers: recording::headers(&request.headers),
        request_body: recording::body(&request.body),
        status: parts.status.as_u16(),
        response_headers: recording::headers(&parts.headers),
        response_body: recording::body(&bytes),
    });
    Response::from_parts(parts, HttpBody::from(bytes))
}
