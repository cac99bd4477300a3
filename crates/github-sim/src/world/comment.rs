//! Comments on issues and pull requests, and reactions.

use chrono::{DateTime, Utc};

use super::id::{AccountId, AppId, NodeKind, node_id};

/// A comment on an issue or pull request.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Database id.
    pub id: i64,
    /// Who wrote it.
    pub author: AccountId,
    /// The App through which it was written.
    pub via_app: Option<AppId>,
    /// Markdown.
    pub body: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was last written or edited.
    pub updated_at: DateTime<Utc>,
    /// When it was last edited, and by whom; `None` if never.
    pub last_edited: Option<(DateTime<Utc>, AccountId)>,
    /// Why it is hidden: a `ReportedContentClassifiers` word in capitals, such as `OUTDATED`.
    pub minimized: Option<String>,
    /// Reactions.
    pub reactions: Vec<Reaction>,
}

impl Comment {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        node_id(NodeKind::IssueComment, self.id)
    }
}

/// The eight reactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ReactionContent {
    PlusOne,
    MinusOne,
    Laugh,
    Confused,
    Heart,
    Hooray,
    Rocket,
    Eyes,
}

impl ReactionContent {
    /// All of them, in GitHub's order.
    pub const ALL: [Self; 8] = [
        Self::PlusOne,
        Self::MinusOne,
        Self::Laugh,
        Self::Hooray,
        Self::Confused,
        Self::Heart,
        Self::Rocket,
        Self::Eyes,
    ];

    /// The word REST uses.
    pub fn rest(self) -> &'static str {
        match self {
            Self::PlusOne => "+1",
            Self::MinusOne => "-1",
            Self::Laugh => "laugh",
            Self::Confused => "confused",
            Self::Heart => "heart",
            Self::Hooray => "hooray",
            Self::Rocket => "rocket",
            Self::Eyes => "eyes",
        }
    }

    /// The word GraphQL uses.
    pub fn graphql(self) -> &'static str {
        match self {
            Self::PlusOne => "THUMBS_UP",
            Self::MinusOne => "THUMBS_DOWN",
            Self::Laugh => "LAUGH",
            Self::Confused => "CONFUSED",
            Self::Heart => "HEART",
            Self::Hooray => "HOORAY",
            Self::Rocket => "ROCKET",
            Self::Eyes => "EYES",
        }
    }

    /// Reads either word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|content| content.rest() == text || content.graphql() == text)
    }
}

/// One reaction of one account.
#[derive(Clone, Debug)]
pub struct Reaction {
    /// Database id.
    pub id: i64,
    /// Who reacted.
    pub user: AccountId,
    /// With what.
    pub content: ReactionContent,
    /// When.
    pub created_at: DateTime<Utc>,
}
