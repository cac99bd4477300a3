//! Releases. The tag of one is a name only: tags are not modelled.

use chrono::{DateTime, Utc};

use super::id::{AccountId, NodeKind, node_id};
use super::repository::Repository;

/// A version that was made known, or is about to be.
#[derive(Clone, Debug)]
pub struct Release {
    /// Database id.
    pub id: i64,
    /// Name of the tag.
    pub tag: String,
    /// The branch or commit the tag is made from.
    pub target: String,
    /// Title.
    pub name: Option<String>,
    /// Markdown.
    pub body: Option<String>,
    /// Whether it is not published yet.
    pub draft: bool,
    /// Whether it is said to be unfit for production.
    pub prerelease: bool,
    /// Who made it.
    pub author: AccountId,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
}

impl Release {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        node_id(NodeKind::Release, self.id)
    }
}

impl Repository {
    /// The release people are pointed to: of those published for production, the one published last.
    pub fn latest_release(&self) -> Option<&Release> {
        let stable = self.releases.values().filter(|one| !one.prerelease);
        stable
            .filter(|one| one.published_at.is_some() && !one.draft)
            .max_by_key(|one| (one.published_at, one.id))
    }
}
