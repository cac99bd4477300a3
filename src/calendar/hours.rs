//! Placing days and hours on the time line.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::policy::{DayUnit, Within};

use super::Calendar;

impl Calendar {
    /// Until when something must be done that is due so many days after `from`: the end of the working day on the
    /// last day that counts. The day of `from` itself does not count.
    pub fn deadline(&self, from: DateTime<Utc>, within: Within) -> DateTime<Utc> {
        let day = from.with_timezone(&self.zone).date_naive();
        let last = match within.unit {
            DayUnit::Business => self.add_business_days(day, within.days),
            DayUnit::Calendar => day.checked_add_days(Days::new(within.days.into())).unwrap_or(day),
        };
        self.at(last, self.closes)
    }

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

    /// The instant of a local time. One that the clocks skip is moved behind the gap; of two, the earlier counts.
    fn at(&self, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
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
