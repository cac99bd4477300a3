//! Effects: everything Closeout can do to the outside world, as data.
//!
//! Long because: it is one list, with the key and the printed line of each.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    document,
    domain::{
        action::ItemMark,
        event::{CloseReason, Mark},
        label::LabelSpec,
        marker::Slot,
        person::Login,
        report::IssueRef,
    },
    message::{Message, Voice},
};

/// Everything to be done about one incident now, and the next instant at which anything could change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Effects, in the order in which they must happen.
    pub effects: Vec<Effect>,
    /// When to look again if nothing happens before.
    pub wake_at: Option<DateTime<Utc>>,
}

/// One change of the outside world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Effect {
    /// Create a label in the repository.
    CreateLabel(LabelSpec),
    /// Put a label on an issue or pull request.
    AddLabel {
        /// Number of the issue or pull request.
        number: u64,
        /// The label.
        label: String,
    },
    /// Take a label off.
    RemoveLabel {
        /// Number of the issue or pull request.
        number: u64,
        /// The label.
        label: String,
    },
    /// React to a comment, or to the issue's first post.
    AddReaction {
        /// What to react to.
        subject: Subject,
        /// The reaction.
        reaction: Reaction,
    },
    /// Take one's reaction back.
    RemoveReaction {
        /// What was reacted to.
        subject: Subject,
        /// The reaction.
        reaction: Reaction,
    },
    /// Write a new comment.
    PostComment {
        /// Number of the issue or pull request.
        number: u64,
        /// What the comment is for.
        slot: Slot,
        /// What it says.
        message: Box<Message>,
        /// Language and zone it says it in.
        voice: Voice,
    },
    /// Rewrite a comment of ours.
    EditComment {
        /// Numeric id of the comment.
        id: u64,
        /// What the comment is for.
        slot: Slot,
        /// What it says now.
        message: Box<Message>,
        /// Language and zone it says it in.
        voice: Voice,
    },
    /// Fold a comment of ours away as resolved, or unfold it.
    SetMinimized {
        /// GraphQL node id of the comment.
        node_id: String,
        /// Fold or unfold.
        minimized: bool,
    },
    /// Create a branch.
    CreateBranch {
        /// Name without `refs/heads/`.
        name: String,
        /// Commit id it starts from.
        from: String,
    },
    /// Commit the postmortem's document.
    CommitDocument {
        /// Branch to commit to.
        branch: String,
        /// Commit id its head must still have.
        expected_head: String,
        /// Path of the file.
        path: String,
        /// What the document is made of.
        message: Box<Message>,
        /// Language and zone it is written in.
        voice: Voice,
    },
    /// Commit files to the postmortem's branch, all at once.
    UpdateFiles {
        /// Branch to commit to.
        branch: String,
        /// Commit id its head must still have.
        expected_head: String,
        /// The files, whole.
        files: Vec<FileText>,
        /// What the commit's headline says.
        message: Box<Message>,
        /// Language it says it in.
        voice: Voice,
    },
    /// Bring files to a branch of our own that holds nothing else, and open a pull request for it unless one is open.
    Propose {
        /// The branch, which is made, or made anew.
        branch: String,
        /// Commit id it starts from.
        onto: String,
        /// Branch it shall be merged into.
        base: String,
        /// The files, whole.
        files: Vec<FileText>,
        /// What the commit's headline says.
        headline: Box<Message>,
        /// Title and body of the pull request.
        message: Box<Message>,
        /// Language and zone.
        voice: Voice,
    },
    /// Open the postmortem's pull request as a draft.
    OpenPullRequest {
        /// Branch with the document.
        head: String,
        /// Branch it shall be merged into.
        base: String,
        /// Title and body.
        message: Box<Message>,
        /// Language and zone.
        voice: Voice,
    },
    /// Assign somebody to an issue or pull request.
    Assign {
        /// Number of the issue or pull request.
        number: u64,
        /// Who.
        login: Login,
    },
    /// Publish a check run on a commit.
    PublishCheck {
        /// Commit id.
        head: String,
        /// Name of the check.
        name: String,
        /// Our own earlier run of that name on that commit, to be updated.
        existing: Option<u64>,
        /// The run that somebody asked to be run again: a new one takes its place, though it may say the same.
        again: Option<u64>,
        /// How it ends.
        conclusion: Conclusion,
        /// Title, summary and annotations.
        message: Box<Message>,
        /// Language and zone.
        voice: Voice,
    },
    /// Open the issue of an action item.
    OpenItem {
        /// `owner/name` of its repository, when it is another one.
        repository: Option<String>,
        /// GraphQL node id of the issue whose sub-issue it becomes; absent where GitHub has none.
        parent: Option<String>,
        /// What is hidden in it, so that it is found again.
        mark: ItemMark,
        /// Title and first post.
        message: Box<Message>,
        /// Language it is written in.
        voice: Voice,
    },
    /// Change the issue of an action item, wherever it is.
    ChangeItem {
        /// The issue; without a repository when it is in the incident's own.
        issue: IssueRef,
        /// What to change.
        change: ItemChange,
    },
    /// Close the incident's issue.
    CloseIssue {
        /// Number of the issue.
        number: u64,
        /// Why.
        reason: CloseReason,
    },
    /// Close a pull request without merging it.
    ClosePullRequest {
        /// Number of the pull request.
        number: u64,
    },
}

