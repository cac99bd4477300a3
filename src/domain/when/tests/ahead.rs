//! Times that are still to come, as `/snooze until` takes them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{TimeFault, When, utc};

fn ahead(text: &str, written_at: &str, zone: Tz) -> Result<DateTime<Utc>, TimeFault> {
    When::parse_ahead(text)?.resolve_ahead(utc(written_at), zone)
}

#[test]
fn the_next_such_instant_is_meant() {
    // Friday, 20 November 2026, 14:30 in Tokyo.
    for (typed, expected) in [
        ("15:00", "2026-11-20T06:00:00Z"),
        ("14:30", "2026-11-21T05:30:00Z"),
        ("10:00", "2026-11-21T01:00:00Z"),
        ("3pm", "2026-11-20T06:00:00Z"),
        ("06:00 UTC", "2026-11-20T06:00:00Z"),
        ("today 18:00", "2026-11-20T09:00:00Z"),
        ("tomorrow 10:00", "2026-11-21T01:00:00Z"),
        ("tomorrow at 10:00", "2026-11-21T01:00:00Z"),
        ("tomorrow", "2026-11-20T15:00:00Z"),
        ("明日", "2026-11-20T15:00:00Z"),
        ("明日10:00まで", "2026-11-21T01:00:00Z"),
        ("monday 10:00", "2026-11-23T01:00:00Z"),
        ("monday", "2026-11-22T15:00:00Z"),
        ("月曜 10:00", "2026-11-23T01:00:00Z"),
        ("月曜日", "2026-11-22T15:00:00Z"),
        ("friday 15:00", "2026-11-20T06:00:00Z"),
        ("friday 10:00", "2026-11-27T01:00:00Z"),
        ("friday", "2026-11-26T15:00:00Z"),
        ("2026-11-25", "2026-11-24T15:00:00Z"),
        ("2026-11-25 10:00", "2026-11-25T01:00:00Z"),
        ("2026-11-25 10:00 UTC", "2026-11-25T10:00:00Z"),
        ("2026-11-25T10:00:00Z", "2026-11-25T10:00:00Z"),
        ("11-25 10:00", "2026-11-25T01:00:00Z"),
        ("11-15 10:00", "2027-11-15T01:00:00Z"),
        ("Feb 29", "2028-02-28T15:00:00Z"),
        // A day that is over is that day all the same.
        ("2026-11-19 10:00", "2026-11-19T01:00:00Z"),
        ("today 10:00", "2026-11-20T01:00:00Z"),
        ("10m ago", "2026-11-20T05:20:00Z"),
    ] {
        assert_eq!(
            ahead(typed, "2026-11-20T05:30:00Z", Tz::Asia__Tokyo),
            Ok(utc(expected)),
            "{typed}"
        );
    }
}

#[test]
fn days_on_which_clocks_are_changed() {
    // Clocks in Berlin go from 03:00 back to 02:00 on 25 October 2026, at 01:00 UTC.
    for (written_at, expected) in [
        ("2026-10-25T00:10:00Z", "2026-10-25T00:30:00Z"),
        ("2026-10-25T00:40:00Z", "2026-10-25T01:30:00Z"),
        ("2026-10-25T01:40:00Z", "2026-10-26T01:30:00Z"),
    ] {
        assert_eq!(
            ahead("02:30", written_at, Tz::Europe__Berlin),
            Ok(utc(expected)),
            "{written_at}"
        );
    }
    // They go from 02:00 to 03:00 on 29 March 2026, at 01:00 UTC.
    for written_at in ["2026-03-28T20:00:00Z", "2026-03-29T00:30:00Z"] {
        let fault = ahead("02:30", written_at, Tz::Europe__Berlin);
        assert!(matches!(fault, Err(TimeFault::Skipped { .. })), "{fault:?}");
    }
    assert_eq!(
        ahead("02:30", "2026-03-29T02:00:00Z", Tz::Europe__Berlin),
        Ok(utc("2026-03-30T00:30:00Z"))
    );
}

#[test]
fn what_is_no_time_is_refused_as_it_was_typed() {
    for typed in [
        "",
        "later",
        "10",
        "2h",
        "05/06",
        "next week",
        "until monday",
        "まで",
    ] {
        let fault = TimeFault::Unreadable {
            typed: typed.to_owned(),
        };
        assert_eq!(When::parse_ahead(typed), Err(fault));
    }
    let fault = TimeFault::Impossible {
        typed: "2026-02-30".to_owned(),
    };
    assert_eq!(When::parse_ahead("2026-02-30"), Err(fault));
}
