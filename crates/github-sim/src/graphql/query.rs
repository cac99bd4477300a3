//! The fields of `Query`.

use super::errors::Failure;
use super::execute::{Call, Context};
use super::global_id;
use super::resolve::issue_thing;
use super::value::{Field, Record, Resolved, Thing};
use crate::world::{AccountKind, IssueKey, Need, Node, RepoId, World, need};

/// A field of the root.
pub(super) fn field(cx: &Context<'_>, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    match call.name() {
        "viewer" => Ok(Thing::Viewer(cx.actor.account).into()),
        "repository" => {
            let (owner, name) = (
                call.text("owner").unwrap_or_default(),
                call.text("name").unwrap_or_default(),
            );
            repository(cx, &world, owner, name, call.flag("followRenames"))
        }
        "repositoryOwner" => {
            let owner = world.account_by_login(call.text("login").unwrap_or_default());
            Ok(owner
                .filter(|account| account.kind != AccountKind::Bot)
                .map(|account| Thing::Account(account.id))
                .into())
        }
        "user" => account(&world, call, AccountKind::User, "a User"),
        "organization" => account(&world, call, AccountKind::Organization, "an Organization"),
        "node" => node(cx, &world, call.text("id").unwrap_or_default()),
        "nodes" => {
            let ids = call.texts("ids").unwrap_or_default();
            if ids.len() > 100 {
                let text = format!(
                    "You may not provide more than 100 node ids; you provided {}.",
                    ids.len()
                );
                return Err(Failure::new("ARGUMENT_LIMIT", text));
            }
            Ok(Field::List(
                ids.into_iter()
                    .map(|id| node(cx, &world, id).unwrap_or_else(Field::Failed))
                    .collect(),
            ))
        }
        "rateLimit" => Ok(rate_limit(cx)),
        _ => Err(call.unmodelled()),
    }
}

fn account(world: &World, call: &Call<'_>, kind: AccountKind, what: &str) -> Resolved {
    let login = call.text("login").unwrap_or_default();
    match world
        .account_by_login(login)
        .filter(|account| account.kind == kind)
    {
        Some(account) => Ok(Thing::Account(account.id).into()),
        None => Err(Failure::not_found(format!(
            "Could not resolve to {what} with the login of '{login}'."
        ))),
    }
}

/// A repository by name, through former names if that is wanted.
pub(super) fn repository(cx: &Context<'_>, world: &World, owner: &str, name: &str, follow: bool) -> Resolved {
    let full = format!("{owner}/{name}");
    let former = || {
        follow
            .then(|| world.repo(*world.redirects.get(&full.to_lowercase())?))
            .flatten()
    };
    let found = world
        .repo_by_name(owner, name)
        .or_else(former)
        .filter(|repo| cx.sees(world, repo));
    match found {
        Some(repo) => Ok(Thing::Repository(repo.id).into()),
        None => Err(Failure::not_found(format!(
            "Could not resolve to a Repository with the name '{full}'."
        ))),
    }
}

/// What a node id points at, if the actor may see it.
pub(super) fn node(cx: &Context<'_>, world: &World, id: &str) -> Resolved {
    thing(cx, world, id).map(Field::from)
}

/// The same as an object.
pub(super) fn thing(cx: &Context<'_>, world: &World, id: &str) -> Result<Thing, Failure> {
    let (thing, place) = match world.node(id) {
        Some(node) => known(world, node),
        None => git(world, id).ok_or_else(|| Failure::no_node(id))?,
    };
    let Some((repo, need)) = place else {
        return Ok(thing);
    };
    if !world.repo(repo).is_some_and(|repo| cx.sees(world, repo)) {
        return Err(Failure::no_node(id));
    }
    cx.permitted(world, repo, &need)?;
    Ok(thing)
}

type Placed = (Thing, Option<(RepoId, Need)>);

fn known(world: &World, node: Node) -> Placed {
    let need_of = |key: IssueKey| {
        let pull = world.issue(key).is_some_and(|issue| issue.pull.is_some());
        Some((key.repo, if pull { need::READ_PULLS } else { need::READ_ISSUES }))
    };
    match node {
        Node::Account(id) => (Thing::Account(id), None),
        Node::App(id) => (Thing::App(id), None),
        Node::Repository(id) => (Thing::Repository(id), Some((id, need::METADATA))),
        Node::Issue(key) | Node::PullRequest(key) => (issue_thing(world, key), need_of(key)),
        Node::Comment { issue, id } => (Thing::Comment { issue, id }, need_of(issue)),
        Node::Review { pull, id } => (Thing::Review { pull, id }, need_of(pull)),
        Node::Label { repo, id } => (Thing::Label { repo, id }, Some((repo, need::READ_ISSUES))),
        Node::Milestone { repo, number } => {
            (Thing::Milestone { repo, number }, Some((repo, need::READ_ISSUES)))
        }
        Node::CheckRun { repo, id } => (Thing::CheckRun { repo, id }, Some((repo, need::READ_CHECKS))),
        Node::Deployment { repo, id } => (
            Thing::Deployment { repo, id },
            Some((repo, need::READ_DEPLOYMENTS)),
        ),
        Node::Release { repo, id } => (Thing::Release { repo, id }, Some((repo, need::READ_CONTENTS))),
        Node::CheckSuite { repo, id } => (Thing::CheckSuite { repo, id }, Some((repo, need::READ_CHECKS))),
    }
}

fn git(world: &World, id: &str) -> Option<Placed> {
    let thing = global_id::decode(id)?;
    let (repo, there) = match &thing {
        Thing::Branch { repo, name } => (*repo, world.repo(*repo)?.git.branches.contains_key(name)),
        Thing::Commit { repo, oid } => (*repo, world.repo(*repo)?.git.commits.contains_key(oid)),
        Thing::Tree { repo, oid, .. } => (*repo, world.repo(*repo)?.git.trees.contains_key(oid)),
        Thing::Blob { repo, oid } => (*repo, world.repo(*repo)?.git.blobs.contains_key(oid)),
        Thing::PullCommit { pull, oid } => (pull.repo, world.repo(pull.repo)?.git.commits.contains_key(oid)),
        _ => return None,
    };
    there.then_some((thing, Some((repo, need::READ_CONTENTS))))
}

/// The allowance as the headers show it, with this request counted; the cost as GitHub documents it.
fn rate_limit(cx: &Context<'_>) -> Field {
    let usage = cx.world().usage(Some(cx.actor), "graphql");
    let used = (usage.used + 1).min(usage.limit);
    let fields = vec![
        ("limit", i64::from(usage.limit).into()),
        ("cost", cx.cost.points.into()),
        ("nodeCount", cx.cost.nodes.into()),
        ("used", i64::from(used).into()),
        ("remaining", i64::from(usage.limit - used).into()),
        ("resetAt", usage.reset.into()),
    ];
    Record::new("RateLimit", fields).into()
}
