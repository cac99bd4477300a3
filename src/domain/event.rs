//! What happened on the issue and its pull request, in order: the event log that `fold` walks.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::person::Actor;

/// One thing that happened on GitHub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When GitHub says it happened.
    pub at: DateTime<Utc>,
    /// Who did it; absent when the account was deleted.
    pub actor: Option<Actor>,
    /// Which of the two threads it happened on.
    pub place: Place,
    /// What happened.
    pub kind: EventKind,
}

/// The thread on which something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// The incident's issue.
    Issue,
    /// The postmortem's pull request.
    PullRequest,
}

/// The kinds of events that matter to an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventKind {
    /// Somebody wrote a comment.
    Commented(Comment),
    /// A label was added.
    Labeled(String),
    /// A label was removed.
    Unlabeled(String),
    /// The issue or pull request was closed, not by merging.
    Closed,
    /// The issue or pull request was opened again.
    Reopened,
    /// The title was changed.
    Renamed {
        /// The title before.
        from: String,
        /// The title after.
        to: String,
    },
    /// Somebody was assigned.
    Assigned(String),
    /// Somebody was no longer assigned.
    Unassigned(String),
    /// Another issue or pull request mentioned this one.
    Referenced {
        /// Title of the one that mentions it.
        title: String,
        /// Its address.
        url: String,
    },
    /// The pull request left its draft state.
    ReadyForReview,
    /// The pull request went back to draft.
    ConvertedToDraft,
    /// Somebody reviewed the pull request.
    Reviewed {
        /// The verdict.
        verdict: ReviewVerdict,
        /// The review's address.
        url: String,
    },
    /// The pull request was merged.
    Merged,
}

/// The verdict of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewVerdict {
    /// The reviewer approves.
    Approved,
    /// The reviewer wants changes first.
    ChangesRequested,
    /// The reviewer only comments.
    Commented,
    /// A verdict that was withdrawn.
    Dismissed,
}

/// A comment on either thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// GraphQL node id.
    pub node_id: String,
    /// Numeric id, as REST and the comment's address use it.
    pub id: u64,
    /// Address of the comment.
    pub url: String,
    /// Markdown as it stands now.
    pub body: String,
    /// Whether this installation's own bot wrote it (`viewerDidAuthor`).
    pub ours: bool,
    /// Whether it is folded away.
    pub minimized: bool,
    /// The bot's own reactions on it.
    pub verdict: Verdict,
}

/// The bot's own reactions on a comment or on the issue's first post: the authorisation record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Verdict {
    /// 👍: something in it was carried out, so its author was allowed to command.
    pub accepted: bool,
    /// 😕: something in it was refused.
    pub refused: bool,
}
