//! How much of its hourly allowance each caller has used.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Actor, Powers, World};

/// One caller's hour of one resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Requests allowed in the hour; points in the case of GraphQL.
    pub limit: u32,
    /// Requests made, or points taken.
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
        self.add_to_usage(actor, resource, 1)
    }

    /// Takes points from an allowance, beyond what the request itself counts.
    pub(crate) fn charge(&mut self, actor: &Actor, resource: &str, points: i64) {
        self.add_to_usage(Some(actor), resource, u32::try_from(points).unwrap_or(0));
    }

    fn add_to_usage(&mut self, actor: Option<&Actor>, resource: &str, points: u32) -> Usage {
        let mut usage = self.usage(actor, resource);
        usage.used = usage.used.saturating_add(points).min(usage.limit + 1);
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
