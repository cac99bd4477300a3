//! Text to [`When`].
//!
//! A time is one of: an age (`10m ago`, `10分前`), or words of which one is a time of day and the others may be a
//! day and a zone, in any order. Times of day are on the 24-hour clock: `2pm` and `2:05` in the afternoon are
//! refused rather than guessed, because a wrong instant ends in somebody's statistics.

use chrono::{NaiveDate, NaiveTime};

use super::{Day, TimeFault, TypedZone, When, zones::typed_zone};
use crate::domain::keyboard::narrow;

impl When {
    /// Reads a time as a person types it. An optional `at` in front has been taken off already.
    pub fn parse(text: &str) -> Result<Self, TimeFault> {
        let typed = text.trim();
        let narrowed = narrow(typed).to_ascii_lowercase();
        if let Some(minutes) = age(&narrowed) {
            return Ok(Self::Ago { minutes });
        }
        let mut words = Words::default();
        for word in separated(&narrowed).split_whitespace() {
            words.take(word, typed)?;
        }
        words.finish().ok_or_else(|| unreadable(typed))
    }
}

fn unreadable(typed: &str) -> TimeFault {
    TimeFault::Unreadable {
        typed: typed.to_owned(),
    }
}

/// The parts of a time, found so far.
#[derive(Default)]
struct Words {
    day: Option<Day>,
    time: Option<NaiveTime>,
    zone: Option<TypedZone>,
}

impl Words {
    /// Takes one more word, which must be a part that is still missing. `typed` is the whole text, for faults.
    fn take(&mut self, word: &str, typed: &str) -> Result<(), TimeFault> {
        if word == "at" && self.time.is_none() {
            return Ok(());
        }
        let impossible = || TimeFault::Impossible {
            typed: typed.to_owned(),
        };
        let fits = if let Some(day) = day(word) {
            set(&mut self.day, day.map_err(|NoSuch| impossible())?)
        } else if let Some((time, rest)) = time_of_day(word) {
            let zone = if rest.is_empty() {
                None
            } else {
                Some(typed_zone(rest)?.ok_or_else(|| unreadable(typed))?)
            };
            set(&mut self.time, time.map_err(|NoSuch| impossible())?)
                && zone.is_none_or(|zone| set(&mut self.zone, zone))
        } else if let Some(zone) = typed_zone(word)? {
            set(&mut self.zone, zone)
        } else {
            false
        };
        fits.then_some(()).ok_or_else(|| unreadable(typed))
    }

    /// What the words amount to; nothing without a time of day.
    fn finish(self) -> Option<When> {
        let time = self.time?;
        let day = self.day.unwrap_or(Day::Latest);
        if let (Day::Date(date), Some(zone)) = (day, self.zone)
            && let Some(offset) = zone.fixed()
        {
            let exact = date.and_time(time).and_local_timezone(offset).single()?;
            return Some(When::Exact(exact.to_utc()));
        }
        Some(When::Local {
            day,
            time,
            zone: self.zone,
        })
    }
}

/// Fills an empty place; says whether it was empty.
fn set<T>(place: &mut Option<T>, value: T) -> bool {
    place.replace(value).is_none()
}

/// The text with spaces where Japanese and ISO 8601 write none: after `昨日`, and for the `T` between date and time.
fn separated(text: &str) -> String {
    let mut spaced = text.to_owned();
    for word in ["昨日", "今日"] {
        spaced = spaced.replace(word, &format!(" {word} "));
    }
    let is_iso = spaced.as_bytes().get(10) == Some(&b't') && spaced.starts_with(|c: char| c.is_ascii_digit());
    if is_iso {
        spaced.replace_range(10..11, " ");
    }
    spaced
}

/// Minutes of an age such as `10m ago`, `1h30m ago`, `90 min ago`, `1時間30分前`; `now` is none.
fn age(text: &str) -> Option<u32> {
    if matches!(text, "now" | "just now" | "今") {
        return Some(0);
    }
    span(text.strip_suffix("ago").or_else(|| text.strip_suffix('前'))?)
}

/// Minutes of a span such as `10m`, `1h30m`, `90 min`, `1時間30分`, in lower case.
pub(crate) fn span(text: &str) -> Option<u32> {
    let mut rest = text.trim();
    let mut minutes: u32 = 0;
    let mut largest = u32::MAX;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = rest.split_at(digits);
        let after = after.trim_start();
        let end = after
            .find(|c: char| c.is_ascii_digit() || c.is_whitespace())
            .unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        let factor = match unit {
            "h" | "hr" | "hrs" | "hour" | "hours" | "時間" => 60,
            "m" | "min" | "mins" | "minute" | "minutes" | "分" => 1,
            _ => return None,
        };
        if factor >= largest {
            return None;
        }
        largest = factor;
        minutes = minutes.checked_add(number.parse::<u32>().ok()?.checked_mul(factor)?)?;
        rest = after.trim_start();
    }
    Some(minutes)
}

/// Written well, but there is no such day or time of day.
struct NoSuch;

/// The day that a word is written like.
fn day(word: &str) -> Option<Result<Day, NoSuch>> {
    match word {
        "today" | "今日" => return Some(Ok(Day::Today)),
        "yesterday" | "昨日" => return Some(Ok(Day::Yesterday)),
        _ => {}
    }
    let separator = if word.contains('/') { '/' } else { '-' };
    let mut parts = word.split(separator);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let written_well = parts.next().is_none()
        && number(year, 4..=4).is_some()
        && number(month, 1..=2).is_some()
        && number(day, 1..=2).is_some();
    if !written_well {
        return None;
    }
    let year = i32::try_from(number(year, 4..=4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(month, 1..=2)?, number(day, 1..=2)?);
    Some(date.map(Day::Date).ok_or(NoSuch))
}

/// A time of day at the start of a word, and what is glued to it (`Z`, `+09:00`).
///
/// Fractions of a second are read and dropped.
fn time_of_day(word: &str) -> Option<(Result<NaiveTime, NoSuch>, &str)> {
    let end = word
        .find(|c: char| !c.is_ascii_digit() && !":.時分".contains(c))
        .unwrap_or(word.len());
    let (clock, rest) = word.split_at(end);
    let clock = match clock.strip_suffix('時') {
        Some(hours) => format!("{hours}:00"),
        None => clock.strip_suffix('分').unwrap_or(clock).replace('時', ":"),
    };
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (clock.as_str(), None),
    };
    let mut parts = clock.split(':');
    let hour = number(parts.next()?, 1..=2)?;
    let minute = number(parts.next()?, 2..=2)?;
    let second = match (parts.next(), fraction) {
        (Some(second), Some(fraction)) => number(fraction, 1..=9).and(number(second, 2..=2))?,
        (Some(second), None) => number(second, 2..=2)?,
        (None, Some(_)) => return None,
        (None, None) => 0,
    };
    if parts.next().is_some() {
        return None;
    }
    Some((NaiveTime::from_hms_opt(hour, minute, second).ok_or(NoSuch), rest))
}

/// A number of so many ASCII digits.
fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let is_number = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}
