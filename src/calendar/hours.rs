//! Placing hours on the time line.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::policy::Within;

use super::Calendar;

/// The most days off in a row that are stepped over backwards.
const LONGEST_REST: usize = 400;

impl Calendar {
    /// The first instant from `at` on at which people are at work: `at` itself during working hours.
    pub fn next_working_instant(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let day = at.with_timezone(&self.zone).date_naive();
        if self.is_business_day(day) {
            if at < self.at(day, self.opens) {
                return self.at(day, self.opens);
            }
            if at < self.at(day, self.closes) {
                return at;
            }
        }
        self.at(self.next_business_day(day), self.opens)
    }

    /// When the working day begins, whether people work on that day or not.
    pub fn morning(&self, day: NaiveDate) -> DateTime<Utc> {
        self.at(day, self.opens)
    }

    /// The same time on the latest day up to that of `at` on which people work, moved into their working hours.
    pub fn no_later(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let local = at.with_timezone(&self.zone).naive_local();
        let mut days = std::iter::successors(Some(local.date()), NaiveDate::pred_opt);
        let works = |day: &NaiveDate| self.is_business_day(*day);
        let day = days
            .by_ref()
            .take(LONGEST_REST)
            .find(works)
            .unwrap_or(local.date());
        // Whoever is reminded at the very end of the day is not.
        let hour = TimeDelta::hours(1);
        let latest = if self.closes - self.opens > hour {
            self.closes - hour
        } else {
            self.opens
        };
        self.at(day, local.time().clamp(self.opens, latest))
    }

    /// The same time of day, so many days later.
    pub fn later(&self, at: DateTime<Utc>, within: Within) -> DateTime<Utc> {
        let local = at.with_timezone(&self.zone).naive_local();
        self.at(self.day_later(local.date(), within), local.time())
    }

    /// The same day of the week and time of day, so many weeks later.
    pub fn weeks_later(&self, at: DateTime<Utc>, weeks: u32) -> DateTime<Utc> {
        let local = at.with_timezone(&self.zone).naive_local();
        let day = local.date().checked_add_days(Days::new(7 * u64::from(weeks)));
        self.at(day.unwrap_or(NaiveDate::MAX), local.time())
    }

    /// The instant at which a day begins.
    pub fn begin(&self, day: NaiveDate) -> DateTime<Utc> {
        self.at(day, NaiveTime::MIN)
    }

    /// The instant of a local time. One that the clocks skip is moved behind the gap; of two, the earlier counts.
    pub(super) fn at(&self, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let wanted = day.and_time(time);
        // No zone has ever skipped more than a day.
        (0..=24 * 4)
            .find_map(|quarter| {
                let local = wanted.checked_add_signed(TimeDelta::minutes(15 * quarter))?;
                local.and_local_timezone(self.zone).earliest()
            })
            .map_or_else(|| wanted.and_utc(), |instant| instant.with_timezone(&Utc))
    }
}
