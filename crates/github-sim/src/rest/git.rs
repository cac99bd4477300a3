//! Git objects and references by name.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::contents::signature;
use super::route::Verb::{Delete, Get, Patch, Post};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::ops::{TreeEntry, find_tree};
use crate::world::{OpError, Repository, Tree, named_node_id, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/git/ref/{ref+}",
        "git/refs#get-a-reference",
        get_ref,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/git/matching-refs/{ref+}",
        "git/refs#list-matching-references",
        matching_refs,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/git/refs",
        "git/refs#create-a-reference",
        create_ref,
    ),
    operation(
        Patch,
        "/repos/{owner}/{repo}/git/refs/{ref+}",
        "git/refs#update-a-reference",
        update_ref,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/git/refs/{ref+}",
        "git/refs#delete-a-reference",
        delete_ref,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/git/blobs",
        "git/blobs#create-a-blob",
        create_blob,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/git/blobs/{file_sha}",
        "git/blobs#get-a-blob",
        get_blob,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/git/trees",
        "git/trees#create-a-tree",
        create_tree,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/git/trees/{tree_sha+}",
        "git/trees#get-a-tree",
        get_tree,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/git/commits",
        "git/commits#create-a-commit",
        create_commit,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/git/commits/{commit_sha}",
        "git/commits#get-a-commit-object",
        get_commit,
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

/// The branch `heads/x` stands for. Tags are not modelled and so not found.
fn branch<'a>(call: &'a Call<'_>) -> Result<&'a str, OpError> {
    call.param("ref").strip_prefix("heads/").ok_or(OpError::NotFound)
}

fn rendered(call: &Call<'_>, branch: &str) -> Result<Value, OpError> {
    let repo = call.repo()?;
    let oid = repo.git.branches.get(branch).ok_or(OpError::NotFound)?;
    Ok(call.render().git_ref(repo, branch, oid))
}

fn get_ref(call: &mut Call<'_>) -> Result<Reply, OpError> {
    readable(call)?;
    Ok(Reply::ok(rendered(call, branch(call)?)?))
}

fn matching_refs(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let prefix = call.param("ref");
    let found = repo
        .git
        .branches
        .iter()
        .filter(|(name, _)| format!("heads/{name}").starts_with(prefix));
    let items: Vec<Value> = found
        .map(|(name, oid)| call.render().git_ref(repo, name, oid))
        .collect();
    Ok(Reply::ok(Value::Array(items)))
}

fn create_ref(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (name, sha) = (call.required_text("ref")?, call.required_text("sha")?);
    let Some(branch) = name.strip_prefix("refs/heads/").map(str::to_owned) else {
        let text = format!("Reference name must start with 'refs/' and have at least two slashes: {name}");
        return Err(OpError::Unprocessable(text));
    };
    let (actor, repo) = (call.actor()?, call.repo_id()?);
    call.world.create_branch(&actor, repo, &branch, &sha)?;
    Ok(Reply::created(rendered(call, &branch)?))
}

fn update_ref(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo, branch) = (call.actor()?, call.repo_id()?, branch(call)?.to_owned());
    let sha = call.required_text("sha")?;
    let force = call.flag("force")?.unwrap_or(false);
    call.world.update_branch(&actor, repo, &branch, &sha, force)?;
    Ok(Reply::ok(rendered(call, &branch)?))
}

fn delete_ref(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo, branch) = (call.actor()?, call.repo_id()?, branch(call)?.to_owned());
    call.world.delete_branch(&actor, repo, &branch)?;
    Ok(Reply::no_content())
}

fn create_blob(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo, content) = (call.actor()?, call.repo_id()?, call.required_text("content")?);
    let bytes = if call.text("encoding")?.as_deref() == Some("base64") {
        let invalid = |_| OpError::Unprocessable("content is not valid Base64".into());
        STANDARD
            .decode(content.replace(['\n', '\r'], ""))
            .map_err(invalid)?
    } else {
        content.into_bytes()
    };
    let oid = call.world.create_blob(&actor, repo, bytes)?;
    let url = format!("{}/git/blobs/{oid}", call.render().repo_url(call.repo()?));
    Ok(Reply::created(json!({"sha": oid, "url": url})))
}

fn get_blob(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let blob = repo
        .git
        .blobs
        .get(call.param("file_sha"))
        .ok_or(OpError::NotFound)?;
    Ok(Reply::ok(json!({
        "sha": blob.oid,
        "node_id": named_node_id("B", repo.id, &blob.oid),
        "size": blob.bytes.len(),
        "url": format!("{}/git/blobs/{}", call.render().repo_url(repo), blob.oid),
        "content": STANDARD.encode(&blob.bytes),
        "encoding": "base64",
    })))
}

