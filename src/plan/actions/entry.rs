//! What one entry of the board amounts to: its values, where it stands, and which side has to follow the other.

use chrono::{Days, NaiveDate};

use crate::{
    domain::{
        action::{
            Finisher, Item, ItemField, ItemIssue, ItemNote, ItemState, Priority, RowState, TrackingIssue,
        },
        event::CloseReason,
        person::Login,
    },
    policy::{DayUnit, Within},
};

use super::{
    super::Input,
    board::{Board, Entry, title},
    merge::{Merged, Turn, merge},
    row::{Said, print_of, says_the_same},
};

/// An entry with its fields compared.
#[derive(Debug)]
pub(super) struct Compared {
    /// What is to be done; absent where nobody says so on our side.
    pub(super) title: Merged<String>,
    pub(super) owner: Merged<Login>,
    pub(super) priority: Merged<Priority>,
    pub(super) due: Merged<NaiveDate>,
}

impl Compared {
    /// Compares the fields of an entry.
    pub(super) fn of(input: &Input<'_>, board: &Board<'_>, entry: &Entry<'_>) -> Self {
        let request = entry
            .request
            .filter(|_| !was_written(entry))
            .map(|one| &one.request);
        let row = entry.row.as_ref();
        let (issue, record) = (entry.issue, entry.record);
        let owner = row.map_or_else(
            || Said::from(request.and_then(|request| request.owner.clone())),
            |row| row.owner.clone(),
        );
        let priority = row.map_or_else(
            || Said::from(request.and_then(|request| request.priority)),
            |row| row.priority.clone(),
        );
        let due = row.map_or_else(
            || Said::from(request.and_then(|request| request.due)),
            |row| row.due.clone(),
        );
        // On its way to another repository an issue loses labels and assignees, which is nobody's wish; one that cannot
        // be seen says nothing.
        let stayed = issue.is_some() && !has_moved(board, entry);
        let base = |text: Option<&String>| {
            let text = text.filter(|_| stayed);
            text.map(|text| (!text.is_empty()).then(|| text.clone()))
        };
        let owner_then = base(record.and_then(|record| record.owner.as_ref()));
        let owner_then = owner_then.map(|login| login.map(Login::new));
        let priority_then = base(record.and_then(|record| record.priority.as_ref()));
        let priority_then = priority_then.map(|word| word.and_then(|word| Priority::named(&word)));
        let due_then = base(record.and_then(|record| record.due.as_ref()));
        let due_then = due_then.map(|day| day.and_then(|day| day.parse::<NaiveDate>().ok()));
        let assigned = issue.and_then(|issue| assignee(issue, &owner, owner_then.as_ref()));
        let has_side = row.is_some() || request.is_some();
        let mut compared = Self {
            title: compare_titles(board, entry),
            owner: merge(&owner, assigned, owner_then.as_ref().map(Option::as_ref)),
            priority: merge(
                &priority,
                issue.and_then(ItemIssue::priority).as_ref(),
                priority_then.as_ref().map(Option::as_ref),
            ),
            due: merge(
                &due,
                issue.and_then(ItemIssue::due).as_ref(),
                due_then.as_ref().map(Option::as_ref),
            ),
        };
        // A day that nobody has set follows from the priority, once: whoever takes it away has decided.
        let by_priority = issue
            .filter(|_| has_side && compared.due.agreed && compared.due.value.is_none() && due_then.is_none())
            .zip(compared.priority.value)
            .and_then(|(issue, priority)| customary_day(input, issue, priority));
        if let Some(day) = by_priority {
            compared.due = Merged {
                value: Some(day),
                turn: Turn::ToIssue(Some(day)),
                agreed: false,
            };
        }
        compared.restrain(board, entry, has_side);
        compared
    }

    /// Takes back what must not be done: nothing is written to a closed issue, nothing to somebody else's before the
    /// document is meant, and nothing to a row that is not there or cannot be changed.
    fn restrain(&mut self, board: &Board<'_>, entry: &Entry<'_>, has_side: bool) {
        let is_mine = entry.is_ours() || entry.issue.is_some_and(|issue| issue.child) || board.is_ready;
        let to_issue = has_side && is_mine && entry.issue.is_some_and(|issue| issue.closed.is_none());
        let to_row = entry.row.is_some() && entry.issue.is_some() && board.is_open;
        restrain(&mut self.title, to_issue && entry.is_ours(), to_row);
        restrain(&mut self.owner, to_issue, to_row);
        restrain(&mut self.priority, to_issue, to_row);
        restrain(&mut self.due, to_issue, to_row);
    }
}

