//! What nobody shows about items, for the marker of the status comment.

use crate::domain::action::ItemRecord;

use super::{
    super::Input,
    board::{Board, Entry, board},
    entry::{Compared, has_moved},
    row::{Said, print_of},
};

/// What is to be remembered of every item that has, or had, an issue.
pub(in crate::plan) fn records(input: &Input<'_>) -> Vec<ItemRecord> {
    if !input.is_live() {
        return input.incident.item_records.clone();
    }
    let board = board(input);
    let entries = board.entries.iter();
    entries.filter_map(|entry| record(input, &board, entry)).collect()
}

fn record(input: &Input<'_>, board: &Board<'_>, entry: &Entry<'_>) -> Option<ItemRecord> {
    let Some(issue) = entry.issue else {
        return entry.record.cloned();
    };
    let compared = Compared::of(input, board, entry);
    let before = entry.record.cloned().unwrap_or_default();
    let name = issue.name_in(&board.here);
    let row = entry.row.as_ref();
    let has_number = row.is_some_and(|row| match &row.issue {
        Said::Value(named) => {
            *named == name || input.observation.items.named(named, &board.here) == Some(issue)
        }
        Said::Nothing | Said::Unreadable => false,
    });
    let has_mark = row.is_some_and(|row| row.mark.as_ref() == Some(&entry.key));
    let agreed = |agreed: bool, now: Option<String>, before: Option<String>| {
        if agreed && row.is_some() {
            Some(now.unwrap_or_default())
        } else {
            before
        }
    };
    // What was lost on the way is put back before the new place is noted.
    let settled = compared.owner.agreed && compared.priority.agreed && compared.due.agreed;
    let (number, repository) = if has_moved(board, entry) && !settled {
        (before.number, before.repository.clone())
    } else {
        (Some(name.number), name.repository)
    };
    Some(ItemRecord {
        key: entry.key.clone(),
        number,
        repository,
        written: before.written || has_number || has_mark,
        child: before.child || issue.child,
        title: row
            .filter(|_| compared.title.agreed)
            .map(|row| (print_of(&row.text), print_of(&issue.title)))
            .or(before.title),
        owner: agreed(
            compared.owner.agreed,
            compared.owner.value.map(|login| login.as_str().to_owned()),
            before.owner,
        ),
        priority: agreed(
            compared.priority.agreed,
            compared.priority.value.map(|priority| priority.to_string()),
            before.priority,
        ),
        // Nothing on both sides is no agreement on a day: one may follow from the priority yet.
        due: agreed(
            compared.due.agreed && compared.due.value.is_some(),
            compared.due.value.map(|day| day.to_string()),
            before.due,
        ),
    })
}
