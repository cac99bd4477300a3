//! The issue itself, and who is assigned to it.

use http::Method;
use serde::Deserialize;
use serde_json::json;

use super::Site;
use crate::{
    domain::{event::CloseReason, person::Login},
    github::{answer::Answer, error::Error, transport::Deed},
};

#[derive(Deserialize)]
struct Assigned {
    #[serde(default)]
    assignees: Vec<Assignee>,
}

#[derive(Deserialize)]
struct Assignee {
    login: String,
}

impl Site<'_> {
    /// Assigns somebody. Whoever cannot be assigned, and everybody after the tenth, is refused or silently left out.
    ///
    /// # Errors
    /// [`Error::Declined`] in both cases.
    pub(super) async fn assign(&self, number: u64, login: &Login) -> Result<(), Error> {
        let segments = ["issues", &number.to_string(), "assignees"];
        let body = json!({ "assignees": [login] });
        let answer = self
            .change(Deed::Write, Method::POST, &segments, Some(body))
            .await?;
        let assigned: Assigned = answer.success().map_err(Error::for_good)?.json()?;
        let mut assignees = assigned.assignees.into_iter();
        if assignees.any(|assignee| Login::new(assignee.login) == *login) {
            return Ok(());
        }
        Err(Error::declined(format!(
            "{login} was not assigned to #{number}: they cannot be, or ten others are"
        )))
    }

    /// Closes the issue; a closed one stays as it is.
    pub(super) async fn close_issue(&self, number: u64, reason: CloseReason) -> Result<(), Error> {
        let segments = ["issues", &number.to_string()];
        let reason = match reason {
            CloseReason::Completed => "completed",
            CloseReason::NotPlanned => "not_planned",
            CloseReason::Duplicate => "duplicate",
        };
        let body = json!({ "state": "closed", "state_reason": reason });
        self.change(Deed::Write, Method::PATCH, &segments, Some(body))
            .await
            .and_then(Answer::success)
            .map(drop)
    }
}
