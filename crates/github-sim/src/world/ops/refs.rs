//! Branches: made, moved, deleted. Every move is a push, with all that follows from it.

use serde_json::{Value, json};

use super::emit::Event;
use crate::render::Render;
use crate::world::{Actor, EventKind, Git, IssueKey, Oid, OpError, PullRequest, RepoId, World, need};

/// What git writes for "no commit".
const NO_COMMIT: &str = "0000000000000000000000000000000000000000";

impl World {
    /// Makes a branch at an existing commit.
    pub fn create_branch(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        branch: &str,
        oid: &str,
    ) -> Result<(), OpError> {
        let git = &self.writable(actor, repo, &need::WRITE_CONTENTS)?.git;
        if git.is_empty() {
            return Err(OpError::EmptyRepository);
        }
        if !well_formed(branch) {
            return Err(OpError::Unprocessable(format!(
                "'refs/heads/{branch}' is not a valid ref name."
            )));
        }
        if git.branches.contains_key(branch) {
            return Err(OpError::Unprocessable("Reference already exists".into()));
        }
        if !git.commits.contains_key(oid) {
            return Err(OpError::Unprocessable("Object does not exist".into()));
        }
        self.move_branch(actor, repo, branch, Some(oid.to_owned()))
    }

    /// Moves a branch to another commit; backwards or sideways only with `force`.
    pub fn update_branch(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        branch: &str,
        oid: &str,
        force: bool,
    ) -> Result<(), OpError> {
        let git = &self.writable(actor, repo, &need::WRITE_CONTENTS)?.git;
        let missing = || OpError::Unprocessable("Reference does not exist".into());
        let old = git.branches.get(branch).ok_or_else(missing)?;
        if !git.commits.contains_key(oid) {
            return Err(OpError::Unprocessable("Object does not exist".into()));
        }
        if !force && !is_ancestor(git, old, oid) {
            return Err(OpError::Unprocessable("Update is not a fast forward".into()));
        }
        self.move_branch(actor, repo, branch, Some(oid.to_owned()))
    }

    /// Deletes a branch. Open pull requests from it are closed.
    pub fn delete_branch(&mut self, actor: &Actor, repo: RepoId, branch: &str) -> Result<(), OpError> {
        let found = self.writable(actor, repo, &need::WRITE_CONTENTS)?;
        if !found.git.branches.contains_key(branch) {
            return Err(OpError::Unprocessable("Reference does not exist".into()));
        }
        if found.default_branch == branch {
            return Err(OpError::Unprocessable("Cannot delete the default branch".into()));
        }
        let pulls: Vec<IssueKey> = self
            .issues()
            .filter(|(key, issue)| {
                let touches = |pull: &PullRequest| {
                    pull.comes_from(repo, branch) || (key.repo == repo && pull.base_branch == branch)
                };
                issue.pull.as_ref().is_some_and(touches)
            })
            .map(|(key, _)| key)
            .collect();
        self.move_branch(actor, repo, branch, None)?;
        for key in pulls {
            let issue = self.issue_mut(key)?;
            let is_head = issue
                .pull
                .as_ref()
                .is_some_and(|pull| pull.comes_from(repo, branch));
            let was_open = issue.is_open();
            if is_head {
                self.happened(
                    actor,
                    key,
                    EventKind::HeadRefDeleted {
                        branch: branch.to_owned(),
                    },
                );
            }
            if was_open {
                self.close_unchecked(actor, key, None, None)?;
            }
        }
        Ok(())
    }

    /// Points a branch somewhere, or nowhere, and tells everybody. Rights and ancestry have been checked.
    pub(super) fn move_branch(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        branch: &str,
        to: Option<Oid>,
    ) -> Result<(), OpError> {
        let now = self.now();
        let found = self.repo_mut(repo)?;
        let before = match &to {
            Some(oid) => found.git.branches.insert(branch.to_owned(), oid.clone()),
            None => found.git.branches.remove(branch),
        };
        found.pushed_at = now;
        if before == to {
            return Ok(());
        }
        self.emit_push(actor, repo, branch, before.as_deref(), to.as_deref());
        if let Some(after) = &to {
            self.open_suites(actor, repo, branch, before.as_ref(), after);
        }
        if let Some(after) = &to {
            self.note_mentions(actor, repo, branch, before.as_deref(), after);
        }
        if let (Some(before), Some(after)) = (before, to) {
            self.synchronize_pulls(actor, repo, branch, &before, &after)?;
        }
        Ok(())
    }

    /// Only what comes onto the default branch is a mention.
    fn note_mentions(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        branch: &str,
        before: Option<&str>,
        after: &str,
    ) {
        let Some(found) = self.repo(repo).filter(|repo| repo.default_branch == branch) else {
            return;
        };
        let new = found.git.between(before.unwrap_or_default(), after);
        let new: Vec<Oid> = new.into_iter().map(|commit| commit.oid.clone()).collect();
        self.mentioned_by_commits(actor, repo, &new);
    }

