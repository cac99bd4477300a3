//! Business days: which days count and why, when a deadline falls, when people may be reminded, when they can meet, and
//! invitations for their calendars.
//!
//! Pure arithmetic in one time zone. Which holidays count is the policy's business; those of countries are [`national`].

pub mod address;
mod days;
mod explanation;
mod holiday;
mod hours;
pub mod ics;
pub mod links;
pub mod national;
mod slot;

#[cfg(test)]
mod tests;

pub use days::DayOff;
pub use explanation::{Explanation, Hour, Verdict};
pub use holiday::HolidayName;
pub use slot::{REVIEW, Slot};

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime, Weekday};
use chrono_tz::Tz;

/// The working time of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The zone in which its days begin and end.
    pub zone: Tz,
    /// Days of the week on which people work.
    pub working_days: BTreeSet<DayOfWeek>,
    /// When the working day begins.
    pub opens: NaiveTime,
    /// When the working day ends; after it begins.
    pub closes: NaiveTime,
    /// Days off, with their names where known.
    pub holidays: BTreeMap<NaiveDate, HolidayName>,
}

/// A day of the week that can be ordered, Monday first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOfWeek(pub Weekday);

impl Ord for DayOfWeek {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.num_days_from_monday().cmp(&other.0.num_days_from_monday())
    }
}

impl PartialOrd for DayOfWeek {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