fn restrain<T>(merged: &mut Merged<T>, to_issue: bool, to_row: bool) {
    let allowed = match merged.turn {
        Turn::Rest => true,
        Turn::ToIssue(_) => to_issue,
        Turn::ToRow(_) | Turn::Differs => to_row,
    };
    if !allowed {
        merged.turn = Turn::Rest;
    }
}

/// Whether its issue is elsewhere than it was.
#[expect(clippy::redundant_closure_for_method_calls, reason = "the module is private")]
pub(super) fn has_moved(board: &Board<'_>, entry: &Entry<'_>) -> bool {
    let before = entry.record.and_then(|record| record.issue());
    let now = entry.issue.map(|issue| issue.name_in(&board.here));
    before.is_some() && now.is_some() && before != now
}

/// Whether its row was in the document once: from then on the row is what counts, and not the command.
pub(super) fn was_written(entry: &Entry<'_>) -> bool {
    entry.row.is_some() || entry.record.is_some_and(|record| record.written)
}

/// Of several people assigned, the one that the row names, or named.
fn assignee<'a>(
    issue: &'a ItemIssue,
    owner: &Said<Login>,
    then: Option<&Option<Login>>,
) -> Option<&'a Login> {
    let wanted = match owner {
        Said::Value(login) => Some(login),
        Said::Nothing | Said::Unreadable => None,
    };
    let find = |login: Option<&Login>| {
        let mut assignees = issue.assignees.iter();
        assignees.find(|assignee| Some(*assignee) == login)
    };
    find(wanted)
        .or_else(|| find(then.and_then(Option::as_ref)))
        .or_else(|| issue.assignees.first())
}

/// Titles are compared by what a reader sees of them. A title in another repository may be nothing for readers here.
fn compare_titles(board: &Board<'_>, entry: &Entry<'_>) -> Merged<String> {
    let row = match (&entry.row, entry.request) {
        (Some(row), _) => Some(row.text.clone()),
        (None, Some(request)) if !was_written(entry) => Some(title(&request.request.title)),
        (None, _) => None,
    };
    let row = row.filter(|text| !text.is_empty());
    let rest = |value| Merged {
        value,
        turn: Turn::Rest,
        agreed: false,
    };
    let Some(issue) = entry.issue else {
        return rest(row);
    };
    let is_here = issue.repository.eq_ignore_ascii_case(&board.here);
    let shown = is_here.then(|| issue.title.clone());
    let Some(row) = row else {
        return rest(shown);
    };
    if !entry.is_ours() {
        return rest(Some(row));
    }
    if says_the_same(&row, &issue.title) {
        return Merged {
            value: Some(row),
            turn: Turn::Rest,
            agreed: true,
        };
    }
    let then = entry.record.and_then(|record| record.title.as_ref());
    let row_moved = then.is_none_or(|(row_then, _)| print_of(&row) != *row_then);
    let issue_moved = then.is_none_or(|(_, issue_then)| print_of(&issue.title) != *issue_then);
    let turn = match (row_moved, issue_moved) {
        (true, false) => Turn::ToIssue(Some(row.clone())),
        (false, true) if is_here => Turn::ToRow(shown.clone()),
        (false, true) => Turn::Rest,
        _ => Turn::Differs,
    };
    let value = match turn {
        Turn::ToRow(_) => shown,
        _ => Some(row),
    };
    Merged {
        value,
        turn,
        agreed: false,
    }
}

/// The day that an issue's priority gives it, counted from the day on which it was opened.
fn customary_day(input: &Input<'_>, issue: &ItemIssue, priority: Priority) -> Option<NaiveDate> {
    let within = input.policy.actions.due_within.get(&priority)?;
    let opened = issue.created_at.with_timezone(&input.policy.zone).date_naive();
    let Within { days, unit } = *within;
    match unit {
        DayUnit::Business => Some(input.policy.calendar.add_business_days(opened, days)),
        DayUnit::Calendar => opened.checked_add_days(Days::new(days.into())),
    }
}

/// The entry as an item.
pub(super) fn item(input: &Input<'_>, board: &Board<'_>, entry: &Entry<'_>) -> Item {
    let compared = Compared::of(input, board, entry);
    let request = entry.request.map(|one| &one.request);
    Item {
        key: entry.key.clone(),
        title: compared.title.value.clone().unwrap_or_default(),
        kind: match &entry.row {
            Some(row) => row.kind,
            None => request.and_then(|request| request.kind),
        },
        priority: compared.priority.value,
        owner: compared.owner.value.clone(),
        due: compared.due.value,
        issue: entry.issue.map(|issue| TrackingIssue {
            name: issue.name_in(&board.here),
            url: issue.url.clone(),
            created_at: issue.created_at,
        }),
        state: state(entry),
        row: match &entry.row {
            Some(_) => RowState::Written,
            None if board.has_table && was_written(entry) => RowState::Deleted,
            None if was_written(entry) => RowState::Written,
            None => RowState::None,
        },
        notes: notes(input, board, entry, &compared),
    }
}

