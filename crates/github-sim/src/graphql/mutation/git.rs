//! Branches and commits.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Payload;
use super::input::Input;
use crate::graphql::errors::Failure;
use crate::graphql::query;
use crate::graphql::value::Thing;
use crate::world::ops::FileCommit;
use crate::world::{OpError, RepoId};

/// The mutation of this name, if it is one of this file's.
pub(super) fn run(input: &Input<'_, '_>, name: &str) -> Option<Payload> {
    Some(match name {
        "createCommitOnBranch" => commit(input),
        "createRef" => create(input),
        "updateRef" => update(input),
        "deleteRef" => delete(input),
        _ => return None,
    })
}

/// The branch that an id names.
fn branch(input: &Input<'_, '_>, name: &str) -> Result<(RepoId, String), Failure> {
    match input.thing(name)? {
        Thing::Branch { repo, name } => Ok((repo, name)),
        _ => Err(input.wrong_kind("Ref", name)),
    }
}

fn create(input: &Input<'_, '_>) -> Payload {
    let repo = input.repository("repositoryId")?;
    let (full, oid) = (input.required("name"), input.required("oid"));
    let Some(name) = full.strip_prefix("refs/heads/") else {
        return Err(match full.strip_prefix("refs/tags/") {
            Some(_) => Failure::unmodelled("tags"),
            None => Failure::unprocessable(format!("{full} is not a valid ref name.")),
        });
    };
    let outcome = input.perform(input.required("repositoryId"), |world| {
        world.create_branch(input.cx.actor, repo, name, oid)
    });
    outcome.map_err(|failure| match failure.message.as_str() {
        "Reference already exists" => Failure::unprocessable(format!(
            "A ref named \"{full}\" already exists in the repository."
        )),
        _ => failure,
    })?;
    Ok(vec![(
        "ref",
        Thing::Branch {
            repo,
            name: name.to_owned(),
        }
        .into(),
    )])
}

fn update(input: &Input<'_, '_>) -> Payload {
    let (repo, name) = branch(input, "refId")?;
    let (oid, force) = (input.required("oid"), input.flag("force"));
    input.perform(input.required("refId"), |world| {
        world.update_branch(input.cx.actor, repo, &name, oid, force)
    })?;
    Ok(vec![("ref", Thing::Branch { repo, name }.into())])
}

fn delete(input: &Input<'_, '_>) -> Payload {
    let (repo, name) = branch(input, "refId")?;
    input.perform(input.required("refId"), |world| {
        world.delete_branch(input.cx.actor, repo, &name)
    })?;
    Ok(Vec::new())
}

/// The branch to commit to: by id, or by the names of repository and branch.
fn target(input: &Input<'_, '_>) -> Result<(RepoId, String), Failure> {
    let given = input.inner("branch");
    if given.text("id").is_some() {
        return branch(&given, "id");
    }
    let (Some(full), Some(name)) = (given.text("repositoryNameWithOwner"), given.text("branchName")) else {
        let text = "A branch is given by its id, or by repositoryNameWithOwner and branchName.";
        return Err(Failure::unprocessable(text));
    };
    let (owner, repo) = full.split_once('/').unwrap_or((full, ""));
    let world = input.cx.world();
    match query::repository(input.cx, &world, owner, repo, true)? {
        crate::graphql::value::Field::Thing(Thing::Repository(id)) => {
            Ok((id, name.trim_start_matches("refs/heads/").to_owned()))
        }
        _ => Err(Failure::no_node(full)),
    }
}

fn commit(input: &Input<'_, '_>) -> Payload {
    let (repo, branch) = target(input)?;
    let expected = input.required("expectedHeadOid");
    let message = input.inner("message");
    let changes = input.inner("fileChanges");
    let additions = changes
        .list("additions")
        .iter()
        .map(addition)
        .collect::<Result<Vec<_>, Failure>>()?;
    let deletions: Vec<String> = changes
        .list("deletions")
        .iter()
        .map(|one| one.required("path").to_owned())
        .collect();
    let body = message.text("body").filter(|body| !body.is_empty());
    let headline = message.required("headline");
    let commit = FileCommit {
        branch: Some(branch.clone()),
        expected_head: Some(expected.to_owned()),
        message: body.map_or_else(|| headline.to_owned(), |body| format!("{headline}\n\n{body}")),
        additions,
        deletions,
        author: None,
        committer: None,
    };
    let subject = input
        .inner("branch")
        .text("repositoryNameWithOwner")
        .unwrap_or_default();
    let oid = input.perform(subject, |world| {
        // Unlike the contents API this one makes no branch, not even the first.
        let there = world
            .repo(repo)
            .is_some_and(|repo| repo.git.branches.contains_key(&branch));
        if there || !world.repo(repo).is_some_and(|repo| repo.git.is_empty()) {
            world.commit_files(input.cx.actor, repo, &commit)
        } else {
            Err(OpError::Missing(format!("Branch {branch} not found")))
        }
    });
    let oid = oid.map_err(|failure| reword(failure, expected))?;
    Ok(vec![
        ("commit", Thing::Commit { repo, oid }.into()),
        ("ref", Thing::Branch { repo, name: branch }.into()),
    ])
}

fn addition(file: &Input<'_, '_>) -> Result<(String, Vec<u8>), Failure> {
    let path = file.required("path");
    // Line breaks are allowed in base64, as everywhere on GitHub.
    let compact: String = file.required("contents").split_whitespace().collect();
    match STANDARD.decode(compact) {
        Ok(bytes) => Ok((path.to_owned(), bytes)),
        Err(_) => Err(Failure::unprocessable(format!(
            "The contents of {path} are not valid Base64."
        ))),
    }
}

/// The contents API's refusals as this mutation words them.
fn reword(failure: Failure, expected: &str) -> Failure {
    if failure.message.starts_with("Expected branch to point to") {
        let text = format!("Expected branch to point to \"{expected}\" but it did not.  Pull and try again.");
        Failure::new("STALE_DATA", text)
    } else if failure.message.ends_with("does not exist in the branch") {
        let text =
            format!("A path was requested for deletion which does not exist as of commit oid `{expected}`");
        Failure::unprocessable(text)
    } else {
        failure
    }
}
