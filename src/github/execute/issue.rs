//! The issue itself, and who is assigned to it.

use http::Method;
use serde_json::json;

use super::Site;
use crate::{
    domain::person::Login,
    github::{answer::Answer, error::Error, transport::Deed},
};

impl Site<'_> {
    /// Assigns somebody. GitHub silently leaves out whoever cannot be assigned.
    pub(super) async fn assign(&self, number: u64, login: &Login) -> Result<(), Error> {
        let segments = ["issues", &number.to_string(), "assignees"];
        let body = json!({ "assignees": [login] });
        self.change(Deed::Write, Method::POST, &segments, Some(body))
            .await
            .and_then(Answer::success)
            .map(drop)
    }

    /// Closes the issue as completed; a closed one stays as it is.
    pub(super) async fn close_issue(&self, number: u64) -> Result<(), Error> {
        let segments = ["issues", &number.to_string()];
        let body = json!({ "state": "closed", "state_reason": "completed" });
        self.change(Deed::Write, Method::PATCH, &segments, Some(body))
            .await
            .and_then(Answer::success)
            .map(drop)
    }
}
