//! Commits and file contents.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::world::{
    AccountId, Actor, Blob, Git, Oid, OpError, Powers, RepoId, Repository, Signature, Tree, World, need,
};

/// Several files changed in one commit on a branch.
#[derive(Clone, Debug, Default)]
pub struct FileCommit {
    /// The branch; [`None`] is the default branch.
    pub branch: Option<String>,
    /// The commit the branch must be at, if the caller insists.
    pub expected_head: Option<Oid>,
    /// Message.
    pub message: String,
    /// Files written: path and content.
    pub additions: Vec<(String, Vec<u8>)>,
    /// Files removed.
    pub deletions: Vec<String>,
    /// Who wrote the change, if not the actor. Such a commit is not signed by GitHub.
    pub author: Option<Signature>,
    /// Who made the commit, if not the actor. Such a commit is not signed by GitHub.
    pub committer: Option<Signature>,
}

impl World {
    /// How commits of an account are signed off, at the present instant.
    pub fn signature_of(&self, id: AccountId) -> Signature {
        let account = self.account(id);
        Signature {
            name: account.name.clone().unwrap_or_else(|| account.login.clone()),
            email: account.email(),
            at: self.now(),
            account: Some(id),
        }
    }

    /// Commits several files at once: all or nothing. The first commit of an empty repository makes the branch.
    pub fn commit_files(&mut self, actor: &Actor, repo: RepoId, commit: &FileCommit) -> Result<Oid, OpError> {
        let found = self.writable(actor, repo, &need::WRITE_CONTENTS)?;
        let branch = commit
            .branch
            .clone()
            .unwrap_or_else(|| found.default_branch.clone());
        let head = found.git.branches.get(&branch).cloned();
        if head.is_none() && !found.git.is_empty() {
            return Err(OpError::Missing(format!("Branch {branch} not found")));
        }
        if let (Some(expected), Some(head)) = (&commit.expected_head, &head)
            && expected != head
        {
            let text =
                format!("Expected branch to point to \"{expected}\" but it did not. Pull and try again.");
            return Err(OpError::Conflict(text));
        }
        self.check_workflow_files(actor, repo, commit)?;
        let mut files = head
            .as_ref()
            .and_then(|oid| found.git.commits.get(oid))
            .map(|commit| commit.tree.files.clone())
            .unwrap_or_default();
        for path in &commit.deletions {
            if files.remove(path).is_none() {
                return Err(OpError::Unprocessable(format!(
                    "The path {path} does not exist in the branch"
                )));
            }
        }
        let own = self.signature_of(actor.account);
        let found = self.repo_mut(repo)?;
        for (path, bytes) in &commit.additions {
            files.insert(path.clone(), found.git.add_blob(bytes.clone()));
        }
        let tree = found.git.add_tree(files);
        let verified = commit.author.is_none() && commit.committer.is_none();
        let author = commit
            .author
            .clone()
            .or_else(|| commit.committer.clone())
            .unwrap_or_else(|| own.clone());
        let committer = commit
            .committer
            .clone()
            .or_else(|| commit.author.clone())
            .unwrap_or(own);
        let parents = head.into_iter().collect();
        let oid = found
            .git
            .add_commit(tree, parents, &commit.message, author, committer, verified);
        self.move_branch(actor, repo, &branch, Some(oid.clone()))?;
        Ok(oid)
    }

    /// Files of workflows need a permission of their own.
    fn check_workflow_files(&self, actor: &Actor, repo: RepoId, commit: &FileCommit) -> Result<(), OpError> {
        let paths = commit
            .additions
            .iter()
            .map(|(path, _)| path)
            .chain(&commit.deletions);
        let touches = paths.clone().any(|path| path.starts_with(".github/workflows/"));
        let repo = self.repo(repo).ok_or(OpError::NotFound)?;
        let is_person = matches!(actor.powers, Powers::Person);
        if touches && !is_person && !self.allows(actor, repo, &need::WRITE_WORKFLOWS) {
            return Err(OpError::NotAccessible(need::WRITE_WORKFLOWS.accepted()));
        }
        Ok(())
    }

    /// Writes one file under the contents API's rules about `sha`. Gives the commit, the content and whether the
    /// file is new.
    pub fn put_file(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        sha: Option<&str>,
        commit: &FileCommit,
    ) -> Result<(Oid, Arc<Blob>, bool), OpError> {
        let found = self.writable(actor, repo, &need::WRITE_CONTENTS)?;
        let Some((path, bytes)) = commit.additions.first() else {
            return Err(OpError::NotFound);
        };
        let present = present_file(found, commit.branch.as_deref(), path)?;
        if let Some(present) = &present {
            check_sha(path, sha, present)?;
        }
        let (path, bytes, is_new) = (path.clone(), bytes.clone(), present.is_none());
        let oid = self.commit_files(actor, repo, commit)?;
        let blob = self.repo_mut(repo)?.git.add_blob(bytes);
        debug_assert!(
            self.repo(repo)
                .is_some_and(|repo| repo.git.commits[&oid].tree.files.contains_key(&path))
        );
        Ok((oid, blob, is_new))
    }

