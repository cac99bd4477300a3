//! The ledger's statements.

use chrono::{DateTime, Utc};
use sqlx::{Sqlite, SqlitePool, Transaction};

use super::rows::{self, Millis};
use crate::{
    domain::key::IncidentKey,
    store::{Intent, Lease, LedgerEntry, StoreError, sql},
};

pub(super) async fn intend(
    writer: &SqlitePool,
    lease: &Lease,
    intent: Intent<'_>,
    at: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (repository, issue) = rows::key(lease.locator.key);
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    let extended = sqlx::query(sql::EXTEND_LEASE)
        .bind(repository)
        .bind(issue)
        .bind(&lease.token)
        .bind(Millis::floor(until))
        .execute(&mut *transaction)
        .await?;
    if extended.rows_affected() == 0 {
        return Err(StoreError::LeaseLost(lease.locator.key));
    }
    sqlx::query(sql::INTEND)
        .bind(repository)
        .bind(issue)
        .bind(intent.effect)
        .bind(intent.target)
        .bind(Millis::floor(at))
        .execute(&mut *transaction)
        .await?;
    sqlx::query(sql::SUPERSEDE)
        .bind(repository)
        .bind(issue)
        .bind(intent.effect)
        .bind(intent.target)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}

pub(super) async fn executed(
    writer: &SqlitePool,
    key: IncidentKey,
    effect: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (repository, issue) = rows::key(key);
    sqlx::query(sql::EXECUTED)
        .bind(repository)
        .bind(issue)
        .bind(effect)
        .bind(Millis::floor(at))
        .execute(writer)
        .await?;
    Ok(())
}

pub(super) async fn refused(writer: &SqlitePool, key: IncidentKey, effect: &str) -> Result<(), StoreError> {
    let (repository, issue) = rows::key(key);
    sqlx::query(sql::REFUSED)
        .bind(repository)
        .bind(issue)
        .bind(effect)
        .execute(writer)
        .await?;
    Ok(())
}

pub(super) async fn entries(readers: &SqlitePool, key: IncidentKey) -> Result<Vec<LedgerEntry>, StoreError> {
    let (repository, issue) = rows::key(key);
    let found: Vec<(String, i64, Option<i64>)> = sqlx::query_as(sql::LEDGER)
        .bind(repository)
        .bind(issue)
        .fetch_all(readers)
        .await?;
    let entry = |(effect, intended_at, executed_at): (String, i64, Option<i64>)| LedgerEntry {
        effect,
        intended_at: Millis::read(intended_at),
        executed_at: executed_at.map(Millis::read),
    };
    Ok(found.into_iter().map(entry).collect())
}

pub(super) async fn prune(
    transaction: &mut Transaction<'_, Sqlite>,
    key: IncidentKey,
    before: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (repository, issue) = rows::key(key);
    sqlx::query(sql::PRUNE_LEDGER)
        .bind(repository)
        .bind(issue)
        .bind(Millis::floor(before))
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

pub(super) async fn forget(
    transaction: &mut Transaction<'_, Sqlite>,
    key: IncidentKey,
) -> Result<(), StoreError> {
    rows::forget(transaction, sql::FORGET_LEDGER, key).await
}
