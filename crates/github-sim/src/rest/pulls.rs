//! Pull requests.

use serde_json::{Value, json};

use super::route::Verb::{Delete, Get, Patch, Post, Put};
use super::route::{Operation, operation};
use super::{Body, Call, Reply};
use crate::world::ops::{IssueEdit, MergeMethod, MergeRequest, NewPull};
use crate::world::{Issue, OpError, PullRequest, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/pulls",
        "pulls/pulls#list-pull-requests",
        list,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/pulls",
        "pulls/pulls#create-a-pull-request",
        create,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/pulls/{pull_number}",
        "pulls/pulls#get-a-pull-request",
        get,
    ),
    operation(
        Patch,
        "/repos/{owner}/{repo}/pulls/{pull_number}",
        "pulls/pulls#update-a-pull-request",
        update,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/pulls/{pull_number}/commits",
        "pulls/pulls#list-commits-on-a-pull-request",
        commits,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/pulls/{pull_number}/files",
        "pulls/pulls#list-pull-requests-files",
        files,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/pulls/{pull_number}/merge",
        "pulls/pulls#check-if-a-pull-request-has-been-merged",
        is_merged,
    ),
    operation(
        Put,
        "/repos/{owner}/{repo}/pulls/{pull_number}/merge",
        "pulls/pulls#merge-a-pull-request",
        merge,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
        "pulls/review-requests#get-all-requested-reviewers-for-a-pull-request",
        reviewers,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
        "pulls/review-requests#request-reviewers-for-a-pull-request",
        request_reviewers,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
        "pulls/review-requests#remove-requested-reviewers-from-a-pull-request",
        remove_reviewers,
    ),
];

/// The pull request of the path, which the caller may read.
pub(super) fn readable<'a>(call: &'a Call<'_>) -> Result<(&'a Issue, &'a PullRequest), OpError> {
    let key = call.issue_key("pull_number")?;
    let issue = call
        .world
        .readable_issue(&call.actor()?, key, &need::READ_PULLS)?;
    Ok((issue, issue.pull.as_ref().ok_or(OpError::NotFound)?))
}

/// The pull request of the path as it is now.
fn rendered(call: &Call<'_>) -> Result<Value, OpError> {
    let repo = call.repo()?;
    let issue = repo
        .issues
        .get(&call.number("pull_number")?)
        .ok_or(OpError::NotFound)?;
    Ok(call.render().pull(repo, issue))
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (_, pull) = readable(call)?;
    if call.accept.contains("diff") {
        let files = call.world.pull_files(call.repo()?, pull);
        let text: Vec<String> = files
            .iter()
            .map(|file| {
                let patch = file.patch.as_deref().unwrap_or_default();
                format!(
                    "diff --git a/{0} b/{0}\n--- a/{0}\n+++ b/{0}\n{patch}\n",
                    file.path
                )
            })
            .collect();
        return Ok(Reply {
            status: 200,
            body: Body::Raw(text.concat().into_bytes()),
            headers: Vec::new(),
        });
    }
    Ok(Reply::ok(rendered(call)?))
}

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_PULLS)?;
    let state = call.query("state").unwrap_or("open");
    // A head without its owner is not a filter on GitHub either.
    let head = call.query("head").and_then(|text| text.split_once(':'));
    let fits = |issue: &&Issue| {
        issue.pull.as_ref().is_some_and(|pull| {
            (state == "all" || issue.state() == state)
                && head.is_none_or(|(place, branch)| {
                    let owner = call.world.repo(pull.head_repo).map(|head| head.owner);
                    let owner = owner.map(|owner| call.world.account(owner));
                    owner.is_some_and(|owner| place.eq_ignore_ascii_case(&owner.login))
                        && pull.head_branch == branch
                })
                && call.query("base").is_none_or(|base| pull.base_branch == base)
        })
    };
    let mut found: Vec<&Issue> = repo.issues.values().filter(fits).collect();
    if call.query("sort") == Some("updated") {
        found.sort_by_key(|issue| (issue.updated_at, issue.number));
    }
    if call.query("direction").unwrap_or("desc") == "desc" {
        found.reverse();
    }
    let items = found
        .into_iter()
        .map(|issue| call.render().pull_simple(repo, issue))
        .collect();
    Ok(call.page(items))
}

