//! Counting days, and why a day does not count.

use chrono::{Datelike, Days, NaiveDate, TimeZone, offset::LocalResult};

use crate::policy::{DayUnit, Within};

use super::{Calendar, DayOfWeek, HolidayName};

/// Longest run of days off that is stepped over. A calendar on which nobody works for longer than that counts
/// every further day, so that a deadline always exists.
const LONGEST_REST: u32 = 400;

/// Why nobody works on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayOff {
    /// It is a holiday.
    Holiday(HolidayName),
    /// It is a day of the week on which nobody works.
    DayOfWeek,
    /// The zone's clocks went over it, as Samoa's did over 30 December 2011.
    NeverWas,
}

impl Calendar {
    /// Why nobody works on this day; nothing on a business day. A holiday is one on a weekend too.
    pub fn day_off(&self, day: NaiveDate) -> Option<DayOff> {
        if !self.exists(day) {
            return Some(DayOff::NeverWas);
        }
        if let Some(name) = self.holidays.get(&day) {
            return Some(DayOff::Holiday(name.clone()));
        }
        let works = self.working_days.contains(&DayOfWeek(day.weekday()));
        (!works).then_some(DayOff::DayOfWeek)
    }

    /// Whether people work on this day.
    pub fn is_business_day(&self, day: NaiveDate) -> bool {
        let works = self.working_days.contains(&DayOfWeek(day.weekday()));
        works && !self.holidays.contains_key(&day) && self.exists(day)
    }

    /// The `count`-th business day after `day`; `day` itself, business day or not, for a count of 0.
    pub fn add_business_days(&self, day: NaiveDate, count: u32) -> NaiveDate {
        (0..count).fold(day, |day, _| self.next_business_day(day))
    }

    /// The day so many days after `day`; `day` itself for none.
    pub(super) fn day_later(&self, day: NaiveDate, within: Within) -> NaiveDate {
        match within.unit {
            DayUnit::Business => self.add_business_days(day, within.days),
            DayUnit::Calendar => (0..within.days).fold(day, |day, _| self.next_day(day)),
        }
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

    /// The first day after `day` that the zone's clocks have shown.
    pub(super) fn next_day(&self, day: NaiveDate) -> NaiveDate {
        let next = tomorrow(day);
        // No zone has gone over two days in a row.
        if self.exists(next) { next } else { tomorrow(next) }
    }

    fn exists(&self, day: NaiveDate) -> bool {
        let noon = day.and_hms_opt(12, 0, 0).expect("every day has a noon");
        self.zone.offset_from_local_datetime(&noon) != LocalResult::None
    }
}

/// The next day; the last day that can be represented is followed by itself.
pub(super) fn tomorrow(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}
