//! Who may see and do what. Every operation and every read asks here.

use super::{
    AccountId, AccountKind, Actor, Installation, IssueKey, Level, Need, OpError, Permissions, Powers, RepoId,
    Repository, Role, World,
};

/// Common needs, named after what they allow.
pub mod need {
    use super::{Level, Need, Role};

    /// See that the repository is there.
    pub const METADATA: Need = Need {
        permissions: &[("metadata", Level::Read)],
        role: Role::Read,
    };
    /// Read issues (and pull requests as issues).
    pub const READ_ISSUES: Need = Need {
        permissions: &[("issues", Level::Read), ("pull_requests", Level::Read)],
        role: Role::Read,
    };
    /// Open an issue.
    pub const OPEN_ISSUE: Need = Need {
        permissions: &[("issues", Level::Write)],
        role: Role::Read,
    };
    /// Comment or react.
    pub const COMMENT: Need = Need {
        permissions: &[("issues", Level::Write), ("pull_requests", Level::Write)],
        role: Role::Read,
    };
    /// Label, assign, close what others opened.
    pub const TRIAGE: Need = Need {
        permissions: &[("issues", Level::Write), ("pull_requests", Level::Write)],
        role: Role::Triage,
    };
    /// Change the repository's labels and milestones, lock, edit what others wrote.
    pub const MAINTAIN_ISSUES: Need = Need {
        permissions: &[("issues", Level::Write), ("pull_requests", Level::Write)],
        role: Role::Write,
    };
    /// Arrange sub-issues.
    pub const SUB_ISSUES: Need = Need {
        permissions: &[("issues", Level::Write)],
        role: Role::Triage,
    };
    /// Delete an issue.
    pub const DELETE_ISSUE: Need = Need {
        permissions: &[("issues", Level::Write)],
        role: Role::Admin,
    };
    /// Move an issue to another repository.
    pub const TRANSFER_ISSUE: Need = Need {
        permissions: &[("issues", Level::Write)],
        role: Role::Write,
    };
    /// Read deployments.
    pub const READ_DEPLOYMENTS: Need = Need {
        permissions: &[("deployments", Level::Read)],
        role: Role::Read,
    };
    /// Deploy.
    pub const WRITE_DEPLOYMENTS: Need = Need {
        permissions: &[("deployments", Level::Write)],
        role: Role::Write,
    };
    /// Read pull requests.
    pub const READ_PULLS: Need = Need {
        permissions: &[("pull_requests", Level::Read)],
        role: Role::Read,
    };
    /// Open a pull request between branches of the repository, mark it ready, ask for reviews.
    pub const WRITE_PULLS: Need = Need {
        permissions: &[("pull_requests", Level::Write)],
        role: Role::Write,
    };
    /// Change a pull request one opened.
    pub const WRITE_OWN_PULL: Need = Need {
        permissions: &[("pull_requests", Level::Write)],
        role: Role::Read,
    };
    /// Review.
    pub const REVIEW: Need = Need {
        permissions: &[("pull_requests", Level::Write)],
        role: Role::Read,
    };
    /// Read files and history.
    pub const READ_CONTENTS: Need = Need {
        permissions: &[("contents", Level::Read)],
        role: Role::Read,
    };
    /// Commit, move branches, merge.
    pub const WRITE_CONTENTS: Need = Need {
        permissions: &[("contents", Level::Write)],
        role: Role::Write,
    };
    /// Change files of workflows.
    pub const WRITE_WORKFLOWS: Need = Need {
        permissions: &[("workflows", Level::Write)],
        role: Role::Write,
    };
    /// Read check runs.
    pub const READ_CHECKS: Need = Need {
        permissions: &[("checks", Level::Read)],
        role: Role::Read,
    };
    /// Read a repository's settings.
    pub const READ_SETTINGS: Need = Need {
        permissions: &[("administration", Level::Read)],
        role: Role::Admin,
    };
    /// Change a repository's settings.
    pub const ADMINISTER: Need = Need {
        permissions: &[("administration", Level::Write)],
        role: Role::Admin,
    };
    /// Make check runs. People cannot: only Apps.
    pub const WRITE_CHECKS: Need = Need {
        permissions: &[("checks", Level::Write)],
        role: Role::Write,
    };
}

impl World {
    /// The role an account has in a repository. Anybody may read a public one.
    pub fn role(&self, account: AccountId, repo: &Repository) -> Role {
        let floor = if repo.private { Role::None } else { Role::Read };
        let owner = self.account(repo.owner);
        let by_ownership = match owner.members.get(&account) {
            _ if owner.id == account => Role::Admin,
            Some(&"admin") => Role::Admin,
            Some(_) => Role::Read,
            None => Role::None,
        };
        let direct = repo.collaborators.get(&account).copied().unwrap_or(Role::None);
        if self.living(account).is_none() {
            Role::None
        } else {
            floor.max(by_ownership).max(direct)
        }
    }

    /// What an actor's App may do in a repository: nothing where it is not installed.
    fn app_permissions<'a>(&'a self, actor: &'a Actor, repo: &Repository) -> Option<&'a Permissions> {
        match &actor.powers {
            Powers::Person => None,
            Powers::Installation {
                id,
                permissions,
                repositories,
                ..
            } => {
                let reached = repositories.contains(repo.id)
                    && self.installations.get(id).is_some_and(|one| reaches(one, repo));
                reached.then_some(permissions)
            }
            Powers::UserThroughApp { app } => self.installation_on(*app, repo).map(|one| &one.permissions),
        }
    }

