//! Branches.

use serde_json::{Value, json};

use super::route::Verb::Get;
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::percent::encode_path;
use crate::world::{OpError, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/branches",
        "branches/branches#list-branches",
        list,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/branches/{branch+}",
        "branches/branches#get-a-branch",
        get,
    ),
];

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_CONTENTS)?;
    let url = call.render().repo_url(repo);
    let row = |(name, oid): (&String, &String)| json!({"name": name, "commit": {"sha": oid, "url": format!("{url}/commits/{oid}")}, "protected": false});
    let items: Vec<Value> = repo.git.branches.iter().map(row).collect();
    Ok(call.page(items))
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_CONTENTS)?;
    let name = call.param("branch");
    let commit = repo
        .git
        .head(name)
        .ok_or_else(|| OpError::Missing("Branch not found".into()))?;
    let render = call.render();
    let url = format!("{}/branches/{}", render.repo_url(repo), encode_path(name));
    Ok(Reply::ok(json!({
        "name": name,
        "commit": render.commit(repo, commit),
        "_links": {"self": url, "html": format!("{}/tree/{}", render.repo_html(repo), encode_path(name))},
        "protected": false,
        "protection": {"enabled": false},
        "protection_url": format!("{url}/protection"),
    })))
}
