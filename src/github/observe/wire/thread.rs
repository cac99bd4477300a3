//! Entries of a thread.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::{LabelName, Nodes, Who};

/// Whoever was assigned; something without a login is nobody.
#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct Assignee {
    pub(in crate::github::observe) login: Option<String>,
}

/// Where a mention stands. Title and address are missing when this installation may not see it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct Source {
    #[serde(rename = "__typename")]
    pub(in crate::github::observe) kind: String,
    pub(in crate::github::observe) title: Option<String>,
    pub(in crate::github::observe) url: Option<String>,
    pub(in crate::github::observe) merged_at: Option<DateTime<Utc>>,
}

/// A commit that mentions something. Missing when this installation may not see it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct Mentioning {
    pub(in crate::github::observe) message_headline: String,
    pub(in crate::github::observe) url: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct NamedRepository {
    pub(in crate::github::observe) name_with_owner: String,
}

/// Whoever reacted; a program's account is none of GraphQL's users, and missing.
#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct Reaction {
    pub(in crate::github::observe) user: Option<Who>,
}

/// One entry of a thread.
#[derive(Debug, Deserialize)]
#[serde(tag = "__typename")]
pub(in crate::github::observe) enum Item {
    IssueComment(Comment),
    LabeledEvent(Entry<OfLabel>),
    UnlabeledEvent(Entry<OfLabel>),
    ClosedEvent(Entry<OfClosing>),
    ReopenedEvent(Entry<Bare>),
    RenamedTitleEvent(Entry<OfTitle>),
    AssignedEvent(Entry<OfAssignee>),
    UnassignedEvent(Entry<OfAssignee>),
    CrossReferencedEvent(Entry<OfSource>),
    ReferencedEvent(Entry<OfCommit>),
    TransferredEvent(Entry<OfOrigin>),
    ReadyForReviewEvent(Entry<Bare>),
    ConvertToDraftEvent(Entry<Bare>),
    MergedEvent(Entry<Bare>),
    PullRequestReview(SubmittedReview),
    /// A kind that GitHub invented later.
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct Comment {
    pub(in crate::github::observe) id: String,
    pub(in crate::github::observe) full_database_id: Option<BigInt>,
    pub(in crate::github::observe) url: String,
    pub(in crate::github::observe) body: String,
    pub(in crate::github::observe) created_at: DateTime<Utc>,
    pub(in crate::github::observe) is_minimized: bool,
    pub(in crate::github::observe) viewer_did_author: bool,
    pub(in crate::github::observe) author: Option<Who>,
    #[serde(default)]
    pub(in crate::github::observe) reaction_groups: Option<Vec<ReactionGroup>>,
    /// Those with the timeline's mark; asked of the issue's comments only.
    pub(in crate::github::observe) reactions: Option<Nodes<Reaction>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct SubmittedReview {
    /// Missing while the review is being written.
    pub(in crate::github::observe) submitted_at: Option<DateTime<Utc>>,
    pub(in crate::github::observe) state: String,
    pub(in crate::github::observe) url: String,
    pub(in crate::github::observe) author: Option<Who>,
}

/// When something happened, who did it, and whatever else belongs to its kind.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct Entry<T> {
    pub(in crate::github::observe) created_at: DateTime<Utc>,
    pub(in crate::github::observe) actor: Option<Who>,
    #[serde(flatten)]
    pub(in crate::github::observe) what: T,
}

/// Nothing else.
#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct Bare {}

#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct OfLabel {
    pub(in crate::github::observe) label: LabelName,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct OfTitle {
    pub(in crate::github::observe) previous_title: String,
    pub(in crate::github::observe) current_title: String,
}

#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct OfAssignee {
    pub(in crate::github::observe) assignee: Option<Assignee>,
}

#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct OfSource {
    pub(in crate::github::observe) source: Option<Source>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct OfClosing {
    pub(in crate::github::observe) state_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct OfCommit {
    pub(in crate::github::observe) is_direct_reference: bool,
    pub(in crate::github::observe) commit: Option<Mentioning>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct OfOrigin {
    pub(in crate::github::observe) from_repository: Option<NamedRepository>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct ReactionGroup {
    pub(in crate::github::observe) content: String,
    pub(in crate::github::observe) viewer_has_reacted: bool,
}

/// GraphQL's `BigInt`, which GitHub writes as text; a number is understood too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Value")]
pub(in crate::github::observe) struct BigInt(pub(in crate::github::observe) u64);

impl TryFrom<Value> for BigInt {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        let number = match &value {
            Value::String(text) => text.parse().ok(),
            Value::Number(number) => number.as_u64(),
            _ => None,
        };
        number.map(Self).ok_or_else(|| format!("{value} is no BigInt"))
    }
}
