//! The message to customers about an incident: where it was published, or why there is none.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::person::Login;

/// How the question of a message to customers was settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "announcement", rename_all = "snake_case")]
pub enum Announcement {
    /// It was published.
    Published {
        /// Where; absent when the document only says that it was.
        url: Option<String>,
    },
    /// None is needed.
    None {
        /// Why; user text. Absent when the document says so, which gives the reason in its own section.
        reason: Option<String>,
    },
}

/// That the question was settled, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// How.
    #[serde(flatten)]
    pub how: Announcement,
    /// Who said so; absent when the merged document says so, or the account was deleted.
    pub by: Option<Login>,
    /// When it was said, or merged.
    pub at: DateTime<Utc>,
}

impl Announced {
    /// Where the message can be read.
    pub fn url(&self) -> Option<&str> {
        match &self.how {
            Announcement::Published { url } => url.as_deref(),
            Announcement::None { .. } => None,
        }
    }
}

/// The longest address that is taken.
const LONGEST: usize = 2000;

/// Whether a text is an address that can be opened in a browser, and nothing else.
pub fn is_address(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let host = ["https://", "http://"]
        .iter()
        .find(|scheme| lower.starts_with(**scheme))
        .map(|scheme| &text[scheme.len()..]);
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"`\\".contains(c);
    text.len() <= LONGEST
        && text.chars().all(is_plain)
        && host.is_some_and(|host| host.starts_with(char::is_alphanumeric))
}
