//! Commits and comparisons.

use serde_json::{Value, json};

use super::route::Verb::Get;
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::{Commit, OpError, Repository, changed_files, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/commits",
        "commits/commits#list-commits",
        list,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/commits/{ref+}",
        "commits/commits#get-a-commit",
        get,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/commits/{commit_sha}/pulls",
        "commits/commits#list-pull-requests-associated-with-a-commit",
        pulls,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/compare/{basehead+}",
        "commits/commits#compare-two-commits",
        compare,
    ),
];

fn readable<'a>(call: &'a Call<'_>) -> Result<&'a Repository, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_CONTENTS)?;
    if repo.git.is_empty() {
        Err(OpError::EmptyRepository)
    } else {
        Ok(repo)
    }
}

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let from = call.query("sha").unwrap_or(&repo.default_branch);
    let head = repo.git.resolve(from).ok_or(OpError::NotFound)?;
    let path = call.query("path").map(|path| path.trim_matches('/'));
    let touches = |commit: &&Commit| {
        let parent = commit.parents.first().and_then(|oid| repo.git.commits.get(oid));
        path.is_none_or(|path| {
            let files = changed_files(parent.map(|parent| &*parent.tree), &commit.tree);
            files
                .iter()
                .any(|file| file.path == path || file.path.starts_with(&format!("{path}/")))
        })
    };
    let history = repo.git.history(&head.oid).into_iter().filter(touches);
    let items: Vec<Value> = history.map(|commit| call.render().commit(repo, commit)).collect();
    Ok(call.page(items))
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let name = call.param("ref");
    let unknown = || OpError::Unprocessable(format!("No commit found for SHA: {name}"));
    let commit = repo.git.resolve(name).ok_or_else(unknown)?;
    let parent = commit.parents.first().and_then(|oid| repo.git.commits.get(oid));
    let files = changed_files(parent.map(|parent| &*parent.tree), &commit.tree);
    let (added, removed) = files.iter().fold((0, 0), |(added, removed), file| {
        (added + file.additions, removed + file.deletions)
    });
    let mut body = call.render().commit(repo, commit);
    body["stats"] = json!({"total": added + removed, "additions": added, "deletions": removed});
    body["files"] = files
        .iter()
        .map(|file| call.render().changed_file(repo, file, &commit.oid))
        .collect();
    Ok(Reply::ok(body))
}

fn pulls(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_PULLS)?;
    let sha = call.param("commit_sha");
    let has = |issue: &&crate::world::Issue| {
        issue.pull.as_ref().is_some_and(|pull| {
            let merged_as = pull.merge.as_ref().is_some_and(|merge| merge.commit == sha);
            merged_as
                || call
                    .world
                    .pull_commits(repo, pull)
                    .iter()
                    .any(|commit| commit.oid == sha)
        })
    };
    let found = repo.issues.values().filter(has);
    let items: Vec<Value> = found
        .map(|issue| call.render().pull_simple(repo, issue))
        .collect();
    Ok(call.page(items))
}

fn compare(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let basehead = call.param("basehead");
    let (base, head) = basehead.split_once("...").ok_or(OpError::NotFound)?;
    let find = |name: &str| {
        let name = name.split_once(':').map_or(name, |(_, branch)| branch);
        repo.git.resolve(name).ok_or(OpError::NotFound)
    };
    let (base, head) = (find(base)?, find(head)?);
    let origin = repo
        .git
        .merge_base(&base.oid, &head.oid)
        .ok_or(OpError::NotFound)?;
    let ahead = repo.git.between(&base.oid, &head.oid);
    let behind = repo.git.between(&head.oid, &base.oid);
    let status = match (ahead.is_empty(), behind.is_empty()) {
        (true, true) => "identical",
        (false, true) => "ahead",
        (true, false) => "behind",
        (false, false) => "diverged",
    };
    let render = call.render();
    let files = changed_files(Some(&origin.tree), &head.tree);
    let html = format!("{}/compare/{basehead}", render.repo_html(repo));
    Ok(Reply::ok(json!({
        "url": format!("{}/compare/{basehead}", render.repo_url(repo)),
        "html_url": html, "permalink_url": html,
        "diff_url": format!("{html}.diff"), "patch_url": format!("{html}.patch"),
        "base_commit": render.commit(repo, base), "merge_base_commit": render.commit(repo, origin),
        "status": status, "ahead_by": ahead.len(), "behind_by": behind.len(), "total_commits": ahead.len(),
        "commits": ahead.iter().map(|commit| render.commit(repo, commit)).collect::<Vec<_>>(),
        "files": files.iter().map(|file| render.changed_file(repo, file, &head.oid)).collect::<Vec<_>>(),
    })))
}
