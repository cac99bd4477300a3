//! The queue's statements.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Sqlite, SqlitePool, Transaction};

use super::{
    ledger, requests,
    rows::{self, LeaseRow, Millis},
    views,
};
use crate::{
    domain::key::{IncidentKey, Locator},
    store::{Backlog, Finished, Lease, StoreError, Trouble, sql},
};

/// How long the ledger is kept: far longer than GitHub lags behind, and than a crashed server stays down.
const LEDGER_KEPT: TimeDelta = TimeDelta::days(1);

pub(super) async fn lease(
    writer: &SqlitePool,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    worker: &str,
    token: String,
) -> Result<Option<Lease>, StoreError> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query(sql::EXPIRE_LEASES)
        .bind(Millis::floor(now))
        .execute(&mut *transaction)
        .await?;
    let row: Option<LeaseRow> = sqlx::query_as(sql::LEASE)
        .bind(Millis::floor(now))
        .bind(Millis::floor(until))
        .bind(worker)
        .bind(&token)
        .fetch_optional(&mut *transaction)
        .await?;
    let lease = leased(&mut transaction, row, token).await?;
    transaction.commit().await?;
    Ok(lease)
}

pub(super) async fn lease_key(
    writer: &SqlitePool,
    locator: &Locator,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    worker: &str,
    token: String,
) -> Result<Option<Lease>, StoreError> {
    let (repository, issue) = rows::key(locator.key);
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    let row: Option<LeaseRow> = sqlx::query_as(sql::LEASE_KEY)
        .bind(repository)
        .bind(issue)
        .bind(locator.installation.cast_signed())
        .bind(&locator.owner)
        .bind(&locator.name)
        .bind(Millis::floor(now))
        .bind(Millis::floor(until))
        .bind(worker)
        .bind(&token)
        .fetch_optional(&mut *transaction)
        .await?;
    let lease = leased(&mut transaction, row, token).await?;
    transaction.commit().await?;
    Ok(lease)
}

/// The lease of a row, with what was asked for there.
async fn leased(
    transaction: &mut Transaction<'_, Sqlite>,
    row: Option<LeaseRow>,
    token: String,
) -> Result<Option<Lease>, StoreError> {
    let Some(row) = row else {
        return Ok(None);
    };
    let asked = requests::asked(transaction, (row.0, row.1)).await?;
    Ok(Some(rows::lease(row, asked, token)))
}

pub(super) async fn finish(
    writer: &SqlitePool,
    lease: &Lease,
    finished: &Finished,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let key = lease.locator.key;
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    if end(&mut transaction, lease, finished).await? == 0 {
        return Err(StoreError::LeaseLost(key));
    }
    if matches!(finished, Finished::Done { .. } | Finished::Gone) {
        requests::answered(&mut transaction, key, &lease.asked).await?;
    }
    match finished {
        Finished::Done {
            projection: Some(view),
            ..
        } => views::put(&mut transaction, key, view).await?,
        Finished::Done { projection: None, .. } => views::forget(&mut transaction, key).await?,
        Finished::Gone => {
            views::forget(&mut transaction, key).await?;
            ledger::forget(&mut transaction, key).await?;
        }
        Finished::Again { .. } | Finished::Retry { .. } | Finished::Park { .. } => {}
    }
    let (repository, issue) = rows::key(key);
    sqlx::query(sql::DROP_IDLE)
        .bind(repository)
        .bind(issue)
        .execute(&mut *transaction)
        .await?;
    ledger::prune(&mut transaction, key, now - LEDGER_KEPT).await?;
    transaction.commit().await?;
    Ok(())
}

/// Gives the lease back; the number of rows is 0 when it was somebody else's.
async fn end(
    transaction: &mut Transaction<'_, Sqlite>,
    lease: &Lease,
    finished: &Finished,
) -> Result<u64, StoreError> {
    let statement = match finished {
        Finished::Done { .. } | Finished::Gone => sql::DONE,
        Finished::Again { .. } => sql::AGAIN,
        Finished::Retry { .. } => sql::RETRY,
        Finished::Park { .. } => sql::PARK,
    };
    let (repository, issue) = rows::key(lease.locator.key);
    let query = sqlx::query(statement)
        .bind(repository)
        .bind(issue)
        .bind(&lease.token);
    let query = match finished {
        Finished::Done { wake_at, .. } => query.bind(wake_at.map(Millis::at_or_after)),
        Finished::Gone => query.bind(None::<i64>),
        Finished::Again { at } => query.bind(Millis::at_or_after(*at)),
        Finished::Retry { at, error } => query.bind(Millis::at_or_after(*at)).bind(error),
        Finished::Park { reason } => query.bind(reason),
    };
    Ok(query.execute(&mut **transaction).await?.rows_affected())
}

pub(super) async fn next_due(
    readers: &SqlitePool,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let now_millis = Millis::floor(now);
    let due: Option<(i64,)> = sqlx::query_as(sql::NEXT_DUE)
        .bind(now_millis)
        .fetch_optional(readers)
        .await?;
    let (expiry,): (Option<i64>,) = sqlx::query_as(sql::NEXT_EXPIRY).fetch_one(readers).await?;
    let (unparked,): (Option<i64>,) = sqlx::query_as(sql::NEXT_UNPARKED)
        .bind(now_millis)
        .fetch_one(readers)
        .await?;
    let first = [due.map(|(due,)| due), expiry, unparked]
        .into_iter()
        .flatten()
        .min();
    Ok(first.map(|at| Millis::read(at).max(now)))
}

pub(super) async fn forget(writer: &SqlitePool, key: IncidentKey) -> Result<(), StoreError> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    let (repository, issue) = rows::key(key);
    sqlx::query(sql::FORGET_QUEUE)
        .bind(repository)
        .bind(issue)
        .execute(&mut *transaction)
        .await?;
    requests::forget(&mut transaction, key).await?;
    views::forget(&mut transaction, key).await?;
    ledger::forget(&mut transaction, key).await?;
    transaction.commit().await?;
    Ok(())
}

pub(super) async fn backlog(readers: &SqlitePool, now: DateTime<Utc>) -> Result<Backlog, StoreError> {
    let counts: (i64, i64, i64, i64, i64) = sqlx::query_as(sql::BACKLOG)
        .bind(Millis::floor(now))
        .fetch_one(readers)
        .await?;
    Ok(Backlog {
        due: counts.0.cast_unsigned(),
        waiting: counts.1.cast_unsigned(),
        working: counts.2.cast_unsigned(),
        failing: counts.3.cast_unsigned(),
        parked: counts.4.cast_unsigned(),
    })
}

pub(super) async fn troubles(readers: &SqlitePool) -> Result<Vec<Trouble>, StoreError> {
    type Row = (i64, i64, i64, String, String, i64, String, Option<i64>);
    let found: Vec<Row> = sqlx::query_as(sql::TROUBLES).fetch_all(readers).await?;
    let trouble = |(repository, issue, installation, owner, name, attempts, reason, due): Row| Trouble {
        locator: rows::locator((repository, issue, installation, owner, name)),
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        reason,
        retry_at: due.map(Millis::read),
    };
    Ok(found.into_iter().map(trouble).collect())
}
