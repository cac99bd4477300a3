//! What an answer that is no success means.
//!
//! GitHub says "wait" in five ways (403 or 429, with `retry-after`, with an empty primary limit, or in words only),
//! and "no" in many more. Everything that tells them apart is in this file; `limit` is asked first.

use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use super::{answer::Answer, error::Error, gate::Limit};

/// GitHub's error envelope, as far as it matters. A body that is none counts as an empty one.
#[derive(Debug, Default, Deserialize)]
struct Envelope {
    #[serde(default)]
    message: String,
    #[serde(default)]
    documentation_url: String,
    /// Objects, plain texts, and now and then no list at all.
    #[serde(default)]
    errors: Value,
}

fn envelope(answer: &Answer) -> Envelope {
    serde_json::from_slice(&answer.body).unwrap_or_default()
}

/// Whether the answer asks us to wait, and how long.
///
/// `retry-after` wins, then an empty primary limit, then the wording. Source: GitHub's "Rate limits for the REST
/// API" and "Best practices for using the REST API".
pub(super) fn limit(answer: &Answer, now: DateTime<Utc>) -> Option<Limit> {
    let envelope = envelope(answer);
    let worded = envelope.message.contains("rate limit")
        || envelope
            .message
            .contains("temporarily blocked from content creation")
        || envelope.documentation_url.contains("secondary-rate-limits");
    let spent = answer.number("x-ratelimit-remaining") == Some(0);
    let after = answer.number("retry-after");
    let limited = match answer.status {
        StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::FORBIDDEN => after.is_some() || spent || worded,
        // Told apart from a plain refusal by its words alone.
        StatusCode::UNPROCESSABLE_ENTITY => worded || envelope.message.contains("has been spammed"),
        _ => false,
    };
    if !limited {
        return None;
    }
    Some(match (after, answer.reset()) {
        (Some(seconds), _) => Limit::Until(now + TimeDelta::seconds(seconds.clamp(1, 86_400))),
        (None, Some(reset)) if spent => Limit::Until(reset),
        _ => Limit::Unnamed,
    })
}

/// What a refusal means that is no limit.
pub(super) fn refusal(answer: &Answer) -> Error {
    let status = answer.status;
    let envelope = envelope(answer);
    let message = told(&envelope, answer);
    match status.as_u16() {
        401 | 403 | 451 => Error::Denied {
            permission: answer.header("x-accepted-github-permissions").map(str::to_owned),
            message,
        },
        409 if envelope.message.starts_with("Git Repository is empty") => Error::denied(message),
        410 if envelope.message.starts_with("Issues are disabled") => Error::denied(message),
        404 | 410 => Error::Gone { message },
        405 | 409 => Error::Conflict { message },
        408 | 500..=599 => Error::Transient { message },
        _ => Error::Invalid { message },
    }
}

/// Whether one of the envelope's errors carries this code or speaks these words.
pub(super) fn mentions(answer: &Answer, words: &str) -> bool {
    let envelope = envelope(answer);
    envelope.message.contains(words)
        || reasons(&envelope.errors)
            .iter()
            .any(|reason| reason.contains(words))
}

/// Status, message and reasons in one line. An HTML page contributes nothing but its status.
fn told(envelope: &Envelope, answer: &Answer) -> String {
    let mut told = format!("{} {}", answer.status.as_u16(), envelope.message);
    if envelope.message.is_empty() {
        let kind = answer.header("content-type").unwrap_or("no content type");
        let kind = kind.split(';').next().unwrap_or(kind);
        told = format!("{} with a body of {kind}", answer.status);
    }
    for reason in reasons(&envelope.errors) {
        told.push_str("; ");
        told.push_str(&reason);
    }
    told
}

/// The entries of `errors`, each as one text.
fn reasons(errors: &Value) -> Vec<String> {
    let field = |entry: &Value, name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
    let entries = match errors {
        Value::Array(entries) => entries.as_slice(),
        Value::Null => &[],
        single => std::slice::from_ref(single),
    };
    entries
        .iter()
        .map(|entry| match entry {
            Value::String(text) => text.clone(),
            entry => ["resource", "field", "code", "message"]
                .iter()
                .filter_map(|name| field(entry, name))
                .collect::<Vec<_>>()
                .join(" "),
        })
        .collect()
}

#[cfg(test)]
mod tests;
