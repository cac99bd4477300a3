//! Between rows and values.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Sqlite, Transaction};

use crate::{
    domain::{
        key::{IncidentKey, Locator},
        request::Request,
    },
    store::{Lease, StoreError},
};

/// Repository, issue, installation, owner, name.
pub(super) type LocatorRow = (i64, i64, i64, String, String);

/// A locator as columns. GitHub's ids are unsigned and are stored bit for bit.
pub(super) fn locator((repository, issue, installation, owner, name): LocatorRow) -> Locator {
    Locator {
        key: IncidentKey {
            repository: repository.cast_unsigned(),
            issue: issue.cast_unsigned(),
        },
        installation: installation.cast_unsigned(),
        owner,
        name,
    }
}

/// A row of a leasing statement.
pub(super) type LeaseRow = (i64, i64, i64, String, String, i64);

/// A row of a leasing statement, what was asked for there, and the token it was leased with.
pub(super) fn lease(row: LeaseRow, asked: BTreeMap<Request, i64>, token: String) -> Lease {
    let (repository, issue, installation, owner, name, attempts) = row;
    Lease {
        locator: locator((repository, issue, installation, owner, name)),
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        asked,
        token,
    }
}

/// The columns of a key.
pub(super) fn key(key: IncidentKey) -> (i64, i64) {
    (key.repository.cast_signed(), key.issue.cast_signed())
}

/// Runs a statement that takes away whatever there is of a key.
pub(super) async fn forget(
    transaction: &mut Transaction<'_, Sqlite>,
    statement: &'static str,
    of: IncidentKey,
) -> Result<(), StoreError> {
    let (repository, issue) = key(of);
    sqlx::query(statement)
        .bind(repository)
        .bind(issue)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Instants as the database holds them: milliseconds since 1970.
pub(super) struct Millis;

impl Millis {
    /// The present instant, and everything due at once: rounded down, so that it is due.
    pub(super) fn floor(at: DateTime<Utc>) -> i64 {
        at.timestamp_millis()
    }

    /// An instant to wait for: rounded up, so that nobody looks too early.
    pub(super) fn at_or_after(at: DateTime<Utc>) -> i64 {
        let up = TimeDelta::nanoseconds(999_999);
        at.checked_add_signed(up).unwrap_or(at).timestamp_millis()
    }

    /// An instant as it was stored. Out of range is only what this store never wrote.
    pub(super) fn read(millis: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(millis).unwrap_or(DateTime::UNIX_EPOCH)
    }
}
