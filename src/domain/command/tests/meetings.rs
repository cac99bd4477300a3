//! `/meeting` in every form.

use chrono::{NaiveDate, NaiveTime};

use super::one;
use crate::domain::{
    command::Command,
    when::{Day, When},
};

fn local(day: Day, hour: u32, minute: u32) -> When {
    When::Local {
        day,
        time: NaiveTime::from_hms_opt(hour, minute, 0).expect("a time of day"),
        zone: None,
    }
}

fn on_the_25th() -> When {
    let day = NaiveDate::from_ymd_opt(2026, 11, 25).expect("a date");
    local(Day::Date(day), 15, 0)
}

const PLACE: &str = "https://meet.example.com/a?b=c&d=%20#e";

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "it is one list of cases, best read as a whole"
)]
#[expect(clippy::type_complexity, reason = "a table of cases")]
fn a_time_a_length_and_a_place_in_any_combination() {
    let tomorrow = || local(Day::Tomorrow, 15, 0);
    let cases: [(&str, Option<When>, Option<u32>, Option<&str>); 26] = [
        ("2026-11-25 15:00", Some(on_the_25th()), None, None),
        ("2026-11-25 15:00 45m", Some(on_the_25th()), Some(45), None),
        ("45m 2026-11-25 15:00", Some(on_the_25th()), Some(45), None),
        (
            "2026-11-25 15:00 for 1 hour 30 minutes",
            Some(on_the_25th()),
            Some(90),
            None,
        ),
        ("on 2026-11-25 at 15:00.", Some(on_the_25th()), None, None),
        ("tomorrow 15:00", Some(tomorrow()), None, None),
        ("at 15:00 tomorrow, 1h", Some(tomorrow()), Some(60), None),
        ("15:00", Some(local(Day::Latest, 15, 0)), None, None),
        ("15:00 1h30m", Some(local(Day::Latest, 15, 0)), Some(90), None),
        ("3pm 30 min", Some(local(Day::Latest, 15, 0)), Some(30), None),
        ("45m", None, Some(45), None),
        ("for 45m", None, Some(45), None),
        ("1 hour 30 minutes", None, Some(90), None),
        ("30分", None, Some(30), None),
        ("1時間半", None, Some(90), None),
        (PLACE, None, None, Some(PLACE)),
        (
            "<https://meet.example.com>",
            None,
            None,
            Some("https://meet.example.com"),
        ),
        ("HTTP://MEET.example", None, None, Some("HTTP://MEET.example")),
        ("45m https://m.example", None, Some(45), Some("https://m.example")),
        ("https://m.example 45m", None, Some(45), Some("https://m.example")),
        (
            "tomorrow 15:00 https://m.example 45m",
            Some(tomorrow()),
            Some(45),
            Some("https://m.example"),
        ),
        ("明日 15:00", Some(tomorrow()), None, None),
        ("明日15時から 45分", Some(tomorrow()), Some(45), None),
        ("明日15時に", Some(tomorrow()), None, None),
        (
            "２０２６ー１１ー２５　１５：００　４５ｍ",
            Some(on_the_25th()),
            Some(45),
            None,
        ),
        (
            "11月25日 15時 1時間",
            Some(local(Day::Annual { month: 11, day: 25 }, 15, 0)),
            Some(60),
            None,
        ),
    ];
    for (typed, when, minutes, url) in cases {
        let expected = Command::PlanMeeting {
            when,
            minutes,
            url: url.map(str::to_owned),
        };
        let read = one(&format!("/meeting {typed}"));
        assert_eq!(read.as_ref(), Ok(&expected), "{typed}");
        assert_eq!(one(&expected.to_string()), Ok(expected), "{typed}");
    }
    let full_width = one("／ｍｅｅｔｉｎｇ　明日　１５時");
    assert_eq!(full_width, one("/meeting tomorrow 15:00"));
}

#[test]
fn held_and_skipped() {
    for typed in [
        "/meeting held",
        "/meeting HELD",
        "/meeting 開催済み",
        "／ｍｅｅｔｉｎｇ　ｈｅｌｄ",
    ] {
        assert_eq!(one(typed), Ok(Command::MeetingHeld { when: None }), "{typed}");
    }
    for typed in ["/meeting skip nothing to say", "/meeting 省略 nothing to say"] {
        let reason = "nothing to say".to_owned();
        assert_eq!(one(typed), Ok(Command::SkipMeeting { reason }), "{typed}");
    }
}
