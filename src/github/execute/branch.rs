//! The postmortem's branch, the commit that brings its document, and those that keep it up to date.

use std::borrow::Cow;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use http::{Method, StatusCode};
use serde::de::IgnoredAny;
use serde_json::json;

use super::{Site, misplaced};
use crate::{
    github::{classify, error::Error, transport::Deed},
    message::{Message, Rendered, Voice, render},
    plan::effect::FileText,
};

/// Atomic, signed by GitHub, and refused when the branch has moved.
const COMMIT: &str = "mutation Commit($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}";

/// Files to be committed together.
pub(super) struct Commit<'a> {
    headline: String,
    files: Vec<(&'a str, Cow<'a, str>)>,
}

impl<'a> Commit<'a> {
    /// The document, made of a message.
    pub(super) fn of_document(path: &'a str, message: &Message, voice: Voice) -> Result<Self, Error> {
        match render(message, voice) {
            Rendered::Document { headline, text } => Ok(Self {
                headline,
                files: vec![(path, text.into())],
            }),
            _ => Err(misplaced("a document")),
        }
    }

    /// Files as they are, with a message for what the commit is about.
    pub(super) fn of_files(files: &'a [FileText], message: &Message, voice: Voice) -> Result<Self, Error> {
        match render(message, voice) {
            Rendered::Commit { headline } => Ok(Self {
                headline,
                files: files
                    .iter()
                    .map(|file| (file.path.as_str(), file.text.as_str().into()))
                    .collect(),
            }),
            _ => Err(misplaced("a commit's headline")),
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

    /// Commits files, provided that the branch's head is what it was.
    pub(super) async fn commit(
        &self,
        branch: &str,
        expected_head: &str,
        commit: &Commit<'_>,
    ) -> Result<(), Error> {
        let additions = commit.files.iter().map(|(path, text)| {
            json!({
                "path": path,
                "contents": BASE64_STANDARD.encode(text.as_bytes()),
            })
        });
        let variables = json!({ "input": {
            "branch": {
                "repositoryNameWithOwner": format!("{}/{}", self.at.owner, self.at.name),
                "branchName": branch,
            },
            "expectedHeadOid": expected_head,
            "message": { "headline": commit.headline },
            "fileChanges": { "additions": additions.collect::<Vec<_>>() },
        } });
        self.session
            .graphql::<IgnoredAny>(Deed::Create, COMMIT, variables)
            .await
            .map(drop)
    }
}
