//! The stage that most tests are played on.

use chrono::{DateTime, Utc};
use closeout::surface::demo::stage::Setting;
use github_sim::world::Role;

/// A public repository in which alice and bob may push and carol is an administrator. The queue is kept in memory.
pub(crate) fn usual(start: DateTime<Utc>, repository: &str) -> Setting<'_> {
    Setting {
        start,
        repository,
        private: false,
        cast: &[
            ("alice", Role::Write),
            ("bob", Role::Write),
            ("carol", Role::Admin),
        ],
        private_key: Some(include_str!("app.private-key.pem")),
        database: "sqlite::memory:",
        address: ([127, 0, 0, 1], 0).into(),
        public_url: None,
    }
}
