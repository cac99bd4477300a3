//! Files by path.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::route::Verb::{Delete, Get, Put};
use super::route::{Operation, operation};
use super::{Body, Call, Reply};
use crate::world::ops::FileCommit;
use crate::world::{Blob, Oid, OpError, Signature, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/contents/{path+}",
        "repos/contents#get-repository-content",
        get,
    ),
    operation(
        Put,
        "/repos/{owner}/{repo}/contents/{path+}",
        "repos/contents#create-or-update-file-contents",
        put,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/contents/{path+}",
        "repos/contents#delete-a-file",
        delete,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/readme",
        "repos/contents#get-a-repository-readme",
        readme,
    ),
];

fn path_of(call: &Call<'_>) -> String {
    call.param("path").trim_matches('/').to_owned()
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let path = path_of(call);
    show(call, &path)
}

fn readme(call: &mut Call<'_>) -> Result<Reply, OpError> {
    show(call, "README.md")
}

fn show(call: &Call<'_>, path: &str) -> Result<Reply, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_CONTENTS)?;
    if repo.git.is_empty() {
        return Err(OpError::Missing("This repository is empty.".into()));
    }
    let at = call.query("ref").unwrap_or(&repo.default_branch);
    let commit = repo
        .git
        .resolve(at)
        .ok_or_else(|| OpError::Missing(format!("No commit found for the ref {at}")))?;
    if let Some(blob) = commit.tree.files.get(path) {
        if call.accept.contains("raw") {
            return Ok(Reply {
                status: 200,
                body: Body::Raw(blob.bytes.clone()),
                headers: Vec::new(),
            });
        }
        return Ok(Reply::ok(call.render().content_file(repo, path, blob, at)));
    }
    let children = commit.tree.children(path);
    if children.is_empty() && !path.is_empty() {
        return Err(OpError::NotFound);
    }
    let prefix = if path.is_empty() {
        String::new()
    } else {
        format!("{path}/")
    };
    let entry = |(name, blob): &(String, Option<std::sync::Arc<Blob>>)| {
        call.render()
            .content_entry(repo, &format!("{prefix}{name}"), blob.as_deref(), at)
    };
    Ok(Reply::ok(children.iter().map(entry).collect()))
}

/// `author` and `committer` of a request.
pub(super) fn signature(call: &Call<'_>, name: &str) -> Result<Option<Signature>, OpError> {
    let Some(given) = call.field(name) else {
        return Ok(None);
    };
    let text = |field: &str| {
        let missing = || OpError::Unprocessable(format!("Invalid request.\n\n\"{field}\" wasn't supplied."));
        given[field].as_str().map(str::to_owned).ok_or_else(missing)
    };
    let at = given["date"]
        .as_str()
        .and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    let email = text("email")?;
    let account = call
        .world
        .accounts
        .values()
        .find(|account| account.email() == email)
        .map(|account| account.id);
    Ok(Some(Signature {
        name: text("name")?,
        email,
        at: at.map_or_else(|| call.world.now(), |at| at.with_timezone(&Utc)),
        account,
    }))
}

fn file_commit(call: &Call<'_>) -> Result<FileCommit, OpError> {
    Ok(FileCommit {
        branch: call.text("branch")?,
        message: call.required_text("message")?,
        author: signature(call, "author")?,
        committer: signature(call, "committer")?,
        ..FileCommit::default()
    })
}

fn put(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo, path) = (call.actor()?, call.repo_id()?, path_of(call));
    let mut commit = file_commit(call)?;
    let text = call.required_text("content")?;
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let not_base64 = |_| OpError::Unprocessable("content is not valid Base64".into());
    commit
        .additions
        .push((path.clone(), STANDARD.decode(compact).map_err(not_base64)?));
    let sha = call.text("sha")?;
    let (oid, blob, is_new) = call.world.put_file(&actor, repo, sha.as_deref(), &commit)?;
    let body = changed(call, Some((&path, &blob)), &oid)?;
    Ok(Reply::json(if is_new { 201 } else { 200 }, body))
}

fn delete(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo, path) = (call.actor()?, call.repo_id()?, path_of(call));
    let mut commit = file_commit(call)?;
    commit.deletions.push(path);
    let sha = call.text("sha")?;
    let oid = call.world.delete_file(&actor, repo, sha.as_deref(), &commit)?;
    Ok(Reply::ok(changed(call, None, &oid)?))
}

/// The answer to a write: the file as it is now, and the commit.
fn changed(call: &Call<'_>, file: Option<(&str, &Blob)>, oid: &Oid) -> Result<Value, OpError> {
    let repo = call.repo()?;
    let commit = repo.git.commits.get(oid).ok_or(OpError::NotFound)?;
    let branch = call
        .text("branch")?
        .unwrap_or_else(|| repo.default_branch.clone());
    let content = file.map(|(path, blob)| call.render().content_entry(repo, path, Some(blob), &branch));
    Ok(json!({"content": content, "commit": call.render().git_commit(repo, commit)}))
}
