//! `Ref`, `Tree`, `TreeEntry`, `Blob`; commits are in [`commit`].

pub(super) mod commit;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::connection::connection;
use super::errors::Failure;
use super::execute::{Call, Context};
use super::global_id;
use super::repository::issues::filtered_pulls;
use super::resolve::{gone, repo_path};
use super::value::{Field, Record, Resolved, Thing};
use crate::world::{Blob, Git, Oid, RepoId, Repository, Tree, World, need};

/// Longer texts are cut off by GitHub.
const TEXT_LIMIT: usize = 512 * 1024;

/// The object of this name: commit, directory or file content.
pub(super) fn by_oid(repo: &Repository, oid: &str) -> Option<Thing> {
    let (id, oid) = (repo.id, oid.to_owned());
    if repo.git.commits.contains_key(&oid) {
        Some(Thing::Commit { repo: id, oid })
    } else if repo.git.trees.contains_key(&oid) {
        Some(Thing::Tree {
            repo: id,
            oid,
            path: String::new(),
        })
    } else if repo.git.blobs.contains_key(&oid) {
        Some(Thing::Blob { repo: id, oid })
    } else {
        None
    }
}

/// What git's `rev-parse` makes of an expression: `main`, `HEAD:docs`, `<oid>:docs/a.md`, `refs/heads/x:`.
pub(super) fn by_expression(repo: &Repository, expression: &str) -> Option<Thing> {
    let (revision, path) = match expression.split_once(':') {
        Some((revision, path)) => (revision, Some(path)),
        None => (expression, None),
    };
    let revision = if revision == "HEAD" {
        repo.default_branch.as_str()
    } else {
        revision
    };
    let Some(commit) = repo.git.resolve(revision) else {
        return if path.is_none() {
            by_oid(repo, revision)
        } else {
            None
        };
    };
    match path {
        None => Some(Thing::Commit {
            repo: repo.id,
            oid: commit.oid.clone(),
        }),
        Some(path) => at_path(repo, &commit.tree, path),
    }
}

/// The file or directory at a path of a tree.
fn at_path(repo: &Repository, tree: &Tree, path: &str) -> Option<Thing> {
    let path = path.trim_matches('/');
    if let Some(blob) = tree.files.get(path) {
        return Some(Thing::Blob {
            repo: repo.id,
            oid: blob.oid.clone(),
        });
    }
    let oid = directory_oid(&repo.git, tree, path)?;
    Some(Thing::Tree {
        repo: repo.id,
        oid,
        path: path.to_owned(),
    })
}

/// Git's name of a directory of a tree. Every directory of a committed tree is kept under its name.
fn directory_oid(git: &Git, tree: &Tree, path: &str) -> Option<Oid> {
    if path.is_empty() {
        return Some(tree.oid.clone());
    }
    let prefix = format!("{path}/");
    let inside: BTreeMap<&str, &str> = tree
        .files
        .range(prefix.clone()..)
        .map_while(|(name, blob)| Some((name.strip_prefix(&prefix)?, blob.oid.as_str())))
        .collect();
    let same = |one: &Arc<Tree>| {
        let files = one
            .files
            .iter()
            .map(|(name, blob)| (name.as_str(), blob.oid.as_str()));
        one.files.len() == inside.len() && files.eq(inside.iter().map(|(name, oid)| (*name, *oid)))
    };
    let found = if inside.is_empty() {
        None
    } else {
        git.trees.values().find(|one| same(one))
    };
    found.map(|one| one.oid.clone())
}

/// The entry of one file or directory, as `Commit.file` and `Tree.entries` give it.
fn entry(repo: &Repository, tree: &Tree, path: &str, shown_path: &str) -> Option<Field> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let object = at_path(repo, tree, path)?;
    let (oid, kind, mode, size, lines) = match &object {
        Thing::Blob { oid, .. } => {
            let blob = repo.git.blobs.get(oid)?;
            (
                oid,
                "blob",
                0o100_644_i64,
                blob.bytes.len(),
                Some(blob.text().lines().count()),
            )
        }
        Thing::Tree { oid, .. } => (oid, "tree", 0o040_000, 0, None),
        _ => return None,
    };
    let extension = name
        .rfind('.')
        .filter(|_| kind == "blob")
        .map_or("", |dot| &name[dot..]);
    let fields = vec![
        ("name", name.into()),
        ("path", shown_path.into()),
        ("extension", extension.into()),
        ("oid", oid.into()),
        ("type", kind.into()),
        ("mode", Field::from(mode)),
        ("size", size.into()),
        ("lineCount", lines.into()),
        ("isGenerated", false.into()),
        ("repository", Thing::Repository(repo.id).into()),
        ("object", object.into()),
    ];
    Some(Record::new("TreeEntry", fields).into())
}

