//! `/action`: an item that somebody asks for in a comment.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{ActionKind, Priority};
use crate::domain::person::Login;

/// What `/action` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionRequest {
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// Who does it.
    pub owner: Option<Login>,
    /// Until when.
    pub due: Option<NaiveDate>,
    /// `owner/name` of the repository that its issue belongs to; absent for the incident's own.
    pub repository: Option<String>,
    /// What it is good for.
    pub kind: Option<ActionKind>,
    /// What is to be done; user text, one line, never empty.
    pub title: String,
}

impl fmt::Display for ActionRequest {
    /// What follows `/action`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(priority) = self.priority {
            write!(f, "{priority} ")?;
        }
        if let Some(owner) = &self.owner {
            write!(f, "@{owner} ")?;
        }
        if let Some(due) = self.due {
            write!(f, "due {due} ")?;
        }
        if let Some(repository) = &self.repository {
            write!(f, "in {repository} ")?;
        }
        if let Some(kind) = self.kind {
            write!(f, "{}: ", kind.name())?;
        }
        f.write_str(&self.title)
    }
}

/// An item that was asked for by somebody who may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedItem {
    /// Its key: the comment's id and the command's place in it, so that an edited title is the same item.
    pub key: String,
    /// What was asked for. The repository is absent when it is the incident's own.
    pub request: ActionRequest,
    /// Who asked.
    pub by: Option<Login>,
    /// When.
    pub at: DateTime<Utc>,
    /// Address of the comment.
    pub url: String,
}
