//! The clock the simulated GitHub goes by. It is handed in from outside, so that a test decides what time it is.
//!
//! Deliberately not here: any reading of the machine's clock. A demonstration that wants real time implements
//! [`Clock`] on its own side. Start at [`ManualClock`].

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};

/// Where the simulator gets its time from.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
    /// Moves the clock forward. A clock that follows real time may ignore it.
    fn advance(&self, by: Duration);
}

/// A clock that moves only when it is told to.
#[derive(Debug)]
pub struct ManualClock(Mutex<DateTime<Utc>>);

impl ManualClock {
    /// A clock that stands at `start`.
    pub fn at(start: DateTime<Utc>) -> Self {
        Self(Mutex::new(start))
    }

    /// Puts the clock to `instant`, forward or backward.
    pub fn set(&self, instant: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = instant;
    }
}

impl Default for ManualClock {
    /// Stands at 2026-01-05T09:00:00Z, a Monday morning.
    fn default() -> Self {
        Self::at(DateTime::from_timestamp(1_767_603_600, 0).expect("the constant is a valid instant"))
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn advance(&self, by: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}
