//! One recorded request with its response, and how recordings are read.
//!
//! Knows the shape of a recording and nothing of what GitHub allows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One request and what was answered, as a line of a recording holds it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Exchange {
    /// A name for messages; optional.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The HTTP method.
    pub method: String,
    /// The path below the API's address, percent-encoded as it was sent. May carry the query.
    pub path: String,
    /// The query string.
    #[serde(default)]
    pub query: Query,
    /// The request's headers; names in any case. `None`: not recorded, so not checked.
    #[serde(default)]
    pub request_headers: Option<BTreeMap<String, String>>,
    /// The request's body: JSON, or the text of one; `null` for none.
    #[serde(default)]
    pub request_body: Value,
    /// The status answered. `None`: only the request was recorded.
    #[serde(default)]
    pub status: Option<u16>,
    /// The response's headers; names in any case.
    #[serde(default)]
    pub response_headers: Option<BTreeMap<String, String>>,
    /// The response's body: JSON, or the text of one; `null` for none.
    #[serde(default)]
    pub response_body: Value,
}

/// A query string, as text or already taken apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Query {
    /// `page=2&per_page=100`, with or without the question mark.
    Text(String),
    /// `{"page": 2}`; a list repeats its key.
    Members(BTreeMap<String, Value>),
}

impl Default for Query {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

/// A recording that is not one.
#[derive(Debug, thiserror::Error)]
#[error(
    "line {line} is not an exchange ({source}); expected one JSON object with `method`, `path` and `status`"
)]
pub struct RecordingError {
    line: usize,
    source: serde_json::Error,
}

/// Reads a recording: one exchange a line, empty lines left out.
///
/// # Errors
///
/// The first line that is no exchange, by its number.
pub fn read(recording: &str) -> Result<Vec<Exchange>, RecordingError> {
    recording
        .lines()
        .enumerate()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(index, text)| {
            serde_json::from_str(text).map_err(|source| RecordingError {
                line: index + 1,
                source,
            })
        })
        .collect()
}

/// A body as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body {
    Absent,
    Json(Value),
    Text(String),
}

impl Body {
    fn of(recorded: &Value) -> Self {
        match recorded {
            Value::Null => Self::Absent,
            Value::String(text) if text.is_empty() => Self::Absent,
            Value::String(text) => match serde_json::from_str(text) {
                Ok(json) => Self::Json(json),
                Err(_) => Self::Text(text.clone()),
            },
            json => Self::Json(json.clone()),
        }
    }
}

impl Exchange {
    /// The path alone, as the descriptions write it: Enterprise Server's prefix gone, and the form by id that
    /// GitHub's own links use turned into the form by name.
    pub(crate) fn api_path(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        let path = path
            .strip_prefix("/api/v3")
            .filter(|rest| rest.starts_with('/'))
            .unwrap_or(path);
        for (by_id, by_name) in [("/repositories/", "/repos/_/_"), ("/organizations/", "/orgs/_")] {
            if let Some(rest) = path.strip_prefix(by_id) {
                let (id, rest) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
                if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) {
                    return format!("{by_name}{rest}");
                }
            }
        }
        if path.is_empty() {
            "/".to_owned()
        } else {
            path.to_owned()
        }
    }

    pub(crate) fn is_graphql(&self) -> bool {
        matches!(self.path.split('?').next(), Some("/graphql" | "/api/graphql"))
    }

    /// Every query parameter, decoded, wherever it was recorded.
    pub(crate) fn query_pairs(&self) -> Vec<(String, String)> {
        let decode = |text: &str| -> Vec<(String, String)> {
            form_urlencoded::parse(text.trim_start_matches('?').as_bytes())
                .into_owned()
                .collect()
        };
        let mut pairs = self
            .path
            .split_once('?')
            .map(|(_, text)| decode(text))
            .unwrap_or_default();
        match &self.query {
            Query::Text(text) => pairs.extend(decode(text)),
            Query::Members(members) => {
                for (name, value) in members {
                    let values = value
                        .as_array()
                        .map_or(std::slice::from_ref(value), Vec::as_slice);
                    pairs.extend(values.iter().map(|value| (name.clone(), plain(value))));
                }
            }
        }
        pairs
    }

    pub(crate) fn request_header(&self, name: &str) -> Option<&str> {
        header(self.request_headers.as_ref(), name)
    }

    pub(crate) fn response_header(&self, name: &str) -> Option<&str> {
        header(self.response_headers.as_ref(), name)
    }

    pub(crate) fn request_body(&self) -> Body {
        Body::of(&self.request_body)
    }

    pub(crate) fn response_body(&self) -> Body {
        Body::of(&self.response_body)
    }
}

fn header<'a>(headers: Option<&'a BTreeMap<String, String>>, name: &str) -> Option<&'a str> {
    headers?
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

/// The media type of a `Content-Type`, without parameters, in lower case.
pub(crate) fn media_type(content_type: Option<&str>) -> Option<String> {
    let name = content_type?
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    (!name.is_empty()).then_some(name)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
