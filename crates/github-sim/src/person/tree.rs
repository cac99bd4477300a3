//! How a person arranges issues: below others, and in other repositories.

use super::Person;
use crate::world::OpError;
use crate::world::ops::NewIssue;

impl Person {
    /// Opens a sub-issue of an issue in the same repository and gives its number.
    pub fn open_sub_issue(&self, repo: &str, parent: u64, title: &str, body: &str) -> Result<u64, OpError> {
        self.on(repo, parent, |world, actor, key| {
            let new = NewIssue {
                title: title.into(),
                body: Some(body.into()),
                parent: Some(key),
                ..NewIssue::default()
            };
            world.create_issue(actor, key.repo, &new)
        })
        .map(|key| key.number)
    }

    /// Makes an issue, possibly of another repository, a sub-issue.
    pub fn add_sub_issue(&self, repo: &str, parent: u64, child: (&str, u64)) -> Result<(), OpError> {
        let id = self.issue_id(child)?;
        self.on(repo, parent, |world, actor, key| {
            world.add_sub_issue(actor, key, id, false)
        })
        .map(|_| ())
    }

    /// Takes a sub-issue away from its parent.
    pub fn remove_sub_issue(&self, repo: &str, parent: u64, child: (&str, u64)) -> Result<(), OpError> {
        let id = self.issue_id(child)?;
        self.on(repo, parent, |world, actor, key| {
            world.remove_sub_issue(actor, key, id)
        })
        .map(|_| ())
    }

    fn issue_id(&self, (repo, number): (&str, u64)) -> Result<i64, OpError> {
        self.on(repo, number, |world, _, key| {
            world.issue(key).map(|issue| issue.id).ok_or(OpError::NotFound)
        })
    }

    /// Moves an issue to another repository of the same owner and gives its number there.
    pub fn transfer(&self, repo: &str, number: u64, to: &str) -> Result<u64, OpError> {
        let target = self.in_repo(to, |_, _, target| Ok(target))?;
        self.on(repo, number, |world, actor, key| {
            world.transfer_issue(actor, key, target, false)
        })
        .map(|key| key.number)
    }
}
