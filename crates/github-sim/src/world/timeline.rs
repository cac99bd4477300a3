//! What happened to an issue or pull request, in order.

use chrono::{DateTime, Utc};

use super::id::{AccountId, AppId, IssueKey, NodeKind, Oid, RepoId, node_id};
use super::issue::StateReason;

/// One thing that happened, with who and when.
#[derive(Clone, Debug)]
pub struct TimelineEvent {
    /// Database id, rising over time.
    pub id: i64,
    /// Who did it.
    pub actor: AccountId,
    /// The App through which it was done.
    pub via_app: Option<AppId>,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: EventKind,
}

impl TimelineEvent {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        node_id(NodeKind::TimelineEvent, self.id)
    }
}

/// What happened. A label goes by the name it has now; one that was deleted since, by its last.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields repeat the names of GitHub's event fields")]
pub enum EventKind {
    /// A label was added.
    Labeled { label: i64, name: String, color: String },
    /// A label was removed.
    Unlabeled { label: i64, name: String, color: String },
    /// Somebody was assigned.
    Assigned { assignee: AccountId },
    /// Somebody was unassigned.
    Unassigned { assignee: AccountId },
    /// Put on a milestone.
    Milestoned { title: String },
    /// Taken off a milestone.
    Demilestoned { title: String },
    /// Closed; by a merged pull request's keyword when `by_pull` is given.
    Closed {
        reason: Option<StateReason>,
        by_pull: Option<IssueKey>,
    },
    /// Opened again.
    Reopened,
    /// The title changed.
    Renamed { from: String, to: String },
    /// Locked for people without write access.
    Locked { reason: Option<String> },
    /// Unlocked.
    Unlocked,
    /// Another issue or pull request mentioned this one.
    CrossReferenced { source: IssueKey },
    /// Somebody commented; gone from the timeline when the comment is deleted.
    Commented { comment: i64 },
    /// A comment was deleted.
    CommentDeleted,
    /// An issue became a sub-issue of this one.
    SubIssueAdded { child: IssueKey },
    /// A sub-issue was taken away from this one.
    SubIssueRemoved { child: IssueKey },
    /// This one became a sub-issue.
    ParentIssueAdded { parent: IssueKey },
    /// This one is no longer a sub-issue.
    ParentIssueRemoved { parent: IssueKey },
    /// A commit was pushed to the head of the pull request.
    Committed { oid: Oid },
    /// The head was rewritten.
    HeadRefForcePushed { before: Oid, after: Oid },
    /// The head branch was deleted.
    HeadRefDeleted { branch: String },
    /// The deleted head branch was restored.
    HeadRefRestored,
    /// It is to be merged into another branch.
    BaseRefChanged { from: String, to: String },
    /// A draft became ready for review.
    ReadyForReview,
    /// It became a draft again.
    ConvertToDraft,
    /// A review was asked for.
    ReviewRequested { reviewer: AccountId },
    /// A review is no longer asked for.
    ReviewRequestRemoved { reviewer: AccountId },
    /// A review was submitted.
    Reviewed { review: i64 },
    /// A review was dismissed.
    ReviewDismissed { review: i64, message: Option<String> },
    /// Merged, producing this commit.
    Merged { commit: Oid },
    /// A commit on the default branch of a repository mentioned this one.
    Referenced { repo: RepoId, commit: Oid },
    /// It came here from another repository.
    Transferred { from: RepoId },
    /// The head of the pull request was deployed.
    Deployed { deployment: i64 },
}

impl EventKind {
    /// The other issue or pull request that the event speaks of.
    pub(crate) fn other_mut(&mut self) -> Option<&mut IssueKey> {
        match self {
            Self::Closed {
                by_pull: Some(other), ..
            }
            | Self::CrossReferenced { source: other }
            | Self::SubIssueAdded { child: other }
            | Self::SubIssueRemoved { child: other }
            | Self::ParentIssueAdded { parent: other }
            | Self::ParentIssueRemoved { parent: other } => Some(other),
            _ => None,
        }
    }

    /// The label that was put on or taken off: its id, name and colour.
    pub(crate) fn label_mut(&mut self) -> Option<(&mut i64, &mut String, &mut String)> {
        match self {
            Self::Labeled { label, name, color } | Self::Unlabeled { label, name, color } => {
                Some((label, name, color))
            }
            _ => None,
        }
    }
}
