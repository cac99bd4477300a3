//! Repositories as a whole: made, renamed, archived, and who may do what in them.

use std::collections::BTreeMap;

use serde_json::json;

use super::emit::Event;
use crate::world::{AccountId, Actor, Git, Label, OpError, RepoId, Repository, Role, World, need};

/// The labels a new repository has.
const DEFAULT_LABELS: [(&str, &str, &str); 9] = [
    ("bug", "d73a4a", "Something isn't working"),
    (
        "documentation",
        "0075ca",
        "Improvements or additions to documentation",
    ),
    ("duplicate", "cfd3d7", "This issue or pull request already exists"),
    ("enhancement", "a2eeef", "New feature or request"),
    ("good first issue", "7057ff", "Good for newcomers"),
    ("help wanted", "008672", "Extra attention is needed"),
    ("invalid", "e4e669", "This doesn't seem right"),
    ("question", "d876e3", "Further information is requested"),
    ("wontfix", "ffffff", "This will not be worked on"),
];

/// What a new repository is to be like.
#[derive(Clone, Debug)]
pub struct NewRepository {
    /// Name without the owner.
    pub name: String,
    /// Whether it is private.
    pub private: bool,
    /// Whether it starts with a README commit on `main`. Without it the repository is empty.
    pub with_readme: bool,
    /// Whether it starts with GitHub's default labels.
    pub with_default_labels: bool,
}

impl NewRepository {
    /// A private repository with a first commit and no labels.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            private: true,
            with_readme: true,
            with_default_labels: false,
        }
    }
}

/// Settings that can be changed; those left out stay.
#[derive(Clone, Debug, Default)]
pub struct RepositoryEdit {
    /// A new name; the old one redirects.
    pub name: Option<String>,
    /// Whether it is private.
    pub private: Option<bool>,
    /// Whether it is archived.
    pub archived: Option<bool>,
    /// Whether it has issues.
    pub has_issues: Option<bool>,
}

impl World {
    /// Sets whether workflows may open and approve pull requests, which a repository's settings forbid at first.
    pub fn let_workflows_open_pulls(&mut self, repo: RepoId, allowed: bool) -> Result<(), OpError> {
        self.repo_mut(repo)?.actions_may_create_pulls = allowed;
        Ok(())
    }

    /// Makes a repository and tells installations that reach all of the owner's repositories.
    pub fn create_repo(&mut self, owner: AccountId, new: &NewRepository) -> RepoId {
        let (id, now) = (RepoId(self.fresh_narrow_id()), self.now());
        let repo = Repository {
            id,
            owner,
            name: new.name.clone(),
            parent: None,
            description: None,
            private: new.private,
            archived: false,
            has_issues: true,
            allows_drafts: true,
            actions_may_create_pulls: false,
            dismisses_stale_reviews: false,
            default_branch: "main".into(),
            labels: Vec::new(),
            milestones: Vec::new(),
            collaborators: BTreeMap::new(),
            issues: BTreeMap::new(),
            next_number: 1,
            git: Git::default(),
            check_suites: BTreeMap::new(),
            check_runs: BTreeMap::new(),
            deployments: BTreeMap::new(),
            releases: BTreeMap::new(),
            created_at: now,
            updated_at: now,
            pushed_at: now,
        };
        let full_name = format!("{}/{}", self.account(owner).login, new.name).to_lowercase();
        // A new repository under an old name ends the redirect.
        self.redirects.remove(&full_name);
        self.repositories.insert(id, repo);
        if new.with_default_labels {
            for (name, color, description) in DEFAULT_LABELS {
                let id_of_label = self.fresh_id();
                let label = Label {
                    id: id_of_label,
                    name: name.into(),
                    color: color.into(),
                    description: Some(description.into()),
                    default: true,
                };
                self.repositories
                    .entry(id)
                    .and_modify(|repo| repo.labels.push(label));
            }
        }
        if new.with_readme {
            self.first_commit(id, owner);
        }
        self.tell_installations(id, owner);
        id
    }

    fn first_commit(&mut self, id: RepoId, owner: AccountId) {
        let signature = self.signature_of(owner);
        if let Ok(repo) = self.repo_mut(id) {
            let blob = repo.git.add_blob(format!("# {}\n", repo.name).into_bytes());
            let tree = repo.git.add_tree([("README.md".to_owned(), blob)].into());
            let commit = repo.git.add_commit(
                tree,
                Vec::new(),
                "Initial commit",
                signature.clone(),
                signature,
                true,
            );
            repo.git.branches.insert("main".into(), commit);
        }
    }

    fn tell_installations(&mut self, id: RepoId, owner: AccountId) {
        let all: Vec<_> = self
            .installations
            .values()
            .filter(|one| one.account == owner && one.repositories.as_str() == "all")
            .map(|one| one.id)
            .collect();
        for installation in all {
            let Some(stub) = self
                .repo(id)
                .map(|repo| crate::render::Render::new(self).repository_stub(repo))
            else {
                continue;
            };
            let extra = json!({
                "repositories_added": [stub], "repositories_removed": [], "repository_selection": "all",
                "requester": null,
            });
            self.emit_installation(installation, "installation_repositories", "added", owner, extra);
        }
    }

    /// Gives an account a role in a repository; [`Role::None`] takes it away.
    pub fn set_role(&mut self, repo: RepoId, account: AccountId, role: Role) {
        if let Some(repo) = self.repositories.get_mut(&repo) {
            if role == Role::None {
                repo.collaborators.remove(&account);
            } else {
                repo.collaborators.insert(account, role);
            }
        }
    }

    /// Changes settings. Only its admins may.
    pub fn edit_repo(&mut self, actor: &Actor, id: RepoId, edit: &RepositoryEdit) -> Result<(), OpError> {
        let repo = self.readable(actor, id, &need::ADMINISTER)?;
        let only_unarchives = edit.archived == Some(false);
        if repo.archived && !only_unarchives {
            return Err(OpError::Archived);
        }
        let (old_name, old_full_name) = (repo.name.clone(), self.full_name(repo).to_lowercase());
        let now = self.now();
        let repo = self.repo_mut(id)?;
        repo.updated_at = now;
        repo.private = edit.private.unwrap_or(repo.private);
        repo.has_issues = edit.has_issues.unwrap_or(repo.has_issues);
        if let Some(name) = &edit.name {
            repo.name.clone_from(name);
            self.redirects.insert(old_full_name, id);
            let payload = json!({"changes": {"repository": {"name": {"from": old_name}}}});
            self.emit_repository(actor, id, "renamed", payload);
        }
        if let Some(archived) = edit.archived {
            self.repo_mut(id)?.archived = archived;
            self.emit_repository(
                actor,
                id,
                if archived { "archived" } else { "unarchived" },
                json!({}),
            );
        }
        if let Some(private) = edit.private {
            self.emit_repository(
                actor,
                id,
                if private { "privatized" } else { "publicized" },
                json!({}),
            );
        }
        Ok(())
    }

    fn emit_repository(&mut self, actor: &Actor, repo: RepoId, action: &str, payload: serde_json::Value) {
        let sender = actor.account;
        self.emit(&Event {
            name: "repository",
            action: Some(action),
            repo,
            sender,
            only: None,
            payload,
        });
    }
}
