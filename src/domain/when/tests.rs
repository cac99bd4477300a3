//! The tables of times that are understood, and of those that are refused.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::{Day, GRACE, TimeFault, When};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("a test instant")
}

#[track_caller]
fn resolved(text: &str, written_at: &str, zone: Tz) -> Result<DateTime<Utc>, TimeFault> {
    When::parse(text)?.resolve(utc(written_at), zone)
}

#[track_caller]
fn check(cases: &[(&str, &str)], written_at: &str, zone: Tz) {
    for (typed, expected) in cases {
        assert_eq!(resolved(typed, written_at, zone), Ok(utc(expected)), "{typed:?}");
    }
}

#[test]
fn people_write_times_in_many_ways() {
    // Friday, 20 November 2026, 14:30 in Tokyo.
    let cases = [
        ("14:05", "2026-11-20T05:05:00Z"),
        ("9:05", "2026-11-20T00:05:00Z"),
        ("09:05", "2026-11-20T00:05:00Z"),
        ("14:05:30", "2026-11-20T05:05:30Z"),
        ("today 09:00", "2026-11-20T00:00:00Z"),
        ("TODAY 09:00", "2026-11-20T00:00:00Z"),
        ("today at 09:00", "2026-11-20T00:00:00Z"),
        ("09:00 today", "2026-11-20T00:00:00Z"),
        ("yesterday 23:10", "2026-11-19T14:10:00Z"),
        ("2026-11-19 13:20", "2026-11-19T04:20:00Z"),
        ("2026/11/19 13:20", "2026-11-19T04:20:00Z"),
        ("2026-1-9 3:20", "2026-01-08T18:20:00Z"),
        ("2026-11-20 13:20 JST", "2026-11-20T04:20:00Z"),
        ("03:20 UTC", "2026-11-20T03:20:00Z"),
        ("03:20 utc", "2026-11-20T03:20:00Z"),
        ("03:20Z", "2026-11-20T03:20:00Z"),
        ("13:20 Asia/Tokyo", "2026-11-20T04:20:00Z"),
        ("06:20 europe/berlin", "2026-11-20T05:20:00Z"),
        ("13:20 +09:00", "2026-11-20T04:20:00Z"),
        ("13:20+0900", "2026-11-20T04:20:00Z"),
        ("13:20 UTC+9", "2026-11-20T04:20:00Z"),
        ("00:20 EST", "2026-11-20T05:20:00Z"),
        ("2026-11-20T13:20:00+09:00", "2026-11-20T04:20:00Z"),
        ("2026-11-20T13:20+09:00", "2026-11-20T04:20:00Z"),
        ("2026-11-20T04:20:00Z", "2026-11-20T04:20:00Z"),
        ("2026-11-20T04:20:00.123456Z", "2026-11-20T04:20:00Z"),
        ("2026-11-20T13:20:00", "2026-11-20T04:20:00Z"),
        ("2026-11-20t04:20:00z", "2026-11-20T04:20:00Z"),
        ("now", "2026-11-20T05:30:00Z"),
        ("10m ago", "2026-11-20T05:20:00Z"),
        ("1h ago", "2026-11-20T04:30:00Z"),
        ("1h30m ago", "2026-11-20T04:00:00Z"),
        ("1h 30m ago", "2026-11-20T04:00:00Z"),
        ("1 hour 30 minutes ago", "2026-11-20T04:00:00Z"),
        ("90 min ago", "2026-11-20T04:00:00Z"),
        ("0m ago", "2026-11-20T05:30:00Z"),
        ("48h ago", "2026-11-18T05:30:00Z"),
        ("  14:05  ", "2026-11-20T05:05:00Z"),
    ];
    check(&cases, "2026-11-20T05:30:00Z", Tz::Asia__Tokyo);
}

#[test]
fn japanese_keyboards_and_words_are_understood() {
    let cases = [
        ("１４：０５", "2026-11-20T05:05:00Z"),
        ("昨日 23:10", "2026-11-19T14:10:00Z"),
        ("昨日　２３：１０", "2026-11-19T14:10:00Z"),
        ("昨日23:10", "2026-11-19T14:10:00Z"),
        ("今日 9:00", "2026-11-20T00:00:00Z"),
        ("10分前", "2026-11-20T05:20:00Z"),
        ("１０分前", "2026-11-20T05:20:00Z"),
        ("1時間前", "2026-11-20T04:30:00Z"),
        ("1時間30分前", "2026-11-20T04:00:00Z"),
        ("今", "2026-11-20T05:30:00Z"),
        ("14時05分", "2026-11-20T05:05:00Z"),
        ("昨日14時", "2026-11-19T05:00:00Z"),
        ("２０２６ー１１ー２０　１３：２０　ＪＳＴ", "2026-11-20T04:20:00Z"),
    ];
    check(&cases, "2026-11-20T05:30:00Z", Tz::Asia__Tokyo);
}