fn state(entry: &Entry<'_>) -> ItemState {
    let Some(issue) = entry.issue else {
        return if entry.is_lost() && entry.dangling.is_none() {
            ItemState::Lost
        } else {
            ItemState::Open
        };
    };
    let Some(closed) = &issue.closed else {
        return ItemState::Open;
    };
    match closed.reason {
        CloseReason::NotPlanned | CloseReason::Duplicate => ItemState::Declined {
            at: closed.at,
            by: closed.by.clone(),
        },
        CloseReason::Completed => ItemState::Done {
            at: closed.at,
            by: match &closed.closer {
                Some(change) => Finisher::Change {
                    change: change.clone(),
                },
                None => Finisher::Person {
                    login: closed.by.clone(),
                },
            },
        },
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "it is one list of cases, best read as a whole"
)]
fn notes(input: &Input<'_>, board: &Board<'_>, entry: &Entry<'_>, compared: &Compared) -> Vec<ItemNote> {
    let mut notes = Vec::new();
    let row = entry.row.as_ref();
    let mut differs = |field, row: Option<String>, issue: Option<String>| {
        notes.push(ItemNote::Differs {
            field,
            row: row.unwrap_or_default(),
            issue: issue.unwrap_or_default(),
        });
    };
    if let (Some(row), Some(issue)) = (row, entry.issue) {
        let is_here = issue.repository.eq_ignore_ascii_case(&board.here);
        if compared.title.turn == Turn::Differs && is_here {
            differs(
                ItemField::Title,
                Some(row.text.clone()),
                Some(issue.title.clone()),
            );
        }
        if compared.owner.turn == Turn::Differs {
            let assigned = compared.owner.value.as_ref().map(ToString::to_string);
            differs(
                ItemField::Owner,
                row.owner.clone().value().map(|one| one.to_string()),
                assigned,
            );
        }
        if compared.priority.turn == Turn::Differs {
            let label = issue.priority().map(|priority| priority.to_string());
            differs(
                ItemField::Priority,
                row.priority.clone().value().map(|one| one.to_string()),
                label,
            );
        }
        if compared.due.turn == Turn::Differs {
            let label = issue.due().map(|day| day.to_string());
            differs(
                ItemField::Due,
                row.due.clone().value().map(|one| one.to_string()),
                label,
            );
        }
    }
    if entry.issue.is_some_and(|issue| issue.has_other_parent) && row.is_some() {
        notes.push(ItemNote::OtherParent);
    }
    notes.extend(entry.dangling.clone().map(|name| ItemNote::NoSuchIssue { name }));
    if entry.issue.is_none()
        && !entry.is_lost()
        && let Some(repository) = repository(entry)
    {
        if !is_owned(input, repository) {
            notes.push(ItemNote::OtherOwner {
                repository: repository.to_owned(),
            });
        } else if !is_reached(input, repository) && is_wanted(board, entry) {
            notes.push(ItemNote::OutOfReach {
                repository: repository.to_owned(),
            });
        }
    }
    notes
}

/// The other repository that the issue of an entry shall belong to.
pub(super) fn repository<'e>(entry: &'e Entry<'_>) -> Option<&'e str> {
    match &entry.row {
        Some(row) if row.repository.is_some() => row.repository.as_deref(),
        _ => entry.request?.request.repository.as_deref(),
    }
}

/// Whether a repository has the incident's owner: sub-issues cannot be anywhere else.
pub(super) fn is_owned(input: &Input<'_>, repository: &str) -> bool {
    let owner = &input.observation.repository.owner;
    repository
        .split_once('/')
        .is_some_and(|(other, _)| other.eq_ignore_ascii_case(owner))
}

/// Whether we can work in a repository.
pub(super) fn is_reached(input: &Input<'_>, repository: &str) -> bool {
    let mut reached = input.observation.items.repositories.iter();
    reached.any(|one| one.eq_ignore_ascii_case(repository))
}

/// Whether an issue is wanted for an entry: at once for whoever asks in a comment, for rows not before the document is
/// meant. A row gets its key first, so that it is found again whatever becomes of its words.
pub(super) fn is_wanted(board: &Board<'_>, entry: &Entry<'_>) -> bool {
    if entry.issue.is_some() || entry.dangling.is_some() {
        return false;
    }
    let Some(row) = &entry.row else {
        return entry.request.is_some() && !entry.is_lost() && !was_written(entry);
    };
    // Whoever takes the number of a lost issue out of its row asks for another one.
    let is_free = !entry.is_lost() || (board.is_open && entry.record.is_some_and(|record| record.written));
    row.issue == Said::Nothing && !row.text.is_empty() && board.is_ready && is_free
}