fn create(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo) = (call.actor()?, call.repo_id()?);
    let (head, base) = (call.required_text("head")?, call.required_text("base")?);
    let new = NewPull {
        title: call.required_text("title")?,
        body: call.text("body")?,
        head,
        base,
        draft: call.flag("draft")?.unwrap_or(false),
    };
    let key = call.world.create_pull(&actor, repo, &new)?;
    let found = call.repo()?;
    let issue = found.issues.get(&key.number).ok_or(OpError::NotFound)?;
    Ok(Reply::created(call.render().pull(found, issue)))
}

fn update(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("pull_number")?);
    readable(call)?;
    call.world.writable_issue(&actor, key, &need::WRITE_OWN_PULL)?;
    let state = call.text("state")?;
    if state
        .as_deref()
        .is_some_and(|state| !["open", "closed"].contains(&state))
    {
        return Err(OpError::field("PullRequest", "invalid", "state"));
    }
    let body = call
        .body
        .get("body")
        .map(|value| value.as_str().map(str::to_owned));
    let edit = IssueEdit {
        title: call.text("title")?,
        body,
        milestone: None,
    };
    if let Some(base) = call.text("base")? {
        call.world.change_base(&actor, key, &base)?;
    }
    if edit.title.is_some() || edit.body.is_some() {
        call.world.edit_issue(&actor, key, &edit)?;
    }
    match state.as_deref() {
        Some("closed") => call.world.close_issue(&actor, key, None)?,
        Some(_) => call.world.reopen_issue(&actor, key)?,
        None => {}
    }
    Ok(Reply::ok(rendered(call)?))
}

fn commits(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let ((_, pull), repo) = (readable(call)?, call.repo()?);
    let list = call.world.pull_commits(repo, pull);
    let items = list
        .into_iter()
        .map(|commit| call.render().commit(repo, commit))
        .collect();
    Ok(call.page(items))
}

fn files(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let ((_, pull), repo) = (readable(call)?, call.repo()?);
    let list = call.world.pull_files(repo, pull);
    let items = list
        .iter()
        .map(|file| call.render().changed_file(repo, file, &pull.head_oid))
        .collect();
    Ok(call.page(items))
}

fn is_merged(call: &mut Call<'_>) -> Result<Reply, OpError> {
    match readable(call)?.1.merge {
        Some(_) => Ok(Reply::no_content()),
        None => Err(OpError::NotFound),
    }
}

fn merge(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("pull_number")?);
    let method = match call.text("merge_method")?.as_deref() {
        None | Some("merge") => MergeMethod::Merge,
        Some("squash") => MergeMethod::Squash,
        Some("rebase") => MergeMethod::Rebase,
        Some(other) => {
            let text = format!(
                "Invalid request.\n\n{other} is not a member of [\"merge\", \"squash\", \"rebase\"]."
            );
            return Err(OpError::Unprocessable(text));
        }
    };
    let how = MergeRequest {
        sha: call.text("sha")?,
        title: call.text("commit_title")?,
        message: call.text("commit_message")?,
        method,
    };
    let sha = call.world.merge_pull(&actor, key, &how)?;
    Ok(Reply::ok(
        json!({"sha": sha, "merged": true, "message": "Pull Request successfully merged"}),
    ))
}

fn reviewers(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (_, pull) = readable(call)?;
    let users: Vec<Value> = pull
        .requested_reviewers
        .iter()
        .map(|id| call.render().account(*id))
        .collect();
    Ok(Reply::ok(json!({"users": users, "teams": []})))
}

fn request_reviewers(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("pull_number")?);
    let logins = call.texts("reviewers")?.unwrap_or_default();
    call.world.request_reviewers(&actor, key, &logins)?;
    Ok(Reply::created(simple(call)?))
}

fn remove_reviewers(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("pull_number")?);
    let logins = call.required_texts("reviewers")?;
    call.world.remove_reviewers(&actor, key, &logins)?;
    Ok(Reply::ok(simple(call)?))
}

fn simple(call: &Call<'_>) -> Result<Value, OpError> {
    let repo = call.repo()?;
    let issue = repo
        .issues
        .get(&call.number("pull_number")?)
        .ok_or(OpError::NotFound)?;
    Ok(call.render().pull_simple(repo, issue))
}
