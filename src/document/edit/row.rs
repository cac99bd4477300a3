//! Rows of a table.

use unicode_width::UnicodeWidthStr as _;

use super::{
    Edit, Refused,
    cell::{escaped, is_row_of, one_line},
    line_end,
};
use crate::document::{
    comment::is_name,
    postmortem::Postmortem,
    table::{Row, Table},
};

/// Puts a row behind the last one of a table, or below its header when there is none yet.
///
/// Values are Markdown, as for [`super::set_cell`]; columns without one stay empty. A key finds the row again.
///
/// # Errors
///
/// Refuses more values than the table has columns, values with comments, and whatever would not read back.
pub fn append_row(
    postmortem: &Postmortem<'_>,
    table: &Table,
    values: &[&str],
    key: Option<&str>,
) -> Result<Edit, Refused> {
    let columns = table.header.cells.len();
    if values.len() > columns {
        return Err(Refused::NoColumn);
    }
    let mut wanted = values
        .iter()
        .map(|value| one_line(value))
        .collect::<Result<Vec<_>, _>>()?;
    wanted.resize(columns, String::new());
    let mark = key.map(comment).transpose()?;
    let widths = widths(postmortem.text, table);
    let mut row = String::from("|");
    for (column, value) in wanted.iter().enumerate() {
        let mut content = escaped(value);
        if let (0, Some(mark)) = (column, &mark) {
            let gap = if content.is_empty() { "" } else { " " };
            content.push_str(gap);
            content.push_str(mark);
        }
        let pad = widths
            .as_ref()
            .map_or(0, |widths| widths[column].saturating_sub(content.width() + 2));
        row.push(' ');
        row.push_str(&content);
        row.push_str(&" ".repeat(pad));
        row.push_str(" |");
    }
    if !is_row_of(&row, &wanted) {
        return Err(Refused::Unsafe);
    }
    let end = table.range.end;
    let line = postmortem.text[..end].rsplit('\n').next().unwrap_or_default();
    // Within a quote or a list, every line of the table begins like the last one.
    let prefix = &line[..line.len() - line.trim_start_matches([' ', '\t', '>']).len()];
    Ok(Edit {
        range: end..end,
        text: format!("{}{prefix}{row}", line_end(postmortem.text, end)),
    })
}

/// Gives a row the key by which it is found again, in a comment in its first cell.
///
/// # Errors
///
/// Refuses a key that could not stand in a comment.
pub fn mark_row(postmortem: &Postmortem<'_>, row: &Row, key: &str) -> Result<Option<Edit>, Refused> {
    let mark = comment(key)?;
    if let Some((old, range)) = postmortem.row_mark(row) {
        return Ok((old != key).then_some(Edit { range, text: mark }));
    }
    let cell = row.cells.first().ok_or(Refused::NoColumn)?;
    let text = if cell.range.is_empty() {
        mark
    } else {
        format!(" {mark}")
    };
    let at = cell.range.end;
    Ok(Some(Edit { range: at..at, text }))
}

fn comment(key: &str) -> Result<String, Refused> {
    if is_name(key) {
        Ok(format!("<!-- closeout:row {key} -->"))
    } else {
        Err(Refused::BadName { name: key.to_owned() })
    }
}

/// The widths of the columns, when the table is drawn so that they line up.
fn widths(text: &str, table: &Table) -> Option<Vec<usize>> {
    let of = |row: &Row| -> Option<Vec<usize>> {
        let slots = row.cells.iter().map(|cell| cell.slot.clone());
        slots.map(|slot| Some(text[slot?].width())).collect()
    };
    let header = of(&table.header)?;
    let last = table.rows.last()?;
    (of(last)? == header).then_some(header)
}
