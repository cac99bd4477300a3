//! The postmortem's branch, and the commit that brings its document.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use http::{Method, StatusCode};
use serde::de::IgnoredAny;
use serde_json::json;

use super::{Site, misplaced};
use crate::{
    github::{classify, error::Error, transport::Deed},
    message::{Message, Rendered, Voice, render},
};

/// Atomic, signed by GitHub, and refused when the branch has moved.
const COMMIT: &str = "mutation Commit($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}";

/// A file to be committed.
pub(super) struct File<'a> {
    path: &'a str,
    headline: String,
    text: String,
}

impl<'a> File<'a> {
    pub(super) fn new(path: &'a str, message: &Message, voice: Voice) -> Result<Self, Error> {
        match render(message, voice) {
            Rendered::Document { headline, text } => Ok(Self { path, headline, text }),
            _ => Err(misplaced("a document")),
        }
    }
}

impl Site<'_> {
    /// Creates a branch. One of that name counts as created, wherever it points: the next observation tells.
    pub(super) async fn create_branch(&self, name: &str, from: &str) -> Result<(), Error> {
        let body = json!({ "ref": format!("refs/heads/{name}"), "sha": from });
        let answer = self
            .change(Deed::Write, Method::POST, &["git", "refs"], Some(body))
            .await?;
        if answer.status == StatusCode::UNPROCESSABLE_ENTITY
            && classify::mentions(&answer, "Reference already exists")
        {
            return Ok(());
        }
        answer.success().map(drop)
    }

    /// Commits the document, provided that the branch's head is what it was.
    pub(super) async fn commit(
        &self,
        branch: &str,
        expected_head: &str,
        file: &File<'_>,
    ) -> Result<(), Error> {
        let variables = json!({ "input": {
            "branch": {
                "repositoryNameWithOwner": format!("{}/{}", self.at.owner, self.at.name),
                "branchName": branch,
            },
            "expectedHeadOid": expected_head,
            "message": { "headline": file.headline },
            "fileChanges": { "additions": [{
                "path": file.path,
                "contents": BASE64_STANDARD.encode(&file.text),
            }] },
        } });
        self.session
            .graphql::<IgnoredAny>(Deed::Create, COMMIT, variables)
            .await
            .map(drop)
    }
}
