//! Where a postmortem stands.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Status of a postmortem. It is read off the pull request and never kept anywhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostmortemStatus {
    /// The pull request is a draft.
    Draft,
    /// It is ready for review.
    InReview,
    /// It has the approvals it needs, and the meeting was held; or it is merged, and something is still waited for.
    Reviewed,
    /// It is merged into the default branch, and customers were told where they have to be.
    Closed,
    /// Commander or owner decided that none is written, with a reason.
    Skipped,
}

impl PostmortemStatus {
    /// Every status.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::InReview,
        Self::Reviewed,
        Self::Closed,
        Self::Skipped,
    ];

    /// The name as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::InReview => "In Review",
            Self::Reviewed => "Reviewed",
            Self::Closed => "Closed",
            Self::Skipped => "Skipped",
        }
    }

    /// Whether nothing remains to be done about the postmortem.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Closed | Self::Skipped)
    }
}

impl fmt::Display for PostmortemStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