    fn synchronize_pulls(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        branch: &str,
        before: &str,
        after: &str,
    ) -> Result<(), OpError> {
        let found = self.repo(repo).ok_or(OpError::NotFound)?;
        let forced = !is_ancestor(&found.git, before, after);
        let new: Vec<Oid> = found
            .git
            .between(before, after)
            .into_iter()
            .map(|commit| commit.oid.clone())
            .collect();
        let comes_from = |pull: &PullRequest| pull.comes_from(repo, branch);
        let moved: Vec<IssueKey> = self
            .issues()
            .filter(|(_, issue)| issue.is_open() && issue.pull.as_ref().is_some_and(comes_from))
            .map(|(key, _)| key)
            .collect();
        for key in moved {
            self.share_objects(repo, key.repo)?;
            after.clone_into(&mut self.pull_mut(key)?.head_oid);
            if forced {
                let (before, after) = (before.to_owned(), after.to_owned());
                self.happened(actor, key, EventKind::HeadRefForcePushed { before, after });
            }
            for oid in &new {
                self.happened(actor, key, EventKind::Committed { oid: oid.clone() });
            }
            self.emit_about(
                actor.account,
                key,
                "synchronize",
                json!({"before": before, "after": after}),
            );
            self.dismiss_stale(actor, key)?;
        }
        Ok(())
    }

    /// Lets a repository have every object of a fork of it.
    pub(super) fn share_objects(&mut self, from: RepoId, to: RepoId) -> Result<(), OpError> {
        if from == to {
            return Ok(());
        }
        let git = self.repo(from).ok_or(OpError::NotFound)?.git.clone();
        self.repo_mut(to)?.git.share(&git);
        Ok(())
    }

    /// Lets a pull request that is opened again have what was pushed to its head while it was closed.
    pub(super) fn catch_up(&mut self, actor: &Actor, key: IssueKey) -> Result<(), OpError> {
        let issue = self.issue(key).ok_or(OpError::NotFound)?;
        let pull = issue.pull.as_ref().ok_or(OpError::NotFound)?;
        let (place, was) = (pull.head_repo, pull.head_oid.clone());
        let git = &self.repo(place).ok_or(OpError::NotFound)?.git;
        let head = git
            .branches
            .get(&pull.head_branch)
            .ok_or(OpError::NotFound)?
            .clone();
        let new: Vec<Oid> = git
            .between(&was, &head)
            .into_iter()
            .map(|one| one.oid.clone())
            .collect();
        self.share_objects(place, key.repo)?;
        self.pull_mut(key)?.head_oid = head;
        for oid in new {
            self.happened(actor, key, EventKind::Committed { oid });
        }
        Ok(())
    }

    /// Brings back the deleted head branch of a pull request, where it was.
    pub fn restore_branch(&mut self, actor: &Actor, key: IssueKey) -> Result<(), OpError> {
        let issue = self.readable_issue(actor, key, &need::READ_PULLS)?;
        let pull = issue.pull.as_ref().ok_or(OpError::NotFound)?;
        let (repo, branch, oid) = (pull.head_repo, pull.head_branch.clone(), pull.head_oid.clone());
        self.create_branch(actor, repo, &branch, &oid)?;
        self.happened(actor, key, EventKind::HeadRefRestored);
        Ok(())
    }

    fn emit_push(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        branch: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) {
        let Some(found) = self.repo(repo) else { return };
        let render = Render::new(self);
        let git = &found.git;
        let new = match (before, after) {
            (Some(before), Some(after)) => git.between(before, after),
            (None, Some(after)) => match git.branches.get(&found.default_branch) {
                Some(base) if branch != found.default_branch => git.between(base, after),
                _ => git.between("", after),
            },
            _ => Vec::new(),
        };
        let commits: Vec<Value> = new
            .iter()
            .map(|commit| render.pushed_commit(found, commit))
            .collect();
        let head = after
            .and_then(|oid| git.commits.get(oid))
            .map(|commit| render.pushed_commit(found, commit));
        let pusher = self.account(actor.account);
        let (from, to) = (before.unwrap_or(NO_COMMIT), after.unwrap_or(NO_COMMIT));
        let payload = json!({
            "ref": format!("refs/heads/{branch}"), "before": from, "after": to,
            "created": before.is_none(), "deleted": after.is_none(),
            "forced": before.zip(after).is_some_and(|(before, after)| !is_ancestor(git, before, after)),
            "base_ref": null,
            "compare": format!("{}/compare/{from}...{to}", render.repo_html(found)),
            "commits": commits, "head_commit": head,
            "pusher": {"name": pusher.login, "email": pusher.email()},
        });
        let sender = actor.account;
        self.emit(&Event {
            name: "push",
            action: None,
            repo,
            sender,
            only: None,
            payload,
        });
        if before.is_none() || after.is_none() {
            self.emit_existence(actor, repo, branch, before.is_none());
        }
    }

    /// Besides the push, a branch that came or went is an event of its own.
    fn emit_existence(&mut self, actor: &Actor, repo: RepoId, branch: &str, created: bool) {
        let Some(found) = self.repo(repo) else { return };
        let mut payload = json!({"ref": branch, "ref_type": "branch", "pusher_type": "user"});
        if created {
            payload["master_branch"] = json!(found.default_branch);
            payload["description"] = json!(found.description);
        }
        let name = if created { "create" } else { "delete" };
        let sender = actor.account;
        self.emit(&Event {
            name,
            action: None,
            repo,
            sender,
            only: None,
            payload,
        });
    }
}

/// Whether everything in `old` is also in `new`.
fn is_ancestor(git: &Git, old: &str, new: &str) -> bool {
    git.history(new).iter().any(|commit| commit.oid == old)
}

/// Git's rules for names, as far as people run into them.
fn well_formed(branch: &str) -> bool {
    let bad = |c: char| c.is_whitespace() || c.is_control() || "~^:?*[\\".contains(c);
    !branch.is_empty()
        && !branch.contains(bad)
        && !branch.contains("..")
        && !branch.contains("@{")
        && !branch.starts_with(['/', '-'])
        && !branch.ends_with(['/', '.'])
        && !branch
            .split('/')
            .any(|part| part.is_empty() || part.starts_with('.') || part.strip_suffix(".lock").is_some())
}
