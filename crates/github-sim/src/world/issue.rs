//! Issues. A pull request is an issue whose [`Issue::pull`] is filled.

use chrono::{DateTime, Utc};

use super::comment::{Comment, Reaction};
use super::id::{AccountId, AppId, IssueKey, NodeKind, node_id};
use super::pull::PullRequest;
use super::timeline::TimelineEvent;

/// Why an issue is in the state it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateReason {
    /// Closed as done.
    Completed,
    /// Closed as not planned.
    NotPlanned,
    /// Closed as a duplicate.
    Duplicate,
    /// Open again after having been closed.
    Reopened,
}

impl StateReason {
    /// The word REST uses; GraphQL has it in capitals.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::NotPlanned => "not_planned",
            Self::Duplicate => "duplicate",
            Self::Reopened => "reopened",
        }
    }

    /// Reads the word in either case.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Completed, Self::NotPlanned, Self::Duplicate, Self::Reopened]
            .into_iter()
            .find(|reason| reason.as_str().eq_ignore_ascii_case(text))
    }
}

/// An issue or pull request.
#[derive(Clone, Debug)]
pub struct Issue {
    /// Database id. A pull request has a second one of its own, in [`PullRequest::id`].
    pub id: i64,
    /// Number within the repository, shared with pull requests.
    pub number: u64,
    /// Title.
    pub title: String,
    /// Body; `None` when never given.
    pub body: Option<String>,
    /// Who opened it.
    pub author: AccountId,
    /// The App through which it was opened.
    pub via_app: Option<AppId>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When anything about it last changed.
    pub updated_at: DateTime<Utc>,
    /// When the body was last edited, and by whom.
    pub last_edited: Option<(DateTime<Utc>, AccountId)>,
    /// When it was closed, and by whom; `None` while open.
    pub closed: Option<(DateTime<Utc>, AccountId)>,
    /// Why it is in its state.
    pub state_reason: Option<StateReason>,
    /// Ids of its labels, in order of addition.
    pub labels: Vec<i64>,
    /// At most ten.
    pub assignees: Vec<AccountId>,
    /// Number of its milestone.
    pub milestone: Option<u64>,
    /// Whether only people with write access may comment.
    pub locked: bool,
    /// The reason given for locking.
    pub lock_reason: Option<String>,
    /// Reactions on the body.
    pub reactions: Vec<Reaction>,
    /// Comments, oldest first. Deleted ones are gone.
    pub comments: Vec<Comment>,
    /// Everything that happened, oldest first. See [`TimelineEvent`].
    pub timeline: Vec<TimelineEvent>,
    /// The issue it is a sub-issue of.
    pub parent: Option<IssueKey>,
    /// Its sub-issues by priority.
    pub sub_issues: Vec<IssueKey>,
    /// What makes it a pull request.
    pub pull: Option<PullRequest>,
}

impl Issue {
    /// The opaque id GraphQL uses: of the pull request if it is one.
    pub fn node_id(&self) -> String {
        match &self.pull {
            Some(pull) => node_id(NodeKind::PullRequest, pull.id),
            None => node_id(NodeKind::Issue, self.id),
        }
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// `open` or `closed`.
    pub fn state(&self) -> &'static str {
        if self.is_open() { "open" } else { "closed" }
    }

    /// The comment with this id.
    pub fn comment(&self, id: i64) -> Option<&Comment> {
        self.comments.iter().find(|comment| comment.id == id)
    }
}
