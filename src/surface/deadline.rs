//! `closeout deadline`: when a deadline falls, and which days count towards it.
//!
//! It asks nobody: no GitHub, no database, no configuration.

use std::{collections::BTreeMap, io::Write, process::ExitCode};

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::{TZ_VARIANTS, Tz};
use clap::Args;
use serde_json::{Value, json};

use crate::{
    calendar::{
        Calendar, DayOfWeek, DayOff, Explanation, HolidayName, Hour, Verdict,
        national::{self, YEARS},
    },
    domain::{
        spelling::nearest,
        when::{TimeFault, When, zone_named},
    },
    message::Language,
    policy::{DayUnit, Within, value},
};

/// What is counted, from when, and on which calendar.
#[derive(Debug, Args)]
pub(super) struct DeadlineArgs {
    /// When the count starts, written as in commands: `2026-11-20T23:10+09:00`, `yesterday 23:10`, `10m ago`.
    ///
    /// A time without a zone is in that of `--zone`. Now, unless given. The day itself does not count.
    #[arg(long, value_name = "TIME", value_parser = from)]
    from: Option<When>,
    /// How long: `3 business days` or `5 calendar days`.
    #[arg(long, value_name = "DAYS", value_parser = within)]
    within: Within,
    /// Zone in which days begin and end.
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = zone)]
    zone: Tz,
    /// Days off: a country or region such as `jp`, a date, or a range. Can be given several times.
    #[arg(long, value_name = "CODE|DATES", value_parser = days_off)]
    holidays: Vec<DaysOff>,
    /// Working hours. The deadline falls at their end.
    #[arg(long, value_name = "HOURS", default_value = "10:00-18:00", value_parser = hours)]
    hours: Hours,
    /// Print the same as JSON.
    #[arg(long)]
    json: bool,
}

/// Days off as they were given.
#[derive(Debug, Clone)]
struct DaysOff {
    days: BTreeMap<NaiveDate, HolidayName>,
    /// They are those of a country, which are known for some years only.
    national: bool,
}

/// When the working day begins and ends.
#[derive(Debug, Clone, Copy)]
struct Hours {
    opens: NaiveTime,
    closes: NaiveTime,
}

/// The time was well written and means no instant.
#[derive(Debug, thiserror::Error)]
#[error("--from cannot be used: {0}")]
pub(super) struct Unusable(String);

/// Prints the deadline and how it comes about.
pub(super) fn run(args: &DeadlineArgs, now: DateTime<Utc>, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let calendar = args.calendar();
    let from = match &args.from {
        None => now,
        Some(when) => match when.resolve(now, args.zone) {
            Ok(reading) => reading.at,
            // Who plans ahead asks about instants to come.
            Err(TimeFault::Future { at }) => at,
            Err(fault) => return Err(Unusable(advice(&fault)).into()),
        },
    };
    let answer = Answer {
        from,
        within: args.within,
        explanation: calendar.deadline_explained(from, args.within),
        national: args.holidays.iter().any(|holidays| holidays.national),
        calendar,
    };
    if args.json {
        writeln!(out, "{:#}", answer.json())?;
    } else {
        write!(out, "{}", answer.text())?;
    }
    Ok(ExitCode::SUCCESS)
}

impl DeadlineArgs {
    fn calendar(&self) -> Calendar {
        let week = [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
        ];
        let mut holidays = BTreeMap::new();
        for given in &self.holidays {
            value::add_holidays(&mut holidays, given.days.clone());
        }
        Calendar {
            zone: self.zone,
            working_days: week.map(DayOfWeek).into(),
            opens: self.hours.opens,
            closes: self.hours.closes,
            holidays,
        }
    }
}

/// A deadline, and everything that is said about it.
struct Answer {
    calendar: Calendar,
    from: DateTime<Utc>,
    within: Within,
    explanation: Explanation,
    national: bool,
}

impl Answer {
    fn text(&self) -> String {
        let due = self.explanation.due;
        let mut lines = vec![long(due.with_timezone(&self.calendar.zone))];
        if self.calendar.zone != Tz::UTC {
            lines.push(long(due.with_timezone(&Tz::UTC)));
        }
        lines.push(String::new());
        for (day, verdict) in &self.explanation.days {
            lines.push(format!(
                "  {}  {}",
                day.format("%a %Y-%m-%d"),
                self.verdict(verdict)
            ));
        }
        if let Some(note) = self.note() {
            lines.extend([String::new(), note]);
        }
        lines.join("\n") + "\n"
    }

    fn verdict(&self, verdict: &Verdict) -> String {
        match verdict {
            Verdict::Starts(hour) => format!("{}; the day itself does not count", self.start(hour)),
            Verdict::Skipped(why) => format!("skipped: {}", reason(why)),
            Verdict::Counts(count) if *count == self.within.days => {
                format!("{count}, until {}", self.calendar.closes.format("%H:%M"))
            }
            Verdict::Counts(count) => count.to_string(),
        }
    }

    /// At what time of what day the count starts.
    fn start(&self, hour: &Hour) -> String {
        let when = match hour {
            Hour::DayOff(why) => reason(why),
            Hour::Before => "before the working day".to_owned(),
            Hour::During => "during the working day".to_owned(),
            Hour::After => "after the working day".to_owned(),
        };
        let time = self.from.with_timezone(&self.calendar.zone).time();
        format!("starts at {}, {when}", time.format("%H:%M"))
    }

