//! Labels: creating them in the repository, and putting them on and off.

use http::{Method, StatusCode};
use serde_json::json;

use super::Site;
use crate::{
    domain::label::LabelSpec,
    github::{classify, error::Error, transport::Deed},
};

impl Site<'_> {
    /// Creates a label. One of that name, in whatever case, counts as created.
    pub(super) async fn create_label(&self, label: &LabelSpec) -> Result<(), Error> {
        let body = json!({ "name": label.name, "color": label.color, "description": label.description });
        let answer = self
            .change(Deed::Write, Method::POST, &["labels"], Some(body))
            .await?;
        if answer.status == StatusCode::UNPROCESSABLE_ENTITY && classify::mentions(&answer, "already_exists")
        {
            return Ok(());
        }
        answer.success().map(drop)
    }

    /// Puts a label on. GitHub leaves it alone when it is there.
    ///
    /// # Errors
    /// [`Error::Declined`] when GitHub does not take it: there are a hundred already.
    pub(super) async fn add_label(&self, number: u64, label: &str) -> Result<(), Error> {
        let segments = ["issues", &number.to_string(), "labels"];
        let body = json!({ "labels": [label] });
        let answer = self
            .change(Deed::Write, Method::POST, &segments, Some(body))
            .await?;
        answer.success().map(drop).map_err(Error::for_good)
    }

    /// Takes a label off. One that is not there counts as taken off; an issue that is not there does not.
    pub(super) async fn remove_label(&self, number: u64, label: &str) -> Result<(), Error> {
        let segments = ["issues", &number.to_string(), "labels", label];
        let answer = self.change(Deed::Write, Method::DELETE, &segments, None).await?;
        if answer.status == StatusCode::NOT_FOUND && classify::mentions(&answer, "Label does not exist") {
            return Ok(());
        }
        answer.success().map(drop)
    }
}
