//! Which incidents count: those declared within some months, in a time zone.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike as _, Utc};
use chrono_tz::Tz;
use serde::Serialize;

/// The first year that can be asked for: nothing on GitHub is older.
const FIRST_YEAR: i32 = 2008;
/// The last year that can be asked for.
const LAST_YEAR: i32 = 2199;
/// The most months that can be looked back.
const MOST_MONTHS: u32 = 1200;

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Months since the beginning of year 0, so that months can be counted with.
    number: i32,
}

impl Month {
    /// The month of an instant in a zone.
    pub fn of(at: DateTime<Utc>, zone: Tz) -> Self {
        let there = at.with_timezone(&zone);
        Self {
            number: there.year() * 12 + there.month0().cast_signed(),
        }
    }

    /// The month so many months later, or earlier.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self {
            number: self.number.saturating_add(months),
        }
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.number.div_euclid(12)
    }

    /// Its number within the year, from 0.
    pub fn month0(self) -> i32 {
        self.number.rem_euclid(12)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month0() + 1)
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What is wrong with a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodFault {
    /// The text is no month.
    #[error("{0:?} is no month; write the year first, from {FIRST_YEAR} on, such as 2026-01")]
    NoMonth(String),
    /// The text is no length of time.
    #[error(
        "{0:?} is no length of time; write for example \"12 months\", \"4 quarters\" or \"2 years\", up to 100 years"
    )]
    NoLength(String),
    /// The end lies before the beginning.
    #[error("the period ends in {to}, before it begins in {from}; exchange the two")]
    Reversed {
        /// The first month.
        from: Month,
        /// The last month.
        to: Month,
    },
}

impl FromStr for Month {
    type Err = PeriodFault;

    fn from_str(text: &str) -> Result<Self, PeriodFault> {
        let fault = || PeriodFault::NoMonth(text.to_owned());
        let (year, month) = text.trim().split_once('-').ok_or_else(fault)?;
        let number = |digits: &str, length: usize| -> Option<i32> {
            let is_number = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| digits.parse().ok())?
        };
        let year = number(year, 4).filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year));
        let month = number(month, 2).filter(|month| (1..=12).contains(month));
        let (year, month) = year.zip(month).ok_or_else(fault)?;
        Ok(Self {
            number: year * 12 + month - 1,
        })
    }
}

/// The months that count, both ends included; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Period {
    /// The first month.
    pub from: Option<Month>,
    /// The last month.
    pub to: Option<Month>,
}

impl Period {
    /// The months from one to another.
    ///
    /// # Errors
    /// [`PeriodFault::Reversed`].
    pub fn between(from: Option<Month>, to: Option<Month>) -> Result<Self, PeriodFault> {
        match (from, to) {
            (Some(from), Some(to)) if to < from => Err(PeriodFault::Reversed { from, to }),
            _ => Ok(Self { from, to }),
        }
    }

    /// The last so many months, the present one included: `12 months`, `4 quarters`, `2 years`.
    ///
    /// # Errors
    /// [`PeriodFault::NoLength`].
    pub fn last(text: &str, now: DateTime<Utc>, zone: Tz) -> Result<Self, PeriodFault> {
        let months = months(text)?;
        let to = Month::of(now, zone);
        Ok(Self {
            from: Some(to.plus(1 - months)),
            to: Some(to),
        })
    }

    /// Whether a month counts.
    pub fn contains(&self, month: Month) -> bool {
        self.from.is_none_or(|from| from <= month) && self.to.is_none_or(|to| month <= to)
    }
}

/// How many months a length of time has.
///
/// # Errors
/// [`PeriodFault::NoLength`].
fn months(text: &str) -> Result<i32, PeriodFault> {
    let fault = || PeriodFault::NoLength(text.to_owned());
    let trimmed = text.trim();
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let (count, unit) = trimmed.split_at(digits);
    let each = match unit.trim().to_ascii_lowercase().as_str() {
        "month" | "months" | "m" => 1,
        "quarter" | "quarters" | "q" => 3,
        "year" | "years" | "y" => 12,
        _ => return Err(fault()),
    };
    let count: u32 = count.parse().map_err(|_| fault())?;
    let months = count
        .checked_mul(each)
        .filter(|months| (1..=MOST_MONTHS).contains(months));
    months
        .and_then(|months| i32::try_from(months).ok())
        .ok_or_else(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn months_are_written_with_their_year_first() {
        assert_eq!(month("2026-01").to_string(), "2026-01");
        assert_eq!(month("2026-01").plus(-1).to_string(), "2025-12");
        assert_eq!(month("2026-12").plus(1).to_string(), "2027-01");
        for wrong in [
            "2026", "01-2026", "2026-13", "2026-00", "2026-1", "1999-01", "12026-01", "soon",
        ] {
            assert_eq!(
                wrong.parse::<Month>(),
                Err(PeriodFault::NoMonth(wrong.to_owned()))
            );
        }
    }

    #[test]
    fn a_month_begins_at_midnight_of_the_zone() {
        let at: DateTime<Utc> = "2026-11-30T15:30:00Z".parse().unwrap();
        assert_eq!(Month::of(at, Tz::UTC), month("2026-11"));
        assert_eq!(Month::of(at, Tz::Asia__Tokyo), month("2026-12"));
    }

    #[test]
    fn the_present_month_is_the_last_of_the_last_months() {
        let now: DateTime<Utc> = "2026-11-30T12:00:00Z".parse().unwrap();
        let last = |text| {
            Period::last(text, now, Tz::UTC).map(|period| {
                let (from, to) = (period.from.unwrap(), period.to.unwrap());
                format!("{from} {to}")
            })
        };
        for (text, expected) in [
            ("12 months", "2025-12 2026-11"),
            ("1 month", "2026-11 2026-11"),
            ("2 Quarters", "2026-06 2026-11"),
            ("1y", "2025-12 2026-11"),
        ] {
            assert_eq!(last(text).as_deref(), Ok(expected), "{text}");
        }
        for wrong in [
            "",
            "months",
            "0 months",
            "12",
            "101 years",
            "99999999999 months",
            "-1 months",
            "3 weeks",
        ] {
            assert_eq!(last(wrong), Err(PeriodFault::NoLength(wrong.to_owned())));
        }
    }

    #[test]
    fn both_ends_count_and_an_absent_one_is_open() {
        let period = Period::between(Some(month("2026-02")), Some(month("2026-03"))).unwrap();
        let counted = ["2026-01", "2026-02", "2026-03", "2026-04"].map(|text| period.contains(month(text)));
        assert_eq!(counted, [false, true, true, false]);
        assert!(Period::default().contains(month("2099-01")));
        assert!(Period::between(Some(month("2026-02")), Some(month("2026-01"))).is_err());
    }
}
