//! Instants, days and lengths of time.

use chrono::{DateTime, Datelike as _, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use handlebars::RenderError;

use crate::message::{Voice, words::Span};

use super::{Call, Write};

/// Registers `time`, `deadline`, `typed`, `exact`, `iso`, `date`, `weekday_and_date`, `time_of_day`, `local`, `hour_later`, `duration` and `span`.
pub(super) fn register(add: &mut impl FnMut(&'static str, Write)) {
    // When something happened.
    add("time", |call| Ok(time(call.value(0)?, call.voice()?)));
    // Until when something must happen, with the day of the week.
    add("deadline", |call| Ok(deadline(call.value(0)?, call.voice()?)));
    // An instant as it can be typed in a command.
    add("typed", |call| {
        let at: DateTime<Utc> = call.value(0)?;
        Ok(at
            .with_timezone(&call.voice()?.zone)
            .format("%Y-%m-%d %H:%M")
            .to_string())
    });
    // The same where the clock shows that time twice: with its offset.
    add("exact", |call| {
        let at: DateTime<Utc> = call.value(0)?;
        let there = at.with_timezone(&call.voice()?.zone);
        Ok(there.format("%Y-%m-%dT%H:%M:%S%:z").to_string())
    });
    // An instant for programs, `null` when there is none.
    add("iso", |call| {
        let at: Option<DateTime<Utc>> = call.value(0)?;
        Ok(at.map_or("null".into(), |at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string()))
    });
    // The day of an instant with its day of the week, and its time of day.
    add("weekday_and_date", |call| {
        let voice = call.voice()?;
        let at: DateTime<Utc> = call.value(0)?;
        let (there, words) = (at.with_timezone(&voice.zone), voice.language.words());
        let date = there.format("%Y-%m-%d").to_string();
        let day = words.day_and_time(words.weekday(there.weekday()), &date, "");
        Ok(day.trim_end().to_owned())
    });
    add("time_of_day", |call| {
        let at: DateTime<Utc> = call.value(0)?;
        Ok(at.with_timezone(&call.voice()?.zone).format("%H:%M").to_string())
    });
    // The day of an instant.
    add("date", |call| {
        let at: DateTime<Utc> = call.value(0)?;
        Ok(at
            .with_timezone(&call.voice()?.zone)
            .format("%Y-%m-%d")
            .to_string())
    });
    // A time of day without zone, as somebody typed it, and the same an hour later.
    add("local", |call| local(call, TimeDelta::zero()));
    add("hour_later", |call| local(call, TimeDelta::hours(1)));
    // From one instant to another.
    add("duration", |call| {
        Ok(duration(call.value(0)?, call.value(1)?, call.voice()?))
    });
    // A length of time that is known as such.
    add("span", |call| {
        let span = Span::of_minutes(call.value(0)?);
        Ok(call.language.words().duration(span))
    });
}

fn time(at: DateTime<Utc>, voice: Voice) -> String {
    let there = at.with_timezone(&voice.zone);
    let local = format!("{} {}", there.format("%Y-%m-%d %H:%M"), zone_name(&there));
    beside(&local, at, voice)
}

fn deadline(at: DateTime<Utc>, voice: Voice) -> String {
    let words = voice.language.words();
    let there = at.with_timezone(&voice.zone);
    let local = words.day_and_time(
        words.weekday(there.weekday()),
        &there.format("%Y-%m-%d").to_string(),
        &format!("{} {}", there.format("%H:%M"), zone_name(&there)),
    );
    beside(&local, at, voice)
}

/// Adds UTC, with its date where that is another one; nothing where the zone is UTC itself.
fn beside(local: &str, at: DateTime<Utc>, voice: Voice) -> String {
    let there = at.with_timezone(&voice.zone);
    if matches!(voice.zone, Tz::UTC | Tz::Etc__UTC) {
        return local.to_owned();
    }
    let same_day = there.date_naive() == at.date_naive();
    let format = if same_day {
        "%H:%M UTC"
    } else {
        "%Y-%m-%d %H:%M UTC"
    };
    voice
        .language
        .words()
        .beside(local, &at.format(format).to_string())
}

/// The abbreviation by which people know the zone at that instant, or its offset where it has none.
pub(super) fn zone_name(there: &DateTime<Tz>) -> String {
    let name = there.format("%Z").to_string();
    if name.starts_with(['+', '-']) {
        format!("UTC{name}")
    } else {
        name
    }
}

fn local(call: &Call<'_, '_>, later: TimeDelta) -> Result<String, RenderError> {
    let local: NaiveDateTime = call.value(0)?;
    let local = local.checked_add_signed(later).unwrap_or(local);
    Ok(local.format("%Y-%m-%d %H:%M").to_string())
}

/// The difference of the instants as they are shown, in whole minutes, so that times to acknowledge and to
/// resolve add up to the whole.
fn duration(from: DateTime<Utc>, to: DateTime<Utc>, voice: Voice) -> String {
    let span = Span::of_minutes(whole_minutes(from, to));
    voice.language.words().duration(span)
}

pub(super) fn whole_minutes(from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
    let minute = |at: DateTime<Utc>| at.timestamp().div_euclid(60);
    minute(to) - minute(from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::message::Language;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn shown(text: &str, zone: Tz, language: Language) -> String {
        time(utc(text), Voice { language, zone })
    }

    #[test]
    fn utc_stands_beside_with_its_date_where_that_differs() {
        let evening = "2026-11-20T13:20:00Z";
        let night = "2026-11-20T23:20:59Z";
        for (at, zone, language, expected) in [
            (
                evening,
                Tz::Asia__Tokyo,
                Language::En,
                "2026-11-20 22:20 JST (13:20 UTC)",
            ),
            (
                night,
                Tz::Asia__Tokyo,
                Language::En,
                "2026-11-21 08:20 JST (2026-11-20 23:20 UTC)",
            ),
            (
                night,
                Tz::Asia__Tokyo,
                Language::Ja,
                "2026-11-21 08:20 JST（2026-11-20 23:20 UTC）",
            ),
            (evening, Tz::UTC, Language::En, "2026-11-20 13:20 UTC"),
            (evening, Tz::Etc__UTC, Language::Ja, "2026-11-20 13:20 UTC"),
            (
                evening,
                Tz::America__Sao_Paulo,
                Language::En,
                "2026-11-20 10:20 UTC-03 (13:20 UTC)",
            ),
            (
                "2026-07-01T12:00:00Z",
                Tz::Europe__Berlin,
                Language::En,
                "2026-07-01 14:00 CEST (12:00 UTC)",
            ),
            (
                "2026-12-01T12:00:00Z",
                Tz::Europe__Berlin,
                Language::En,
                "2026-12-01 13:00 CET (12:00 UTC)",
            ),
        ] {
            assert_eq!(shown(at, zone, language), expected);
        }
    }

    #[test]
    fn deadlines_name_the_day_of_the_week_where_people_are() {
        let at = utc("2026-11-26T23:30:00Z");
        let voice = |language| Voice {
            language,
            zone: Tz::Asia__Tokyo,
        };
        assert_eq!(
            deadline(at, voice(Language::En)),
            "Friday 2026-11-27 08:30 JST (2026-11-26 23:30 UTC)"
        );
        assert_eq!(
            deadline(at, voice(Language::Ja)),
            "2026-11-27（金）08:30 JST（2026-11-26 23:30 UTC）"
        );
    }

    #[test]
    fn durations_are_read_in_both_languages() {
        let from = utc("2026-11-20T13:20:30Z");
        for (to, english, japanese) in [
            ("2026-11-20T13:20:59Z", "0 min", "0分"),
            ("2026-11-20T13:21:00Z", "1 min", "1分"),
            ("2026-11-20T14:45:10Z", "1 h 25 min", "1時間25分"),
            ("2026-11-20T15:20:00Z", "2 h", "2時間"),
            ("2026-11-23T17:20:00Z", "3 d 4 h", "3日4時間"),
            ("2026-11-20T13:00:00Z", "0 min", "0分"),
        ] {
            let voice = |language| Voice {
                language,
                zone: Tz::UTC,
            };
            assert_eq!(duration(from, utc(to), voice(Language::En)), english);
            assert_eq!(duration(from, utc(to), voice(Language::Ja)), japanese);
        }
    }

    proptest! {
        #[test]
        fn times_to_acknowledge_and_to_resolve_add_up(start in 0..4_000_000_000_i64, a in 0..500_000_i64, b in 0..500_000_i64) {
            let at = |seconds| DateTime::from_timestamp(start + seconds, 0).expect("an instant");
            prop_assert_eq!(whole_minutes(at(0), at(a)) + whole_minutes(at(a), at(a + b)), whole_minutes(at(0), at(a + b)));
        }
    }
}
