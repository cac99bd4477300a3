//! The postmortem's branch, the commit that brings its document, and those that keep it up to date.

use std::borrow::Cow;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use http::{Method, StatusCode};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, json};

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

/// What is read of a commit or a tree.
#[derive(Deserialize)]
struct Made {
    sha: String,
}

/// What is read of the commit that another is put on.
#[derive(Deserialize)]
struct Base {
    tree: Made,
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

    /// Lets a branch hold one commit on top of another and nothing else, whatever it held before. It changes at once, so
    /// that a pull request for it is never without a change.
    pub(super) async fn remake_branch(
        &self,
        name: &str,
        onto: &str,
        commit: &Commit<'_>,
    ) -> Result<(), Error> {
        let path = self.path(&["git", "commits", onto])?;
        let base: Base = self.session.get(path, String::new()).await?.success()?.json()?;
        let files = commit
            .files
            .iter()
            .map(|(path, text)| json!({ "path": path, "mode": "100644", "type": "blob", "content": text }));
        let tree = json!({ "base_tree": base.tree.sha, "tree": files.collect::<Vec<_>>() });
        let tree: Made = self.make(&["git", "trees"], tree).await?;
        let body = json!({ "message": commit.headline, "tree": tree.sha, "parents": [onto] });
        let made: Made = self.make(&["git", "commits"], body).await?;
        let body = json!({ "sha": made.sha, "force": true });
        let mut segments = vec!["git", "refs", "heads"];
        segments.extend(name.split('/'));
        let answer = self
            .change(Deed::Write, Method::PATCH, &segments, Some(body))
            .await?;
        let is_missing = answer.status == StatusCode::NOT_FOUND
            || (answer.status == StatusCode::UNPROCESSABLE_ENTITY
                && classify::mentions(&answer, "Reference does not exist"));
        if is_missing {
            return self.create_branch(name, &made.sha).await;
        }
        answer.success().map(drop)
    }

    async fn make(&self, segments: &[&str], body: Value) -> Result<Made, Error> {
        let answer = self
            .change(Deed::Write, Method::POST, segments, Some(body))
            .await?;
        answer.success()?.json()
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
