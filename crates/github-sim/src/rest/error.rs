//! Refusals in GitHub's envelope: `{"message", "documentation_url", "status", "errors"?}` with `status` as text.

use axum::body::Body as HttpBody;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

use crate::world::{FieldError, OpError};

const DOCS: &str = "https://docs.github.com/rest";

/// A refusal, ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl ApiError {
    /// A refusal about one operation. `docs` is the page after `https://docs.github.com/rest`.
    pub(crate) fn new(status: u16, message: &str, docs: &str) -> Self {
        let page = if docs.is_empty() {
            DOCS.to_owned()
        } else {
            format!("{DOCS}/{docs}")
        };
        let body = json!({"message": message, "documentation_url": page, "status": status.to_string()});
        Self {
            status: StatusCode::from_u16(status).unwrap_or_default(),
            body,
            headers: Vec::new(),
        }
    }

    /// Credentials that do not work.
    pub(crate) fn bad_credentials() -> Self {
        Self::new(401, "Bad credentials", "")
    }

    /// No credentials where some are needed.
    pub(crate) fn requires_authentication(docs: &str) -> Self {
        Self::new(401, "Requires authentication", docs)
    }

    pub(crate) fn no_user_agent() -> Self {
        let mut error = Self::new(
            403,
            "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
            "",
        );
        error.body["documentation_url"] = json!(
            "https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent-required"
        );
        error
    }

    pub(crate) fn unknown_version(version: &str) -> Self {
        let text =
            format!("Version {version} is not supported. Supported versions are 2022-11-28 and 2026-03-10.");
        Self::new(400, &text, "about-the-rest-api/api-versions")
    }

    pub(crate) fn bad_json(message: &str) -> Self {
        Self::new(400, message, "")
    }

    /// Something the real GitHub has and this one has not: said aloud, so that nobody takes it for an answer.
    pub(crate) fn not_modelled(method: &Method, path: &str) -> Self {
        let mut error = Self::new(501, "", "");
        error.body["message"] = json!(format!(
            "The simulator does not model {method} {path}. A client that needs it needs it added to the simulator."
        ));
        error
    }

    pub(crate) fn moved(method: &Method, url: String, docs: &str) -> Self {
        let status = if *method == Method::GET { 301 } else { 307 };
        let mut error = Self::new(status, "Moved Permanently", docs);
        error.body = json!({"message": "Moved Permanently", "url": url, "documentation_url": format!("{DOCS}/{docs}")});
        error.headers.push(("location", url));
        error
    }

    /// The REST wording of what the world refused.
    pub(crate) fn from_op(error: OpError, docs: &str) -> Self {
        let message = error.to_string();
        let plain = |status| Self::new(status, &message, docs);
        match error {
            // Where an issue went is answered before its wording is asked for.
            OpError::NotFound | OpError::Missing(_) | OpError::Transferred(_) => plain(404),
            OpError::NotAccessible(permissions) => {
                let mut error = plain(403);
                error.headers.push(("x-accepted-github-permissions", permissions));
                error
            }
            OpError::Forbidden(_) | OpError::Archived | OpError::Suspended => plain(403),
            OpError::IssuesDisabled | OpError::Deleted => plain(410),
            OpError::EmptyRepository | OpError::Conflict(_) => plain(409),
            OpError::NotMergeable(_) => plain(405),
            OpError::Unprocessable(_) => plain(422),
            OpError::Refused(text) => {
                let mut error = Self::new(422, "Unprocessable Entity", docs);
                error.body["errors"] = json!([text]);
                error
            }
            OpError::Validation(entries) => {
                let mut error = plain(422);
                error.body["errors"] = entries.into_iter().map(|FieldError(entry)| entry).collect();
                error
            }
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = Response::new(HttpBody::from(self.body.to_string()));
        *response.status_mut() = self.status;
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json; charset=utf-8"),
        );
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}
