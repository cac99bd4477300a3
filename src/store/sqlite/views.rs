//! Statements about cached views and about the calendar.

use chrono::{DateTime, Utc};
use sqlx::{Sqlite, SqlitePool, Transaction};

use super::rows::{self, Millis};
use crate::{
    domain::key::IncidentKey,
    store::{Projection, StoreError, sql},
};

pub(super) async fn put(
    transaction: &mut Transaction<'_, Sqlite>,
    key: IncidentKey,
    view: &Projection,
) -> Result<(), StoreError> {
    let (repository, issue) = rows::key(key);
    let view = serde_json::to_string(view).expect("a projection is plain data with text keys");
    sqlx::query(sql::PUT_VIEW)
        .bind(repository)
        .bind(issue)
        .bind(view)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

pub(super) async fn forget(
    transaction: &mut Transaction<'_, Sqlite>,
    key: IncidentKey,
) -> Result<(), StoreError> {
    rows::forget(transaction, sql::FORGET_VIEW, key).await
}

pub(super) async fn one(readers: &SqlitePool, key: IncidentKey) -> Result<Option<Projection>, StoreError> {
    let (repository, issue) = rows::key(key);
    let row: Option<(String,)> = sqlx::query_as(sql::GET_VIEW)
        .bind(repository)
        .bind(issue)
        .fetch_optional(readers)
        .await?;
    Ok(row.and_then(decode))
}

pub(super) async fn all(readers: &SqlitePool) -> Result<Vec<Projection>, StoreError> {
    let views: Vec<(String,)> = sqlx::query_as(sql::ALL_VIEWS).fetch_all(readers).await?;
    Ok(views.into_iter().filter_map(decode).collect())
}

pub(super) async fn all_in(readers: &SqlitePool, repository: u64) -> Result<Vec<Projection>, StoreError> {
    let views: Vec<(String,)> = sqlx::query_as(sql::VIEWS_IN)
        .bind(repository.cast_signed())
        .fetch_all(readers)
        .await?;
    Ok(views.into_iter().filter_map(decode).collect())
}

/// A view that another version wrote in another form counts as unknown; the next look at the incident mends it.
fn decode((view,): (String,)) -> Option<Projection> {
    serde_json::from_str(&view).ok()
}

pub(super) async fn last_run(readers: &SqlitePool, name: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
    let row: Option<(i64,)> = sqlx::query_as(sql::LAST_RUN)
        .bind(name)
        .fetch_optional(readers)
        .await?;
    Ok(row.map(|(at,)| Millis::read(at)))
}

pub(super) async fn claim_run(
    writer: &SqlitePool,
    name: &str,
    previous: Option<DateTime<Utc>>,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let query = match previous {
        None => sqlx::query(sql::CLAIM_FIRST_RUN)
            .bind(name)
            .bind(Millis::floor(at)),
        Some(previous) => sqlx::query(sql::CLAIM_RUN)
            .bind(name)
            .bind(Millis::floor(at))
            .bind(Millis::floor(previous)),
    };
    Ok(query.execute(writer).await?.rows_affected() == 1)
}
