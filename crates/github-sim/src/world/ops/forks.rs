//! Forks: made, found by what people type, and deleted like any other repository.

use serde_json::json;

use super::NewRepository;
use super::emit::Event;
use crate::render::Render;
use crate::world::{AccountId, Actor, OpError, RepoId, Repository, World, need};

impl World {
    /// Makes a copy of a repository that belongs to `owner`, or gives the one there is.
    pub fn fork(&mut self, actor: &Actor, repo: RepoId, owner: AccountId) -> Result<RepoId, OpError> {
        let origin = self.readable(actor, repo, &need::READ_CONTENTS)?;
        if origin.git.is_empty() {
            let text =
                "The repository exists, but it contains no Git content. Empty repositories cannot be forked.";
            return Err(OpError::Forbidden(text.into()));
        }
        if let Some(present) = self.fork_of(repo, owner) {
            return Ok(present.id);
        }
        let taken = |name: &str| self.repo_by_name(&self.account(owner).login, name).is_some();
        let mut name = origin.name.clone();
        while taken(&name) {
            name += "-1";
        }
        let new = NewRepository {
            private: origin.private,
            with_readme: false,
            ..NewRepository::named(&name)
        };
        let id = self.create_repo(owner, &new);
        let origin = self.repo(repo).ok_or(OpError::NotFound)?;
        let (git, default_branch) = (origin.git.clone(), origin.default_branch.clone());
        let fork = self.repo_mut(id)?;
        (fork.parent, fork.has_issues) = (Some(repo), false);
        (fork.git, fork.default_branch) = (git, default_branch);
        let fork = self.repo(id).ok_or(OpError::NotFound)?;
        let payload = json!({"forkee": Render::new(self).repository(fork, None)});
        let sender = actor.account;
        self.emit(&Event {
            name: "fork",
            action: None,
            repo,
            sender,
            only: None,
            payload,
        });
        Ok(id)
    }

    /// An account's fork of a repository.
    pub fn fork_of(&self, repo: RepoId, owner: AccountId) -> Option<&Repository> {
        let mut all = self.repositories.values();
        all.find(|one| one.parent == Some(repo) && one.owner == owner)
    }

    /// How many forks a repository has.
    pub fn forks(&self, repo: RepoId) -> impl Iterator<Item = &Repository> {
        self.repositories
            .values()
            .filter(move |one| one.parent == Some(repo))
    }

    /// The repository and the branch that `owner:branch` or `branch` means when a pull request is opened in `repo`:
    /// its own, or a fork's.
    pub(super) fn head_named(&self, repo: &Repository, head: &str) -> Result<(RepoId, String), OpError> {
        let Some((login, branch)) = head.split_once(':') else {
            return Ok((repo.id, head.to_owned()));
        };
        let owner = self.account_by_login(login).map(|account| account.id);
        let place = owner.and_then(|owner| {
            if owner == repo.owner {
                Some(repo.id)
            } else {
                self.fork_of(repo.id, owner).map(|fork| fork.id)
            }
        });
        place
            .map(|place| (place, branch.to_owned()))
            .ok_or_else(|| OpError::field("PullRequest", "invalid", "head"))
    }

    /// Deletes a repository for good. Pull requests from it stay, without a head repository.
    pub fn delete_repo(&mut self, actor: &Actor, id: RepoId) -> Result<(), OpError> {
        self.readable(actor, id, &need::ADMINISTER)?;
        let sender = actor.account;
        self.emit(&Event {
            name: "repository",
            action: Some("deleted"),
            repo: id,
            sender,
            only: None,
            payload: json!({}),
        });
        self.repositories.remove(&id);
        self.redirects.retain(|_, to| *to != id);
        Ok(())
    }
}
