//! The timeline of a document, read from its tables: our generated rows and people's own.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{
    block::{LinkKind, within},
    field::{Field, FieldFault, column, field, is_blank},
    postmortem::{Part, Postmortem},
    section::Section,
    table::{Row, Table},
};
use crate::domain::when::{Day, TimeFault, When};

const WHEN: &[&str] = &["when", "time", "date", "at", "時刻", "日時", "時間", "いつ"];
const WHO: &[&str] = &["who", "by", "actor", "誰が", "だれが", "担当", "担当者"];
const WHAT: &[&str] = &[
    "what",
    "event",
    "description",
    "何を",
    "内容",
    "出来事",
    "何が起きたか",
];
const EVIDENCE: &[&str] = &["evidence", "link", "source", "根拠", "リンク", "証拠", "出典"];

/// Farther from UTC than any zone.
const FARTHEST: TimeDelta = TimeDelta::hours(15);

/// A row of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment<'p> {
    /// The table.
    pub table: &'p Table,
    /// The row.
    pub row: &'p Row,
    /// It was generated; otherwise a person wrote it.
    pub generated: bool,
    /// When.
    pub at: Field<DateTime<Utc>>,
    /// Who, as a reader sees it.
    pub who: Field<String>,
    /// What, Markdown.
    pub what: Field<String>,
    /// Where the evidence is: the address of the first link.
    pub evidence: Field<String>,
}

impl Postmortem<'_> {
    /// The rows of the timeline, in the order of the document. Rows in which nothing is written are none.
    pub fn timeline(&self) -> Vec<Moment<'_>> {
        let part = self.section(Section::Timeline);
        let tables = part.as_ref().map(Part::tables).unwrap_or_default();
        let mut moments = Vec::new();
        for table in tables {
            let of = |names| column(self, table, names);
            let (Some(when), who, what, evidence) = (of(WHEN), of(WHO), of(WHAT), of(EVIDENCE)) else {
                continue;
            };
            for row in table.rows.iter().filter(|row| !is_blank(self, row)) {
                moments.push(Moment {
                    table,
                    row,
                    generated: self.is_generated(row.range.start),
                    at: field(self, row, Some(when), |shown, _| instant(shown)),
                    who: field(self, row, who, |shown, _| Ok(shown.to_owned())),
                    what: field(self, row, what, |_, range| {
                        Ok(self.without_comments(range).trim().replace("\\|", "|"))
                    }),
                    evidence: field(self, row, evidence, |shown, range| {
                        let links = within(&self.links, range, |link| link.range.start);
                        let first = links.iter().find(|link| link.kind != LinkKind::Image);
                        let missing = || FieldFault::Unreadable {
                            found: shown.to_owned(),
                        };
                        first.map(|link| link.destination.to_string()).ok_or_else(missing)
                    }),
                });
            }
        }
        moments
    }

    /// Paragraphs of the timeline that were meant as rows of a table, and are none because no header stands above them.
    pub fn loose_rows(&self) -> Vec<Range<usize>> {
        let part = self.section(Section::Timeline);
        let passages = part.as_ref().map(Part::passages).unwrap_or_default();
        let is_row = |range: &&Range<usize>| self.text[(*range).clone()].starts_with('|');
        passages
            .iter()
            .map(|passage| &passage.range)
            .filter(is_row)
            .cloned()
            .collect()
    }
}

/// Reads an instant as the timeline shows it: `2026-11-20 22:20 JST (13:20 UTC)`, or in any other way in which a time
/// with its date and zone can be typed.
///
/// Where UTC stands beside it, the two must agree; then it also tells what an ambiguous abbreviation means.
fn instant(shown: &str) -> Result<DateTime<Utc>, FieldFault> {
    let (local, beside) = match shown.split_once(['(', '（']) {
        Some((local, rest)) => (local.trim(), rest.strip_suffix([')', '）']).map(str::trim)),
        None => (shown, None),
    };
    if local.len() < shown.len() && beside.is_none() {
        return Err(FieldFault::Unreadable {
            found: shown.to_owned(),
        });
    }
    let first = placed(local, None, shown);
    let Some(beside) = beside else {
        return first;
    };
    let second = placed(beside, day(local), shown);
    match (first, second) {
        (Ok(first), Ok(second)) if first == second => Ok(first),
        (Ok(first), Err(FieldFault::Time(TimeFault::Unreadable { .. }))) => Ok(first),
        (Ok(_), _) => Err(FieldFault::Contradictory {
            found: shown.to_owned(),
        }),
        (Err(FieldFault::Time(TimeFault::AmbiguousZone { .. })), Ok(second)) if is_near(local, second) => {
            Ok(second)
        }
        (fault, _) => fault,
    }
}

/// The day that a text names with its year.
fn day(text: &str) -> Option<chrono::NaiveDate> {
    let word = text.split_whitespace().next()?;
    match When::parse(&format!("{word} 00:00")) {
        Ok(When::Local {
            day: Day::Date(day), ..
        }) => Some(day),
        _ => None,
    }
}

/// Whether an instant can be what clocks somewhere showed as this, whose zone is ambiguous.
fn is_near(local: &str, at: DateTime<Utc>) -> bool {
    let time = local
        .rsplit_once(' ')
        .and_then(|(time, _zone)| When::parse(time).ok());
    match time {
        Some(When::Local {
            day: Day::Date(day),
            time,
            ..
        }) => (day.and_time(time).and_utc() - at).abs() < FARTHEST,
        _ => false,
    }
}

/// The instant of a time with its zone; `day` is for one that names none.
fn placed(text: &str, day: Option<chrono::NaiveDate>, shown: &str) -> Result<DateTime<Utc>, FieldFault> {
    let found = || shown.to_owned();
    match When::parse(text).map_err(FieldFault::Time)? {
        When::Exact(at) => Ok(at),
        When::Local { zone: None, .. } => Err(FieldFault::NoZone { found: found() }),
        When::Local {
            day: named,
            time,
            zone,
        } => {
            let day = match (named, day) {
                (Day::Date(_), _) => named,
                (Day::Latest, Some(day)) => Day::Date(day),
                _ => return Err(FieldFault::NoDate { found: found() }),
            };
            let when = When::Local { day, time, zone };
            // Nothing in a document is relative to the instant at which it is read.
            let read = when.resolve(far_future(), Tz::UTC).map_err(FieldFault::Time)?;
            Ok(read.at)
        }
        When::Ago { .. } => Err(FieldFault::NoDate { found: found() }),
    }
}

/// Later than whatever anybody writes down.
fn far_future() -> DateTime<Utc> {
    const YEAR_9999: i64 = 253_370_764_800;
    DateTime::from_timestamp(YEAR_9999, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
