//! Where a typed time lies on the time line: bare times, the future, and the days on which clocks are changed.

use chrono_tz::Tz;

use super::{Day, TimeFault, When, check, resolved, utc};
use crate::domain::when::Reading;

#[test]
fn a_bare_time_of_day_is_the_latest_one_that_is_over() {
    // Ten past midnight in Tokyo.
    let written_at = "2026-11-20T15:10:00Z";
    let cases = [
        ("23:50", "2026-11-20T14:50:00Z"),
        ("00:05", "2026-11-20T15:05:00Z"),
        ("00:10", "2026-11-20T15:10:00Z"),
        ("00:12", "2026-11-19T15:12:00Z"),
        ("昨日 23:50", "2026-11-20T14:50:00Z"),
    ];
    check(&cases, written_at, Tz::Asia__Tokyo);
    // The zone that was typed decides what "today" is: it is still the afternoon of the 20th in UTC.
    check(
        &[("23:50 UTC", "2026-11-19T23:50:00Z")],
        written_at,
        Tz::Asia__Tokyo,
    );
}

#[test]
fn the_next_minute_is_not_the_future() {
    let cases = [
        ("14:06", "2026-11-20T05:05:10Z"),
        ("today 14:06", "2026-11-20T05:05:10Z"),
    ];
    check(&cases, "2026-11-20T05:05:10Z", Tz::Asia__Tokyo);
    assert_eq!(
        resolved("today 14:07", "2026-11-20T05:05:10Z", Tz::Asia__Tokyo),
        Err(TimeFault::Future {
            at: utc("2026-11-20T05:07:00Z")
        })
    );
    assert_eq!(
        resolved("2026-11-21T00:00:00Z", "2026-11-20T05:05:10Z", Tz::Asia__Tokyo),
        Err(TimeFault::Future {
            at: utc("2026-11-21T00:00:00Z")
        })
    );
}

#[test]
fn a_time_that_the_clocks_skipped_is_refused() {
    // Clocks in Berlin went from 02:00 to 03:00 on 29 March 2026.
    for typed in ["02:30", "today 02:30", "2026-03-29 02:30"] {
        match resolved(typed, "2026-03-29T10:00:00Z", Tz::Europe__Berlin) {
            Err(TimeFault::Skipped { local, zone }) => {
                assert_eq!(local.to_string(), "2026-03-29 02:30:00");
                assert_eq!(zone, "Europe/Berlin");
            }
            other => panic!("{typed}: {other:?}"),
        }
    }
    // At half past one the gap is still ahead, so the latest 02:30 is yesterday's.
    check(
        &[
            ("02:30", "2026-03-28T01:30:00Z"),
            ("03:00 yesterday", "2026-03-28T02:00:00Z"),
        ],
        "2026-03-29T00:30:00Z",
        Tz::Europe__Berlin,
    );
}

#[test]
fn a_time_that_came_twice_means_the_earlier() {
    // Clocks in Berlin went from 03:00 back to 02:00 on 25 October 2026, at 01:00 UTC.
    let cases = [
        ("02:30", "2026-10-25T00:30:00Z"),
        ("2026-10-25 02:30", "2026-10-25T00:30:00Z"),
        ("02:30 CET", "2026-10-25T01:30:00Z"),
    ];
    check(&cases, "2026-10-25T10:00:00Z", Tz::Europe__Berlin);
    // At ten past two for the second time, the first 02:30 is over.
    check(
        &[("02:30", "2026-10-25T00:30:00Z")],
        "2026-10-25T01:10:00Z",
        Tz::Europe__Berlin,
    );
    // At ten past two for the first time it is not.
    check(
        &[("02:30", "2026-10-24T00:30:00Z")],
        "2026-10-25T00:10:00Z",
        Tz::Europe__Berlin,
    );
}

#[test]
fn a_day_that_never_was_is_skipped() {
    // Samoa crossed the date line and had no 30 December 2011.
    let fault = resolved("yesterday 12:00", "2011-12-30T20:00:00Z", Tz::Pacific__Apia);
    assert!(matches!(fault, Err(TimeFault::Skipped { .. })), "{fault:?}");
}

#[test]
fn the_instant_that_was_not_taken_is_told() {
    let reading = |typed: &str, written_at: &str| {
        When::parse(typed)
            .expect("a time")
            .resolve(utc(written_at), Tz::Europe__Berlin)
            .expect("an instant")
    };
    let once = |at: &str| Reading {
        at: utc(at),
        later: None,
    };
    let twice = |at: &str, later: &str| Reading {
        at: utc(at),
        later: Some(utc(later)),
    };
    let afterwards = "2026-10-25T10:00:00Z";
    assert_eq!(
        reading("02:30", afterwards),
        twice("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")
    );
    assert_eq!(
        reading("2026-10-25 02:00", afterwards),
        twice("2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z")
    );
    // Whoever names the offset, or a time that came once, has said it all.
    assert_eq!(reading("02:30 CEST", afterwards), once("2026-10-25T00:30:00Z"));
    assert_eq!(reading("03:00", afterwards), once("2026-10-25T02:00:00Z"));
    // Between the two, only the first can be meant.
    assert_eq!(
        reading("02:30", "2026-10-25T01:10:00Z"),
        once("2026-10-25T00:30:00Z")
    );
    // People round up: the second is the comment's own instant.
    assert_eq!(
        reading("02:30", "2026-10-25T01:29:30Z"),
        twice("2026-10-25T00:30:00Z", "2026-10-25T01:29:30Z")
    );
}

#[test]
fn a_date_in_a_named_zone_stays_local_until_it_is_resolved() {
    let when = When::parse("2026-11-20 13:20").expect("a time");
    assert!(matches!(
        when,
        When::Local {
            day: Day::Date(_),
            zone: None,
            ..
        }
    ));
    assert_eq!(
        when.resolve(utc("2026-11-21T00:00:00Z"), Tz::UTC),
        Ok(Reading {
            at: utc("2026-11-20T13:20:00Z"),
            later: None
        })
    );
    assert_eq!(
        when.resolve(utc("2026-11-21T00:00:00Z"), Tz::Asia__Tokyo),
        Ok(Reading {
            at: utc("2026-11-20T04:20:00Z"),
            later: None
        })
    );
}
