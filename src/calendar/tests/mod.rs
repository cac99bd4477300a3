//! Business days, deadlines, working hours and meeting slots, as tables and as properties.

mod deadlines;
mod holidays;
mod hours;
mod later;
mod slots;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::{Asia::Tokyo, Europe::Berlin, Pacific::Apia, Tz, UTC};
use proptest::prelude::*;

use super::{Calendar, DayOfWeek, HolidayName};
use crate::policy::{DayUnit, Within};

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a test date")
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("a test instant")
}

fn calendar(zone: Tz, holidays: &[&str]) -> Calendar {
    Calendar {
        zone,
        working_days: [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
        ]
        .map(DayOfWeek)
        .into(),
        opens: NaiveTime::from_hms_opt(10, 0, 0).expect("a time"),
        closes: NaiveTime::from_hms_opt(18, 0, 0).expect("a time"),
        holidays: holidays
            .iter()
            .map(|day| (date(day), HolidayName::Unnamed))
            .collect(),
    }
}

fn business(days: u32) -> Within {
    within(days, DayUnit::Business)
}

fn within(days: u32, unit: DayUnit) -> Within {
    Within { days, unit }
}

prop_compose! {
    fn calendars()(
        days in prop::collection::btree_set(0_u8..7, 1..=7),
        holidays in prop::collection::btree_set(0_i64..400, 0..40),
        zone in prop::sample::select(vec![UTC, Tokyo, Berlin, Apia]),
    ) -> Calendar {
        let first = date("2026-01-01");
        let days: BTreeSet<DayOfWeek> =
            days.into_iter().filter_map(|day| Weekday::try_from(day).ok()).map(DayOfWeek).collect();
        let holidays: BTreeMap<NaiveDate, HolidayName> =
            holidays.into_iter().map(|day| (first + TimeDelta::days(day), HolidayName::Unnamed)).collect();
        Calendar { working_days: days, holidays, ..calendar(zone, &[]) }
    }
}
