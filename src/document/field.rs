//! Cells with a meaning: which column is which, and what a cell says or what is wrong with it.

use std::ops::Range;

use super::{
    postmortem::Postmortem,
    table::{Row, Table},
};
use crate::domain::when::TimeFault;

/// What people write where nothing is known yet.
const PLACEHOLDERS: &[&str] = &[
    "-", "--", "–", "—", "―", "ー", "?", "？", "n/a", "none", "null", "nobody", "unknown", "tbd", "tba",
    "tbc", "未定", "なし", "不明", "未",
];

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T> {
    /// Its column; absent when the table has none for it.
    pub column: Option<usize>,
    /// The cell without blanks, or the row when there is no cell.
    pub range: Range<usize>,
    /// The value, or what is wrong with it.
    pub value: Result<T, FieldFault>,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldFault {
    /// The table has no column for it.
    NoColumn,
    /// Nothing is written, or only a placeholder such as `-` or `TBD`.
    Missing,
    /// It is not what belongs here.
    Unreadable {
        /// What is written.
        found: String,
    },
    /// Several stand where one is wanted.
    Several {
        /// What is written.
        found: String,
    },
    /// It is written well, but there is no such day.
    Impossible {
        /// What is written.
        found: String,
    },
    /// It says one thing in two ways that differ.
    Contradictory {
        /// What is written.
        found: String,
    },
    /// A time of day without its date.
    NoDate {
        /// What is written.
        found: String,
    },
    /// A time without its zone.
    NoZone {
        /// What is written.
        found: String,
    },
    /// A time that means no instant.
    Time(TimeFault),
}

/// The column whose heading is one of these names, in lower case.
pub(super) fn column(postmortem: &Postmortem<'_>, table: &Table, names: &[&str]) -> Option<usize> {
    table.header.cells.iter().position(|cell| {
        let heading = shown(postmortem, &cell.range);
        let heading = without_brackets(&heading)
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        names.contains(&heading.as_str())
    })
}

/// A cell as its reader sees it, on one line.
pub(super) fn shown(postmortem: &Postmortem<'_>, range: &Range<usize>) -> String {
    let text = postmortem.plain(range).text;
    // Quoted names carry invisible breaks, so that they notify nobody.
    text.replace('\u{200b}', "").replace('\n', " ").trim().to_owned()
}

/// Text without what stands in brackets at its end: `prevent（予防）`.
pub(super) fn without_brackets(text: &str) -> &str {
    let bracket = text
        .find(['(', '（'])
        .filter(|_| text.trim_end().ends_with([')', '）']));
    bracket.map_or(text, |start| &text[..start]).trim()
}

/// Reads a cell of a row.
pub(super) fn field<T>(
    postmortem: &Postmortem<'_>,
    row: &Row,
    column: Option<usize>,
    read: impl FnOnce(&str, &Range<usize>) -> Result<T, FieldFault>,
) -> Field<T> {
    let cell = column.and_then(|column| row.cells.get(column));
    let Some(cell) = cell else {
        return Field {
            column: None,
            range: row.range.clone(),
            value: Err(FieldFault::NoColumn),
        };
    };
    let text = shown(postmortem, &cell.range);
    let value = if is_placeholder(&text) {
        Err(FieldFault::Missing)
    } else {
        read(&text, &cell.range)
    };
    Field {
        column,
        range: cell.range.clone(),
        value,
    }
}

fn is_placeholder(text: &str) -> bool {
    text.is_empty()
        || PLACEHOLDERS
            .iter()
            .any(|placeholder| placeholder.eq_ignore_ascii_case(text))
}

/// Whether nothing is written in a row.
pub(super) fn is_blank(postmortem: &Postmortem<'_>, row: &Row) -> bool {
    row.cells
        .iter()
        .all(|cell| shown(postmortem, &cell.range).is_empty())
}