    /// Whether the actor may know that this repository exists.
    pub fn can_see(&self, actor: &Actor, repo: &Repository) -> bool {
        if !repo.private {
            return true;
        }
        match actor.powers {
            Powers::Person => self.role(actor.account, repo) >= Role::Read,
            Powers::Installation { .. } => self.app_permissions(actor, repo).is_some(),
            Powers::UserThroughApp { .. } => {
                self.role(actor.account, repo) >= Role::Read && self.app_permissions(actor, repo).is_some()
            }
        }
    }

    /// Whether the actor may do what `need` describes in this repository.
    pub fn allows(&self, actor: &Actor, repo: &Repository, need: &Need) -> bool {
        let as_person = self.role(actor.account, repo) >= need.role;
        match actor.powers {
            Powers::Person => as_person,
            Powers::Installation { .. } => self.app_allows(actor, repo, need),
            Powers::UserThroughApp { .. } => as_person && self.app_allows(actor, repo, need),
        }
    }

    fn app_allows(&self, actor: &Actor, repo: &Repository, need: &Need) -> bool {
        let granted = self.app_permissions(actor, repo);
        need.permissions.iter().any(|(name, level)| match granted {
            Some(granted) => *name == "metadata" || granted.get(*name).is_some_and(|have| have >= level),
            // A public repository can be read by every token, installed there or not.
            None => !repo.private && *level == Level::Read,
        })
    }

    /// Lets an actor through to a repository for reading, or says why not.
    pub fn readable(&self, actor: &Actor, repo: RepoId, need: &Need) -> Result<&Repository, OpError> {
        let repo = self
            .repo(repo)
            .filter(|repo| self.can_see(actor, repo))
            .ok_or(OpError::NotFound)?;
        if self.allows(actor, repo, need) {
            Ok(repo)
        } else {
            Err(refusal(actor, need))
        }
    }

    /// Lets an actor through to a repository for writing, or says why not. Archived ones take no writes.
    pub fn writable(&self, actor: &Actor, repo: RepoId, need: &Need) -> Result<&Repository, OpError> {
        let repo = self.readable(actor, repo, need)?;
        if repo.archived {
            Err(OpError::Archived)
        } else {
            Ok(repo)
        }
    }

    /// The same for an issue or pull request, which must be there.
    pub fn writable_issue(
        &self,
        actor: &Actor,
        key: IssueKey,
        need: &Need,
    ) -> Result<&super::Issue, OpError> {
        let repo = self.writable(actor, key.repo, need)?;
        self.issue_in(actor, repo, key.number)
    }

    /// The same for reading.
    pub fn readable_issue(
        &self,
        actor: &Actor,
        key: IssueKey,
        need: &Need,
    ) -> Result<&super::Issue, OpError> {
        let repo = self.readable(actor, key.repo, need)?;
        self.issue_in(actor, repo, key.number)
    }

    fn issue_in<'a>(
        &'a self,
        actor: &Actor,
        repo: &'a Repository,
        number: u64,
    ) -> Result<&'a super::Issue, OpError> {
        match repo.issues.get(&number) {
            Some(issue) if issue.pull.is_none() && !repo.has_issues => Err(OpError::IssuesDisabled),
            Some(issue) => Ok(issue),
            None => Err(self.absence(
                actor,
                IssueKey {
                    repo: repo.id,
                    number,
                },
            )),
        }
    }

    /// Why there is no issue at this place: it was deleted, went elsewhere, or never was.
    fn absence(&self, actor: &Actor, key: IssueKey) -> OpError {
        if self.deleted_issues.contains(&key) {
            return OpError::Deleted;
        }
        let visible = |to: &IssueKey| self.readable(actor, to.repo, &need::READ_ISSUES).is_ok();
        self.moved_to(key)
            .filter(visible)
            .map_or(OpError::NotFound, OpError::Transferred)
    }

    /// Whether issues of this repository may be assigned to the account: people with a role of their own.
    pub fn assignable(&self, account: AccountId, repo: &Repository) -> bool {
        let known = self
            .living(account)
            .is_some_and(|account| account.kind != AccountKind::Organization);
        let owner = self.account(repo.owner);
        known
            && (owner.id == account
                || owner.members.contains_key(&account)
                || repo
                    .collaborators
                    .get(&account)
                    .is_some_and(|role| *role >= Role::Read))
    }

    /// `author_association` of an account in a repository.
    pub fn association(&self, account: AccountId, repo: &Repository) -> &'static str {
        let owner = self.account(repo.owner);
        if owner.id == account {
            "OWNER"
        } else if owner.members.contains_key(&account) {
            "MEMBER"
        } else if repo.collaborators.contains_key(&account) {
            "COLLABORATOR"
        } else if repo
            .git
            .commits
            .values()
            .any(|commit| commit.author.account == Some(account))
        {
            "CONTRIBUTOR"
        } else {
            "NONE"
        }
    }
}

fn reaches(installation: &Installation, repo: &Repository) -> bool {
    installation.account == repo.owner && installation.repositories.contains(repo.id)
}

/// How a lack of rights is worded: Apps are told the permission, people the role.
fn refusal(actor: &Actor, need: &Need) -> OpError {
    match actor.powers {
        Powers::Installation { .. } | Powers::UserThroughApp { .. } => {
            OpError::NotAccessible(need.accepted())
        }
        Powers::Person if need.role == Role::Write => {
            OpError::Forbidden("You must have push access to the repository to do that.".into())
        }
        Powers::Person => OpError::Forbidden("Must have admin rights to Repository.".into()),
    }
}