/// A change of an action item's issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum ItemChange {
    /// Give it another title.
    Rename(String),
    /// Put a label on.
    AddLabel(String),
    /// Take a label off.
    RemoveLabel(String),
    /// Assign somebody.
    Assign(Login),
    /// Assign somebody no longer.
    Unassign(Login),
    /// Make it a sub-issue.
    PutBelow {
        /// GraphQL node id of the incident's issue.
        parent: String,
        /// Its own.
        child: String,
    },
}

/// A file as it shall be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileText {
    /// Path within the repository.
    pub path: String,
    /// Its whole text.
    pub text: String,
}

/// Something that can be reacted to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Subject {
    /// The first post of an issue, by its number.
    Issue(u64),
    /// A comment, by its numeric id.
    Comment(u64),
}

/// The reactions the bot uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Reaction {
    /// 👍
    Accepted,
    /// 😕
    Refused,
    /// The timeline's mark.
    Marked(Mark),
}

/// How a check run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Conclusion {
    /// Green.
    Success,
    /// Grey.
    Neutral,
    /// Red.
    Failure,
}

impl Effect {
    /// The stable key under which the ledger remembers this effect: the same for every attempt at the same
    /// change, different for every other change.
    pub fn key(&self) -> String {
        match self {
            Self::CreateLabel(label) => format!("create-label:{}", label.name),
            Self::AddLabel { number, label } => format!("add-label:{number}:{label}"),
            Self::RemoveLabel { number, label } => format!("remove-label:{number}:{label}"),
            Self::AddReaction { subject, reaction } => format!("add-reaction:{subject}:{reaction:?}"),
            Self::RemoveReaction { subject, reaction } => format!("remove-reaction:{subject}:{reaction:?}"),
            Self::PostComment { number, slot, .. } => format!("post-comment:{number}:{slot:?}"),
            Self::EditComment {
                id, message, voice, ..
            } => {
                format!("edit-comment:{id}:{}", message.fingerprint(*voice))
            }
            Self::SetMinimized { node_id, minimized } => format!("set-minimized:{node_id}:{minimized}"),
            Self::CreateBranch { name, .. } => format!("create-branch:{name}"),
            Self::CommitDocument { branch, path, .. } => format!("commit-document:{branch}:{path}"),
            Self::UpdateFiles {
                branch,
                expected_head,
                ..
            } => format!("update-files:{branch}:{expected_head}"),
            Self::Propose {
                branch, onto, files, ..
            } => {
                let texts: Vec<&str> = files.iter().map(|file| file.text.as_str()).collect();
                format!(
                    "propose:{branch}:{onto}:{}",
                    document::fingerprint(&texts.concat())
                )
            }
            Self::OpenPullRequest { head, .. } => format!("open-pull-request:{head}"),
            Self::Assign { number, login } => format!("assign:{number}:{login}"),
            Self::PublishCheck {
                head,
                name,
                again,
                message,
                voice,
                ..
            } => {
                let fingerprint = message.fingerprint(*voice);
                let again = again.map(|run| format!(":again:{run}"));
                format!(
                    "publish-check:{head}:{name}:{fingerprint}{}",
                    again.unwrap_or_default()
                )
            }
            Self::OpenItem { mark, .. } => format!("open-item:{}", mark.key),
            Self::ChangeItem { issue, change } => format!("change-item:{}:{change:?}", named(issue)),
            Self::CloseIssue { number, .. } => format!("close-issue:{number}"),
            Self::ClosePullRequest { number } => format!("close-pull-request:{number}"),
        }
    }

