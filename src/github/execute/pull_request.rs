//! Opening the postmortem's pull request, and closing it.

use http::{Method, StatusCode};
use serde_json::json;

use super::{Site, misplaced};
use crate::{
    github::{answer::Answer, classify, error::Error, transport::Deed},
    message::{Message, Rendered, Voice, render},
};

impl Site<'_> {
    /// Opens a draft, or an ordinary pull request, also where the repository's plan knows no drafts. One that is open for the
    /// branch already counts as opened.
    pub(super) async fn open_pull_request(
        &self,
        (head, base): (&str, &str),
        message: &Message,
        voice: Voice,
        draft: bool,
    ) -> Result<(), Error> {
        let Rendered::PullRequest { title, body } = render(message, voice) else {
            return Err(misplaced("a pull request"));
        };
        let open = async |draft: bool| {
            let body = json!({ "title": title, "body": body, "head": head, "base": base, "draft": draft });
            self.change(Deed::Create, Method::POST, &["pulls"], Some(body))
                .await
        };
        let refused = |answer: &Answer, words: &str| {
            answer.status == StatusCode::UNPROCESSABLE_ENTITY && classify::mentions(answer, words)
        };
        let mut answer = open(draft).await?;
        if refused(&answer, "Draft pull requests are not supported") {
            answer = open(false).await?;
        }
        if refused(&answer, "A pull request already exists for") {
            return Ok(());
        }
        // A setting that only workflows' own tokens heed. The branch is there, and the status comment says how to go on.
        if answer.status == StatusCode::FORBIDDEN
            && classify::mentions(&answer, "GitHub Actions is not permitted")
        {
            return Err(Error::declined(
                "a pull request that a workflow's token may not open",
            ));
        }
        answer.success().map(drop)
    }

    /// Closes a pull request without merging it; a closed one stays as it is.
    pub(super) async fn close_pull_request(&self, number: u64) -> Result<(), Error> {
        let segments = ["pulls", &number.to_string()];
        let body = json!({ "state": "closed" });
        self.change(Deed::Write, Method::PATCH, &segments, Some(body))
            .await
            .and_then(Answer::success)
            .map(drop)
    }
}
