//! Pull requests: opened, made ready, merged.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use super::proposals::Proposal;
use crate::world::{
    AccountId, Actor, Blob, EventKind, IssueKey, Merge, Oid, OpError, PullRequest, RepoId, StateReason,
    World, merged_files, need,
};

/// What is asked for when a pull request is opened.
#[derive(Clone, Debug, Default)]
pub struct NewPull {
    /// Title; must not be blank.
    pub title: String,
    /// Body.
    pub body: Option<String>,
    /// Branch to be merged, also as `owner:branch`.
    pub head: String,
    /// Branch to merge into.
    pub base: String,
    /// Whether it starts as a draft.
    pub draft: bool,
}

/// How commits get onto the base branch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MergeMethod {
    /// A merge commit.
    #[default]
    Merge,
    /// One new commit.
    Squash,
    /// The same changes again on top of the base. Made as one commit here.
    Rebase,
}

/// How a pull request is to be merged.
#[derive(Clone, Debug, Default)]
pub struct MergeRequest {
    /// The head must still be this commit.
    pub sha: Option<Oid>,
    /// First line of the message, if not GitHub's own.
    pub title: Option<String>,
    /// Rest of the message, if not GitHub's own.
    pub message: Option<String>,
    /// How.
    pub method: MergeMethod,
}

/// Base commit, head commit, and the files after merging them.
type MergeEnds = (Oid, Oid, BTreeMap<String, Arc<Blob>>);

impl World {
    /// Opens a pull request.
    pub fn create_pull(&mut self, actor: &Actor, repo: RepoId, new: &NewPull) -> Result<IssueKey, OpError> {
        let Proposal {
            head_repo,
            head,
            head_oid,
            base_oid,
        } = self.proposal(actor, repo, new)?;
        self.share_objects(head_repo, repo)?;
        let id = self.fresh_id();
        let key = self.insert_issue(actor, repo, &new.title, new.body.clone(), None)?;
        self.issue_mut(key)?.pull = Some(PullRequest {
            id,
            draft: new.draft,
            head_repo,
            head_branch: head,
            head_oid: head_oid.clone(),
            base_branch: new.base.clone(),
            base_oid: base_oid.clone(),
            merge: None,
            requested_reviewers: Vec::new(),
            reviews: Vec::new(),
            maintainer_can_modify: false,
        });
        let commits = self.repo_mut(repo)?.git.between(&base_oid, &head_oid);
        let oids: Vec<Oid> = commits.into_iter().map(|commit| commit.oid.clone()).collect();
        for oid in oids {
            self.happened(actor, key, EventKind::Committed { oid });
        }
        self.emit_about(actor.account, key, "opened", json!({}));
        self.mentioned(actor, key, new.body.as_deref().unwrap_or_default());
        Ok(key)
    }

    /// Changes the branch a pull request is to be merged into.
    pub fn change_base(&mut self, actor: &Actor, key: IssueKey, base: &str) -> Result<(), OpError> {
        self.writable_pull(actor, key)?;
        let repo = self.repo(key.repo).ok_or(OpError::NotFound)?;
        let oid = repo.git.branches.get(base).cloned();
        let oid = oid.ok_or_else(|| OpError::field("PullRequest", "invalid", "base"))?;
        let pull = self.pull_mut(key)?;
        if pull.base_branch == base {
            return Ok(());
        }
        let old = std::mem::replace(&mut pull.base_branch, base.to_owned());
        let old_oid = std::mem::replace(&mut pull.base_oid, oid);
        let event = EventKind::BaseRefChanged {
            from: old.clone(),
            to: base.to_owned(),
        };
        self.happened(actor, key, event);
        let changes = json!({"changes": {"base": {"ref": {"from": old}, "sha": {"from": old_oid}}}});
        self.emit_about(actor.account, key, "edited", changes);
        Ok(())
    }

    /// Makes a draft ready for review.
    pub fn mark_ready(&mut self, actor: &Actor, key: IssueKey) -> Result<(), OpError> {
        self.set_draft(actor, key, false)
    }

    /// Makes a pull request a draft again.
    pub fn convert_to_draft(&mut self, actor: &Actor, key: IssueKey) -> Result<(), OpError> {
        let allowed = self.repo(key.repo).is_some_and(|repo| repo.allows_drafts);
        if !allowed {
            let text = "Draft pull requests are not supported in this repository.";
            return Err(OpError::Unprocessable(text.into()));
        }
        self.set_draft(actor, key, true)
    }

