//! What people asked for, kept until the key has been worked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sqlx::{Sqlite, SqlitePool, Transaction};

use super::rows::{self, Millis};
use crate::{
    domain::{
        key::{IncidentKey, Locator},
        request::Request,
    },
    store::{StoreError, sql},
};

/// Makes a key due for what somebody asked for there.
pub(super) async fn ask(
    writer: &SqlitePool,
    locator: &Locator,
    requests: &BTreeSet<Request>,
    due: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (repository, issue) = rows::key(locator.key);
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    for request in requests {
        sqlx::query(sql::ASK)
            .bind(repository)
            .bind(issue)
            .bind(request.name())
            .execute(&mut *transaction)
            .await?;
    }
    sqlx::query(sql::ENQUEUE)
        .bind(repository)
        .bind(issue)
        .bind(locator.installation.cast_signed())
        .bind(&locator.owner)
        .bind(&locator.name)
        .bind(Millis::floor(due))
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}

/// What was asked for, and how often. Names of another version's requests are passed over.
pub(super) async fn asked(
    transaction: &mut Transaction<'_, Sqlite>,
    (repository, issue): (i64, i64),
) -> Result<BTreeMap<Request, i64>, StoreError> {
    let rows: Vec<(String, i64)> = sqlx::query_as(sql::ASKED)
        .bind(repository)
        .bind(issue)
        .fetch_all(&mut **transaction)
        .await?;
    let known = |(name, presses): (String, i64)| Some((name.parse().ok()?, presses));
    Ok(rows.into_iter().filter_map(known).collect())
}

/// Drops what was seen to. What was asked for again meanwhile stays.
pub(super) async fn answered(
    transaction: &mut Transaction<'_, Sqlite>,
    key: IncidentKey,
    asked: &BTreeMap<Request, i64>,
) -> Result<(), StoreError> {
    let (repository, issue) = rows::key(key);
    for (request, presses) in asked {
        sqlx::query(sql::ANSWERED)
            .bind(repository)
            .bind(issue)
            .bind(request.name())
            .bind(presses)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

/// Drops everything that was asked for.
pub(super) async fn forget(
    transaction: &mut Transaction<'_, Sqlite>,
    key: IncidentKey,
) -> Result<(), StoreError> {
    rows::forget(transaction, sql::FORGET_REQUESTS, key).await
}
