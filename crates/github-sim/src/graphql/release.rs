//! `Release`.

use apollo_compiler::response::JsonValue;

use super::account;
use super::connection::Item;
use super::errors::Failure;
use super::execute::{Call, Context};
use super::resolve::{gone, repo_path};
use super::value::{Resolved, Thing};
use crate::percent::encode;
use crate::world::{Release, RepoId, Repository, World, need};

/// The object that stands for a release.
pub(super) fn thing(repo: &Repository, one: &Release) -> Thing {
    Thing::Release {
        repo: repo.id,
        id: one.id,
    }
}

/// The releases the actor may see: drafts are for those who may write.
pub(super) fn shown<'w>(
    cx: &Context<'_>,
    world: &World,
    repo: &'w Repository,
) -> impl Iterator<Item = &'w Release> + use<'w> {
    let writes = world.allows(cx.actor, repo, &need::WRITE_CONTENTS);
    repo.releases.values().filter(move |one| writes || !one.draft)
}

/// The same in the order that a connection's arguments ask for.
pub(super) fn listed(
    cx: &Context<'_>,
    world: &World,
    repo: &Repository,
    call: &Call<'_>,
) -> Result<Vec<Item>, Failure> {
    let asked = |name: &str| {
        call.object("orderBy")
            .and_then(|order| order.get(name))
            .and_then(JsonValue::as_str)
    };
    let mut found: Vec<&Release> = shown(cx, world, repo).collect();
    match asked("field") {
        None | Some("CREATED_AT") => found.sort_by_key(|one| (one.created_at, one.id)),
        Some("NAME") => found.sort_by_key(|one| one.name.clone()),
        Some(other) => return Err(Failure::unmodelled(&format!("ReleaseOrderField.{other}"))),
    }
    if asked("direction") == Some("DESC") {
        found.reverse();
    }
    Ok(found
        .into_iter()
        .map(|one| Item::new(one.id, thing(repo, one)))
        .collect())
}

/// A field of a release. Its tag is a name only.
pub(super) fn field(cx: &Context<'_>, id: RepoId, release: i64, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let repo = world.repo(id).ok_or_else(gone)?;
    let one = repo.releases.get(&release).ok_or_else(gone)?;
    let path = format!("{}/releases/tag/{}", repo_path(&world, repo), encode(&one.tag));
    Ok(match call.name() {
        "id" => one.node_id().into(),
        "databaseId" => one.id.into(),
        "name" => one.name.as_deref().into(),
        "description" => one.body.as_deref().into(),
        "tagName" => one.tag.as_str().into(),
        "tagCommit" => repo
            .git
            .resolve(&one.target)
            .map(|commit| Thing::Commit {
                repo: id,
                oid: commit.oid.clone(),
            })
            .into(),
        "isDraft" => one.draft.into(),
        "isPrerelease" => one.prerelease.into(),
        "isLatest" => repo
            .latest_release()
            .is_some_and(|latest| latest.id == one.id)
            .into(),
        "author" => account::user(&world, one.author),
        "createdAt" => one.created_at.into(),
        "updatedAt" => one.updated_at.into(),
        "publishedAt" => one.published_at.into(),
        "repository" => Thing::Repository(id).into(),
        "url" => format!("{}{path}", world.web_url).into(),
        "resourcePath" => path.into(),
        _ => return Err(call.unmodelled()),
    })
}
