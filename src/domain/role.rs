//! Who does what during an incident.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A role that one person holds at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Incident commander: decides and coordinates.
    Commander,
    /// Deputy: stands in for the commander, and keeps an eye on what the commander cannot.
    Deputy,
    /// Tech lead: finds the cause and leads the repair.
    TechLead,
    /// Comms lead: tells customers and colleagues.
    CommsLead,
    /// Scribe: keeps the timeline.
    Scribe,
    /// Owner of the postmortem: sees it through to Closed.
    Owner,
}

impl Role {
    /// Every role, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Commander,
        Self::Deputy,
        Self::TechLead,
        Self::CommsLead,
        Self::Scribe,
        Self::Owner,
    ];

    /// The command that gives the role, without its slash.
    pub fn command(self) -> &'static str {
        match self {
            Self::Commander => "commander",
            Self::Deputy => "deputy",
            Self::TechLead => "tech",
            Self::CommsLead => "comms",
            Self::Scribe => "scribe",
            Self::Owner => "owner",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.command())
    }
}