    /// Deletes one file under the contents API's rules about `sha`.
    pub fn delete_file(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        sha: Option<&str>,
        commit: &FileCommit,
    ) -> Result<Oid, OpError> {
        let found = self.writable(actor, repo, &need::WRITE_CONTENTS)?;
        let Some(path) = commit.deletions.first() else {
            return Err(OpError::NotFound);
        };
        let present = present_file(found, commit.branch.as_deref(), path)?.ok_or(OpError::NotFound)?;
        check_sha(path, sha, &present)?;
        self.commit_files(actor, repo, commit)
    }

    /// Keeps content for a later tree.
    pub fn create_blob(&mut self, actor: &Actor, repo: RepoId, bytes: Vec<u8>) -> Result<Oid, OpError> {
        self.git_for_objects(actor, repo)?;
        Ok(self.repo_mut(repo)?.git.add_blob(bytes).oid.clone())
    }

    /// Keeps a tree: `base`'s files with entries put in (`Some`) or taken out (`None`).
    pub fn create_tree(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        base: Option<&str>,
        entries: Vec<(String, Option<TreeEntry>)>,
    ) -> Result<Arc<Tree>, OpError> {
        let git = self.git_for_objects(actor, repo)?;
        let unknown = |what: &str| OpError::Unprocessable(format!("{what} is not a valid tree"));
        let mut files = match base {
            Some(base) => find_tree(git, base).ok_or_else(|| unknown(base))?.files.clone(),
            None => BTreeMap::new(),
        };
        let git = &mut self.repo_mut(repo)?.git;
        for (path, entry) in entries {
            match entry {
                None => drop(files.remove(&path)),
                Some(TreeEntry::Content(bytes)) => drop(files.insert(path, git.add_blob(bytes))),
                Some(TreeEntry::Blob(oid)) => {
                    let blob = git.blobs.get(&oid).ok_or_else(|| unknown(&oid))?;
                    files.insert(path, Arc::clone(blob));
                }
            }
        }
        Ok(git.add_tree(files))
    }

    /// Keeps a commit that is on no branch yet.
    pub fn create_commit(&mut self, actor: &Actor, repo: RepoId, new: &NewCommit) -> Result<Oid, OpError> {
        let git = self.git_for_objects(actor, repo)?;
        let unknown = |what: &str, oid: &str| {
            OpError::Unprocessable(format!(
                "{what} SHA does not exist or is not a {} object: {oid}",
                what.to_lowercase()
            ))
        };
        let tree = git
            .trees
            .get(&new.tree)
            .cloned()
            .ok_or_else(|| unknown("Tree", &new.tree))?;
        if let Some(oid) = new.parents.iter().find(|oid| !git.commits.contains_key(*oid)) {
            return Err(unknown("Parent", oid));
        }
        let verified = new.author.is_none() && new.committer.is_none();
        let author = new
            .author
            .clone()
            .unwrap_or_else(|| self.signature_of(actor.account));
        let committer = new.committer.clone().unwrap_or_else(|| author.clone());
        let git = &mut self.repo_mut(repo)?.git;
        Ok(git.add_commit(
            tree,
            new.parents.clone(),
            &new.message,
            author,
            committer,
            verified,
        ))
    }

    fn git_for_objects(&self, actor: &Actor, repo: RepoId) -> Result<&Git, OpError> {
        let git = &self.writable(actor, repo, &need::WRITE_CONTENTS)?.git;
        if git.is_empty() {
            Err(OpError::EmptyRepository)
        } else {
            Ok(git)
        }
    }
}

/// A commit made from a tree that was kept before.
#[derive(Clone, Debug, Default)]
pub struct NewCommit {
    /// Message.
    pub message: String,
    /// Name of its tree.
    pub tree: Oid,
    /// Names of its parents.
    pub parents: Vec<Oid>,
    /// Who wrote the change, if not the actor. Such a commit is not signed by GitHub.
    pub author: Option<Signature>,
    /// Who made the commit, if not its author. Such a commit is not signed by GitHub.
    pub committer: Option<Signature>,
}

/// What a new tree has at a path.
#[derive(Clone, Debug)]
pub enum TreeEntry {
    /// Content given along.
    Content(Vec<u8>),
    /// Content kept before, by name.
    Blob(Oid),
}

/// A tree by its own name or by that of a commit.
pub(crate) fn find_tree<'a>(git: &'a Git, name: &str) -> Option<&'a Arc<Tree>> {
    git.trees
        .get(name)
        .or_else(|| git.resolve(name).map(|commit| &commit.tree))
}

/// The file on a branch now. An unknown branch is not found, unless there is no branch at all.
fn present_file(repo: &Repository, branch: Option<&str>, path: &str) -> Result<Option<Arc<Blob>>, OpError> {
    if repo.git.is_empty() {
        return Ok(None);
    }
    let branch = branch.unwrap_or(&repo.default_branch);
    let head = repo
        .git
        .head(branch)
        .ok_or_else(|| OpError::Missing(format!("Branch {branch} not found")))?;
    Ok(head.tree.files.get(path).cloned())
}

/// An existing file is only changed by somebody who knows what it was.
fn check_sha(path: &str, given: Option<&str>, present: &Blob) -> Result<(), OpError> {
    match given {
        None => Err(OpError::Unprocessable(
            "Invalid request.\n\n\"sha\" wasn't supplied.".into(),
        )),
        Some(sha) if sha != present.oid => Err(OpError::Conflict(format!("{path} does not match {sha}"))),
        Some(_) => Ok(()),
    }
}