    fn set_draft(&mut self, actor: &Actor, key: IssueKey, draft: bool) -> Result<(), OpError> {
        let author = self.readable_issue(actor, key, &need::READ_PULLS)?.author;
        self.may_change(actor, key, author, &need::REVIEW, &need::WRITE_PULLS)?;
        let pull = self.pull_mut(key)?;
        if pull.draft == draft {
            return Ok(());
        }
        pull.draft = draft;
        let (kind, action) = if draft {
            (EventKind::ConvertToDraft, "converted_to_draft")
        } else {
            (EventKind::ReadyForReview, "ready_for_review")
        };
        self.happened(actor, key, kind);
        self.emit_about(actor.account, key, action, json!({}));
        Ok(())
    }

    /// Asks people for a review.
    pub fn request_reviewers(
        &mut self,
        actor: &Actor,
        key: IssueKey,
        logins: &[String],
    ) -> Result<(), OpError> {
        let author = self.writable_pull(actor, key)?.author;
        let repo = self.repo(key.repo).ok_or(OpError::NotFound)?;
        let stranger = |_: &str| {
            let text = "Reviews may only be requested from collaborators. One or more of the users or teams you \
                        specified is not a collaborator of the";
            OpError::Unprocessable(format!("{text} {} repository.", self.full_name(repo)))
        };
        let reviewers = self.logins(logins, stranger)?;
        if reviewers.contains(&author) {
            return Err(OpError::Unprocessable(
                "Review cannot be requested from pull request author.".into(),
            ));
        }
        if reviewers.iter().any(|id| !self.assignable(*id, repo)) {
            return Err(stranger(""));
        }
        for reviewer in reviewers {
            let requested = &mut self.pull_mut(key)?.requested_reviewers;
            if !requested.contains(&reviewer) {
                requested.push(reviewer);
                self.reviewer_event(actor, key, reviewer, true);
            }
        }
        Ok(())
    }

    /// No longer asks these people for a review.
    pub fn remove_reviewers(
        &mut self,
        actor: &Actor,
        key: IssueKey,
        logins: &[String],
    ) -> Result<(), OpError> {
        self.writable_pull(actor, key)?;
        for reviewer in logins
            .iter()
            .filter_map(|login| self.account_by_login(login))
            .map(|one| one.id)
            .collect::<Vec<_>>()
        {
            let requested = &mut self.pull_mut(key)?.requested_reviewers;
            if requested.contains(&reviewer) {
                requested.retain(|one| *one != reviewer);
                self.reviewer_event(actor, key, reviewer, false);
            }
        }
        Ok(())
    }

    fn reviewer_event(&mut self, actor: &Actor, key: IssueKey, reviewer: AccountId, asked: bool) {
        let (kind, action) = if asked {
            (EventKind::ReviewRequested { reviewer }, "review_requested")
        } else {
            (
                EventKind::ReviewRequestRemoved { reviewer },
                "review_request_removed",
            )
        };
        let rendered = crate::render::Render::new(self).account(reviewer);
        self.happened(actor, key, kind);
        self.emit_about(
            actor.account,
            key,
            action,
            json!({"requested_reviewer": rendered}),
        );
    }

    /// Merges. Closes the issues the pull request says it fixes when the base is the default branch.
    pub fn merge_pull(&mut self, actor: &Actor, key: IssueKey, how: &MergeRequest) -> Result<Oid, OpError> {
        let (base, head, files) = self.mergeable_ends(actor, key, how)?;
        let repo = self.repo(key.repo).ok_or(OpError::NotFound)?;
        let issue = self.issue(key).ok_or(OpError::NotFound)?;
        let pull = issue.pull.as_ref().ok_or(OpError::NotFound)?;
        let head_owner = self.repo(pull.head_repo).map_or(self.ghost, |head| head.owner);
        let owner = &self.account(head_owner).login;
        let message = merge_message(how, owner, &pull.head_branch, key.number, &issue.title);
        let branch = pull.base_branch.clone();
        let promises = issue
            .body
            .clone()
            .filter(|_| branch == repo.default_branch)
            .unwrap_or_default();
        let (signature, by, at) = (self.signature_of(actor.account), actor.account, self.now());
        let git = &mut self.repo_mut(key.repo)?.git;
        let tree = git.add_tree(files);
        let parents = match how.method {
            MergeMethod::Merge => vec![base, head],
            MergeMethod::Squash | MergeMethod::Rebase => vec![base],
        };
        let commit = git.add_commit(tree, parents, &message, signature.clone(), signature, true);
        self.pull_mut(key)?.merge = Some(Merge {
            commit: commit.clone(),
            by,
            at,
        });
        self.issue_mut(key)?.closed = Some((at, by));
        let (merged, closed) = (
            commit.clone(),
            EventKind::Closed {
                reason: None,
                by_pull: None,
            },
        );
        self.happened(actor, key, EventKind::Merged { commit: merged });
        self.happened(actor, key, closed);
        self.move_branch(actor, key.repo, &branch, Some(commit.clone()))?;
        self.emit_about(by, key, "closed", json!({}));
        self.close_promised(actor, key, &promises)?;
        Ok(commit)
    }

