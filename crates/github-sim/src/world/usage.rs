//! How much of its hourly allowance each caller has used.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Actor, Powers, World};

/// One caller's hour of one resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Requests allowed in the hour.
    pub limit: u32,
    /// Requests made.
    pub used: u32,
    /// When the hour is over.
    pub reset: DateTime<Utc>,
}

impl Usage {
    /// Requests left.
    pub fn remaining(&self) -> u32 {
        self.limit.saturating_sub(self.used)
    }
}

/// The names under which callers are counted, and what they are allowed per hour.
fn allowance(actor: Option<&Actor>) -> (String, u32) {
    match actor.map(|actor| (&actor.powers, actor.account)) {
        None => ("anonymous".into(), 60),
        Some((
            Powers::Installation {
                id, workflow: true, ..
            },
            _,
        )) => (format!("workflow {}", id.0), 1_000),
        Some((Powers::Installation { id, .. }, _)) => (format!("installation {}", id.0), 5_000),
        Some((_, account)) => (format!("user {}", account.0), 5_000),
    }
}

impl World {
    /// What a caller has used of `core` or `graphql` in the present hour.
    pub fn usage(&self, actor: Option<&Actor>, resource: &str) -> Usage {
        let (name, limit) = allowance(actor);
        let now = self.now();
        let known = self
            .usages
            .get(&(name, resource.to_owned()))
            .copied()
            .filter(|usage| usage.reset > now);
        known.unwrap_or(Usage {
            limit,
            used: 0,
            reset: now + TimeDelta::hours(1),
        })
    }

    /// Counts one request and gives the usage after it. An exhausted allowance is not counted further.
    pub fn count_request(&mut self, actor: Option<&Actor>, resource: &str) -> Usage {
        let mut usage = self.usage(actor, resource);
        usage.used = (usage.used + 1).min(usage.limit + 1);
        self.usages
            .insert((allowance(actor).0, resource.to_owned()), usage);
        usage
    }

    /// Uses up a caller's allowance, as a test's way to a limit.
    pub fn exhaust(&mut self, actor: Option<&Actor>, resource: &str) {
        let mut usage = self.usage(actor, resource);
        usage.used = usage.limit;
        self.usages
            .insert((allowance(actor).0, resource.to_owned()), usage);
    }
}
