//! Webhook deliveries: believed by their signature, read for whom they concern, answered once that is durable.
//!
//! A delivery is forgotten as soon as its keys are in the queue; what it said is read from GitHub again.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{LARGEST_DELIVERY, Shared, guard::refusal, metrics::Outcome};
use crate::{
    domain::key::Locator,
    engine::{
        Engine,
        errand::{whole_installation, whole_repository},
    },
    github::webhook::{self, Route, Which, route::SweptRepository},
    store::StoreError,
};

/// What is said about a delivery, and how it is counted.
struct Answer {
    status: StatusCode,
    outcome: Outcome,
    message: String,
}

impl Answer {
    fn new(status: StatusCode, outcome: Outcome, message: impl Into<String>) -> Self {
        Self {
            status,
            outcome,
            message: message.into(),
        }
    }

    fn malformed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Outcome::Malformed, message)
    }
}

/// Takes a delivery.
pub(super) async fn receive(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let answer = match read(&shared, &headers, body) {
        Ok(route) => follow(&shared, route).await,
        Err(answer) => answer,
    };
    let Answer {
        status,
        outcome,
        message,
    } = answer;
    shared.counters.count(outcome);
    let (delivery, event) = (
        text(&headers, "x-github-delivery"),
        text(&headers, "x-github-event"),
    );
    match outcome {
        Outcome::Accepted | Outcome::Ignored => {
            tracing::debug!(delivery, event, "{message}");
            (status, Json(json!({ "message": message }))).into_response()
        }
        Outcome::Unsigned | Outcome::Malformed | Outcome::TooLarge | Outcome::Failed => {
            tracing::warn!(delivery, event, "delivery refused: {message}");
            refusal(status, &message)
        }
    }
}

/// Whom a delivery concerns, or the answer when it cannot be told.
fn read(shared: &Shared, headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Route, Answer> {
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Answer::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            Outcome::TooLarge,
            format!("a delivery has at most {} MiB", LARGEST_DELIVERY >> 20),
        ),
        _ => Answer::malformed("the body ended before its time"),
    })?;
    webhook::verify(
        &shared.webhook_secrets,
        text(headers, "x-hub-signature-256"),
        &body,
    )
    .map_err(|fault| Answer::new(StatusCode::UNAUTHORIZED, Outcome::Unsigned, fault.to_string()))?;
    let event = text(headers, "x-github-event")
        .ok_or_else(|| Answer::malformed("the header X-GitHub-Event is missing"))?;
    let json = webhook::payload(text(headers, header::CONTENT_TYPE.as_str()), &body)
        .ok_or_else(|| Answer::malformed("the form has no field `payload`"))?;
    webhook::route(event, &json, &shared.identity.me()).map_err(|fault| Answer::malformed(fault.to_string()))
}

/// Makes whom it concerns due, and only then says so.
async fn follow(shared: &Shared, route: Route) -> Answer {
    let engine = &shared.engine;
    let whole = |installation: u64, found: SweptRepository| {
        whole_repository(installation, found.id, found.owner, found.name)
    };
    let found = match route {
        Route::Ignore(reason) => return ignored(&reason.to_string()),
        Route::Look(keys) => engine.enqueue(&keys).await.map(|()| keys.len()),
        Route::Ask { key, requests } => engine.ask(&key, &requests).await.map(|()| 1),
        Route::LookAround { keys, mentioned } => look_around(engine, &keys, &mentioned).await,
        Route::Sweep {
            installation,
            repository,
        } => {
            let errand = repository.map_or_else(
                || whole_installation(installation),
                |found| whole(installation, found),
            );
            engine.enqueue(&[errand]).await.map(|()| 1)
        }
        Route::Known {
            installation,
            repository,
            which: Which::Running,
        } => engine.enqueue_running(&whole(installation, repository)).await,
        Route::Known {
            installation,
            repository,
            which: Which::Numbered(numbers),
        } => {
            let repository = whole(installation, repository);
            engine.enqueue_numbered(&repository, &numbers).await
        }
    };
    match found {
        Ok(0) => ignored("no known incident is concerned"),
        Ok(_) => Answer::new(StatusCode::ACCEPTED, Outcome::Accepted, "accepted"),
        // What the database says is for the log, not for strangers on the network.
        Err(error) => {
            tracing::error!(%error, "a delivery could not be stored");
            let message = "it could not be stored; deliver it again";
            Answer::new(StatusCode::SERVICE_UNAVAILABLE, Outcome::Failed, message)
        }
    }
}

/// Makes keys due, and the known incidents beside them that were mentioned.
async fn look_around(
    engine: &Engine,
    keys: &[Locator],
    mentioned: &BTreeSet<u64>,
) -> Result<usize, StoreError> {
    engine.enqueue(keys).await?;
    let beside = match keys.first() {
        Some(here) => engine.enqueue_numbered(here, mentioned).await?,
        None => 0,
    };
    Ok(keys.len() + beside)
}

fn ignored(reason: &str) -> Answer {
    Answer::new(StatusCode::OK, Outcome::Ignored, format!("ignored: {reason}"))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
