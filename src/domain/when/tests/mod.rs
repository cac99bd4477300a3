//! The tables of times that are understood, and of those that are refused.

mod ahead;
mod place;
mod prefix;
pub(in crate::domain) mod properties;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{Day, TimeFault, When};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("a test instant")
}

#[track_caller]
fn resolved(text: &str, written_at: &str, zone: Tz) -> Result<DateTime<Utc>, TimeFault> {
    let reading = When::parse(text)?.resolve(utc(written_at), zone)?;
    Ok(reading.at)
}

#[track_caller]
fn check(cases: &[(&str, &str)], written_at: &str, zone: Tz) {
    for (typed, expected) in cases {
        assert_eq!(resolved(typed, written_at, zone), Ok(utc(expected)), "{typed:?}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table, one row a case")]
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
        ("11-20 13:20", "2026-11-20T04:20:00Z"),
        ("11/20 13:20", "2026-11-20T04:20:00Z"),
        ("5/5 13:20", "2026-05-05T04:20:00Z"),
        ("12-31 13:20", "2025-12-31T04:20:00Z"),
        ("2-29 13:20", "2024-02-29T04:20:00Z"),
        ("Nov 20 13:20", "2026-11-20T04:20:00Z"),
        ("20 November 2026 13:20", "2026-11-20T04:20:00Z"),
        ("Nov. 20th, 2026 13:20 JST", "2026-11-20T04:20:00Z"),
        ("6 May 13:20", "2026-05-06T04:20:00Z"),
        ("friday 13:20", "2026-11-20T04:20:00Z"),
        ("friday 15:00", "2026-11-13T06:00:00Z"),
        ("mon 13:20", "2026-11-16T04:20:00Z"),
        ("2:05pm", "2026-11-20T05:05:00Z"),
        ("2:05 PM", "2026-11-20T05:05:00Z"),
        ("2:05 p.m.", "2026-11-20T05:05:00Z"),
        ("2pm", "2026-11-20T05:00:00Z"),
        ("2 pm", "2026-11-20T05:00:00Z"),
        ("12:05am", "2026-11-19T15:05:00Z"),
        ("12:05pm", "2026-11-20T03:05:00Z"),
        ("4:20am Z", "2026-11-20T04:20:00Z"),
        ("yesterday 11:10pm JST", "2026-11-19T14:10:00Z"),
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
        ("2d ago", "2026-11-18T05:30:00Z"),
        ("1 day 2 hours ago", "2026-11-19T03:30:00Z"),
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
        ("14時5分", "2026-11-20T05:05:00Z"),
        ("14時半", "2026-11-20T05:30:00Z"),
        ("昨日14時", "2026-11-19T05:00:00Z"),
        ("本日 9:00", "2026-11-20T00:00:00Z"),
        ("午後2時5分", "2026-11-20T05:05:00Z"),
        ("昨日の午後 2:05", "2026-11-19T05:05:00Z"),
        ("午後0時5分", "2026-11-20T03:05:00Z"),
        ("1時間半前", "2026-11-20T04:00:00Z"),
        ("3日前", "2026-11-17T05:30:00Z"),
        ("11月19日 13:20", "2026-11-19T04:20:00Z"),
        ("１１月１９日１３時２０分", "2026-11-19T04:20:00Z"),
        ("2026年11月19日 13時20分", "2026-11-19T04:20:00Z"),
        ("5月6日 13:20", "2026-05-06T04:20:00Z"),
        ("月曜 10:00", "2026-11-16T01:00:00Z"),
        ("月曜日10時", "2026-11-16T01:00:00Z"),
        ("２０２６ー１１ー２０　１３：２０　ＪＳＴ", "2026-11-20T04:20:00Z"),
    ];
    check(&cases, "2026-11-20T05:30:00Z", Tz::Asia__Tokyo);
}

#[test]
fn what_is_no_time_is_refused_as_it_was_typed() {
    for typed in [
        "",
        "soon",
        "2",
        "pm",
        "午後",
        "午後2",
        "午前2:05pm",
        "14:05分",
        "05/06 13:20",
        "20/11 13:20",
        "nov 13:20",
        "monday",
        "monday tuesday 10:00",
        "next monday 10:00",
        "14",
        "1405",
        "14:5",
        "14:05 14:06",
        "yesterday",
        "2026-11-20",
        "11/20",
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
        "14:05pm",
        "0:30 am",
        "午後12時",
        "午後14時5分",
        "11-31 10:00",
        "2月30日 10:00",
        "nov 31 10:00",
        "2026年2月30日 10:00",
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