    /// Whether it gives the pull request another head, so that whatever was planned for the old one is out of date.
    pub fn moves_head(&self) -> bool {
        matches!(self, Self::UpdateFiles { .. })
    }
}

/// An issue as people name it.
fn named(issue: &IssueRef) -> String {
    format!(
        "{}#{}",
        issue.repository.as_deref().unwrap_or_default(),
        issue.number
    )
}

impl fmt::Display for ItemChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rename(title) => write!(f, "rename to {title:?}"),
            Self::AddLabel(label) => write!(f, "add label {label:?}"),
            Self::RemoveLabel(label) => write!(f, "remove label {label:?}"),
            Self::Assign(login) => write!(f, "assign {login}"),
            Self::Unassign(login) => write!(f, "unassign {login}"),
            Self::PutBelow { .. } => f.write_str("make it a sub-issue"),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Issue(number) => write!(f, "issue {number}"),
            Self::Comment(id) => write!(f, "comment {id}"),
        }
    }
}

impl fmt::Display for Effect {
    /// The line that `--dry-run` prints.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CreateLabel(label) => write!(f, "create label {:?}", label.name),
            Self::AddLabel { number, label } => write!(f, "add label {label:?} to #{number}"),
            Self::RemoveLabel { number, label } => write!(f, "remove label {label:?} from #{number}"),
            Self::AddReaction { subject, reaction } => write!(f, "react to {subject}: {reaction:?}"),
            Self::RemoveReaction { subject, reaction } => {
                write!(f, "take reaction back from {subject}: {reaction:?}")
            }
            Self::PostComment { number, slot, .. } => write!(f, "post {slot:?} on #{number}"),
            Self::EditComment { id, slot, .. } => write!(f, "edit comment {id}: {slot:?}"),
            Self::SetMinimized {
                node_id,
                minimized: true,
            } => write!(f, "fold comment {node_id}"),
            Self::SetMinimized {
                node_id,
                minimized: false,
            } => write!(f, "unfold comment {node_id}"),
            Self::CreateBranch { name, from } => write!(f, "create branch {name} at {from}"),
            Self::CommitDocument { branch, path, .. } => write!(f, "commit {path} to {branch}"),
            Self::UpdateFiles { branch, files, .. } => {
                let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
                write!(f, "update {} on {branch}", paths.join(", "))
            }
            Self::Propose {
                branch, base, files, ..
            } => {
                let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
                write!(f, "propose {} on {branch} for {base}", paths.join(", "))
            }
            Self::OpenPullRequest { head, base, .. } => {
                write!(f, "open draft pull request {head} into {base}")
            }
            Self::Assign { number, login } => write!(f, "assign {login} to #{number}"),
            Self::PublishCheck {
                head,
                name,
                conclusion,
                ..
            } => {
                write!(f, "publish check {name:?} on {head}: {conclusion:?}")
            }
            Self::OpenItem { repository, mark, .. } => {
                let place = repository
                    .as_deref()
                    .map(|repository| format!(" in {repository}"));
                write!(f, "open action item {}{}", mark.key, place.unwrap_or_default())
            }
            Self::ChangeItem { issue, change } => write!(f, "change action item {}: {change}", named(issue)),
            Self::CloseIssue { number, reason } => write!(f, "close #{number}: {reason:?}"),
            Self::ClosePullRequest { number } => write!(f, "close pull request #{number}"),
        }
    }
}
