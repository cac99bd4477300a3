//! The checks that are published on commits.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Changed;
use crate::{domain::postmortem::PostmortemStatus, policy::Fault};

/// What still separates the pull request from Reviewed and Closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostmortemCheck {
    /// Where the postmortem stands.
    pub status: PostmortemStatus,
    /// What remains, in the order in which it is usually done; empty when nothing does.
    pub remaining: Vec<Remaining>,
    /// Generated parts of the document that are left alone, because somebody edited inside.
    pub left_alone: Vec<Changed>,
    /// Until when the meeting must be held; absent once it was.
    pub deadline: Option<DateTime<Utc>>,
}

/// Something that remains to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "remaining", rename_all = "snake_case")]
pub enum Remaining {
    /// Somebody must own the postmortem.
    NameOwner,
    /// The pull request must leave its draft state.
    MarkReady,
    /// It goes into another branch than the default one.
    ChangeBase {
        /// That branch.
        base: String,
    },
    /// It was merged into another branch than the default one, which does not have the document yet.
    BringToDefault {
        /// That branch.
        base: String,
    },
    /// It cannot be merged before somebody resolves conflicts.
    ResolveConflicts,
    /// Approvals are missing.
    Approvals {
        /// How many there are.
        given: u32,
        /// How many are needed.
        required: u32,
    },
    /// A reviewer asked for changes.
    ChangesRequested,
    /// The meeting has not been held.
    HoldMeeting,
    /// Customers must be told: `/announced URL`.
    PublishAnnouncement,
    /// It must be merged.
    Merge,
}

/// The faults of the configuration file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfigCheck {
    /// Path of the file.
    pub path: String,
    /// The faults, in the order of their lines; empty when the file is good.
    pub faults: Vec<Fault>,
}
