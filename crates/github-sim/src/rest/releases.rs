//! Releases.

use serde_json::Value;

use super::route::Verb::{Get, Patch, Post};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::ops::{NewRelease, ReleaseEdit};
use crate::world::{OpError, Release, Repository, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/releases",
        "releases/releases#list-releases",
        list,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/releases",
        "releases/releases#create-a-release",
        create,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/releases/latest",
        "releases/releases#get-the-latest-release",
        latest,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/releases/tags/{tag}",
        "releases/releases#get-a-release-by-tag-name",
        by_tag,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/releases/{release_id}",
        "releases/releases#get-a-release",
        get,
    ),
    operation(
        Patch,
        "/repos/{owner}/{repo}/releases/{release_id}",
        "releases/releases#update-a-release",
        update,
    ),
];

fn readable<'c>(call: &'c Call<'_>) -> Result<&'c Repository, OpError> {
    call.world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_CONTENTS)
}

/// Drafts are for those who may write.
fn visible(call: &Call<'_>, repo: &Repository, one: &Release) -> Result<bool, OpError> {
    Ok(!one.draft || call.world.allows(&call.actor()?, repo, &need::WRITE_CONTENTS))
}

fn one(call: &Call<'_>, pick: impl Fn(&Release) -> bool) -> Result<Value, OpError> {
    let repo = readable(call)?;
    let found = repo.releases.values().find(|one| pick(one));
    let found = found.ok_or(OpError::NotFound)?;
    if !visible(call, repo, found)? {
        return Err(OpError::NotFound);
    }
    Ok(call.render().release(repo, found))
}

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let mut items = Vec::new();
    for one in repo.releases.values().rev() {
        if visible(call, repo, one)? {
            items.push(call.render().release(repo, one));
        }
    }
    Ok(call.page(items))
}

fn create(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo) = (call.actor()?, call.repo_id()?);
    let new = NewRelease {
        tag: call.required_text("tag_name")?,
        target: call.text("target_commitish")?,
        name: call.text("name")?,
        body: call.text("body")?,
        draft: call.flag("draft")?.unwrap_or(false),
        prerelease: call.flag("prerelease")?.unwrap_or(false),
    };
    let id = call.world.create_release(&actor, repo, &new)?;
    Ok(Reply::created(one(call, |release| release.id == id)?))
}

fn latest(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let found = repo.latest_release().ok_or(OpError::NotFound)?;
    Ok(Reply::ok(call.render().release(repo, found)))
}

fn by_tag(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let tag = call.param("tag");
    Ok(Reply::ok(one(call, |release| {
        !release.draft && release.tag == tag
    })?))
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let id: i64 = call.number("release_id")?;
    Ok(Reply::ok(one(call, |release| release.id == id)?))
}

fn update(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo, id) = (call.actor()?, call.repo_id()?, call.number("release_id")?);
    let edit = ReleaseEdit {
        tag: call.text("tag_name")?,
        name: call.text("name")?,
        body: call.text("body")?,
        draft: call.flag("draft")?,
        prerelease: call.flag("prerelease")?,
    };
    call.world.edit_release(&actor, repo, id, &edit)?;
    get(call)
}
