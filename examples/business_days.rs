//! Answers what `scripts/check-business-days` asks: JSON lines in, JSON lines out.
//!
//! `{"from": "2026-11-20", "count": 3, "working_days": ["mon", …], "region": "jp", "holidays": ["2026-11-24"]}` is answered
//! with the days that count, such as `["2026-11-25", "2026-11-26", "2026-11-27"]`.

use std::{
    collections::BTreeMap,
    error::Error,
    io::{self, Write as _},
};

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use closeout::{
    calendar::{Calendar, DayOfWeek, HolidayName, Verdict, national},
    policy::{DayUnit, Within},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Question {
    from: NaiveDate,
    count: u32,
    working_days: Vec<String>,
    region: Option<String>,
    holidays: Vec<NaiveDate>,
}

fn main() -> Result<(), Box<dyn Error>> {
    for line in io::stdin().lines() {
        let counted = answer(&serde_json::from_str(&line?)?)?;
        writeln!(io::stdout(), "{}", serde_json::to_string(&counted)?)?;
    }
    Ok(())
}

fn answer(question: &Question) -> Result<Vec<NaiveDate>, Box<dyn Error>> {
    let mut holidays = match &question.region {
        Some(code) => national::region(code).ok_or("no such region")?.holidays(),
        None => BTreeMap::new(),
    };
    holidays.extend(question.holidays.iter().map(|day| (*day, HolidayName::Unnamed)));
    let working_days: Result<_, _> = question
        .working_days
        .iter()
        .map(|day| day.parse().map(DayOfWeek))
        .collect();
    let calendar = Calendar {
        zone: Tz::UTC,
        working_days: working_days.map_err(|_| "no such day of the week")?,
        opens: NaiveTime::MIN,
        closes: NaiveTime::from_hms_opt(18, 0, 0).ok_or("no such time")?,
        holidays,
    };
    let within = Within {
        days: question.count,
        unit: DayUnit::Business,
    };
    let from = question.from.and_time(NaiveTime::MIN).and_utc();
    let explanation = calendar.deadline_explained(from, within);
    let counts = |(day, verdict)| matches!(verdict, Verdict::Counts(_)).then_some(day);
    Ok(explanation.days.into_iter().filter_map(counts).collect())
}