#[test]
fn what_is_no_time_is_refused_as_it_was_typed() {
    for typed in [
        "",
        "soon",
        "2pm",
        "2:05pm",
        "14",
        "1405",
        "14:5",
        "14:05 14:06",
        "yesterday",
        "2026-11-20",
        "11/20 13:20",
        "20-11-2026 13:20",
        "13:20 Mars/Olympus",
        "13:20 XYZ",
        "13:20 JST UTC",
        "10m",
        "m ago",
        "ago",
        "10 ago",
        "10m 5m ago",
        "30m 1h ago",
        "1.5h ago",
        "-10m ago",
        "10s ago",
        "99999999999m ago",
        "at",
        "14:05 because",
        "前",
        "今日",
        "14:05:",
        "14:05.5",
        ":05",
        "2026-11-20T",
        "13:20+25:00",
        "I'm on it",
        "😀",
        "14:05:30.",
    ] {
        let fault = When::parse(typed).expect_err(typed);
        assert_eq!(
            fault,
            TimeFault::Unreadable {
                typed: typed.to_owned()
            }
        );
    }
}

#[test]
fn dates_and_times_that_do_not_exist_are_told_apart_from_nonsense() {
    for typed in [
        "2026-02-30 13:20",
        "2026-13-01 10:00",
        "25:00",
        "24:00",
        "13:60",
        "13:00:60",
        "2027-02-29 00:00",
    ] {
        let fault = When::parse(typed).expect_err(typed);
        assert_eq!(
            fault,
            TimeFault::Impossible {
                typed: typed.to_owned()
            }
        );
    }
    assert!(When::parse("2028-02-29 00:00").is_ok());
}

#[test]
fn only_abbreviations_in_use_for_several_zones_are_refused() {
    for (typed, abbreviation) in [
        ("13:20 cst", "CST"),
        ("13:20 IST", "IST"),
        ("BST 13:20", "BST"),
        ("13:20bst", "BST"),
    ] {
        match When::parse(typed) {
            Err(TimeFault::AmbiguousZone { typed, candidates }) => {
                assert_eq!(typed, abbreviation);
                assert!(candidates.len() > 1);
            }
            other => panic!("{typed}: {other:?}"),
        }
    }
    for typed in [
        "13:20 EST",
        "13:20 PDT",
        "13:20 CET",
        "13:20 GMT",
        "13:20 JST",
        "13:20 KST",
    ] {
        assert!(When::parse(typed).is_ok(), "{typed}");
    }
}

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

fn written_at() -> impl Strategy<Value = DateTime<Utc>> {
    // 1990 to 2090.
    (631_152_000_i64..3_786_912_000)
        .prop_map(|seconds| DateTime::from_timestamp(seconds, 0).expect("in range"))
}

fn zone() -> impl Strategy<Value = Tz> {
    prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec())
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}", at in written_at(), zone in zone()) {
        let _ = When::parse(&text).and_then(|when| when.resolve(at, zone));
    }

    #[test]
    fn nothing_made_of_its_own_words_makes_it_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "now", "ago", "at", "today", "昨日", "今日", "前", "分", "時間", "14:05", "2:30", "25:00", "9",
                "2026-11-20", "9999-12-31", "0000-01-01", "t", "Z", "+09:00", "-99:99", "UTC", "cst", "4294967295m",
                "h", ":", "１４：０５", ".", "-", "+", " ", "Asia/Tokyo",
            ]),
            0..8,
        ),
        glue in prop::sample::select(vec!["", " "]),
        at in written_at(),
        zone in zone(),
    ) {
        let _ = When::parse(&words.join(glue)).and_then(|when| when.resolve(at, zone));
    }

    #[test]
    fn no_instant_lies_in_the_future(
        hour in 0_u32..24, minute in 0_u32..60, at in written_at(), zone in zone(),
    ) {
        let typed = format!("{hour:02}:{minute:02}");
        if let Ok(instant) = When::parse(&typed).expect("a time").resolve(at, zone) {
            prop_assert!(instant <= at);
            // Two days: a time of day that clocks skip today was there yesterday, and days last up to 25 hours.
            prop_assert!(instant >= at - TimeDelta::hours(49));
        }
    }

    #[test]
    fn a_complete_instant_reads_back(seconds in 631_152_000_i64..3_786_912_000, zone in zone()) {
        let at = DateTime::from_timestamp(seconds, 0).expect("in range");
        let parsed = When::parse(&at.to_rfc3339()).expect("RFC 3339");
        prop_assert_eq!(&parsed, &When::Exact(at));
        prop_assert_eq!(parsed.resolve(at, zone), Ok(at));
        prop_assert_eq!(parsed.resolve(at - GRACE, zone), Ok(at - GRACE));
        let too_early = at - GRACE - TimeDelta::seconds(1);
        prop_assert_eq!(parsed.resolve(too_early, zone), Err(TimeFault::Future { at }));
    }
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
        Ok(utc("2026-11-20T13:20:00Z"))
    );
    assert_eq!(
        when.resolve(utc("2026-11-21T00:00:00Z"), Tz::Asia__Tokyo),
        Ok(utc("2026-11-20T04:20:00Z"))
    );
}
