//! One cell of a table.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::{Edit, Refused};
use crate::document::{
    block::within,
    postmortem::Postmortem,
    table::{Cell, Row, is_blank},
};

/// Sets a cell of a row. The value is Markdown; `|` and line ends in it are written so that they stay within the cell.
///
/// Comments in the cell stay, behind the value. The column keeps its width as long as the value fits.
///
/// # Errors
///
/// Refuses a value that holds a comment, a column that the table does not have, and whatever would not read back.
pub fn set_cell(
    postmortem: &Postmortem<'_>,
    row: &Row,
    column: usize,
    value: &str,
) -> Result<Option<Edit>, Refused> {
    let cell = row.cells.get(column).ok_or(Refused::NoColumn)?;
    let wanted = one_line(value)?;
    if postmortem.cell_text(cell) == wanted {
        return Ok(None);
    }
    let mut content = escaped(&wanted);
    let comments = within(&postmortem.comments, &cell.range, |comment| comment.range.start);
    for comment in comments {
        let gap = if content.is_empty() { "" } else { " " };
        write!(content, "{gap}{}", &postmortem.text[comment.range.clone()])
            .expect("writing to a string succeeds");
    }
    let values = row.cells.iter().enumerate().map(|(index, cell)| {
        if index == column {
            wanted.clone()
        } else {
            postmortem.cell_text(cell)
        }
    });
    let values: Vec<String> = values.collect();
    let edits = ways(postmortem.text, row, column, cell, &content);
    let reads_back = |edit: &Edit| {
        let source = &postmortem.text[row.range.clone()];
        let range = edit.range.start - row.range.start..edit.range.end - row.range.start;
        let line = [&source[..range.start], &edit.text, &source[range.end..]].concat();
        is_row_of(&line, &values)
    };
    edits
        .into_iter()
        .find(reads_back)
        .map(Some)
        .ok_or(Refused::Unsafe)
}

/// A value on one line, without blanks around it.
pub(super) fn one_line(value: &str) -> Result<String, Refused> {
    if value.contains("<!--") {
        return Err(Refused::HoldsComment);
    }
    let lines: Vec<&str> = value.trim().split(['\n', '\r']).map(str::trim).collect();
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    Ok(lines.collect::<Vec<_>>().join("<br>"))
}

/// The text as a cell holds it: a backslash in front of every `|`.
pub(super) fn escaped(value: &str) -> String {
    value.replace('|', "\\|")
}

/// Whether a line, as a row of a table, has just these cells.
pub(super) fn is_row_of(line: &str, values: &[String]) -> bool {
    let columns = values.len();
    let table = format!("{}|\n{}|\n{line}\n", "|a".repeat(columns), "|-".repeat(columns));
    let read = Postmortem::parse(&table);
    let [table] = &read.tables[..] else {
        return false;
    };
    let [row] = &table.rows[..] else {
        return false;
    };
    read.blocks.len() == 1
        && row
            .cells
            .iter()
            .map(|cell| read.cell_text(cell))
            .eq(values.iter().cloned())
}

/// Ways to write a cell, the one that suits the row best first.
fn ways(text: &str, row: &Row, column: usize, cell: &Cell, content: &str) -> Vec<Edit> {
    let Some(slot) = &cell.slot else {
        return vec![behind(text, row, column, content)];
    };
    let opens = slot.start > row.range.start;
    let closes = slot.end < row.range.end;
    let filled = filled(&text[slot.clone()], content, opens, closes);
    let edit = |text: String| Edit {
        range: slot.clone(),
        text,
    };
    let mut ways = vec![edit(filled.clone())];
    if !opens {
        // Without a `|` in front, some words would begin a list or a heading.
        ways.push(edit(format!("| {}", filled.trim_start())));
    }
    if !opens && !closes {
        ways.push(edit(format!("| {} |", filled.trim())));
    }
    ways
}

/// The content with blanks around it, as wide as what it replaces where it fits.
fn filled(slot: &str, content: &str, opens: bool, closes: bool) -> String {
    let kept = slot.trim_matches(is_blank);
    let (lead, trail) = if kept.is_empty() {
        (if opens { " " } else { "" }, if closes { " " } else { "" })
    } else {
        let lead = slot.len() - slot.trim_start_matches(is_blank).len();
        let trail = slot.trim_end_matches(is_blank).len();
        (&slot[..lead], &slot[trail..])
    };
    // A tab or several blanks in front push the content to the right; otherwise the blanks are behind it.
    let is_right = lead.len() > 1 && lead.len() >= trail.len();
    let least = |blanks: &str| usize::from(!blanks.is_empty());
    let free = slot.width().saturating_sub(content.width());
    let (lead, trail) = if is_right {
        let trail = least(trail);
        (" ".repeat(free.saturating_sub(trail).max(1)), " ".repeat(trail))
    } else if closes {
        let after = free.saturating_sub(lead.width()).max(least(trail));
        (lead.to_owned(), " ".repeat(after))
    } else {
        (lead.to_owned(), trail.to_owned())
    };
    // A backslash would take the `|` behind it into the cell.
    let gap = if content.ends_with('\\') && trail.is_empty() && closes {
        " "
    } else {
        ""
    };
    format!("{lead}{content}{gap}{trail}")
}

/// Adds the cells that a short row lacks.
fn behind(text: &str, row: &Row, column: usize, content: &str) -> Edit {
    let written = row.cells.iter().take_while(|cell| cell.slot.is_some());
    let last = written.clone().last().and_then(|cell| cell.slot.as_ref());
    let end = last.map_or(row.range.end, |slot| slot.end);
    let closes = text[end..row.range.end].starts_with('|');
    let at = end + usize::from(closes);
    let mut cells = if closes { String::new() } else { " |".to_owned() };
    cells.push_str(&"  |".repeat(column - written.count()));
    write!(cells, " {content} |").expect("writing to a string succeeds");
    Edit {
        range: at..at,
        text: cells,
    }
}
