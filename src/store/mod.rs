//! What Closeout remembers between two looks at GitHub: a queue of keys, a ledger of effects, a cache of views.
//!
//! The queue is a durable *set of keys*, not of events: a key is either in it or not, however often it was
//! touched. The ledger knows what was just executed, and what was begun without being seen to end. Nothing
//! here decides anything about incidents, and nothing here is the record of anything; that is GitHub.
//!
//! Start with [`Store`]. [`sqlite`] is the engine for one server, in a file or in memory.

mod error;
mod record;
mod sql;
pub mod sqlite;
mod work;

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

pub use error::StoreError;
pub use record::{Intent, LedgerEntry, MeetingView, Projection};
pub use work::{Backlog, Finished, Lease, Trouble};

use crate::domain::{
    key::{IncidentKey, Locator},
    request::Request,
};

/// The queue, the ledger and the cache. All instants are given by the caller; no engine reads a clock.
///
/// Every method returns only after its change would survive a crash of the process and of the machine.
#[async_trait]
pub trait Store: Send + Sync {
    /// Called once when a server starts, before anything is leased. An engine that serves exactly one server
    /// releases every lease: whoever held them is gone.
    async fn recover(&self) -> Result<(), StoreError>;

    /// Makes keys due. A key that waits already keeps the earlier instant, a key that is being worked will be
    /// worked again, and a key that backs off stays due no earlier than its back-off. The locator given last
    /// is the one that counts.
    async fn enqueue(&self, locators: &[Locator], due: DateTime<Utc>) -> Result<(), StoreError>;

    /// Makes a key due, and keeps what somebody asked for there. Every lease hands it out until one of them is finished
    /// as [`Finished::Done`] or [`Finished::Gone`]; what is asked for again meanwhile stays.
    async fn ask(
        &self,
        locator: &Locator,
        requests: &BTreeSet<Request>,
        due: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// Takes the key that has been due for longest, so that nobody else can until the lease is finished or
    /// `until` has passed. Skips installations that are parked.
    async fn lease(
        &self,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        worker: &str,
    ) -> Result<Option<Lease>, StoreError>;

    /// Takes this very key, due or not, parked or not, backing off or not, known or not: an operator asked.
    /// `None` when somebody else is working it.
    async fn lease_key(
        &self,
        locator: &Locator,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        worker: &str,
    ) -> Result<Option<Lease>, StoreError>;

    /// Ends a lease. Also drops what the ledger knows about the key from more than a day before `now`.
    ///
    /// [`StoreError::LeaseLost`] when somebody else took the key after the lease had expired.
    async fn finish(&self, lease: &Lease, finished: &Finished, now: DateTime<Utc>) -> Result<(), StoreError>;

    /// The next instant after `now` at which [`Store::lease`] could find something that it doesn't find at
    /// `now`, or `now` itself when it would find something already. May be too early, never too late.
    async fn next_due(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// Lets nobody lease a key of this installation until `until`, the instant that GitHub named.
    async fn park_installation(&self, installation: u64, until: DateTime<Utc>) -> Result<(), StoreError>;

    /// Writes down that an effect is about to be executed, forgets earlier effects on the same target, and
    /// extends the lease to `until`.
    ///
    /// [`StoreError::LeaseLost`] when the lease is somebody else's by now: the effect must not be executed.
    async fn intend(
        &self,
        lease: &Lease,
        intent: Intent<'_>,
        at: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// Writes down that an intended effect was executed.
    async fn executed(&self, lease: &Lease, effect: &str, at: DateTime<Utc>) -> Result<(), StoreError>;

    /// Writes down that an intended effect certainly was not executed: GitHub refused it.
    async fn refused(&self, lease: &Lease, effect: &str) -> Result<(), StoreError>;

    /// What is known about effects on this key, in order of their keys.
    async fn ledger(&self, key: IncidentKey) -> Result<Vec<LedgerEntry>, StoreError>;

    /// What the incident looked like when it was last worked.
    async fn projection(&self, key: IncidentKey) -> Result<Option<Projection>, StoreError>;

    /// What all known incidents looked like when they were last worked, in order of their keys.
    async fn projections(&self) -> Result<Vec<Projection>, StoreError>;

    /// What the known incidents of one repository looked like when they were last worked, in order of their keys.
    async fn projections_in(&self, repository: u64) -> Result<Vec<Projection>, StoreError>;

    /// Forgets everything about a key.
    async fn forget(&self, key: IncidentKey) -> Result<(), StoreError>;

    /// How much there is to do.
    async fn backlog(&self, now: DateTime<Utc>) -> Result<Backlog, StoreError>;

    /// The keys that back off or are parked, in order of their keys, with what the operator should know.
    async fn troubles(&self) -> Result<Vec<Trouble>, StoreError>;

    /// When the calendar entry `name` last ran.
    async fn last_run(&self, name: &str) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// Writes down a run of the calendar entry `name`. `false` when another server wrote one down since `previous`.
    async fn claim_run(
        &self,
        name: &str,
        previous: Option<DateTime<Utc>>,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError>;

    /// Whether the database answers and can be written to.
    async fn check(&self) -> Result<(), StoreError>;

    /// Finishes what was begun and closes the database. Everything fails afterwards.
    async fn close(&self);
}
