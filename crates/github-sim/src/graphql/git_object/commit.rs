//! `Commit`, `GitActor` and the history of a branch.

use std::collections::BTreeMap;

use crate::graphql::account;
use crate::graphql::check;
use crate::graphql::connection::{Item, connection};
use crate::graphql::deployment;
use crate::graphql::errors::Failure;
use crate::graphql::execute::{Call, Context};
use crate::graphql::global_id;
use crate::graphql::repository::issues::instant;
use crate::graphql::resolve::{gone, repo_path};
use crate::graphql::value::{Field, Record, Resolved, Thing};
use crate::world::compare::base_of;
use crate::world::{Commit, Issue, IssueKey, RepoId, Repository, Signature, World, changed_files, need};

/// A field of a commit.
pub(in crate::graphql) fn field(cx: &Context<'_>, id: RepoId, oid: &str, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let repo = world.repo(id).ok_or_else(gone)?;
    let commit = repo.git.commits.get(oid).ok_or_else(gone)?;
    let (headline, rest) = commit.message.split_once('\n').unwrap_or((&commit.message, ""));
    let path = format!("{}/commit/{oid}", repo_path(&world, repo));
    Ok(match call.name() {
        "id" => global_id::commit(id, oid).into(),
        "message" => commit.message.as_str().into(),
        "messageHeadline" => headline.into(),
        "messageBody" => rest.trim_start_matches('\n').into(),
        "author" => git_actor(&world, &commit.author),
        "committer" => git_actor(&world, &commit.committer),
        "authors" => return connection(call, authors(&world, commit)),
        "authoredDate" => commit.author.at.into(),
        "committedDate" => commit.committer.at.into(),
        "authoredByCommitter" => (commit.author.email == commit.committer.email).into(),
        "committedViaWeb" => commit.verified.into(),
        "url" => format!("{}{path}", world.web_url).into(),
        "resourcePath" => path.into(),
        "tree" => Thing::Tree {
            repo: id,
            oid: commit.tree.oid.clone(),
            path: String::new(),
        }
        .into(),
        "file" => {
            let path = call.text("path").unwrap_or_default().trim_matches('/');
            super::entry(repo, &commit.tree, path, path).into()
        }
        "additions" | "deletions" | "changedFiles" | "changedFilesIfAvailable" => {
            changes(repo, commit, call.name()).into()
        }
        "parents" => return connection(call, commit.parents.iter().map(|oid| item(id, oid)).collect()),
        "history" => return connection(call, history(repo, commit, call)?),
        "associatedPullRequests" => {
            cx.permitted(&world, id, &need::READ_PULLS)?;
            return connection(call, pulls_with(repo, oid));
        }
        "deployments" => {
            cx.permitted(&world, id, &need::READ_DEPLOYMENTS)?;
            return connection(call, deployment::listed(repo, call, |one| one.commit == oid));
        }
        "checkSuites" | "statusCheckRollup" => return check::of_commit(cx, &world, repo, oid, call),
        _ => return super::git_object(&world, repo, oid, call),
    })
}

fn item(repo: RepoId, oid: &str) -> Item {
    Item::new(
        oid,
        Thing::Commit {
            repo,
            oid: oid.to_owned(),
        },
    )
}

/// Author or committer as written in the commit, with the account the address belongs to.
fn git_actor(world: &World, who: &Signature) -> Field {
    let fields = vec![
        ("name", who.name.as_str().into()),
        ("email", who.email.as_str().into()),
        ("date", who.at.into()),
        (
            "user",
            who.account.map_or(Field::NULL, |id| account::user(world, id)),
        ),
    ];
    Record::new("GitActor", fields).into()
}

/// The author and all whom the message names as co-authors, once each.
fn authors(world: &World, commit: &Commit) -> Vec<Item> {
    let mut all = vec![commit.author.clone()];
    for (name, email) in commit.message.lines().filter_map(co_author) {
        if all.iter().any(|one| one.email.eq_ignore_ascii_case(email)) {
            continue;
        }
        let account = world
            .accounts
            .values()
            .find(|one| one.email().eq_ignore_ascii_case(email));
        all.push(Signature {
            name: name.to_owned(),
            email: email.to_owned(),
            at: commit.author.at,
            account: account.map(|one| one.id),
        });
    }
    all.iter()
        .map(|who| Item::new(&who.email, git_actor(world, who)))
        .collect()
}

/// Name and address of a line such as `Co-authored-by: Mona <mona@example.org>`.
fn co_author(line: &str) -> Option<(&str, &str)> {
    let (key, who) = line.split_once(':')?;
    let (name, rest) = who.split_once('<')?;
    let email = rest.trim_end().strip_suffix('>')?;
    key.eq_ignore_ascii_case("co-authored-by")
        .then_some((name.trim(), email))
}

/// Ancestors, newest first; with `path` only those that changed it.
fn history(repo: &Repository, from: &Commit, call: &Call<'_>) -> Result<Vec<Item>, Failure> {
    call.refuse_arguments(&["author"])?;
    let path = call.text("path").map(|path| path.trim_matches('/'));
    let since = call.text("since").map(instant).transpose()?;
    let until = call.text("until").map(instant).transpose()?;
    let shown = repo.git.history(&from.oid).into_iter().filter(|commit| {
        since.is_none_or(|since| commit.committer.at >= since)
            && until.is_none_or(|until| commit.committer.at <= until)
            && path.is_none_or(|path| changed(repo, commit, path))
    });
    Ok(shown.map(|commit| item(repo.id, &commit.oid)).collect())
}

/// How much a commit changed, compared with its first parent.
fn changes(repo: &Repository, commit: &Commit, field: &str) -> usize {
    let parent = commit.parents.first().and_then(|oid| repo.git.commits.get(oid));
    let files = changed_files(parent.map(|parent| &*parent.tree), &commit.tree);
    match field {
        "additions" => files.iter().map(|file| file.additions).sum(),
        "deletions" => files.iter().map(|file| file.deletions).sum(),
        _ => files.len(),
    }
}

/// Whether a commit changed what is at or below a path, compared with its first parent.
fn changed(repo: &Repository, commit: &Commit, path: &str) -> bool {
    let parent = commit.parents.first().and_then(|oid| repo.git.commits.get(oid));
    below(commit, path) != parent.map(|parent| below(parent, path)).unwrap_or_default()
}

fn below<'a>(commit: &'a Commit, path: &str) -> BTreeMap<&'a str, &'a str> {
    let inside = |name: &str| {
        name.strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let files = commit.tree.files.iter().filter(|(name, _)| inside(name));
    files
        .map(|(name, blob)| (name.as_str(), blob.oid.as_str()))
        .collect()
}

/// The pull requests a commit came in by, or is proposed in.
fn pulls_with(repo: &Repository, oid: &str) -> Vec<Item> {
    let has = |issue: &&Issue| {
        issue.pull.as_ref().is_some_and(|pull| {
            pull.head_oid == oid
                || pull.merge.as_ref().is_some_and(|merge| merge.commit == oid)
                || repo
                    .git
                    .between(base_of(repo, pull), &pull.head_oid)
                    .iter()
                    .any(|commit| commit.oid == oid)
        })
    };
    let pulls = repo.issues.values().filter(has);
    pulls
        .map(|issue| {
            Item::new(
                issue.id,
                Thing::Pull(IssueKey {
                    repo: repo.id,
                    number: issue.number,
                }),
            )
        })
        .collect()
}
