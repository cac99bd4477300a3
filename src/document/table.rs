//! Tables, cell by cell.

use std::ops::Range;

use super::sentence::trimmed;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// From the first mark of its header to the end of its last line.
    pub range: Range<usize>,
    /// How each column is aligned.
    pub alignments: Vec<Alignment>,
    /// Its first row.
    pub header: Row,
    /// The rows below the line that makes it a table.
    pub rows: Vec<Row>,
}

/// How a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alignment {
    /// `---`
    None,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row without what contains the table, and without the end of its line.
    pub range: Range<usize>,
    /// Its cells, as many as the table has columns.
    pub cells: Vec<Cell>,
    /// What stands behind the last column and is shown to nobody: often a `|` that wanted to be `\|`.
    pub surplus: Option<Range<usize>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its content without blanks around it.
    pub range: Range<usize>,
    /// Everything from one `|` to the next; absent for a cell that the row is too short for.
    pub(super) slot: Option<Range<usize>>,
}

impl Cell {
    /// Its Markdown as written, with `\|` for every `|`; comments are part of it.
    pub fn source<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range.clone()]
    }
}

/// A row as the parser found it: its cells' ranges, which lie behind the row where a cell is missing.
pub(super) fn row(text: &str, range: &Range<usize>, cells: &[Range<usize>]) -> Row {
    let line = &text[range.clone()];
    let range = range.start..range.start + line.trim_end_matches(['\r', '\n']).len();
    let cells: Vec<Cell> = cells.iter().map(|found| cell(text, &range, found)).collect();
    let behind = cells.iter().rev().find_map(|cell| cell.slot.as_ref());
    let surplus = behind.and_then(|last| {
        let rest = last.end.min(range.end)..range.end;
        let rest = trimmed(
            text,
            rest.start + usize::from(text[rest.clone()].starts_with('|'))..rest.end,
        );
        (!rest.is_empty()).then_some(rest)
    });
    Row {
        range,
        cells,
        surplus,
    }
}

fn cell(text: &str, row: &Range<usize>, found: &Range<usize>) -> Cell {
    if found.start >= row.end {
        return Cell {
            range: row.end..row.end,
            slot: None,
        };
    }
    let rest = &text[found.end..row.end];
    let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
    let slot = found.start..found.end + blanks;
    Cell {
        range: trimmed(text, slot.clone()),
        slot: Some(slot),
    }
}

/// Blanks that a cell may have around its content.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{b}' | '\u{c}')
}
