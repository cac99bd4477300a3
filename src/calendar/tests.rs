//! Business days, deadlines and working hours, as tables and as properties.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::{Asia::Tokyo, Europe::Berlin, Pacific::Apia, Tz, UTC};
use proptest::prelude::*;

use super::{Calendar, DayOfWeek};
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
        holidays: holidays.iter().map(|day| (date(day), String::new())).collect(),
    }
}

fn business(days: u32) -> Within {
    Within {
        days,
        unit: DayUnit::Business,
    }
}

#[test]
fn weekends_and_holidays_do_not_count() {
    let tokyo = calendar(Tokyo, &["2026-11-23"]);
    // Friday evening before a three-day weekend: Tuesday, Wednesday, Thursday.
    assert_eq!(tokyo.add_business_days(date("2026-11-20"), 3), date("2026-11-26"));
    assert_eq!(tokyo.add_business_days(date("2026-11-21"), 1), date("2026-11-24"));
    assert_eq!(tokyo.add_business_days(date("2026-11-21"), 0), date("2026-11-21"));
}

#[test]
fn a_deadline_is_the_end_of_the_working_day_in_the_zone() {
    let tokyo = calendar(Tokyo, &["2026-11-23"]);
    // 15:30 UTC on Friday is Saturday in Tokyo.
    assert_eq!(
        tokyo.deadline(instant("2026-11-20T15:30:00Z"), business(1)),
        instant("2026-11-24T09:00:00Z")
    );
    assert_eq!(
        tokyo.deadline(instant("2026-11-20T14:30:00Z"), business(1)),
        instant("2026-11-24T09:00:00Z")
    );
    let three = Within {
        days: 3,
        unit: DayUnit::Calendar,
    };
    assert_eq!(
        tokyo.deadline(instant("2026-11-20T14:30:00Z"), three),
        instant("2026-11-23T09:00:00Z")
    );
}

#[test]
fn clocks_that_change_move_the_instant_and_not_the_hour() {
    let berlin = calendar(Berlin, &[]);
    assert_eq!(
        berlin.deadline(instant("2026-03-27T12:00:00Z"), business(1)),
        instant("2026-03-30T16:00:00Z")
    );
    assert_eq!(
        berlin.deadline(instant("2026-10-23T12:00:00Z"), business(1)),
        instant("2026-10-26T17:00:00Z")
    );
}

#[test]
fn a_day_that_never_was_is_stepped_over() {
    // Samoa skipped Friday, 30 December 2011 altogether.
    let apia = calendar(Apia, &[]);
    let due = apia.deadline(instant("2011-12-29T20:00:00Z"), business(1));
    assert!(due > instant("2011-12-29T20:00:00Z"));
}

#[test]
fn people_are_reminded_while_they_work() {
    let utc = calendar(UTC, &["2026-11-23"]);
    for (at, expected) in [
        ("2026-11-20T09:59:59Z", "2026-11-20T10:00:00Z"),
        ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"),
        ("2026-11-20T17:59:59Z", "2026-11-20T17:59:59Z"),
        ("2026-11-20T18:00:00Z", "2026-11-24T10:00:00Z"),
        ("2026-11-22T12:00:00Z", "2026-11-24T10:00:00Z"),
    ] {
        assert_eq!(utc.next_working_instant(instant(at)), instant(expected), "{at}");
    }
}

#[test]
fn a_calendar_without_working_days_still_ends() {
    let mut nobody = calendar(UTC, &[]);
    nobody.working_days.clear();
    assert!(nobody.add_business_days(date("2026-11-20"), 2) > date("2026-11-20"));
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
        let holidays: BTreeMap<NaiveDate, String> =
            holidays.into_iter().map(|day| (first + TimeDelta::days(day), String::new())).collect();
        Calendar { working_days: days, holidays, ..calendar(zone, &[]) }
    }
}

proptest! {
    #[test]
    fn counting_can_be_split(calendar in calendars(), offset in 0_i64..365, n in 0_u32..20, m in 0_u32..20) {
        let day = date("2026-01-01") + TimeDelta::days(offset);
        let split = calendar.add_business_days(calendar.add_business_days(day, n), m);
        prop_assert_eq!(split, calendar.add_business_days(day, n + m));
    }

    #[test]
    fn counted_days_are_business_days(calendar in calendars(), offset in 0_i64..365, n in 1_u32..20) {
        let day = date("2026-01-01") + TimeDelta::days(offset);
        let counted = calendar.add_business_days(day, n);
        prop_assert!(counted > day && calendar.is_business_day(counted));
    }

    #[test]
    fn later_starts_have_no_earlier_deadlines(
        calendar in calendars(), minute in 0_i64..500_000, more in 0_i64..10_000, n in 0_u32..10,
    ) {
        let from = instant("2026-01-01T00:00:00Z") + TimeDelta::minutes(minute);
        let later = from + TimeDelta::minutes(more);
        prop_assert!(calendar.deadline(from, business(n)) <= calendar.deadline(later, business(n)));
    }

    #[test]
    fn a_working_instant_is_its_own_next(calendar in calendars(), minute in 0_i64..500_000) {
        let at = instant("2026-01-01T00:00:00Z") + TimeDelta::minutes(minute);
        let next = calendar.next_working_instant(at);
        prop_assert!(next >= at);
        prop_assert_eq!(calendar.next_working_instant(next), next);
    }
}
