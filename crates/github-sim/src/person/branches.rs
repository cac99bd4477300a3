//! What a person does with git: commits, branches, force-pushes and forks.

use super::Person;
use crate::world::ops::{FileCommit, NewCommit, TreeEntry};
use crate::world::{Oid, OpError, World};

impl Person {
    /// Writes a file in a commit of its own. The branch must exist.
    pub fn commit_file(
        &self,
        repo: &str,
        branch: &str,
        path: &str,
        text: &str,
        message: &str,
    ) -> Result<Oid, OpError> {
        let commit = FileCommit {
            branch: Some(branch.into()),
            message: message.into(),
            additions: vec![(path.into(), text.as_bytes().to_vec())],
            ..FileCommit::default()
        };
        self.in_repo(repo, |world, actor, repo| {
            world.commit_files(actor, repo, &commit)
        })
    }

    /// Makes a branch where another one is.
    pub fn create_branch(&self, repo: &str, branch: &str, from: &str) -> Result<(), OpError> {
        self.in_repo(repo, |world, actor, repo| {
            let oid = world
                .repo(repo)
                .and_then(|repo| repo.git.branches.get(from))
                .cloned();
            world.create_branch(actor, repo, branch, &oid.ok_or(OpError::NotFound)?)
        })
    }

    /// Deletes a branch.
    pub fn delete_branch(&self, repo: &str, branch: &str) -> Result<(), OpError> {
        self.in_repo(repo, |world, actor, repo| {
            world.delete_branch(actor, repo, branch)
        })
    }

    /// Moves a file in a commit of its own, as it is.
    pub fn move_file(
        &self,
        repo: &str,
        branch: &str,
        (from, to): (&str, &str),
        message: &str,
    ) -> Result<Oid, OpError> {
        self.in_repo(repo, |world, actor, repo| {
            let head = world.repo(repo).and_then(|repo| repo.git.head(branch));
            let blob = head.and_then(|head| head.tree.files.get(from));
            let commit = FileCommit {
                branch: Some(branch.into()),
                message: message.into(),
                additions: vec![(to.into(), blob.ok_or(OpError::NotFound)?.bytes.clone())],
                deletions: vec![from.into()],
                ..FileCommit::default()
            };
            world.commit_files(actor, repo, &commit)
        })
    }

    /// Amends the latest commit of a branch, so that a file reads otherwise, and force-pushes it.
    pub fn amend_file(
        &self,
        repo: &str,
        branch: &str,
        path: &str,
        text: &str,
        message: &str,
    ) -> Result<Oid, OpError> {
        self.in_repo(repo, |world, actor, repo| {
            let head = world.repo(repo).and_then(|repo| repo.git.head(branch));
            let head = head.ok_or(OpError::NotFound)?;
            let (base, parents) = (head.tree.oid.clone(), head.parents.clone());
            let entry = TreeEntry::Content(text.as_bytes().to_vec());
            let tree = world.create_tree(actor, repo, Some(&base), vec![(path.into(), Some(entry))])?;
            let new = NewCommit {
                message: message.into(),
                tree: tree.oid.clone(),
                parents,
                ..NewCommit::default()
            };
            let oid = world.create_commit(actor, repo, &new)?;
            world.update_branch(actor, repo, branch, &oid, true)?;
            Ok(oid)
        })
    }

    /// Force-pushes a branch to where another branch or commit is.
    pub fn force_push(&self, repo: &str, branch: &str, to: &str) -> Result<(), OpError> {
        self.in_repo(repo, |world, actor, repo| {
            let found = world.repo(repo).and_then(|repo| repo.git.resolve(to));
            let oid = found.ok_or(OpError::NotFound)?.oid.clone();
            world.update_branch(actor, repo, branch, &oid, true)
        })
    }

    /// Brings back the deleted head branch of a pull request.
    pub fn restore_branch(&self, repo: &str, number: u64) -> Result<(), OpError> {
        self.on(repo, number, World::restore_branch)
    }

    /// Lets a pull request be merged into another branch.
    pub fn change_base(&self, repo: &str, number: u64, base: &str) -> Result<(), OpError> {
        self.on(repo, number, |world, actor, key| {
            world.change_base(actor, key, base)
        })
    }

    /// Forks a repository into the own account, if it has not been, and gives the fork's `owner/name`. Pull requests
    /// from there are opened with `login:branch` as their head.
    pub fn fork(&self, repo: &str) -> Result<String, OpError> {
        self.in_repo(repo, |world, actor, repo| {
            let id = world.fork(actor, repo, actor.account)?;
            let fork = world.repo(id).ok_or(OpError::NotFound)?;
            Ok(world.full_name(fork))
        })
    }

    /// Deletes a repository for good, as its administrators may.
    pub fn delete_repo(&self, repo: &str) -> Result<(), OpError> {
        self.in_repo(repo, World::delete_repo)
    }
}