    /// What limits the answer.
    fn note(&self) -> Option<String> {
        let mut days = self.explanation.days.iter();
        let unknown = self.national && days.any(|(day, _)| !YEARS.contains(&day.year()));
        let (first, last) = (YEARS.start(), YEARS.end());
        unknown.then(|| {
            format!("Public holidays are known from {first} to {last} only; others were not skipped.")
        })
    }

    fn json(&self) -> Value {
        let instant = |at: DateTime<Utc>| {
            let local = at.with_timezone(&self.calendar.zone);
            json!({ "utc": at, "local": local.to_rfc3339() })
        };
        let unit = match self.within.unit {
            DayUnit::Business => "business",
            DayUnit::Calendar => "calendar",
        };
        let days = self.explanation.days.iter().map(|(day, verdict)| {
            let mut entry = match verdict {
                Verdict::Starts(Hour::DayOff(why)) | Verdict::Skipped(why) => day_off(why),
                Verdict::Starts(Hour::Before) => json!({ "reason": "before_hours" }),
                Verdict::Starts(Hour::During) => json!({ "reason": "during_hours" }),
                Verdict::Starts(Hour::After) => json!({ "reason": "after_hours" }),
                Verdict::Counts(count) => json!({ "count": count }),
            };
            entry["date"] = json!(day);
            entry["verdict"] = json!(match verdict {
                Verdict::Starts(_) => "starts",
                Verdict::Counts(_) => "counts",
                Verdict::Skipped(_) => "skipped",
            });
            entry
        });
        json!({
            "deadline": instant(self.explanation.due),
            "from": instant(self.from),
            "within": { "days": self.within.days, "unit": unit },
            "zone": self.calendar.zone.name(),
            "days": days.collect::<Vec<_>>(),
            "note": self.note(),
        })
    }
}

/// An instant as a line of its own.
fn long(at: DateTime<Tz>) -> String {
    at.format("%A %Y-%m-%d %H:%M %Z").to_string()
}

fn reason(why: &DayOff) -> String {
    match why {
        DayOff::Holiday(name) => match name.in_language(Language::En) {
            Some(name) => format!("holiday, {name}"),
            None => "holiday".to_owned(),
        },
        DayOff::DayOfWeek => "no working day".to_owned(),
        DayOff::NeverWas => "the clocks went over it".to_owned(),
    }
}

fn day_off(why: &DayOff) -> Value {
    match why {
        DayOff::Holiday(name) => {
            let [english, japanese] = Language::ALL.map(|language| name.in_language(language));
            json!({ "reason": "holiday", "name": english, "name_ja": japanese })
        }
        DayOff::DayOfWeek => json!({ "reason": "day_of_week" }),
        DayOff::NeverWas => json!({ "reason": "never_was" }),
    }
}

fn from(text: &str) -> Result<When, String> {
    When::parse(text).map_err(|fault| advice(&fault))
}

/// What is wrong with a time, and what to type instead.
fn advice(fault: &TimeFault) -> String {
    match fault {
        TimeFault::AmbiguousZone { candidates, .. } => {
            format!(
                "{fault}. Write one of: {}; or an offset such as +09:00",
                candidates.join(", ")
            )
        }
        TimeFault::Skipped { .. } => {
            format!("{fault}: the clocks were put forward. Write a time that they showed")
        }
        _ => format!(
            "{fault}. Write for example 2026-11-20T23:10+09:00, \"2026-11-20 23:10 JST\", \"yesterday 23:10\" or \"10m ago\""
        ),
    }
}

fn within(text: &str) -> Result<Within, String> {
    value::days(text).ok_or_else(|| {
        "not a number of days from 1 to 90. Write for example \"3 business days\" or \"5 calendar days\""
            .to_owned()
    })
}

fn hours(text: &str) -> Result<Hours, String> {
    let (opens, closes) = value::hours(text).ok_or(
        "not hours of one day, of which the first is earlier than the second. Write for example 10:00-18:00",
    )?;
    Ok(Hours { opens, closes })
}

pub(super) fn zone(text: &str) -> Result<Tz, String> {
    zone_named(text.trim()).ok_or_else(|| {
        let city = |zone: &Tz| {
            zone.name()
                .rsplit('/')
                .next()
                .is_some_and(|city| city.eq_ignore_ascii_case(text.trim()))
        };
        let by_city = TZ_VARIANTS.iter().find(|zone| city(zone)).map(|zone| zone.name());
        let names: Vec<String> = TZ_VARIANTS.iter().map(|zone| zone.name().to_owned()).collect();
        let meant = by_city.or_else(|| nearest(text, &names));
        let meant = meant.map(|zone| format!(" Did you mean {zone}?"));
        format!(
            "not a zone of the IANA database.{} Write for example Asia/Tokyo or UTC",
            meant.unwrap_or_default()
        )
    })
}

fn days_off(text: &str) -> Result<DaysOff, String> {
    let days = value::holidays(text).ok_or_else(|| {
        let meant = national::meant(text).map(|code| format!(" Did you mean {code}?"));
        format!(
            "neither a country or region that is known, nor a date, nor a range of at most 100 days.{} Write for \
             example jp, gb-eng, 2026-12-29 or 2026-12-29..2027-01-03; all codes are in docs/configuration.md",
            meant.unwrap_or_default()
        )
    })?;
    Ok(DaysOff {
        days,
        national: national::region(text).is_some(),
    })
}
