//! What a pull request has beyond an issue.

use chrono::{DateTime, Utc};

use super::id::{AccountId, AppId, NodeKind, Oid, RepoId, node_id};

/// The verdict of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewState {
    /// Approved.
    Approved,
    /// Changes requested.
    ChangesRequested,
    /// Only commented.
    Commented,
    /// Was an approval or request for changes, and no longer counts.
    Dismissed,
}

impl ReviewState {
    /// The word in capitals that the APIs use; webhooks have it in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "APPROVED",
            Self::ChangesRequested => "CHANGES_REQUESTED",
            Self::Commented => "COMMENTED",
            Self::Dismissed => "DISMISSED",
        }
    }
}

/// A submitted review.
#[derive(Clone, Debug)]
pub struct Review {
    /// Database id.
    pub id: i64,
    /// Who reviewed.
    pub author: AccountId,
    /// The App through which the review was given.
    pub via_app: Option<AppId>,
    /// Markdown, possibly empty.
    pub body: String,
    /// Verdict.
    pub state: ReviewState,
    /// The head commit that was reviewed.
    pub commit: Oid,
    /// When.
    pub submitted_at: DateTime<Utc>,
}

impl Review {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        node_id(NodeKind::PullRequestReview, self.id)
    }
}

/// A merge that took place.
#[derive(Clone, Debug)]
pub struct Merge {
    /// The commit it made on the base branch.
    pub commit: Oid,
    /// Who merged.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a pull request has beyond an issue.
#[derive(Clone, Debug)]
pub struct PullRequest {
    /// Database id of the pull request, which is not the id of its issue.
    pub id: i64,
    /// Whether it is a draft.
    pub draft: bool,
    /// The repository of the branch to be merged: the pull request's own or a fork, which may have been deleted since.
    pub head_repo: RepoId,
    /// Branch to be merged. It may have been deleted since.
    pub head_branch: String,
    /// Its last known commit.
    pub head_oid: Oid,
    /// Branch to merge into.
    pub base_branch: String,
    /// The commit of the base branch when the pull request was opened.
    pub base_oid: Oid,
    /// The merge, once there is one.
    pub merge: Option<Merge>,
    /// Whose review is still asked for.
    pub requested_reviewers: Vec<AccountId>,
    /// Submitted reviews, oldest first.
    pub reviews: Vec<Review>,
    /// Whether maintainers may push to the head.
    pub maintainer_can_modify: bool,
}

impl PullRequest {
    /// Whether this branch is the one to be merged.
    pub fn comes_from(&self, repo: RepoId, branch: &str) -> bool {
        self.head_repo == repo && self.head_branch == branch
    }
}