fn create_tree(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo) = (call.actor()?, call.repo_id()?);
    let missing = || OpError::Unprocessable("Invalid request.\n\n\"tree\" wasn't supplied.".into());
    let given = call
        .field("tree")
        .and_then(Value::as_array)
        .cloned()
        .ok_or_else(missing)?;
    let mut entries = Vec::new();
    for entry in &given {
        let pathless = || OpError::Unprocessable("tree.path contains a malformed path component".into());
        let path = entry["path"]
            .as_str()
            .filter(|path| !path.is_empty())
            .ok_or_else(pathless)?;
        let what = match (entry["content"].as_str(), entry["sha"].as_str()) {
            (Some(content), _) => Some(TreeEntry::Content(content.as_bytes().to_vec())),
            (None, Some(oid)) => Some(TreeEntry::Blob(oid.to_owned())),
            (None, None) => None,
        };
        entries.push((path.to_owned(), what));
    }
    let base = call.text("base_tree")?;
    let tree = call.world.create_tree(&actor, repo, base.as_deref(), entries)?;
    let found = call.repo()?;
    Ok(Reply::created(tree_listing(call, found, &tree, false)))
}

fn get_tree(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let tree = find_tree(&repo.git, call.param("tree_sha")).ok_or(OpError::NotFound)?;
    // Any value at all means yes, `0` and `false` included.
    let recursive = call.query("recursive").is_some();
    Ok(Reply::ok(tree_listing(call, repo, tree, recursive)))
}

fn tree_listing(call: &Call<'_>, repo: &Repository, tree: &Tree, recursive: bool) -> Value {
    let url = call.render().repo_url(repo);
    let mut rows = Vec::new();
    let mut directories = vec![String::new()];
    while let Some(directory) = directories.pop() {
        for (name, blob) in tree.children(&directory) {
            let path = if directory.is_empty() {
                name
            } else {
                format!("{directory}/{name}")
            };
            if let Some(blob) = blob {
                rows.push(json!({
                    "path": path, "mode": "100644", "type": "blob", "sha": blob.oid, "size": blob.bytes.len(),
                    "url": format!("{url}/git/blobs/{}", blob.oid),
                }));
            } else {
                let prefix = format!("{path}/");
                let inner = tree
                    .files
                    .iter()
                    .filter_map(|(name, blob)| Some((name.strip_prefix(&prefix)?, blob)));
                let inner: Vec<_> = inner.collect();
                let same = |other: &&std::sync::Arc<Tree>| {
                    other.files.len() == inner.len()
                        && other
                            .files
                            .iter()
                            .zip(&inner)
                            .all(|((a, x), (b, y))| a == b && x.oid == y.oid)
                };
                let oid = repo
                    .git
                    .trees
                    .values()
                    .find(same)
                    .map(|tree| tree.oid.clone())
                    .unwrap_or_default();
                rows.push(json!({
                    "path": path, "mode": "040000", "type": "tree", "sha": oid, "url": format!("{url}/git/trees/{oid}"),
                }));
                if recursive {
                    directories.push(path);
                }
            }
        }
    }
    rows.sort_by(|one, other| one["path"].as_str().cmp(&other["path"].as_str()));
    json!({"sha": tree.oid, "url": format!("{url}/git/trees/{}", tree.oid), "tree": rows, "truncated": false})
}

fn create_commit(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo) = (call.actor()?, call.repo_id()?);
    let (message, tree) = (call.required_text("message")?, call.required_text("tree")?);
    let parents = call.texts("parents")?.unwrap_or_default();
    let (author, committer) = (signature(call, "author")?, signature(call, "committer")?);
    let commit = crate::world::ops::NewCommit {
        message,
        tree,
        parents,
        author,
        committer,
    };
    let oid = call.world.create_commit(&actor, repo, &commit)?;
    let found = call.repo()?;
    let commit = found.git.commits.get(&oid).ok_or(OpError::NotFound)?;
    Ok(Reply::created(call.render().git_commit(found, commit)))
}

fn get_commit(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let commit = repo
        .git
        .commits
        .get(call.param("commit_sha"))
        .ok_or(OpError::NotFound)?;
    Ok(Reply::ok(call.render().git_commit(repo, commit)))
}
