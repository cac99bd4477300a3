//! What somebody asked for by pressing a button: the one thing that GitHub tells once and keeps nowhere.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A button of the check on the postmortem's pull request, or the one with which GitHub runs a check again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Make an issue of every action item that has none.
    CreateIssues,
    /// Bring the generated parts of the document up to date.
    RefreshFacts,
    /// Explain what the check found.
    Explain,
    /// Publish the check again, although nothing has changed.
    Rerun,
}

impl Request {
    /// Every request.
    pub const ALL: [Self; 4] = [Self::CreateIssues, Self::RefreshFacts, Self::Explain, Self::Rerun];

    /// Its name as a button carries it: at most 20 characters.
    pub fn name(self) -> &'static str {
        match self {
            Self::CreateIssues => "create_issues",
            Self::RefreshFacts => "refresh_facts",
            Self::Explain => "explain",
            Self::Rerun => "rerun",
        }
    }
}

/// No request has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownRequest;

impl FromStr for Request {
    type Err = UnknownRequest;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let named = |request: &Self| request.name() == name;
        Self::ALL.into_iter().find(named).ok_or(UnknownRequest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_fit_a_button() {
        for request in Request::ALL {
            assert_eq!(request.name().parse(), Ok(request));
            assert!(request.name().len() <= 20);
        }
        assert_eq!("Explain".parse::<Request>(), Err(UnknownRequest));
    }
}
