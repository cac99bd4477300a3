//! Keys that stand for more than one incident.
//!
//! "Look for incidents in this repository" must be as durable as "look at this incident": it is leased, backs off and
//! waits for rate limits just the same. So it is a key of the same queue. GitHub numbers repositories and issues from
//! 1; 0 is free to mean all of them.

use crate::domain::key::{IncidentKey, Locator};

/// What a key of the queue stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Errand {
    /// One incident.
    Incident,
    /// Every incident of a repository.
    Repository,
    /// Every repository of an installation.
    Installation,
}

impl Errand {
    /// Tells what a key stands for.
    pub(super) fn of(key: IncidentKey) -> Self {
        match (key.repository, key.issue) {
            (0, _) => Self::Installation,
            (_, 0) => Self::Repository,
            _ => Self::Incident,
        }
    }
}

/// The key that stands for every incident of a repository.
pub fn whole_repository(installation: u64, repository: u64, owner: String, name: String) -> Locator {
    Locator {
        key: IncidentKey { repository, issue: 0 },
        installation,
        owner,
        name,
    }
}

/// The key that stands for every repository of an installation.
pub fn whole_installation(installation: u64) -> Locator {
    Locator {
        key: IncidentKey {
            repository: 0,
            issue: installation,
        },
        installation,
        owner: "installation".into(),
        name: "all".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_tell_what_they_stand_for() {
        let repository = whole_repository(77, 1000, "acme".into(), "ops".into());
        assert_eq!(Errand::of(repository.key), Errand::Repository);
        assert_eq!(Errand::of(whole_installation(77).key), Errand::Installation);
        assert_ne!(whole_installation(77).key, whole_installation(78).key);
        let incident = IncidentKey {
            repository: 1000,
            issue: 7,
        };
        assert_eq!(Errand::of(incident), Errand::Incident);
    }
}
