//! What happened on the issue and its pull request, in order: the event log that `fold` walks.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::person::{Actor, Login};

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
    Closed(CloseReason),
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
    /// Another issue, a pull request or a commit mentioned this one.
    Referenced(Reference),
    /// The issue came here from another repository.
    Transferred {
        /// `owner/name` of that repository; absent when it can't be seen.
        from: Option<String>,
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

/// Why an issue was closed, as whoever closed it chose from GitHub's menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseReason {
    /// Done, or closed before GitHub asked why.
    Completed,
    /// Not going to be done.
    NotPlanned,
    /// The same as another issue.
    Duplicate,
}

/// Something else on GitHub that mentions the incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// What mentions it.
    pub by: Referrer,
    /// Its title, or the first line of the commit's message.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// What can mention an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Referrer {
    /// Another issue.
    Issue,
    /// A pull request.
    PullRequest {
        /// When it was merged.
        merged_at: Option<DateTime<Utc>>,
    },
    /// A commit on the default branch.
    Commit,
}

/// A reaction by which people mark comments for the timeline. 👍 and 😕 are the bot's own answers and 👎 is an opinion,
/// so that none of them can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// 🚀
    #[default]
    Rocket,
    /// 👀
    Eyes,
    /// ❤️
    Heart,
    /// 🎉
    Hooray,
}

impl Mark {
    /// Every mark.
    pub const ALL: [Self; 4] = [Self::Rocket, Self::Eyes, Self::Heart, Self::Hooray];

    /// The name by which REST and the configuration know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rocket => "rocket",
            Self::Eyes => "eyes",
            Self::Heart => "heart",
            Self::Hooray => "hooray",
        }
    }
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
    /// Everybody else who marked it for the timeline, with the reaction that the policy names.
    pub marked_by: Vec<Login>,
}

/// The bot's own reactions on a comment or on the issue's first post: the authorisation record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Verdict {
    /// 👍: something in it was carried out, so its author was allowed to command.
    pub accepted: bool,
    /// 😕: something in it was refused.
    pub refused: bool,
    /// The timeline's mark: whoever put it there was allowed to.
    pub marked: bool,
}
