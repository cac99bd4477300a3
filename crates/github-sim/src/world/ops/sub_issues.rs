//! The tree of issues.

use serde_json::json;

use super::emit::Event;
use crate::render::Render;
use crate::world::{AccountId, Actor, EventKind, IssueKey, OpError, World, need};

/// A parent has no more sub-issues, closed ones included.
const CHILDREN: usize = 100;
/// The tree is no deeper than this.
const LEVELS: usize = 8;

/// Where a sub-issue is to be put among its siblings. The numbers are issue ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Right after this one.
    After(i64),
    /// Right before this one.
    Before(i64),
}

impl World {
    /// Makes the issue with this id a sub-issue of `parent`.
    pub fn add_sub_issue(
        &mut self,
        actor: &Actor,
        parent: IssueKey,
        child_id: i64,
        replace_parent: bool,
    ) -> Result<IssueKey, OpError> {
        self.check_parent(actor, parent)?;
        let child = self.issue_by_id(child_id).ok_or(OpError::NotFound)?;
        let child_issue = self.readable_issue(actor, child, &need::READ_ISSUES)?;
        let old_parent = child_issue.parent;
        let owner = |key: IssueKey| self.repo(key.repo).map(|repo| repo.owner);
        if child_issue.pull.is_some() {
            return Err(refused("Sub issue must be an issue"));
        }
        if owner(child) != owner(parent) {
            return Err(refused("Sub issue must have the same owner as its parent"));
        }
        if old_parent == Some(parent) {
            return Err(refused(
                "Issue may not contain duplicate sub-issues and Sub issue may only have one parent",
            ));
        }
        if old_parent.is_some() && !replace_parent {
            return Err(refused("Sub issue may only have one parent"));
        }
        if child == parent || self.ancestors(parent).contains(&child) {
            return Err(refused("Sub issue cannot be an ancestor of its parent"));
        }
        if self.ancestors(parent).len() + 1 + self.height(child) > LEVELS {
            return Err(refused("Parent and sub-issues cannot be more than 8 levels deep"));
        }
        if let Some(old) = old_parent {
            self.detach(actor, old, child)?;
        }
        self.issue_mut(parent)?.sub_issues.push(child);
        self.issue_mut(child)?.parent = Some(parent);
        self.happened(actor, parent, EventKind::SubIssueAdded { child });
        self.happened(actor, child, EventKind::ParentIssueAdded { parent });
        self.emit_relation(actor.account, parent, child, "added");
        Ok(child)
    }

    /// Whether something can become a sub-issue of this one at all.
    pub(super) fn check_parent(&self, actor: &Actor, parent: IssueKey) -> Result<(), OpError> {
        let found = self.writable_issue(actor, parent, &need::SUB_ISSUES)?;
        if found.pull.is_some() || !self.has_sub_issues {
            return Err(OpError::NotFound);
        }
        if found.sub_issues.len() >= CHILDREN {
            return Err(refused("Parent cannot have more than 100 sub-issues"));
        }
        if self.ancestors(parent).len() + 1 > LEVELS {
            return Err(refused("Parent and sub-issues cannot be more than 8 levels deep"));
        }
        Ok(())
    }

    /// Takes a sub-issue away from its parent.
    pub fn remove_sub_issue(
        &mut self,
        actor: &Actor,
        parent: IssueKey,
        child_id: i64,
    ) -> Result<IssueKey, OpError> {
        self.writable_issue(actor, parent, &need::SUB_ISSUES)?;
        let child = self.sub_issue(parent, child_id)?;
        self.detach(actor, parent, child)?;
        Ok(child)
    }

    /// Moves a sub-issue among its siblings.
    pub fn reprioritize_sub_issue(
        &mut self,
        actor: &Actor,
        parent: IssueKey,
        child_id: i64,
        position: Position,
    ) -> Result<(), OpError> {
        self.writable_issue(actor, parent, &need::SUB_ISSUES)?;
        let child = self.sub_issue(parent, child_id)?;
        let (Position::After(other) | Position::Before(other)) = position;
        let other = self.sub_issue(parent, other)?;
        let siblings = &mut self.issue_mut(parent)?.sub_issues;
        siblings.retain(|one| *one != child);
        let at = siblings
            .iter()
            .position(|one| *one == other)
            .unwrap_or(siblings.len());
        let at = if matches!(position, Position::After(_)) {
            at + 1
        } else {
            at
        };
        siblings.insert(at.min(siblings.len()), child);
        Ok(())
    }

    fn sub_issue(&self, parent: IssueKey, child_id: i64) -> Result<IssueKey, OpError> {
        let child = self.issue_by_id(child_id).ok_or(OpError::NotFound)?;
        let is_child = self
            .issue(parent)
            .is_some_and(|parent| parent.sub_issues.contains(&child));
        if is_child {
            Ok(child)
        } else {
            Err(OpError::NotFound)
        }
    }

    fn detach(&mut self, actor: &Actor, parent: IssueKey, child: IssueKey) -> Result<(), OpError> {
        self.issue_mut(parent)?.sub_issues.retain(|one| *one != child);
        self.issue_mut(child)?.parent = None;
        self.happened(actor, parent, EventKind::SubIssueRemoved { child });
        self.happened(actor, child, EventKind::ParentIssueRemoved { parent });
        self.emit_relation(actor.account, parent, child, "removed");
        Ok(())
    }

    fn ancestors(&self, mut key: IssueKey) -> Vec<IssueKey> {
        let mut found = Vec::new();
        while let Some(parent) = self.issue(key).and_then(|issue| issue.parent) {
            found.push(parent);
            key = parent;
        }
        found
    }

    fn height(&self, key: IssueKey) -> usize {
        let children = self
            .issue(key)
            .map(|issue| issue.sub_issues.as_slice())
            .unwrap_or_default();
        children
            .iter()
            .map(|child| self.height(*child) + 1)
            .max()
            .unwrap_or(0)
    }

    /// Both sides are told: the parent's repository and the child's.
    fn emit_relation(&mut self, sender: AccountId, parent: IssueKey, child: IssueKey, what: &str) {
        let (Some(parent_repo), Some(child_repo)) = (self.repo(parent.repo), self.repo(child.repo)) else {
            return;
        };
        let render = Render::new(self);
        let (parent_issue, sub_issue) = (render.issue_at(parent), render.issue_at(child));
        let both = json!({
            "sub_issue_id": sub_issue["id"], "sub_issue": sub_issue,
            "parent_issue_id": parent_issue["id"], "parent_issue": parent_issue,
        });
        let mut for_parent = both.clone();
        for_parent["sub_issue_repo"] = render.repository(child_repo, None);
        let mut for_child = both;
        for_child["parent_issue_repo"] = render.repository(parent_repo, None);
        for (repo, side, payload) in [
            (parent.repo, "sub_issue", for_parent),
            (child.repo, "parent_issue", for_child),
        ] {
            let action = format!("{side}_{what}");
            self.emit(&Event {
                name: "sub_issues",
                action: Some(&action),
                repo,
                sender,
                only: None,
                payload,
            });
        }
    }
}

fn refused(message: &str) -> OpError {
    let before = "An error occurred while adding the sub-issue to the parent issue.";
    OpError::Unprocessable(format!("{before} {message}"))
}
