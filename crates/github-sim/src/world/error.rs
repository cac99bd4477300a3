//! Why an operation was refused. REST and GraphQL each word it in their own way.

use serde_json::{Value, json};

use super::id::IssueKey;

/// One entry of `errors` in a 422 answer.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError(pub Value);

impl FieldError {
    /// `{resource, code, field}`, in GitHub's order.
    pub fn new(resource: &str, code: &str, field: &str) -> Self {
        Self(json!({"resource": resource, "code": code, "field": field}))
    }

    /// The same with code `custom` and a message.
    pub fn custom(resource: &str, field: &str, message: &str) -> Self {
        Self(json!({"resource": resource, "code": "custom", "field": field, "message": message}))
    }
}

/// Why an operation was refused. The texts are GitHub's own.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum OpError {
    /// It is not there, or the actor must not know that it is.
    #[error("Not Found")]
    NotFound,
    /// Something by that name is not there, and GitHub says which sort of thing: `Label does not exist`.
    #[error("{0}")]
    Missing(String),
    /// An App's token lacks a permission. Carries the value of `X-Accepted-GitHub-Permissions`.
    #[error("Resource not accessible by integration")]
    NotAccessible(String),
    /// A person lacks a role, or a rule forbids it.
    #[error("{0}")]
    Forbidden(String),
    /// The repository is archived.
    #[error("Repository was archived so is read-only.")]
    Archived,
    /// The repository has no issues.
    #[error("Issues are disabled for this repo")]
    IssuesDisabled,
    /// It existed and was deleted: status 410.
    #[error("This issue was deleted")]
    Deleted,
    /// The issue is now in another repository, where the actor may see it.
    #[error("Moved Permanently")]
    Transferred(IssueKey),
    /// The repository has no commit yet.
    #[error("Git Repository is empty.")]
    EmptyRepository,
    /// Values are wrong: `Validation Failed` with a list.
    #[error("Validation Failed")]
    Validation(Vec<FieldError>),
    /// Values are wrong, without a list: status 422 and just this message.
    #[error("{0}")]
    Unprocessable(String),
    /// Not now or not by this actor: status 422, `Unprocessable Entity` with this text as the only entry.
    #[error("{0}")]
    Refused(String),
    /// The state moved on: status 409.
    #[error("{0}")]
    Conflict(String),
    /// A pull request that cannot be merged: status 405.
    #[error("{0}")]
    NotMergeable(String),
    /// The installation is suspended.
    #[error("This installation has been suspended")]
    Suspended,
}

impl OpError {
    /// `Validation Failed` with one entry.
    pub fn field(resource: &str, code: &str, field: &str) -> Self {
        Self::Validation(vec![FieldError::new(resource, code, field)])
    }

    /// `Validation Failed` with one entry that has a message of its own.
    pub fn custom(resource: &str, field: &str, message: &str) -> Self {
        Self::Validation(vec![FieldError::custom(resource, field, message)])
    }
}
