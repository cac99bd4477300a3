//! What holds for every time and every zone.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use proptest::prelude::*;

use crate::domain::when::{Day, GRACE, Reading, TimeFault, TypedZone, When};

/// Reads a text in every way there is.
fn every_reading(text: &str, at: DateTime<Utc>, zone: Tz) {
    let _ = When::parse(text).and_then(|when| when.resolve(at, zone));
    let _ = When::parse_ahead(text).and_then(|when| when.resolve_ahead(at, zone));
    if let Ok(Some((_, rest))) = When::prefix(text) {
        assert!(text.trim_end().ends_with(rest), "{text:?}");
    }
}

fn written_at() -> impl Strategy<Value = DateTime<Utc>> {
    // 1990 to 2090.
    (631_152_000_i64..3_786_912_000)
        .prop_map(|seconds| DateTime::from_timestamp(seconds, 0).expect("in range"))
}

fn zone() -> impl Strategy<Value = Tz> {
    prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec())
}

/// Every time that can be typed.
pub(in crate::domain) fn any_when() -> impl Strategy<Value = When> {
    let time = (0_u32..24, 0_u32..60, 0_u32..60)
        .prop_map(|(hour, minute, second)| NaiveTime::from_hms_opt(hour, minute, second).expect("in range"));
    prop_oneof![
        any::<u32>().prop_map(|minutes| When::Ago { minutes }),
        written_at().prop_map(When::Exact),
        (any_day(), time, prop::option::of(any_zone())).prop_map(|(day, time, zone)| {
            // A date in a zone of one offset is a complete instant.
            let zone = zone.filter(|zone| !matches!(day, Day::Date(_)) || zone.fixed().is_none());
            When::Local { day, time, zone }
        }),
    ]
}

fn any_day() -> impl Strategy<Value = Day> {
    let date = (0_i32..=9999, 1_u32..=366).prop_filter_map("not in this year", |(year, ordinal)| {
        NaiveDate::from_yo_opt(year, ordinal)
    });
    prop_oneof![
        Just(Day::Latest),
        Just(Day::Today),
        Just(Day::Yesterday),
        Just(Day::Tomorrow),
        (0_u8..7).prop_map(|day| Day::Weekday(Weekday::try_from(day).expect("in range"))),
        date.clone().prop_map(Day::Date),
        date.prop_map(|date| {
            use chrono::Datelike;
            Day::Annual {
                month: date.month(),
                day: date.day(),
            }
        }),
    ]
}

fn any_zone() -> impl Strategy<Value = TypedZone> {
    // A few names of the IANA database are abbreviations too, which stand for an offset.
    let named = zone().prop_filter("an abbreviation", |zone| zone.name().contains('/'));
    prop_oneof![
        named.prop_map(TypedZone::Named),
        Just(TypedZone::Named(Tz::UTC)),
        (-840_i32..=840).prop_map(|minutes| TypedZone::Offset { minutes }),
    ]
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}", at in written_at(), zone in zone()) {
        every_reading(&text, at, zone);
    }

    #[test]
    fn nothing_made_of_its_own_words_makes_it_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "now", "ago", "at", "today", "昨日", "今日", "前", "分", "時間", "14:05", "2:30", "25:00", "9",
                "2026-11-20", "9999-12-31", "0000-01-01", "t", "Z", "+09:00", "-99:99", "UTC", "cst", "4294967295m",
                "h", ":", "１４：０５", ".", "-", "+", " ", "Asia/Tokyo", "pm", "午後", "2月29日", "nov", "12-31", "05/06",
                "monday", "月曜", "明日", "に",
            ]),
            0..8,
        ),
        glue in prop::sample::select(vec!["", " "]),
        at in written_at(),
        zone in zone(),
    ) {
        every_reading(&words.join(glue), at, zone);
    }

    #[test]
    fn no_instant_lies_in_the_future(
        hour in 0_u32..24, minute in 0_u32..60, at in written_at(), zone in zone(),
    ) {
        let typed = format!("{hour:02}:{minute:02}");
        if let Ok(reading) = When::parse(&typed).expect("a time").resolve(at, zone) {
            let instant = reading.at;
            prop_assert!(instant <= at);
            prop_assert!(reading.later.is_none_or(|later| instant < later && later <= at));
            // Two days: a time of day that clocks skip today was there yesterday, and days last up to 25 hours.
            prop_assert!(instant >= at - TimeDelta::hours(49));
        }
    }

    #[test]
    fn a_complete_instant_reads_back(seconds in 631_152_000_i64..3_786_912_000, zone in zone()) {
        let at = DateTime::from_timestamp(seconds, 0).expect("in range");
        let parsed = When::parse(&at.to_rfc3339()).expect("RFC 3339");
        prop_assert_eq!(&parsed, &When::Exact(at));
        let once = |at| Ok(Reading { at, later: None });
        prop_assert_eq!(parsed.resolve(at, zone), once(at));
        prop_assert_eq!(parsed.resolve(at - GRACE, zone), once(at - GRACE));
        let too_early = at - GRACE - TimeDelta::seconds(1);
        prop_assert_eq!(parsed.resolve(too_early, zone), Err(TimeFault::Future { at }));
    }

    #[test]
    fn what_is_to_come_is_never_over(
        hour in 0_u32..24, minute in 0_u32..60, day in prop::sample::select(vec!["", "monday ", "nov 20 "]),
        at in written_at(), zone in zone(),
    ) {
        let typed = format!("{day}{hour:02}:{minute:02}");
        if let Ok(instant) = When::parse_ahead(&typed).expect("a time").resolve_ahead(at, zone) {
            prop_assert!(instant > at);
        }
    }

    #[test]
    fn what_is_printed_reads_back(when in any_when()) {
        let typed = when.to_string();
        prop_assert_eq!(When::parse(&typed), Ok(when.clone()), "{}", typed);
        let line = format!("{typed} rolled back");
        prop_assert_eq!(When::prefix(&line), Ok(Some((when, "rolled back"))), "{}", line);
    }
}
