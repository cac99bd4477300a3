//! One word of a time: a day or a time of day.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::Day;

/// Why a word that is written like a day or a time of day is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is no such day or time of day.
    NoSuch,
    /// It can be read as two days: `05/06`.
    TwoReadings,
}

/// The day that a word is written like.
pub(super) fn day(word: &str) -> Option<Result<Day, Fault>> {
    match word {
        "today" | "今日" | "本日" => return Some(Ok(Day::Today)),
        "yesterday" | "昨日" => return Some(Ok(Day::Yesterday)),
        "tomorrow" | "明日" => return Some(Ok(Day::Tomorrow)),
        _ => {}
    }
    if let Some(weekday) = weekday(word) {
        return Some(Ok(Day::Weekday(weekday)));
    }
    let japanese = word
        .strip_suffix('日')
        .map(|date| date.replace(['年', '月'], "-"));
    let digits = japanese.as_deref().unwrap_or(word);
    let separator = if digits.contains('/') { '/' } else { '-' };
    let parts: Vec<&str> = digits.splitn(4, separator).collect();
    match parts[..] {
        [year, month, day] => {
            let year = i32::try_from(number(year, 4..=4)?).ok()?;
            let date = NaiveDate::from_ymd_opt(year, number(month, 1..=2)?, number(day, 1..=2)?);
            Some(date.map(Day::Date).ok_or(Fault::NoSuch))
        }
        [month, day] => {
            let (month, day) = (number(month, 1..=2)?, number(day, 1..=2)?);
            // Japan and ISO 8601 put the month first; elsewhere the day comes first, so that only what has one
            // reading is taken. A word with 月 and 日 says which is which.
            if japanese.is_none() && month > 12 {
                return None;
            }
            if japanese.is_none() && day <= 12 && day != month {
                return Some(Err(Fault::TwoReadings));
            }
            // A leap year, so that 29 February is a day.
            let exists = NaiveDate::from_ymd_opt(2000, month, day).is_some();
            Some(exists.then_some(Day::Annual { month, day }).ok_or(Fault::NoSuch))
        }
        _ => None,
    }
}

/// A day of the week by its English name, in full or shortened, or by its Japanese one without its last 日.
fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" | "月曜" => Weekday::Mon,
        "tuesday" | "tue" | "tues" | "火曜" => Weekday::Tue,
        "wednesday" | "wed" | "水曜" => Weekday::Wed,
        "thursday" | "thu" | "thur" | "thurs" | "木曜" => Weekday::Thu,
        "friday" | "fri" | "金曜" => Weekday::Fri,
        "saturday" | "sat" | "土曜" => Weekday::Sat,
        "sunday" | "sun" | "日曜" => Weekday::Sun,
        _ => return None,
    })
}

/// A time of day at the start of a word, and what is glued to it (`Z`, `+09:00`).
///
/// Fractions of a second are read and dropped.
pub(super) fn time_of_day(word: &str) -> Option<(Result<NaiveTime, Fault>, &str)> {
    let (before, word) = Half::before(word);
    let end = word
        .find(|c: char| !c.is_ascii_digit() && !":.時分".contains(c))
        .unwrap_or(word.len());
    let (clock, rest) = word.split_at(end);
    let (after, rest) = Half::behind(rest);
    if before.is_some() && after.is_some() {
        return None;
    }
    let half = before.or(after);
    let clock = match clock.split_once('時') {
        Some((hours, "")) => format!("{hours}:00"),
        Some((hours, minutes)) => format!(
            "{hours}:{}",
            two_digits(minutes.strip_suffix('分').unwrap_or(minutes))
        ),
        None if after.is_some() && !clock.contains([':', '.']) => format!("{clock}:00"),
        None => clock.to_owned(),
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
    let hour = half.map_or(Some(hour), |half| half.hour(hour));
    let time = hour.and_then(|hour| NaiveTime::from_hms_opt(hour, minute, second));
    Some((time.ok_or(Fault::NoSuch), rest))
}

/// Japanese writes the minutes with one digit where one is enough: `14時5分`.
fn two_digits(minutes: &str) -> String {
    if minutes.len() == 1 {
        format!("0{minutes}")
    } else {
        minutes.to_owned()
    }
}

/// A half of the day on the 12-hour clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Half {
    afternoon: bool,
    japanese: bool,
}

impl Half {
    /// 午前 or 午後 before a time.
    fn before(word: &str) -> (Option<Self>, &str) {
        for (name, afternoon) in [("午前", false), ("午後", true)] {
            if let Some(rest) = word.strip_prefix(name) {
                let japanese = true;
                return (Some(Self { afternoon, japanese }), rest);
            }
        }
        (None, word)
    }

    /// `am` or `pm` behind a time; `amt` is a zone.
    fn behind(rest: &str) -> (Option<Self>, &str) {
        for (name, afternoon) in [("am", false), ("pm", true)] {
            if let Some(rest) = rest.strip_prefix(name)
                && !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            {
                let japanese = false;
                return (Some(Self { afternoon, japanese }), rest);
            }
        }
        (None, rest)
    }

    /// The hour on the 24-hour clock. English counts from 12 to 11, Japanese from 0 to 11; what 午後12時 is, people
    /// do not agree on.
    fn hour(self, hour: u32) -> Option<u32> {
        let hour = match (self.japanese, hour) {
            (false, 12) => 0,
            (false, 1..=11) | (true, 0..=11) => hour,
            _ => return None,
        };
        Some(if self.afternoon { hour + 12 } else { hour })
    }
}

/// A number of so many ASCII digits.
fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let is_number = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}
