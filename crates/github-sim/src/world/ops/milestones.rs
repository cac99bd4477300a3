//! Milestones: those a repository has, and the one an issue is on.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::check_title;
use super::emit::Event;
use crate::render::Render;
use crate::world::{Actor, EventKind, IssueKey, Milestone, OpError, RepoId, World, need};

/// What a milestone is to be; `None` leaves as it is.
#[derive(Clone, Debug, Default)]
pub struct MilestoneEdit {
    /// Title.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Whether it is open.
    pub open: Option<bool>,
    /// Day it is due.
    pub due_on: Option<NaiveDate>,
}

impl World {
    /// Makes a milestone and gives its number.
    pub fn create_milestone(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        new: &MilestoneEdit,
    ) -> Result<u64, OpError> {
        let found = self.writable(actor, repo, &need::MAINTAIN_ISSUES)?;
        let title = new.title.clone().unwrap_or_default();
        check_title("Milestone", &title)?;
        if found.milestones.iter().any(|one| one.title == title) {
            return Err(OpError::field("Milestone", "already_exists", "title"));
        }
        let number = found.milestones.iter().map(|one| one.number).max().unwrap_or(0) + 1;
        let (id, now) = (self.fresh_id(), self.now());
        let milestone = Milestone {
            id,
            number,
            title,
            description: new.description.clone(),
            open: new.open.unwrap_or(true),
            due_on: new.due_on,
            creator: actor.account,
            created_at: now,
            updated_at: now,
            closed_at: (new.open == Some(false)).then_some(now),
        };
        self.repo_mut(repo)?.milestones.push(milestone);
        self.emit_milestone(actor, repo, number, "created");
        Ok(number)
    }

    /// Changes a milestone.
    pub fn edit_milestone(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        number: u64,
        edit: &MilestoneEdit,
    ) -> Result<(), OpError> {
        let found = self.writable(actor, repo, &need::MAINTAIN_ISSUES)?;
        found.milestone(number).ok_or(OpError::NotFound)?;
        if let Some(title) = &edit.title {
            check_title("Milestone", title)?;
        }
        let now = self.now();
        let milestones = &mut self.repo_mut(repo)?.milestones;
        let milestone = milestones
            .iter_mut()
            .find(|one| one.number == number)
            .ok_or(OpError::NotFound)?;
        milestone.updated_at = now;
        milestone.title = edit.title.clone().unwrap_or_else(|| milestone.title.clone());
        milestone.description = edit.description.clone().or_else(|| milestone.description.clone());
        milestone.due_on = edit.due_on.or(milestone.due_on);
        let mut action = "edited";
        if let Some(open) = edit.open.filter(|open| *open != milestone.open) {
            milestone.open = open;
            milestone.closed_at = (!open).then_some(now);
            action = if open { "opened" } else { "closed" };
        }
        self.emit_milestone(actor, repo, number, action);
        Ok(())
    }

    /// Deletes a milestone and takes it off every issue.
    pub fn delete_milestone(&mut self, actor: &Actor, repo: RepoId, number: u64) -> Result<(), OpError> {
        let found = self.writable(actor, repo, &need::MAINTAIN_ISSUES)?;
        found.milestone(number).ok_or(OpError::NotFound)?;
        self.emit_milestone(actor, repo, number, "deleted");
        let repo = self.repo_mut(repo)?;
        repo.milestones.retain(|one| one.number != number);
        for issue in repo
            .issues
            .values_mut()
            .filter(|issue| issue.milestone == Some(number))
        {
            issue.milestone = None;
        }
        Ok(())
    }

    fn emit_milestone(&mut self, actor: &Actor, repo: RepoId, number: u64, action: &str) {
        let payload = json!({"milestone": self.rendered_milestone(repo, number)});
        let sender = actor.account;
        self.emit(&Event {
            name: "milestone",
            action: Some(action),
            repo,
            sender,
            only: None,
            payload,
        });
    }

    fn rendered_milestone(&self, repo: RepoId, number: u64) -> Value {
        let found = self
            .repo(repo)
            .and_then(|repo| Some((repo, repo.milestone(number)?)));
        found.map_or(Value::Null, |(repo, milestone)| {
            Render::new(self).milestone(repo, milestone)
        })
    }

    /// Puts an issue on a milestone or takes it off. The caller has checked that the actor may.
    pub(super) fn set_milestone(
        &mut self,
        actor: &Actor,
        key: IssueKey,
        new: Option<u64>,
    ) -> Result<(), OpError> {
        let old = self.issue_mut(key)?.milestone;
        if old == new {
            return Ok(());
        }
        let title = |world: &Self, number| {
            let found = world.repo(key.repo).and_then(|repo| repo.milestone(number));
            found.map(|milestone| milestone.title.clone()).unwrap_or_default()
        };
        self.issue_mut(key)?.milestone = new;
        for (number, added) in [(old, false), (new, true)] {
            let Some(number) = number else { continue };
            let title = title(self, number);
            let (kind, action) = if added {
                (EventKind::Milestoned { title }, "milestoned")
            } else {
                (EventKind::Demilestoned { title }, "demilestoned")
            };
            let milestone = self.rendered_milestone(key.repo, number);
            self.happened(actor, key, kind);
            self.emit_about(actor.account, key, action, json!({"milestone": milestone}));
        }
        Ok(())
    }
}
