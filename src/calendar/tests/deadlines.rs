//! Which days count, and when deadlines fall.

use super::*;
use crate::calendar::{DayOff, Explanation, Hour, Verdict};

/// Why, zone, working days, holidays, from, days within, due.
const DEADLINES: &str = "\
a three-day weekend | Asia/Tokyo | mon tue wed thu fri | 2026-11-23 | 2026-11-20T14:10:00Z | 3 b | 2026-11-26T09:00:00Z
Friday in Tokyo | Asia/Tokyo | mon tue wed thu fri | 2026-11-23 | 2026-11-20T14:50:00Z | 1 b | 2026-11-24T09:00:00Z
Saturday in Tokyo | Asia/Tokyo | mon tue wed thu fri | 2026-11-23 | 2026-11-20T15:30:00Z | 1 b | 2026-11-24T09:00:00Z
calendar days | Asia/Tokyo | mon tue wed thu fri | 2026-11-23 | 2026-11-20T14:30:00Z | 3 c | 2026-11-23T09:00:00Z
before hours | UTC | mon tue wed thu fri | | 2026-11-18T00:00:00Z | 1 b | 2026-11-19T18:00:00Z
during hours | UTC | mon tue wed thu fri | | 2026-11-18T17:59:59Z | 1 b | 2026-11-19T18:00:00Z
after hours | UTC | mon tue wed thu fri | | 2026-11-18T23:59:59Z | 1 b | 2026-11-19T18:00:00Z
no days | UTC | mon tue wed thu fri | | 2026-11-18T09:00:00Z | 0 b | 2026-11-18T18:00:00Z
no days, although it is over | UTC | mon tue wed thu fri | | 2026-11-18T23:00:00Z | 0 b | 2026-11-18T18:00:00Z
no days, although nobody works | UTC | mon tue wed thu fri | | 2026-11-21T09:00:00Z | 0 b | 2026-11-21T18:00:00Z
Sunday to Thursday | UTC | sun mon tue wed thu | | 2026-11-18T12:00:00Z | 2 b | 2026-11-22T18:00:00Z
Saturday to Wednesday | UTC | sat sun mon tue wed | | 2026-11-18T12:00:00Z | 1 b | 2026-11-21T18:00:00Z
on Fridays only | UTC | fri | | 2026-11-20T12:00:00Z | 2 b | 2026-12-04T18:00:00Z
every day | UTC | mon tue wed thu fri sat sun | 2026-11-22 | 2026-11-20T12:00:00Z | 2 b | 2026-11-23T18:00:00Z
a new year | Asia/Tokyo | mon tue wed thu fri | 2026-12-29 2026-12-30 2026-12-31 2027-01-01 | \
2026-12-28T03:00:00Z | 1 b | 2027-01-04T09:00:00Z
a leap day | UTC | mon tue wed thu fri | | 2028-02-28T12:00:00Z | 1 b | 2028-02-29T18:00:00Z
clocks go forward | Europe/Berlin | mon tue wed thu fri | | 2026-03-27T12:00:00Z | 1 b | 2026-03-30T16:00:00Z
clocks go back | Europe/Berlin | mon tue wed thu fri | | 2026-10-23T12:00:00Z | 1 b | 2026-10-26T17:00:00Z
Samoa went over a Friday | Pacific/Apia | mon tue wed thu fri | | 2011-12-29T20:00:00Z | 1 b | 2012-01-02T04:00:00Z
which never was | Pacific/Apia | mon tue wed thu fri | | 2011-12-29T20:00:00Z | 1 c | 2011-12-31T04:00:00Z";

#[test]
fn deadlines() {
    for line in DEADLINES.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [why, zone, days, holidays, from, count, due] = cells[..] else {
            panic!("{line}");
        };
        let holidays: Vec<&str> = holidays.split_whitespace().collect();
        let mut calendar = calendar(zone.parse().expect("a zone"), &holidays);
        let weekday = |day: &str| DayOfWeek(day.parse().expect("a day of the week"));
        calendar.working_days = days.split(' ').map(weekday).collect();
        let (count, unit) = count.split_once(' ').expect("a number and a unit");
        let unit = if unit == "b" {
            DayUnit::Business
        } else {
            DayUnit::Calendar
        };
        let found = calendar.deadline(instant(from), within(count.parse().expect("a number"), unit));
        assert_eq!(found, instant(due), "{why}");
    }
}

#[test]
fn working_hours_that_begin_in_a_gap_begin_behind_it() {
    let mut berlin = calendar(Berlin, &[]);
    berlin.opens = NaiveTime::from_hms_opt(2, 15, 0).expect("a time");
    berlin.closes = NaiveTime::from_hms_opt(2, 45, 0).expect("a time");
    berlin.working_days = [DayOfWeek(Weekday::Sun)].into();
    let due = berlin.deadline(instant("2026-03-28T12:00:00Z"), business(1));
    assert_eq!(
        due,
        instant("2026-03-29T01:00:00Z"),
        "clocks went from 2:00 to 3:00"
    );
}