    /// The commits to be merged and the files that come of it, if merging is allowed and possible.
    fn mergeable_ends(&self, actor: &Actor, key: IssueKey, how: &MergeRequest) -> Result<MergeEnds, OpError> {
        let issue = self.writable_issue(actor, key, &need::WRITE_CONTENTS)?;
        let pull = issue.pull.as_ref().ok_or(OpError::NotFound)?;
        let unmergeable = || OpError::NotMergeable("Pull Request is not mergeable".into());
        if pull.draft {
            return Err(OpError::NotMergeable("Pull Request is still a draft".into()));
        }
        if !issue.is_open() {
            return Err(unmergeable());
        }
        if how.sha.as_ref().is_some_and(|sha| *sha != pull.head_oid) {
            let text = "Head branch was modified. Review and try the merge again.";
            return Err(OpError::Conflict(text.into()));
        }
        let git = &self.repo(key.repo).ok_or(OpError::NotFound)?.git;
        let base = git.head(&pull.base_branch).ok_or_else(unmergeable)?;
        let head = git.commits.get(&pull.head_oid).ok_or_else(unmergeable)?;
        let files = merged_files(git, base, head).ok_or_else(unmergeable)?;
        Ok((base.oid.clone(), head.oid.clone(), files))
    }

    /// Closes the open issues that a merged pull request's text says it closes.
    fn close_promised(&mut self, actor: &Actor, pull: IssueKey, text: &str) -> Result<(), OpError> {
        for key in self.closes(pull.repo, text) {
            if self
                .issue(key)
                .is_some_and(|issue| issue.is_open() && issue.pull.is_none())
            {
                self.close_unchecked(actor, key, Some(StateReason::Completed), Some(pull))?;
            }
        }
        Ok(())
    }

    /// Refuses to reopen what cannot be merged any more.
    pub(super) fn check_reopenable(&self, key: IssueKey) -> Result<(), OpError> {
        let pull = self
            .issue(key)
            .and_then(|issue| issue.pull.as_ref())
            .ok_or(OpError::NotFound)?;
        let refused = |message: &str| Err(OpError::custom("PullRequest", "state", message));
        if pull.merge.is_some() {
            return refused("state cannot be changed. The pull request cannot be reopened.");
        }
        let Some(head) = self.repo(pull.head_repo) else {
            return refused(
                "state cannot be changed. The repository that submitted this pull request has been deleted.",
            );
        };
        let branch = &pull.head_branch;
        let Some(oid) = head.git.branches.get(branch) else {
            let message = format!("state cannot be changed. The {branch} branch has been deleted.");
            return refused(&message);
        };
        if !head
            .git
            .history(oid)
            .iter()
            .any(|commit| commit.oid == pull.head_oid)
        {
            let message =
                format!("state cannot be changed. The {branch} branch was force-pushed or recreated.");
            return refused(&message);
        }
        Ok(())
    }

    fn writable_pull(&self, actor: &Actor, key: IssueKey) -> Result<&crate::world::Issue, OpError> {
        let issue = self.writable_issue(actor, key, &need::WRITE_PULLS)?;
        if issue.pull.is_some() {
            Ok(issue)
        } else {
            Err(OpError::NotFound)
        }
    }

    pub(super) fn pull_mut(&mut self, key: IssueKey) -> Result<&mut PullRequest, OpError> {
        self.issue_mut(key)?.pull.as_mut().ok_or(OpError::NotFound)
    }
}

fn merge_message(how: &MergeRequest, owner: &str, branch: &str, number: u64, title: &str) -> String {
    let (default_title, default_rest) = match how.method {
        MergeMethod::Merge => (
            format!("Merge pull request #{number} from {owner}/{branch}"),
            title.to_owned(),
        ),
        MergeMethod::Squash | MergeMethod::Rebase => (format!("{title} (#{number})"), String::new()),
    };
    let title = how.title.clone().unwrap_or(default_title);
    let rest = how.message.clone().unwrap_or(default_rest);
    if rest.is_empty() {
        title
    } else {
        format!("{title}\n\n{rest}")
    }
}
