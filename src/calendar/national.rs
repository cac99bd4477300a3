//! Public holidays of countries and regions, as `data/holidays.txt` lists them.
//!
//! The file is made by `scripts/gen-holidays.py`. In it, `=jp Japan` begins a region; one whose code has two parts has the
//! holidays of its country too. Each line below is a holiday: `WHEN|English name`, and `|name in Japanese` for Japan; a
//! line that begins with `-` takes days of the country away. `WHEN` is a rule, or days of single years such as
//! `26:0506,0922`, or both, and then these years differ from the rule. A rule is a day such as `0429`, a day of the week
//! on or after a day such as `0108mon`, or a distance in days from a feast such as `easter-2`. The feasts stand at the top:
//! `@easter`, `@pascha` (of the Orthodox churches), `@spring` (the Chinese new year).

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use crate::domain::spelling::edits;

use super::HolidayName;

const DATA: &str = include_str!("data/holidays.txt");

/// The years whose holidays are known.
pub const YEARS: RangeInclusive<i32> = 2020..=2035;

/// A country, or a region of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// `jp`, or `gb-eng` for a region.
    pub code: &'static str,
    /// Its name in English.
    pub name: &'static str,
    lines: &'static str,
}

/// Every country and region, each country before its regions.
pub fn regions() -> impl Iterator<Item = Region> {
    DATA.split("\n=").skip(1).filter_map(|section| {
        let (head, lines) = section.split_once('\n').unwrap_or((section, ""));
        let (code, name) = head.split_once(' ')?;
        Some(Region { code, name, lines })
    })
}

/// The region with this code, whatever its case.
pub fn region(code: &str) -> Option<Region> {
    regions().find(|region| region.code.eq_ignore_ascii_case(code.trim()))
}

/// The code of the region that somebody probably meant: by its name, by what people call it, or by a slip.
pub fn meant(typed: &str) -> Option<&'static str> {
    let typed = typed.trim().to_lowercase();
    let by_name = || regions().find(|region| region.name.to_lowercase() == typed);
    let by_alias = || {
        let (_, code) = ALIASES.iter().find(|(alias, _)| *alias == typed)?;
        region(code)
    };
    // `us-ca` is kept as the whole country.
    let by_country = || region(typed.split_once('-')?.0);
    let found = by_name()
        .or_else(by_alias)
        .or_else(by_country)
        .or_else(|| by_slip(&typed))?;
    Some(found.code)
}

/// The region whose code or name is a slip away. Of codes, only those with the same first letter: any two of two
/// letters are close to each other.
fn by_slip(typed: &str) -> Option<Region> {
    let letters = typed.chars().count();
    let is_code = letters <= 3;
    let rated = regions().filter_map(|region| {
        let (word, bound) = if is_code {
            (region.code, 1)
        } else {
            (region.name, letters / 4)
        };
        let same_start = word.chars().next() == typed.chars().next();
        let edits = edits(typed, &word.to_lowercase());
        (edits <= bound && (same_start || !is_code)).then_some((edits, region))
    });
    rated.min_by_key(|(edits, _)| *edits).map(|(_, region)| region)
}

/// What people call countries besides their names and codes.
const ALIASES: [(&str, &str); 12] = [
    ("usa", "us"),
    ("uk", "gb"),
    ("great britain", "gb"),
    ("jpn", "jp"),
    ("nippon", "jp"),
    ("日本", "jp"),
    ("korea", "kr"),
    ("deutschland", "de"),
    ("schweiz", "ch"),
    ("españa", "es"),
    ("holland", "nl"),
    ("uae", "ae"),
];

impl Region {
    /// The holidays of [`YEARS`], with their names.
    pub fn holidays(&self) -> BTreeMap<NaiveDate, HolidayName> {
        let country = self.code.split_once('-').and_then(|(country, _)| region(country));
        let mut days = country.map(|country| country.holidays()).unwrap_or_default();
        for line in self.lines.lines() {
            let (sign, line) = match line.strip_prefix('-') {
                Some(line) => (false, line),
                None => (true, line),
            };
            let (dates, name) = read(line).expect("every line of the data is read by a test");
            for date in dates {
                if sign {
                    days.entry(date).or_insert_with(|| name.clone());
                } else {
                    days.remove(&date);
                }
            }
        }
        days
    }
}

/// The days of a line, and what they are called.
fn read(line: &'static str) -> Option<(BTreeSet<NaiveDate>, HolidayName)> {
    let mut parts = line.split('|');
    let days = days(parts.next()?)?;
    let (en, ja) = (parts.next()?, parts.next());
    Some((days, HolidayName::National { en, ja }))
}

/// The days of a rule and of the years that differ from it.
fn days(when: &str) -> Option<BTreeSet<NaiveDate>> {
    let mut years: BTreeMap<i32, Vec<NaiveDate>> = BTreeMap::new();
    for word in when.split(' ') {
        if let Some((year, listed)) = word.split_once(':') {
            let year = 2000 + year.parse::<i32>().ok()?;
            let listed = listed.split_terminator(',').map(|day| in_year(year, day));
            years.insert(year, listed.collect::<Option<_>>()?);
        } else {
            for year in YEARS {
                years.insert(year, vec![by_rule(year, word)?]);
            }
        }
    }
    Some(years.into_values().flatten().collect())
}

/// The day that a rule gives in a year.
fn by_rule(year: i32, rule: &str) -> Option<NaiveDate> {
    if let Some(at) = rule.find(['+', '-']) {
        let (feast, distance) = rule.split_at(at);
        let listed = DATA
            .lines()
            .find_map(|line| line.strip_prefix('@')?.strip_prefix(feast))?;
        let prefix = format!(" {:02}:", year - 2000);
        let (_, day) = listed.split_once(&prefix)?;
        return in_year(year, day.get(..4)?)?.checked_add_signed(TimeDelta::days(distance.parse().ok()?));
    }
    let (day, weekday) = rule.split_at_checked(4)?;
    let day = in_year(year, day)?;
    if weekday.is_empty() {
        return Some(day);
    }
    let ahead = weekday.parse::<Weekday>().ok()?.days_since(day.weekday());
    day.checked_add_signed(TimeDelta::days(ahead.into()))
}

/// The day `0429` of a year.
fn in_year(year: i32, day: &str) -> Option<NaiveDate> {
    let (month, day) = day.split_at_checked(2)?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}
