//! Values as people write them: hours, days, spans, dates, items.

use std::collections::{BTreeMap, btree_map::Entry};

use chrono::{NaiveDate, NaiveTime, TimeDelta, Weekday};

use crate::{
    calendar::{HolidayName, national},
    domain::{
        checklist::{Item, Practice},
        when,
    },
};

use super::{DayUnit, TemplateName, Within};

/// Longest range of holidays, in days: longer than anybody is away, and short enough that a file full of ranges
/// stays small.
const LONGEST_HOLIDAY: i64 = 100;

/// Longest span, in minutes: seven days.
const LONGEST_SPAN: u32 = 7 * 24 * 60;

/// `10:00-18:00`; the end lies after the beginning.
pub(crate) fn hours(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (opens, closes) = text.split_once('-')?;
    Some((time_of_day(opens)?, time_of_day(closes)?)).filter(|(opens, closes)| opens < closes)
}

/// `15:00`.
pub(super) fn time_of_day(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M").ok()
}

/// `45 minutes`, `1h30m`, from five minutes to eight hours.
pub(super) fn length(text: &str) -> Option<TimeDelta> {
    span(text).filter(|length| (TimeDelta::minutes(5)..=TimeDelta::hours(8)).contains(length))
}

/// `3 business days`, `1 business day`, `5 calendar days`, `5 days`; at most 90.
pub(crate) fn days(text: &str) -> Option<Within> {
    let mut words = text.split_whitespace();
    let days = words
        .next()?
        .parse()
        .ok()
        .filter(|days| (1..=90).contains(days))?;
    let rest: Vec<&str> = words.collect();
    let unit = match rest[..] {
        ["business", "day" | "days"] => DayUnit::Business,
        ["calendar", "day" | "days"] | ["day" | "days"] => DayUnit::Calendar,
        _ => return None,
    };
    Some(Within { days, unit })
}

/// `30 minutes`, `2h`, `1h30m`, `1 day`, from one minute to seven days.
pub(super) fn span(text: &str) -> Option<TimeDelta> {
    let minutes = when::span::minutes(&text.trim().to_ascii_lowercase())?;
    (1..=LONGEST_SPAN)
        .contains(&minutes)
        .then(|| TimeDelta::minutes(minutes.into()))
}

/// A built-in practice by its key; everything else is the repository's own text.
pub(super) fn checklist_item(text: String) -> Item {
    let mut practices = Practice::ALL.into_iter().map(Item::Practice);
    practices
        .find(|practice| practice.key() == text)
        .unwrap_or(Item::Own(text))
}

/// The holidays of `jp`, or the days that are written.
pub(crate) fn holidays(text: &str) -> Option<BTreeMap<NaiveDate, HolidayName>> {
    match national::region(text) {
        Some(region) => Some(region.holidays()),
        None => dates(text, &HolidayName::Unnamed),
    }
}

/// Adds days off to others. They name days anew that have a name already, unless they have none for them.
pub(crate) fn add_holidays(
    holidays: &mut BTreeMap<NaiveDate, HolidayName>,
    days: BTreeMap<NaiveDate, HolidayName>,
) {
    for (day, name) in days {
        match holidays.entry(day) {
            Entry::Occupied(_) if name == HolidayName::Unnamed => {}
            entry => {
                entry.insert_entry(name);
            }
        }
    }
}

/// `2026-12-29` or `2026-12-29..2027-01-03`, first and last day included.
pub(super) fn dates(text: &str, name: &HolidayName) -> Option<BTreeMap<NaiveDate, HolidayName>> {
    let date = |text: &str| text.trim().parse::<NaiveDate>().ok();
    let (first, last) = match text.split_once("..") {
        Some((first, last)) => (date(first)?, date(last)?),
        None => (date(text)?, date(text)?),
    };
    let span = (last - first).num_days();
    (0..LONGEST_HOLIDAY).contains(&span).then(|| {
        first
            .iter_days()
            .take_while(|day| *day <= last)
            .map(|day| (day, name.clone()))
            .collect()
    })
}

/// `mon` or `Monday`, whatever its case.
pub(super) fn weekday(text: &str) -> Option<Weekday> {
    text.trim().parse().ok()
}

/// A relative path of plain folders, without a trailing slash.
pub(super) fn folder(text: &str) -> Option<String> {
    let folder = text.trim().trim_end_matches('/');
    let good = |part: &str| {
        // Git refuses `.git` at every level, whatever its case.
        !["", ".", "..", ".git"]
            .iter()
            .any(|bad| part.eq_ignore_ascii_case(bad))
            && !part.contains(|c: char| c == '\\' || c.is_control())
    };
    (folder.len() <= 200 && folder.split('/').all(good)).then(|| folder.to_owned())
}

/// `full`, `minimal`, or the path of a template.
#[expect(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "paths in repositories tell case"
)]
pub(super) fn template(text: &str) -> Option<TemplateName> {
    match text.trim() {
        "full" => Some(TemplateName::Full),
        "minimal" => Some(TemplateName::Minimal),
        path if path.ends_with(".hbs") => folder(path).map(TemplateName::Own),
        _ => None,
    }
}
