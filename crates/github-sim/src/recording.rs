//! Every exchange over HTTP, kept as it happened.
//!
//! Written as JSON lines: `{"method","path","query","request_headers","request_body","status","response_headers",
//! "response_body"}`. A prefix `/api/v3` is taken off the path. Of credentials only the kind is kept.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use http::HeaderMap;
use serde_json::{Map, Value, json};

/// One request with its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// Method in capitals.
    pub method: String,
    /// Path, still percent-encoded.
    pub path: String,
    /// Query without `?`.
    pub query: String,
    /// Headers by lower-case name; credentials shortened to their kind.
    pub request_headers: Value,
    /// Body: JSON where it is JSON, text otherwise, null if empty.
    pub request_body: Value,
    /// Status.
    pub status: u16,
    /// Headers by lower-case name.
    pub response_headers: Value,
    /// Body, as above.
    pub response_body: Value,
}

impl Exchange {
    /// As one line of the file.
    pub fn to_json(&self) -> Value {
        json!({
            "method": self.method, "path": self.path, "query": self.query,
            "request_headers": self.request_headers, "request_body": self.request_body,
            "status": self.status,
            "response_headers": self.response_headers, "response_body": self.response_body,
        })
    }
}

/// All exchanges so far. Clones show the same ones.
#[derive(Clone, Debug, Default)]
pub struct Recording(Arc<Mutex<Vec<Exchange>>>);

impl Recording {
    /// The exchanges so far, oldest first.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Forgets them.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// One JSON object a line, oldest first.
    pub fn to_jsonl(&self) -> String {
        let lines = self.exchanges().into_iter();
        lines
            .map(|exchange| exchange.to_json().to_string() + "\n")
            .collect()
    }

    /// Writes them to a file, one JSON object a line, replacing what was there.
    ///
    /// # Errors
    /// Whatever keeps the file from being written.
    pub fn write_jsonl(&self, path: impl AsRef<Path>) -> std::io::Result<()> {
        std::fs::write(path, self.to_jsonl())
    }

    pub(crate) fn push(&self, exchange: Exchange) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(exchange);
    }
}

/// Headers as an object; what authorises is shortened to its kind.
pub(crate) fn headers(map: &HeaderMap) -> Value {
    let mut out = Map::new();
    for (name, value) in map {
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        let text = if name == http::header::AUTHORIZATION {
            redact(&text)
        } else {
            text
        };
        out.insert(name.as_str().to_owned(), Value::String(text));
    }
    Value::Object(out)
}

/// Keeps the scheme, and of the credential as much as tells its kind: a token's prefix; a JWT without its signature.
fn redact(text: &str) -> String {
    let Some((scheme, secret)) = text.split_once(' ') else {
        return "***".into();
    };
    let kept = match secret.trim().rsplit_once('.') {
        Some((claims, _)) if claims.starts_with("ey") && claims.contains('.') => format!("{claims}."),
        _ => ["ghs_", "ghu_", "ghp_", "github_pat_"]
            .into_iter()
            .find(|prefix| secret.starts_with(prefix))
            .unwrap_or_default()
            .to_owned(),
    };
    format!("{scheme} {kept}***")
}

/// A body as JSON, or as text.
pub(crate) fn body(bytes: &[u8]) -> Value {
    if bytes.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(bytes)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(bytes).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_credentials_only_the_kind_is_kept() {
        assert_eq!(redact("Bearer ghs_123_abc.def.ghi"), "Bearer ghs_***");
        assert_eq!(redact("token ghu_abc"), "token ghu_***");
        assert_eq!(redact("Bearer eyJh.eyJp.c2ln"), "Bearer eyJh.eyJp.***");
        assert_eq!(redact("Basic dTpw"), "Basic ***");
        assert_eq!(redact("nonsense"), "***");
    }
}
