//! Who does what during an incident.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A role that one person holds at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Incident commander: decides and coordinates.
    Commander,
    /// Owner of the postmortem: sees it through to Closed.
    Owner,
}

impl Role {
    /// Every role, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::Commander, Self::Owner];

    /// The command that gives the role, without its slash.
    pub fn command(self) -> &'static str {
        match self {
            Self::Commander => "commander",
            Self::Owner => "owner",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.command())
    }
}