#[test]
fn every_day_is_explained() {
    let mut tokyo = calendar(Tokyo, &[]);
    tokyo.holidays = BTreeMap::from([
        (date("2026-11-22"), HolidayName::Unnamed),
        (date("2026-11-23"), HolidayName::Own("勤労感謝の日".into())),
    ]);
    let named = DayOff::Holiday(HolidayName::Own("勤労感謝の日".into()));
    let explained = |days: &[(&str, Verdict)], due| Explanation {
        days: days
            .iter()
            .map(|(day, verdict)| (date(day), verdict.clone()))
            .collect(),
        due: instant(due),
    };
    let from = instant("2026-11-20T14:10:00Z");
    assert_eq!(
        tokyo.deadline_explained(from, business(2)),
        explained(
            &[
                ("2026-11-20", Verdict::Starts(Hour::After)),
                ("2026-11-21", Verdict::Skipped(DayOff::DayOfWeek)),
                (
                    "2026-11-22",
                    Verdict::Skipped(DayOff::Holiday(HolidayName::Unnamed))
                ),
                ("2026-11-23", Verdict::Skipped(named)),
                ("2026-11-24", Verdict::Counts(1)),
                ("2026-11-25", Verdict::Counts(2)),
            ],
            "2026-11-25T09:00:00Z"
        )
    );
    assert_eq!(
        tokyo.deadline_explained(from, within(1, DayUnit::Calendar)),
        explained(
            &[
                ("2026-11-20", Verdict::Starts(Hour::After)),
                ("2026-11-21", Verdict::Counts(1))
            ],
            "2026-11-21T09:00:00Z"
        )
    );
    assert_eq!(
        calendar(Apia, &[]).deadline_explained(instant("2011-12-29T20:00:00Z"), within(1, DayUnit::Calendar)),
        explained(
            &[
                ("2011-12-29", Verdict::Starts(Hour::During)),
                ("2011-12-30", Verdict::Skipped(DayOff::NeverWas)),
                ("2011-12-31", Verdict::Counts(1)),
            ],
            "2011-12-31T04:00:00Z"
        )
    );
}

#[test]
fn the_first_day_says_where_in_it_the_count_starts() {
    let utc = calendar(UTC, &["2026-11-23"]);
    for (from, expected) in [
        ("2026-11-20T09:59:59Z", Hour::Before),
        ("2026-11-20T10:00:00Z", Hour::During),
        ("2026-11-20T17:59:59Z", Hour::During),
        ("2026-11-20T18:00:00Z", Hour::After),
        ("2026-11-21T12:00:00Z", Hour::DayOff(DayOff::DayOfWeek)),
        (
            "2026-11-23T12:00:00Z",
            Hour::DayOff(DayOff::Holiday(HolidayName::Unnamed)),
        ),
    ] {
        let explanation = utc.deadline_explained(instant(from), business(1));
        assert_eq!(explanation.days[0].1, Verdict::Starts(expected), "{from}");
    }
}

#[test]
fn a_calendar_without_working_days_still_ends() {
    let mut nobody = calendar(UTC, &[]);
    nobody.working_days.clear();
    assert!(nobody.add_business_days(date("2026-11-20"), 2) > date("2026-11-20"));
}

#[test]
fn the_last_days_that_can_be_represented_end_too() {
    let utc = calendar(UTC, &[]);
    let last = DateTime::<Utc>::MAX_UTC;
    for unit in [DayUnit::Business, DayUnit::Calendar] {
        let explanation = utc.deadline_explained(last, within(90, unit));
        assert_eq!(explanation.days.len(), 91);
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

    /// No day is left out, none comes twice, and each has the verdict that it deserves.
    #[test]
    fn an_explanation_is_complete(
        calendar in calendars(), minute in 0_i64..500_000, n in 0_u32..20, of_business in any::<bool>(),
    ) {
        let from = instant("2026-01-01T00:00:00Z") + TimeDelta::minutes(minute);
        let unit = if of_business { DayUnit::Business } else { DayUnit::Calendar };
        let explanation = calendar.deadline_explained(from, within(n, unit));
        prop_assert_eq!(explanation.due, calendar.deadline(from, within(n, unit)));
        let first = from.with_timezone(&calendar.zone).date_naive();
        let mut counted = 0;
        for ((day, verdict), expected) in explanation.days.iter().zip(first.iter_days()) {
            prop_assert_eq!(*day, expected);
            match verdict {
                Verdict::Starts(_) => prop_assert_eq!(*day, first),
                Verdict::Counts(place) => {
                    counted += 1;
                    prop_assert_eq!(*place, counted);
                    prop_assert!(!of_business || calendar.is_business_day(*day));
                }
                Verdict::Skipped(why) => {
                    prop_assert!(of_business);
                    prop_assert_eq!(Some(why.clone()), calendar.day_off(*day));
                    prop_assert!(!calendar.is_business_day(*day));
                }
            }
        }
        let last = explanation.days[explanation.days.len() - 1].0;
        prop_assert_eq!(counted, n);
        prop_assert_eq!(explanation.due.with_timezone(&calendar.zone).naive_local(), last.and_time(calendar.closes));
        prop_assert_eq!(explanation.due, calendar.deadline(from, within(n, unit)));
    }
}