/// A field of a branch.
pub(super) fn branch(cx: &Context<'_>, repo: RepoId, name: &str, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let found = world.repo(repo).ok_or_else(gone)?;
    Ok(match call.name() {
        "id" => global_id::branch(repo, name).into(),
        "name" => name.into(),
        "prefix" => "refs/heads/".into(),
        "repository" => Thing::Repository(repo).into(),
        "target" => found
            .git
            .branches
            .get(name)
            .map(|oid| Thing::Commit {
                repo,
                oid: oid.clone(),
            })
            .into(),
        "associatedPullRequests" => {
            cx.permitted(&world, repo, &need::READ_PULLS)?;
            let mut items = filtered_pulls(found, call)?;
            items.retain(|item| of_branch(&world, item, (repo, name)));
            return connection(call, items);
        }
        _ => return Err(call.unmodelled()),
    })
}

fn of_branch(world: &World, item: &super::connection::Item, (repo, name): (RepoId, &str)) -> bool {
    let Field::Thing(Thing::Pull(key)) = item.node else {
        return false;
    };
    let pull = world.issue(key).and_then(|issue| issue.pull.as_ref());
    pull.is_some_and(|pull| pull.comes_from(repo, name))
}

/// A field that commits, directories and contents share.
fn git_object(world: &World, repo: &Repository, oid: &str, call: &Call<'_>) -> Resolved {
    let path = format!("{}/commit/{oid}", repo_path(world, repo));
    Ok(match call.name() {
        "oid" => oid.into(),
        "abbreviatedOid" => oid[..7.min(oid.len())].into(),
        "commitUrl" => format!("{}{path}", world.web_url).into(),
        "commitResourcePath" => path.into(),
        "repository" => Thing::Repository(repo.id).into(),
        _ => return Err(call.unmodelled()),
    })
}

/// A field of a directory.
pub(super) fn tree(cx: &Context<'_>, id: RepoId, oid: &str, path: &str, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let repo = world.repo(id).ok_or_else(gone)?;
    let tree = repo.git.trees.get(oid).ok_or_else(gone)?;
    match call.name() {
        "id" => Ok(global_id::tree(id, oid).into()),
        "entries" => {
            let entries = tree.children("").into_iter().filter_map(|(name, _)| {
                let shown = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}/{name}")
                };
                entry(repo, tree, &name, &shown)
            });
            Ok(Field::List(entries.collect()))
        }
        _ => git_object(&world, repo, oid, call),
    }
}

/// A field of a file's content.
pub(super) fn blob(cx: &Context<'_>, id: RepoId, oid: &str, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let repo = world.repo(id).ok_or_else(gone)?;
    let blob = repo.git.blobs.get(oid).ok_or_else(gone)?;
    Ok(match call.name() {
        "id" => global_id::blob(id, oid).into(),
        "byteSize" => blob.bytes.len().into(),
        "isBinary" => is_binary(blob).into(),
        "isTruncated" => (!is_binary(blob) && blob.bytes.len() > TEXT_LIMIT).into(),
        "text" if is_binary(blob) => Field::NULL,
        "text" => {
            let text = blob.text();
            let end = (0..=TEXT_LIMIT.min(text.len()))
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap_or(0);
            text[..end].into()
        }
        _ => return git_object(&world, repo, oid, call),
    })
}

fn is_binary(blob: &Blob) -> bool {
    blob.bytes.contains(&0) || std::str::from_utf8(&blob.bytes).is_err()
}

/// The failure of an object id that names nothing.
pub(super) fn no_object(oid: &str) -> Failure {
    Failure::not_found(format!("Could not resolve to a node with the OID of '{oid}'."))
}
