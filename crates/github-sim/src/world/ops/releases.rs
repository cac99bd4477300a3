//! Releases: made, changed, published.

use serde_json::json;

use super::emit::Event;
use crate::render::Render;
use crate::world::{Actor, FieldError, OpError, Release, RepoId, World, need};

/// A release to be made.
#[derive(Clone, Debug, Default)]
pub struct NewRelease {
    /// Name of the tag.
    pub tag: String,
    /// Branch or commit; [`None`] is the default branch.
    pub target: Option<String>,
    /// Title.
    pub name: Option<String>,
    /// Markdown.
    pub body: Option<String>,
    /// Whether it is only prepared.
    pub draft: bool,
    /// Whether it is said to be unfit for production.
    pub prerelease: bool,
}

/// What is to be changed; `None` leaves as it is.
#[derive(Clone, Debug, Default)]
pub struct ReleaseEdit {
    /// Name of the tag.
    pub tag: Option<String>,
    /// Title.
    pub name: Option<String>,
    /// Markdown.
    pub body: Option<String>,
    /// Whether it is only prepared. Taking this away publishes it.
    pub draft: Option<bool>,
    /// Whether it is said to be unfit for production.
    pub prerelease: Option<bool>,
}

impl World {
    /// Makes a release and gives its id.
    pub fn create_release(&mut self, actor: &Actor, repo: RepoId, new: &NewRelease) -> Result<i64, OpError> {
        let found = self.writable(actor, repo, &need::WRITE_CONTENTS)?;
        let target = new.target.clone().unwrap_or_else(|| found.default_branch.clone());
        if new.tag.trim().is_empty() {
            return Err(OpError::field("Release", "missing_field", "tag_name"));
        }
        if found.git.resolve(&target).is_none() {
            return Err(OpError::field("Release", "invalid", "target_commitish"));
        }
        self.check_tag(repo, None, &new.tag)?;
        let (id, now) = (self.fresh_id(), self.now());
        let release = Release {
            id,
            tag: new.tag.clone(),
            target,
            name: new.name.clone(),
            body: new.body.clone(),
            draft: new.draft,
            prerelease: new.prerelease,
            author: actor.account,
            created_at: now,
            updated_at: now,
            published_at: (!new.draft).then_some(now),
        };
        self.repo_mut(repo)?.releases.insert(id, release);
        self.emit_release(actor, repo, id, "created");
        if !new.draft {
            self.tell_published(actor, repo, id, new.prerelease);
        }
        Ok(id)
    }

    /// Changes a release, or publishes a draft.
    pub fn edit_release(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        id: i64,
        edit: &ReleaseEdit,
    ) -> Result<(), OpError> {
        let found = self.writable(actor, repo, &need::WRITE_CONTENTS)?;
        let was_draft = found.releases.get(&id).ok_or(OpError::NotFound)?.draft;
        if let Some(tag) = &edit.tag {
            self.check_tag(repo, Some(id), tag)?;
        }
        let now = self.now();
        let release = self
            .repo_mut(repo)?
            .releases
            .get_mut(&id)
            .ok_or(OpError::NotFound)?;
        release.tag = edit.tag.clone().unwrap_or_else(|| release.tag.clone());
        release.name = edit.name.clone().or_else(|| release.name.clone());
        release.body = edit.body.clone().or_else(|| release.body.clone());
        release.prerelease = edit.prerelease.unwrap_or(release.prerelease);
        release.draft = edit.draft.unwrap_or(release.draft);
        release.updated_at = now;
        let (published, prerelease) = (was_draft && !release.draft, release.prerelease);
        if published {
            release.published_at = Some(now);
            self.tell_published(actor, repo, id, prerelease);
        } else {
            self.emit_release(actor, repo, id, "edited");
        }
        Ok(())
    }

    /// A tag has one release, drafts apart.
    fn check_tag(&self, repo: RepoId, except: Option<i64>, tag: &str) -> Result<(), OpError> {
        let repo = self.repo(repo).ok_or(OpError::NotFound)?;
        let taken = |one: &Release| one.tag == tag && !one.draft && Some(one.id) != except;
        if repo.releases.values().any(taken) {
            let entry = FieldError::new("Release", "already_exists", "tag_name");
            return Err(OpError::Validation(vec![entry]));
        }
        Ok(())
    }

    fn tell_published(&mut self, actor: &Actor, repo: RepoId, id: i64, prerelease: bool) {
        self.emit_release(actor, repo, id, "published");
        let kind = if prerelease { "prereleased" } else { "released" };
        self.emit_release(actor, repo, id, kind);
    }

    fn emit_release(&mut self, actor: &Actor, repo: RepoId, id: i64, action: &str) {
        let Some(found) = self.repo(repo) else { return };
        let Some(release) = found.releases.get(&id) else {
            return;
        };
        let mut payload = json!({"release": Render::new(self).release(found, release)});
        if action == "edited" {
            payload["changes"] = json!({});
        }
        self.emit(&Event {
            name: "release",
            action: Some(action),
            repo,
            sender: actor.account,
            only: None,
            payload,
        });
    }
}
