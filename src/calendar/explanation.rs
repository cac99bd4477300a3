//! Deadlines, day by day: which days count towards one, which do not, and why.

use chrono::{DateTime, NaiveDate, Utc};

use crate::policy::{DayUnit, Within};

use super::{Calendar, DayOff, days::tomorrow};

/// How a deadline comes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Every day from the one on which the count starts to the last, in order.
    pub days: Vec<(NaiveDate, Verdict)>,
    /// The deadline: the end of the working day on the last of them.
    pub due: DateTime<Utc>,
}

/// What a day means for a deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The day on which the count starts. It never counts itself, whatever the hour: who resolves an incident before
    /// the working day begins does not lose a day against who does so after it ended.
    Starts(Hour),
    /// It counts, and how many days have counted with it.
    Counts(u32),
    /// It does not count, because nobody works.
    Skipped(DayOff),
}

/// Where in a day an instant lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hour {
    /// Nobody works on that day.
    DayOff(DayOff),
    /// Before the working day begins.
    Before,
    /// While people work.
    During,
    /// After the working day has ended.
    After,
}

impl Calendar {
    /// Until when something must be done that is due so many days after `from`: the end of the working day on the
    /// last day that counts. The day of `from` itself does not count; for 0 days it is the last all the same, and its
    /// working day may have ended before `from`.
    pub fn deadline(&self, from: DateTime<Utc>, within: Within) -> DateTime<Utc> {
        let first = from.with_timezone(&self.zone).date_naive();
        self.at(self.day_later(first, within), self.closes)
    }

    /// The [`deadline`](Self::deadline), with every day that counts towards it and every day that does not.
    pub fn deadline_explained(&self, from: DateTime<Utc>, within: Within) -> Explanation {
        let first = from.with_timezone(&self.zone).date_naive();
        let mut days = vec![(first, Verdict::Starts(self.hour(from)))];
        let mut last = first;
        for count in 1..=within.days {
            let next = match within.unit {
                DayUnit::Business => self.next_business_day(last),
                DayUnit::Calendar => self.next_day(last),
            };
            let mut between = tomorrow(last);
            while between < next {
                if let Some(why) = self.day_off(between) {
                    days.push((between, Verdict::Skipped(why)));
                }
                between = tomorrow(between);
            }
            days.push((next, Verdict::Counts(count)));
            last = next;
        }
        Explanation {
            days,
            due: self.at(last, self.closes),
        }
    }

    fn hour(&self, at: DateTime<Utc>) -> Hour {
        let local = at.with_timezone(&self.zone).naive_local();
        match self.day_off(local.date()) {
            Some(why) => Hour::DayOff(why),
            None if local.time() < self.opens => Hour::Before,
            None if local.time() < self.closes => Hour::During,
            None => Hour::After,
        }
    }
}
