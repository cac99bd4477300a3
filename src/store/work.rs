//! The queue's vocabulary.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::Projection;
use crate::domain::{key::Locator, request::Request};

/// The right to work one key, until it is finished or expires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// The incident, and how to reach it.
    pub locator: Locator,
    /// Failures in a row before this attempt.
    pub attempts: u32,
    /// What somebody asked for, and how often by then.
    pub(super) asked: BTreeMap<Request, i64>,
    /// Proves to the store that this lease is still the one in force.
    pub(super) token: String,
}

impl Lease {
    /// What somebody asked for there.
    pub fn requests(&self) -> BTreeSet<Request> {
        self.asked.keys().copied().collect()
    }
}

/// How the work on a key ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finished {
    /// Everything is as it should be.
    Done {
        /// When to look again; absent when only a touch can change anything.
        wake_at: Option<DateTime<Utc>>,
        /// What it looks like now; absent when it is no incident, and what was known is dropped then.
        projection: Option<Box<Projection>>,
    },
    /// Nothing is wrong, but it could not be ended now: GitHub lags behind, or we are being shut down.
    Again {
        /// When to look again.
        at: DateTime<Utc>,
    },
    /// It failed. Touches do not make it due before `at`.
    Retry {
        /// When to try again.
        at: DateTime<Utc>,
        /// What went wrong, for the operator.
        error: String,
    },
    /// Trying again is useless until something changes outside. The next touch tries again.
    Park {
        /// What has to change, for the operator.
        reason: String,
    },
    /// It does not exist any more.
    Gone,
}

impl Finished {
    /// Everything is as it should be, nothing is known and nothing is awaited.
    pub fn nothing_left() -> Self {
        Self::Done {
            wake_at: None,
            projection: None,
        }
    }
}

/// How much there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backlog {
    /// Keys that are due and that nobody works on.
    pub due: u64,
    /// Keys that wait for their instant.
    pub waiting: u64,
    /// Keys that are being worked.
    pub working: u64,
    /// Keys whose last attempt failed.
    pub failing: u64,
    /// Keys that are parked.
    pub parked: u64,
}

/// A key that does not get on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The incident.
    pub locator: Locator,
    /// Failures in a row; 0 when it is parked.
    pub attempts: u32,
    /// What went wrong, or what has to change.
    pub reason: String,
    /// When it is tried again; absent when only a touch will.
    pub retry_at: Option<DateTime<Utc>>,
}
