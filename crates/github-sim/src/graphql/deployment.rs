//! `Deployment` and `DeploymentStatus`.

use apollo_compiler::response::JsonValue;

use super::account;
use super::connection::{Item, connection};
use super::execute::{Call, Context};
use super::resolve::gone;
use super::value::{Field, Resolved, Thing};
use crate::world::{Deployment, RepoId, Repository, World, need};

/// The deployments that a connection's arguments ask for, of those that pass a test.
pub(super) fn listed(repo: &Repository, call: &Call<'_>, test: impl Fn(&Deployment) -> bool) -> Vec<Item> {
    let environments = call.texts("environments");
    let wanted = |one: &&Deployment| {
        environments
            .as_ref()
            .is_none_or(|names| names.contains(&one.environment.as_str()))
            && test(one)
    };
    let mut items: Vec<Item> = repo
        .deployments
        .values()
        .filter(wanted)
        .map(|one| {
            Item::new(
                one.id,
                Thing::Deployment {
                    repo: repo.id,
                    id: one.id,
                },
            )
        })
        .collect();
    let order = call.object("orderBy").and_then(|order| order.get("direction"));
    if order.and_then(JsonValue::as_str) == Some("DESC") {
        items.reverse();
    }
    items
}

/// The branch that was deployed, if it was one and is still there.
pub(super) fn branch(world: &World, repo: RepoId, id: i64) -> Option<Thing> {
    let found = world.repo(repo)?;
    let name = found.deployments.get(&id)?.reference.clone();
    let there = found.git.branches.contains_key(&name);
    there.then_some(Thing::Branch { repo, name })
}

/// A field of a deployment.
pub(super) fn field(cx: &Context<'_>, repo: RepoId, id: i64, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let found = world.repo(repo).ok_or_else(gone)?;
    let one = found.deployments.get(&id).ok_or_else(gone)?;
    let status = |id: i64| Thing::DeploymentStatus {
        repo,
        deployment: one.id,
        id,
    };
    Ok(match call.name() {
        "id" => one.node_id().into(),
        "databaseId" => id.into(),
        "commitOid" => one.commit.as_str().into(),
        "commit" => {
            let may = cx.permitted(&world, repo, &need::READ_CONTENTS).is_ok();
            may.then(|| Thing::Commit {
                repo,
                oid: one.commit.clone(),
            })
            .into()
        }
        "ref" => branch(&world, repo, id).into(),
        "repository" => Thing::Repository(repo).into(),
        "creator" => account::actor(&world, one.creator),
        "createdAt" => one.created_at.into(),
        "updatedAt" => one.updated_at.into(),
        "description" => one.description.as_deref().into(),
        "task" => one.task.as_str().into(),
        "payload" => one.payload.to_string().into(),
        "environment" | "latestEnvironment" => one.environment.as_str().into(),
        "originalEnvironment" => one.original_environment.as_str().into(),
        "state" => one.state().into(),
        "latestStatus" => one.statuses.last().map(|last| status(last.id)).into(),
        "statuses" => {
            let newest_first = one.statuses.iter().rev();
            let items = newest_first.map(|one| Item::new(one.id, status(one.id)));
            return connection(call, items.collect());
        }
        _ => return Err(call.unmodelled()),
    })
}

/// A field of a status, found by the ids of its deployment and its own.
pub(super) fn status(
    cx: &Context<'_>,
    repo: RepoId,
    (deployment, id): (i64, i64),
    call: &Call<'_>,
) -> Resolved {
    let world = cx.world();
    let found = world
        .repo(repo)
        .and_then(|repo| repo.deployments.get(&deployment));
    let found = found.ok_or_else(gone)?;
    let one = found.statuses.iter().find(|one| one.id == id).ok_or_else(gone)?;
    // An address or text that was not given is null, not empty.
    let given = |text: &str| -> Field { Some(text).filter(|text| !text.is_empty()).into() };
    Ok(match call.name() {
        "id" => one.node_id().into(),
        "createdAt" | "updatedAt" => one.created_at.into(),
        "creator" => account::actor(&world, one.creator),
        "deployment" => Thing::Deployment { repo, id: deployment }.into(),
        "description" => given(&one.description),
        "environment" => one.environment.as_str().into(),
        "environmentUrl" => given(&one.environment_url),
        "logUrl" => given(&one.log_url),
        "state" => one.state.to_uppercase().into(),
        _ => return Err(call.unmodelled()),
    })
}
