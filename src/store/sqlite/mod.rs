//! The store in SQLite: a file for one server, or memory for the demo and for tests.
//!
//! One connection writes, a few read (write-ahead log). `synchronous = FULL` makes every commit survive a power
//! failure; [`intake`] lets concurrent deliveries share a commit, so that the price is paid once for many.
//! Several servers need PostgreSQL: nothing here makes two servers on one file safe.

mod intake;
mod ledger;
mod open;
mod queue;
mod requests;
mod rows;
mod views;

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicU64, Ordering},
};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::SqlitePool;

use self::{intake::Intake, rows::Millis};
use super::{Backlog, Finished, Intent, Lease, LedgerEntry, Projection, Store, StoreError, Trouble, sql};
use crate::domain::{
    key::{IncidentKey, Locator},
    request::Request,
};

/// The store in SQLite.
#[derive(Debug)]
pub struct SqliteStore {
    /// The one connection that writes.
    writer: SqlitePool,
    /// Connections that read; in memory the writing one, because every connection would have its own database.
    readers: SqlitePool,
    intake: Intake,
    /// Makes tokens of this process different from those of any other.
    nonce: String,
    leases: AtomicU64,
}

impl SqliteStore {
    /// Opens the database that `url` names, creates it if there is none, and brings its tables up to date.
    ///
    /// `sqlite://closeout.db` and `sqlite:///var/lib/closeout.db` are files, `sqlite::memory:` is gone when dropped.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let pools = open::open(url).await?;
        Ok(Self {
            intake: Intake::start(pools.writer.clone()),
            writer: pools.writer,
            readers: pools.readers,
            nonce: open::nonce(),
            leases: AtomicU64::new(0),
        })
    }

    /// Looks at a database without making or changing one, and says whether there is one.
    ///
    /// # Errors
    /// When the server could not work with it.
    pub async fn examine(url: &str) -> Result<bool, StoreError> {
        open::examine(url).await
    }

    fn next_token(&self) -> String {
        let number = self.leases.fetch_add(1, Ordering::Relaxed);
        format!("{}-{number}", self.nonce)
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn recover(&self) -> Result<(), StoreError> {
        sqlx::query(sql::RELEASE_LEASES).execute(&self.writer).await?;
        Ok(())
    }

    async fn enqueue(&self, locators: &[Locator], due: DateTime<Utc>) -> Result<(), StoreError> {
        self.intake.enqueue(locators, due).await
    }

    async fn ask(
        &self,
        locator: &Locator,
        requests: &BTreeSet<Request>,
        due: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        requests::ask(&self.writer, locator, requests, due).await
    }

    async fn lease(
        &self,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        worker: &str,
    ) -> Result<Option<Lease>, StoreError> {
        queue::lease(&self.writer, now, until, worker, self.next_token()).await
    }

    async fn lease_key(
        &self,
        locator: &Locator,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        worker: &str,
    ) -> Result<Option<Lease>, StoreError> {
        queue::lease_key(&self.writer, locator, now, until, worker, self.next_token()).await
    }

    async fn finish(&self, lease: &Lease, finished: &Finished, now: DateTime<Utc>) -> Result<(), StoreError> {
        queue::finish(&self.writer, lease, finished, now).await
    }

    async fn next_due(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
        queue::next_due(&self.readers, now).await
    }

    async fn park_installation(&self, installation: u64, until: DateTime<Utc>) -> Result<(), StoreError> {
        sqlx::query(sql::PARK_INSTALLATION)
            .bind(installation.cast_signed())
            .bind(Millis::at_or_after(until))
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn intend(
        &self,
        lease: &Lease,
        intent: Intent<'_>,
        at: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        ledger::intend(&self.writer, lease, intent, at, until).await
    }

    async fn executed(&self, lease: &Lease, effect: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        ledger::executed(&self.writer, lease.locator.key, effect, at).await
    }

    async fn refused(&self, lease: &Lease, effect: &str) -> Result<(), StoreError> {
        ledger::refused(&self.writer, lease.locator.key, effect).await
    }

    async fn ledger(&self, key: IncidentKey) -> Result<Vec<LedgerEntry>, StoreError> {
        ledger::entries(&self.readers, key).await
    }

    async fn projection(&self, key: IncidentKey) -> Result<Option<Projection>, StoreError> {
        views::one(&self.readers, key).await
    }

    async fn projections(&self) -> Result<Vec<Projection>, StoreError> {
        views::all(&self.readers).await
    }

    async fn projections_in(&self, repository: u64) -> Result<Vec<Projection>, StoreError> {
        views::all_in(&self.readers, repository).await
    }

    async fn forget(&self, key: IncidentKey) -> Result<(), StoreError> {
        queue::forget(&self.writer, key).await
    }

    async fn backlog(&self, now: DateTime<Utc>) -> Result<Backlog, StoreError> {
        queue::backlog(&self.readers, now).await
    }

    async fn troubles(&self) -> Result<Vec<Trouble>, StoreError> {
        queue::troubles(&self.readers).await
    }

    async fn last_run(&self, name: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
        views::last_run(&self.readers, name).await
    }

    async fn claim_run(
        &self,
        name: &str,
        previous: Option<DateTime<Utc>>,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        views::claim_run(&self.writer, name, previous, at).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        sqlx::query(sql::CHECK).execute(&self.writer).await?;
        Ok(())
    }

    async fn close(&self) {
        self.intake.stop().await;
        self.readers.close().await;
        self.writer.close().await;
    }
}
