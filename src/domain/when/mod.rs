//! Instants as people type them.
//!
//! [`When::parse`] reads the text and needs nothing else, so that a mistyped time is refused for the same reason
//! whatever the clock says; [`When::resolve`] then places it on the time line, given the instant at which the
//! comment was written and the configured zone, and [`When::resolve_ahead`] does so for what is still to come. No
//! clock is read. Start with `tests`: its tables are the list of what is understood.

mod parse;
mod parts;
mod prefix;
mod print;
mod resolve;
pub(crate) mod span;
#[cfg(test)]
pub(super) mod tests;
mod tokens;
mod zones;

pub use resolve::{GRACE, Reading};
pub use zones::zone_named;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// An instant as somebody typed it, not yet placed on the time line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// So many minutes before the comment was written: `10m ago`, `1h30m ago`.
    Ago {
        /// Whole minutes.
        minutes: u32,
    },
    /// A date and time of day, in the configured zone unless one was named.
    Local {
        /// The day.
        day: Day,
        /// The time of day.
        time: NaiveTime,
        /// The zone that was typed.
        zone: Option<TypedZone>,
    },
    /// A complete instant with its offset.
    Exact(DateTime<Utc>),
}

/// A day as somebody typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Day {
    /// None was typed: the nearest such time of day, which is the latest that is over, or the next to come.
    Latest,
    /// `today`.
    Today,
    /// `yesterday`.
    Yesterday,
    /// `tomorrow`.
    Tomorrow,
    /// `monday`: the nearest such day, today included.
    Weekday(Weekday),
    /// `Nov 20`, without a year: the nearest such day.
    Annual {
        /// The month, from 1.
        month: u32,
        /// The day of the month, from 1.
        day: u32,
    },
    /// `2026-11-20`.
    Date(NaiveDate),
}

/// A zone as somebody typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TypedZone {
    /// A zone of the IANA database, or an abbreviation that means exactly one, such as `JST`.
    Named(Tz),
    /// An offset in minutes east of UTC, such as `+09:00`.
    Offset {
        /// Minutes east of UTC.
        minutes: i32,
    },
}

/// Why a typed time means no instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum TimeFault {
    /// It is not a time that we understand.
    #[error("not a time: {typed}")]
    Unreadable {
        /// What was typed.
        typed: String,
    },
    /// It is written well, but there is no such date or time of day, as on 30 February.
    #[error("no such date or time: {typed}")]
    Impossible {
        /// What was typed.
        typed: String,
    },
    /// The abbreviation names several zones.
    #[error("ambiguous zone: {typed}")]
    AmbiguousZone {
        /// What was typed.
        typed: String,
        /// Zones that it may mean, each of which can be typed instead.
        candidates: Vec<String>,
    },
    /// The clocks were put forward and skipped it.
    #[error("{local} does not exist in {zone}")]
    Skipped {
        /// The time of day in question.
        local: NaiveDateTime,
        /// The zone.
        zone: String,
    },
    /// It lies after the comment was written.
    #[error("{at} is in the future")]
    Future {
        /// The instant that was understood.
        at: DateTime<Utc>,
    },
}
