//! An action item as row, issue and command together tell it, and what must be remembered of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{ActionKind, Closer, Priority};
use crate::domain::{person::Login, report::IssueRef};

/// One action item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its key, the same for ever.
    pub key: String,
    /// What is to be done; user text. Empty when it is only known in a repository that not everybody here may see.
    pub title: String,
    /// What it is good for.
    pub kind: Option<ActionKind>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// Who does it.
    pub owner: Option<Login>,
    /// Until when.
    pub due: Option<NaiveDate>,
    /// The issue that tracks it, once there is one.
    pub issue: Option<TrackingIssue>,
    /// Where it stands.
    pub state: ItemState,
    /// Its row in the document.
    pub row: RowState,
    /// What somebody should know about it.
    pub notes: Vec<ItemNote>,
}

/// The issue that tracks an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingIssue {
    /// Its name; without a repository when it is in the incident's own.
    pub name: IssueRef,
    /// Its address.
    pub url: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
}

/// Where an item stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ItemState {
    /// It is to be done.
    Open,
    /// It is done.
    Done {
        /// When.
        at: DateTime<Utc>,
        /// By what or by whom.
        by: Finisher,
    },
    /// It is not going to be done.
    Declined {
        /// When that was decided.
        at: DateTime<Utc>,
        /// Who decided.
        by: Option<Login>,
    },
    /// Its issue was deleted, or moved out of sight.
    Lost,
}

/// What brought an item to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "finisher", rename_all = "snake_case")]
pub enum Finisher {
    /// Somebody closed its issue.
    Person {
        /// Who; absent when the account was deleted.
        login: Option<Login>,
    },
    /// A pull request or a commit closed it.
    Change {
        /// Which.
        #[serde(flatten)]
        change: Closer,
    },
}

/// The row of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// It was not written yet.
    None,
    /// It is there.
    Written,
    /// It was there, and somebody deleted it.
    Deleted,
}

/// Something about an item that only a person can decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum ItemNote {
    /// Row and issue were both changed, and differ now.
    Differs {
        /// In what.
        field: ItemField,
        /// What the row says; user text, empty for nothing.
        row: String,
        /// What the issue says; user text, empty for nothing.
        issue: String,
    },
    /// Its issue is a sub-issue of another one already.
    OtherParent,
    /// The row names an issue that cannot be found.
    NoSuchIssue {
        /// The name.
        name: IssueRef,
    },
    /// The repository for its issue is out of our reach.
    OutOfReach {
        /// `owner/name`.
        repository: String,
    },
    /// The repository for its issue belongs to somebody else.
    OtherOwner {
        /// `owner/name`.
        repository: String,
    },
}

/// What row and issue both tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemField {
    /// What is to be done.
    Title,
    /// Who does it.
    Owner,
    /// How urgent it is.
    Priority,
    /// Until when.
    Due,
}

impl Item {
    /// Whether somebody still has to do something about it.
    pub fn is_open(&self) -> bool {
        self.state == ItemState::Open
    }

    /// Whether its day has passed and it is not done.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.is_open() && self.due.is_some_and(|due| due < today)
    }
}

/// What nobody shows about an item: its issue, and how row and issue stood when they last agreed. What has changed since
/// then was somebody's doing on that side.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ItemRecord {
    /// The item's key.
    #[serde(rename = "k")]
    pub key: String,
    /// Number of its issue.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// `owner/name` of its issue's repository, when it is another one.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    /// Its row was seen in the document.
    #[serde(rename = "w", default, skip_serializing_if = "std::ops::Not::not")]
    pub written: bool,
    /// Its issue was seen as a sub-issue of the incident.
    #[serde(rename = "c", default, skip_serializing_if = "std::ops::Not::not")]
    pub child: bool,
    /// Fingerprints of the texts when row and issue said the same.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub title: Option<(String, String)>,
    /// The owner then; empty for nobody.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The priority then; empty for none.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// The day then; empty for none.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}

impl ItemRecord {
    /// Its issue.
    pub fn issue(&self) -> Option<IssueRef> {
        Some(IssueRef {
            repository: self.repository.clone(),
            number: self.number?,
        })
    }
}
