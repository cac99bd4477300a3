//! Text to [`When`].
//!
//! A time is one of: an age (`10m ago`, `10分前`), or words of which one is a time of day and the others may be a
//! day and a zone, in any order. What can be read in two ways is refused rather than guessed, because a wrong instant
//! ends in somebody's statistics.

use chrono::NaiveTime;

use super::{
    Day, TimeFault, TypedZone, When,
    parts::{self, day, time_of_day},
    span,
    tokens::tokens,
    zones::typed_zone,
};
use crate::domain::keyboard::narrow;

impl When {
    /// Reads a time as a person types it. An optional `at` in front has been taken off already.
    pub fn parse(text: &str) -> Result<Self, TimeFault> {
        read(text, None).map_err(|misread| misread.fault(text))
    }

    /// Reads a time that is to come. A day without a time of day is its beginning.
    pub fn parse_ahead(text: &str) -> Result<Self, TimeFault> {
        let typed = text.trim();
        let bare = typed.strip_suffix("まで").unwrap_or(typed);
        read(bare, Some(NaiveTime::MIN)).map_err(|misread| misread.fault(text))
    }
}

/// Why a text is no time.
#[derive(Debug)]
pub(super) enum Misread {
    /// Something in it is no part of a time.
    Nonsense,
    /// It is made of parts of a time and of nothing else, but does not say when: a date without a time of day, or
    /// `05/06 13:20`.
    Unclear,
    /// It is written well and means nothing.
    Fault(TimeFault),
}

impl Misread {
    /// What to say about the text.
    pub(super) fn fault(self, text: &str) -> TimeFault {
        match self {
            Self::Nonsense | Self::Unclear => TimeFault::Unreadable {
                typed: text.trim().to_owned(),
            },
            Self::Fault(fault) => fault,
        }
    }
}

/// Reads a time; `beginning` is the time of day of a day that comes without one.
pub(super) fn read(text: &str, beginning: Option<NaiveTime>) -> Result<When, Misread> {
    let typed = text.trim();
    let narrowed = narrow(typed).to_ascii_lowercase();
    if let Some(minutes) = age(&narrowed) {
        return Ok(When::Ago { minutes });
    }
    let mut words = Words::default();
    for word in tokens(&narrowed) {
        words.take(&word, typed)?;
    }
    words.finish(beginning)
}

/// Minutes of an age such as `10m ago`, `1h30m ago`, `90 min ago`, `1時間30分前`; `now` is none.
fn age(text: &str) -> Option<u32> {
    if matches!(text, "now" | "just now" | "今") {
        return Some(0);
    }
    let span = text.strip_suffix("ago").or_else(|| text.strip_suffix('前'))?;
    span::minutes(span)
}

/// The parts of a time, found so far.
#[derive(Default)]
struct Words {
    day: Option<Day>,
    time: Option<NaiveTime>,
    zone: Option<TypedZone>,
    /// One of the words can be read as two days.
    two_readings: bool,
    /// What is wrong with the first word that is written well and means nothing.
    fault: Option<TimeFault>,
}

impl Words {
    /// Takes one more word, which must be a part that is still missing. `typed` is the whole text, for faults.
    fn take(&mut self, word: &str, typed: &str) -> Result<(), Misread> {
        if matches!(word, "at" | "の") && self.time.is_none() {
            return Ok(());
        }
        let fits = if let Some(day) = day(word) {
            match day {
                Ok(day) => set(&mut self.day, day),
                Err(parts::Fault::NoSuch) => self.impossible(typed),
                Err(parts::Fault::TwoReadings) => !std::mem::replace(&mut self.two_readings, true),
            }
        } else if let Some((time, rest)) = time_of_day(word) {
            let time_fits = match time {
                Ok(time) => set(&mut self.time, time),
                Err(_) => self.impossible(typed),
            };
            time_fits && (rest.is_empty() || self.zone(rest))
        } else {
            self.zone(word)
        };
        fits.then_some(()).ok_or(Misread::Nonsense)
    }

    /// Takes a zone; says whether it is one that was missing.
    fn zone(&mut self, word: &str) -> bool {
        match typed_zone(word) {
            Ok(zone) => zone.is_some_and(|zone| set(&mut self.zone, zone)),
            Err(fault) => {
                self.fault.get_or_insert(fault);
                true
            }
        }
    }

    /// Notes that there is no such day or time of day; it is a part of a time all the same.
    fn impossible(&mut self, typed: &str) -> bool {
        self.fault.get_or_insert_with(|| TimeFault::Impossible {
            typed: typed.to_owned(),
        });
        true
    }

    /// What the words amount to.
    fn finish(self, beginning: Option<NaiveTime>) -> Result<When, Misread> {
        if let Some(fault) = self.fault {
            return Err(Misread::Fault(fault));
        }
        if self.two_readings {
            let is_written_like_a_time = self.time.is_some() && self.day.is_none();
            return Err(if is_written_like_a_time {
                Misread::Unclear
            } else {
                Misread::Nonsense
            });
        }
        let beginning = beginning.filter(|_| self.day.is_some());
        let Some(time) = self.time.or(beginning) else {
            return Err(match self.day {
                Some(Day::Date(_)) => Misread::Unclear,
                _ => Misread::Nonsense,
            });
        };
        let day = self.day.unwrap_or(Day::Latest);
        if let (Day::Date(date), Some(zone)) = (day, self.zone)
            && let Some(offset) = zone.fixed()
        {
            let exact = date.and_time(time).and_local_timezone(offset).single();
            return exact.map(|at| When::Exact(at.to_utc())).ok_or(Misread::Nonsense);
        }
        Ok(When::Local {
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
