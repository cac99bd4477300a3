//! Who an issue or pull request is assigned to.

use serde_json::json;

use crate::render::Render;
use crate::world::{AccountId, Actor, EventKind, IssueKey, OpError, RepoId, World, need};

/// An issue has no more assignees.
const LIMIT: usize = 10;

impl World {
    /// The accounts behind logins when an issue is opened or its assignees are replaced. Unknown ones are an error.
    pub(crate) fn assignees_for(&self, repo: RepoId, logins: &[String]) -> Result<Vec<AccountId>, OpError> {
        let repo = self.repo(repo).ok_or(OpError::NotFound)?;
        let unfit = |login: &str| {
            let entry = json!({"value": login, "resource": "Issue", "field": "assignees", "code": "invalid"});
            OpError::Validation(vec![crate::world::FieldError(entry)])
        };
        let mut ids = Vec::new();
        for (id, login) in self.logins(logins, unfit)?.into_iter().zip(logins) {
            if !self.assignable(id, repo) {
                return Err(unfit(login));
            }
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        check_count(ids.len())?;
        Ok(ids)
    }

    /// Adds assignees. Logins that cannot be assigned are passed over in silence.
    pub fn assign(&mut self, actor: &Actor, key: IssueKey, logins: &[String]) -> Result<(), OpError> {
        let issue = self.writable_issue(actor, key, &need::TRIAGE)?;
        let repo = self.repo(key.repo).ok_or(OpError::NotFound)?;
        let mut added: Vec<AccountId> = Vec::new();
        for id in logins
            .iter()
            .filter_map(|login| self.account_by_login(login))
            .map(|account| account.id)
        {
            if self.assignable(id, repo) && !issue.assignees.contains(&id) && !added.contains(&id) {
                added.push(id);
            }
        }
        check_count(issue.assignees.len() + added.len())?;
        for id in added {
            self.issue_mut(key)?.assignees.push(id);
            self.assignee_event(actor, key, id, true);
        }
        Ok(())
    }

    /// Takes assignees away. Those who are not assigned are passed over.
    pub fn unassign(&mut self, actor: &Actor, key: IssueKey, logins: &[String]) -> Result<(), OpError> {
        let issue = self.writable_issue(actor, key, &need::TRIAGE)?;
        let accounts = logins
            .iter()
            .filter_map(|login| self.account_by_login(login))
            .map(|account| account.id);
        let removed: Vec<AccountId> = accounts.filter(|id| issue.assignees.contains(id)).collect();
        for id in removed {
            self.issue_mut(key)?.assignees.retain(|one| *one != id);
            self.assignee_event(actor, key, id, false);
        }
        Ok(())
    }

    /// Makes an issue have exactly these assignees.
    pub fn set_assignees(&mut self, actor: &Actor, key: IssueKey, logins: &[String]) -> Result<(), OpError> {
        let present = self.writable_issue(actor, key, &need::TRIAGE)?.assignees.clone();
        let wanted = self.assignees_for(key.repo, logins)?;
        self.issue_mut(key)?.assignees.clone_from(&wanted);
        for id in present.iter().filter(|id| !wanted.contains(id)) {
            self.assignee_event(actor, key, *id, false);
        }
        for id in wanted.iter().filter(|id| !present.contains(id)) {
            self.assignee_event(actor, key, *id, true);
        }
        Ok(())
    }

    /// Timeline and webhook of an assignee who was just added or taken away.
    pub(super) fn assignee_event(&mut self, actor: &Actor, key: IssueKey, assignee: AccountId, added: bool) {
        let (kind, action) = if added {
            (EventKind::Assigned { assignee }, "assigned")
        } else {
            (EventKind::Unassigned { assignee }, "unassigned")
        };
        let rendered = Render::new(self).account(assignee);
        self.happened(actor, key, kind);
        self.emit_about(actor.account, key, action, json!({"assignee": rendered}));
    }
}

fn check_count(count: usize) -> Result<(), OpError> {
    if count > LIMIT {
        let message = format!("You may only assign up to {LIMIT} users to an issue");
        return Err(OpError::custom("Issue", "assignees", &message));
    }
    Ok(())
}
