//! The identity of an incident, and the hints needed to reach it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Identifies one incident for ever: repositories are renamed, their numeric id is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IncidentKey {
    /// GitHub's numeric repository id.
    pub repository: u64,
    /// The issue's number within the repository.
    pub issue: u64,
}

impl fmt::Display for IncidentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.repository, self.issue)
    }
}

/// Where an incident was last seen: the installation whose token reaches it and the repository's name then.
///
/// A hint, not an identity. A renamed repository is found again through GitHub's redirect.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Locator {
    /// The incident.
    pub key: IncidentKey,
    /// GitHub's installation id.
    pub installation: u64,
    /// Repository owner's login.
    pub owner: String,
    /// Repository name without its owner.
    pub name: String,
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}#{}", self.owner, self.name, self.key.issue)
    }
}
