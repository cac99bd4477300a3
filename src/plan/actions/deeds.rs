//! Effects on the issues of items: opening them, and having them follow their rows.

use crate::{
    domain::{
        action::{ItemIssue, ItemMark, Priority, due_label},
        label,
    },
    message::{Message, context::ActionIssueContext},
    policy::labels,
};

use super::{
    super::{
        Input,
        effect::{Effect, ItemChange},
    },
    board::{Board, Entry},
    entry::{Compared, is_owned, is_reached, is_wanted, repository},
    merge::Turn,
    row::title,
};

/// The most people that GitHub lets one issue be assigned to.
const MOST_ASSIGNEES: usize = 10;

/// Everything that issues lack.
pub(super) fn deeds(input: &Input<'_>, board: &Board<'_>) -> Vec<Effect> {
    let mut planned: Vec<Effect> = Vec::new();
    for entry in &board.entries {
        let deeds = match entry.issue {
            Some(issue) => follow(input, board, entry, issue),
            None => open(input, board, entry).into_iter().collect(),
        };
        // Two items can need the same label.
        for deed in deeds {
            if !planned.contains(&deed) {
                planned.push(deed);
            }
        }
    }
    planned
}

/// Opens the issue of an item, as a sub-issue of the incident where GitHub has those.
fn open(input: &Input<'_>, board: &Board<'_>, entry: &Entry<'_>) -> Option<Effect> {
    let has_key = entry
        .row
        .as_ref()
        .is_none_or(|row| row.mark.as_ref() == Some(&entry.key) || !board.is_open);
    if !is_wanted(board, entry) || !has_key {
        return None;
    }
    let other = repository(entry);
    if other.is_some_and(|other| !is_owned(input, other) || !is_reached(input, other)) {
        return None;
    }
    let incident = &input.observation.issue;
    let request = entry.request.map(|one| &one.request);
    let text = match (&entry.row, request) {
        (Some(row), _) => row.text.clone(),
        (None, request) => title(&request?.title),
    };
    let pull = input.observation.pull_request.as_ref();
    Some(Effect::OpenItem {
        repository: other.map(str::to_owned),
        parent: (!input.observation.items.flat).then(|| incident.node_id.clone()),
        mark: ItemMark {
            incident: incident.node_id.clone(),
            key: entry.key.clone(),
        },
        message: Box::new(Message::ActionIssue(ActionIssueContext {
            title: text,
            number: incident.number,
            home: other.map(|_| board.here.clone()),
            drill: input.incident.drill,
            kind: match &entry.row {
                Some(row) => row.kind,
                None => request.and_then(|request| request.kind),
            },
            asked: entry
                .request
                .map(|one| one.url.clone())
                .filter(|_| entry.row.is_none()),
            postmortem: pull.map(|pull| pull.url.clone()),
        })),
        voice: input.voice(),
    })
}

/// Has an issue follow its row.
fn follow(input: &Input<'_>, board: &Board<'_>, entry: &Entry<'_>, issue: &ItemIssue) -> Vec<Effect> {
    let compared = Compared::of(input, board, entry);
    let mut planned = Vec::new();
    let change = |change: ItemChange| Effect::ChangeItem {
        issue: issue.name_in(&board.here),
        change,
    };
    if belongs_below(input, board, entry, issue) {
        planned.push(change(ItemChange::PutBelow {
            parent: input.observation.issue.node_id.clone(),
            child: issue.id.clone(),
        }));
    }
    if let Turn::ToIssue(Some(text)) = &compared.title.turn {
        planned.push(change(ItemChange::Rename(text.clone())));
    }
    if let Turn::ToIssue(owner) = &compared.owner.turn {
        let before = entry.record.and_then(|record| record.owner.as_deref());
        let before = issue.assignees.iter().find(|one| Some(one.as_str()) == before);
        if let Some(owner) = owner
            && issue.assignees.len() < MOST_ASSIGNEES
        {
            planned.push(change(ItemChange::Assign(owner.clone())));
        }
        planned.extend(before.map(|before| change(ItemChange::Unassign(before.clone()))));
    }
    if let Turn::ToIssue(priority) = compared.priority.turn {
        let wanted = priority.map(labels::priority);
        let is_one = |name: &str| Priority::named(name).is_some();
        planned.extend(relabel(board, issue, wanted, is_one));
    }
    if let Turn::ToIssue(due) = compared.due.turn {
        let present: Vec<String> = issue.due().map(due_label).into_iter().collect();
        let is_one = |name: &str| present.iter().any(|one| label::same(one, name));
        planned.extend(relabel(board, issue, due.map(labels::due), is_one));
    }
    planned
}

/// Whether an issue is to become a sub-issue of the incident. One that a person took out of it stays out.
fn belongs_below(input: &Input<'_>, board: &Board<'_>, entry: &Entry<'_>, issue: &ItemIssue) -> bool {
    let is_meant = entry.is_ours() || (entry.row.is_some() && board.is_ready);
    let was_below = entry.record.is_some_and(|record| record.child);
    let can_be = !input.observation.items.flat && !issue.has_other_parent && issue.closed.is_none();
    let owner = issue.repository.split_once('/').map(|(owner, _)| owner);
    let is_owned = owner.is_some_and(|owner| owner.eq_ignore_ascii_case(&input.observation.repository.owner));
    is_meant && can_be && is_owned && !issue.child && !was_below
}

/// Takes labels of a family off, and puts the wanted one on. In the incident's repository it is made first, so that it has
/// its colour.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the parts are taken over from the caller"
)]
fn relabel(
    board: &Board<'_>,
    issue: &ItemIssue,
    wanted: Option<crate::domain::label::LabelSpec>,
    is_one: impl Fn(&str) -> bool,
) -> Vec<Effect> {
    let name = issue.name_in(&board.here);
    let mut planned = Vec::new();
    let keeps = |label: &str| {
        wanted
            .as_ref()
            .is_some_and(|wanted| label::same(&wanted.name, label))
    };
    let others = issue.labels.iter().filter(|label| is_one(label) && !keeps(label));
    let removed: Vec<Effect> = others
        .map(|label| Effect::ChangeItem {
            issue: name.clone(),
            change: ItemChange::RemoveLabel(label.clone()),
        })
        .collect();
    if let Some(wanted) = wanted.clone() {
        if name.repository.is_none() {
            planned.push(Effect::CreateLabel(wanted.clone()));
        }
        planned.push(Effect::ChangeItem {
            issue: name,
            change: ItemChange::AddLabel(wanted.name),
        });
    }
    planned.extend(removed);
    planned
}
