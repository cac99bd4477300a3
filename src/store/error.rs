//! What can go wrong with the database.

use std::{error::Error, sync::Arc};

use crate::domain::key::IncidentKey;

/// An error of the store. Cloned, because callers whose writes share a transaction share its failure. Each says
/// everything in its own words; there is no chain of sources to be printed behind it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The lease expired and somebody else took the key.
    #[error("the lease on {0} was lost: it expired, and somebody else took the key")]
    LeaseLost(IncidentKey),
    /// The address of the database is not understood.
    #[error(
        "{found:?} names no database; allowed are `sqlite://` with the path of a file, such as \
         `sqlite://closeout.db`, and `sqlite::memory:`"
    )]
    UnknownUrl {
        /// The address, without anything that could be a password.
        found: String,
    },
    /// The database could not be opened, or not brought up to date.
    #[error("cannot open the database {database}: {cause}; its folder must exist and be writable")]
    Open {
        /// Path of the file.
        database: String,
        /// What the engine says.
        cause: Arc<dyn Error + Send + Sync>,
    },
    /// A statement failed.
    #[error("the database failed: {0}")]
    Failed(Arc<dyn Error + Send + Sync>),
    /// The store was closed.
    #[error("the database is closed")]
    Closed,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolClosed => Self::Closed,
            other => Self::Failed(Arc::new(other)),
        }
    }
}
