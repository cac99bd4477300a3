//! Commits that keep the postmortem's files up to date.

use serde::{Deserialize, Serialize};

/// The headline of such a commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FilesContext {
    /// The incident's number.
    pub number: u64,
    /// What is brought up to date; never empty.
    pub changes: Vec<Changed>,
}

/// A part of the postmortem's files that is kept up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// Values at the top of the document.
    FrontMatter,
    /// The generated table of facts.
    Facts,
    /// What was reported about the impact.
    Impact,
    /// The generated timeline.
    Timeline,
    /// The table of action items.
    ActionItems,
    /// The list of all postmortems.
    Index,
}

impl Changed {
    /// Every part.
    pub const ALL: [Self; 6] = [
        Self::FrontMatter,
        Self::Facts,
        Self::Impact,
        Self::Timeline,
        Self::ActionItems,
        Self::Index,
    ];
}
