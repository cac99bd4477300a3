//! Counting days.

use chrono::{Datelike, Days, NaiveDate};

use super::{Calendar, DayOfWeek};

/// Longest run of days off that is stepped over. A calendar on which nobody works for longer than that counts
/// every further day, so that a deadline always exists.
const LONGEST_REST: u32 = 400;

impl Calendar {
    /// Whether people work on this day.
    pub fn is_business_day(&self, day: NaiveDate) -> bool {
        self.working_days.contains(&DayOfWeek(day.weekday())) && !self.holidays.contains_key(&day)
    }

    /// The `count`-th business day after `day`; `day` itself, business day or not, for a count of 0.
    pub fn add_business_days(&self, day: NaiveDate, count: u32) -> NaiveDate {
        (0..count).fold(day, |day, _| self.next_business_day(day))
    }

    /// The first business day after `day`.
    pub(super) fn next_business_day(&self, day: NaiveDate) -> NaiveDate {
        let mut candidate = tomorrow(day);
        for _ in 0..LONGEST_REST {
            if self.is_business_day(candidate) {
                break;
            }
            candidate = tomorrow(candidate);
        }
        candidate
    }
}

/// The next day; the last day that can be represented is followed by itself.
fn tomorrow(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}
