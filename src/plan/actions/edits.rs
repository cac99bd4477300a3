//! What the document's table takes over: keys, numbers of issues, what changed there, and rows for items without one.
//!
//! In one commit a row gets its key, or has cells filled in; of cells that its line is too short for, one at a time.

use crate::{
    document::{
        ActionColumns, Postmortem, Row as TableRow, Table,
        edit::{Edit, append_row, mark_row, set_cell},
    },
    domain::{
        action::{Item, ItemState},
        phase::Phase,
    },
};

use super::{
    super::Input,
    board::{Board, Entry, board},
    entry::{Compared, is_wanted, item, was_written},
    merge::Turn,
    row::Said,
};

/// Edits of the document's table.
pub(in crate::plan) fn edits(input: &Input<'_>, postmortem: &Postmortem<'_>) -> Vec<Edit> {
    if !input.is_live() {
        return Vec::new();
    }
    let board = board(input);
    let rows = postmortem.action_items();
    let mut edits: Vec<Edit> = Vec::new();
    for entry in &board.entries {
        let Some(row) = entry.row.as_ref().and_then(|row| rows.get(row.index)) else {
            continue;
        };
        let columns = postmortem.action_columns(row.table);
        edits.extend(of_row(input, postmortem, &board, entry, row.row, &columns));
    }
    // What follows the row that was there last must not stand in its way.
    if edits.is_empty()
        && let Some(table) = postmortem.action_tables().first()
    {
        edits.extend(new_rows(input, postmortem, &board, table));
    }
    edits
}

fn of_row(
    input: &Input<'_>,
    postmortem: &Postmortem<'_>,
    board: &Board<'_>,
    entry: &Entry<'_>,
    row: &TableRow,
    columns: &ActionColumns,
) -> Vec<Edit> {
    let has_mark = entry
        .row
        .as_ref()
        .is_some_and(|one| one.mark.as_ref() == Some(&entry.key));
    let wants_mark = (entry.is_ours() || is_wanted(board, entry)) && !has_mark;
    if wants_mark {
        return mark_row(postmortem, row, &entry.key)
            .ok()
            .flatten()
            .into_iter()
            .collect();
    }
    let mut filled: Vec<Edit> = Vec::new();
    let mut is_short = false;
    for (column, value) in cells(input, board, entry, columns) {
        let lacks = row
            .cells
            .get(column)
            .is_some_and(|cell| cell.range.start == row.range.end);
        if lacks && is_short {
            continue;
        }
        if let Ok(Some(edit)) = set_cell(postmortem, row, column, &value) {
            is_short |= lacks;
            filled.push(edit);
        }
    }
    filled
}

/// Cells that are to say something else.
fn cells(
    input: &Input<'_>,
    board: &Board<'_>,
    entry: &Entry<'_>,
    columns: &ActionColumns,
) -> Vec<(usize, String)> {
    let compared = Compared::of(input, board, entry);
    let mut cells = Vec::new();
    let mut set = |column: Option<usize>, value: String| cells.extend(column.map(|column| (column, value)));
    if let Turn::ToRow(Some(title)) = &compared.title.turn {
        set(columns.action, title.clone());
    }
    if let Turn::ToRow(priority) = &compared.priority.turn {
        set(
            columns.priority,
            priority.map(|one| one.to_string()).unwrap_or_default(),
        );
    }
    if let Turn::ToRow(owner) = &compared.owner.turn {
        set(
            columns.owner,
            owner.as_ref().map(|one| format!("@{one}")).unwrap_or_default(),
        );
    }
    if let Turn::ToRow(due) = &compared.due.turn {
        set(columns.due, due.map(|one| one.to_string()).unwrap_or_default());
    }
    if let (Some(issue), Some(row)) = (entry.issue, &entry.row) {
        let name = issue.name_in(&board.here);
        let is_moved = match &row.issue {
            Said::Value(named) => *named != name,
            Said::Nothing => true,
            Said::Unreadable => false,
        };
        if is_moved {
            set(columns.issue, link(&item(input, board, entry)));
        }
    }
    cells
}

/// A link to the issue: within a file, a number alone leads nowhere.
fn link(item: &Item) -> String {
    let Some(issue) = &item.issue else {
        return String::new();
    };
    let repository = issue.name.repository.as_deref().unwrap_or_default();
    format!("[{repository}#{}]({})", issue.name.number, issue.url)
}

/// Rows for items that never had one: those that were asked for with `/action`, and sub-issues that somebody opened and
/// left open. Once there was a row, its absence is somebody's decision.
fn new_rows(input: &Input<'_>, postmortem: &Postmortem<'_>, board: &Board<'_>, table: &Table) -> Vec<Edit> {
    let columns = postmortem.action_columns(table);
    let lacking = board.entries.iter().filter(|entry| {
        let item = item(input, board, entry);
        let is_meant = match item.state {
            ItemState::Open => true,
            ItemState::Done { .. } => entry.is_ours(),
            ItemState::Declined { .. } | ItemState::Lost => false,
        };
        entry.row.is_none()
            && entry.issue.is_some()
            && !was_written(entry)
            && is_meant
            && input.incident.phase == Phase::Resolved
            && !item.title.is_empty()
    });
    let row = |entry: &Entry<'_>| {
        let item = item(input, board, entry);
        let mut values = vec![String::new(); table.header.cells.len()];
        let mut set = |column: Option<usize>, value: String| {
            if let Some(slot) = column.and_then(|column| values.get_mut(column)) {
                *slot = value;
            }
        };
        set(columns.action, item.title.clone());
        set(
            columns.kind,
            item.kind.map(|kind| kind.name().to_owned()).unwrap_or_default(),
        );
        set(
            columns.priority,
            item.priority.map(|one| one.to_string()).unwrap_or_default(),
        );
        set(
            columns.owner,
            item.owner
                .as_ref()
                .map(|one| format!("@{one}"))
                .unwrap_or_default(),
        );
        set(
            columns.due,
            item.due.map(|one| one.to_string()).unwrap_or_default(),
        );
        set(columns.issue, link(&item));
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let key = entry.is_ours().then_some(entry.key.as_str());
        append_row(postmortem, table, &values, key).ok()
    };
    lacking.filter_map(row).collect()
}
