//! Action items: the table in the document, the issues that track them, and `/action`, kept in step.
//!
//! `board` joins what belongs together, `entry` says what each item amounts to and which side has to follow the other.
//! `deeds` are the effects on issues, `edits` those on the document; `record` is what must be remembered between two
//! looks, and stands in the status comment. Whatever both sides changed is left as it is, and said.

mod board;
mod deeds;
mod edits;
mod entry;
mod merge;
mod record;
mod row;

use chrono::{DateTime, Days, NaiveTime, TimeZone as _, Utc};

use crate::{
    document::Postmortem,
    domain::{
        action::{Item, ItemNames},
        event::{EventKind, Place, Referrer},
        incident::Incident,
        observation::Observation,
        person::ActorKind,
        report::IssueRef,
    },
};

use super::{Input, effect::Plan};

pub(super) use edits::edits;
pub(super) use record::records;

/// The action items of an incident: rows of the document in their order, then those that have none.
pub fn items(input: &Input<'_>) -> Vec<Item> {
    let board = board::board(input);
    let entries = board.entries.iter();
    entries.map(|entry| entry::item(input, &board, entry)).collect()
}

/// Effects on issues, and when an item becomes overdue.
pub(super) fn plan(input: &Input<'_>) -> Plan {
    if !input.is_live() {
        return Plan::default();
    }
    let board = board::board(input);
    Plan {
        effects: deeds::deeds(input, &board),
        wake_at: next_day_that_ends(input, &items(input)),
    }
}

/// The first midnight after which an item is overdue that is not yet.
fn next_day_that_ends(input: &Input<'_>, items: &[Item]) -> Option<DateTime<Utc>> {
    let zone = input.policy.zone;
    let open = items.iter().filter(|item| item.is_open());
    let ends = open.filter_map(|item| {
        let morrow = item.due?.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
        // Where clocks are put forward at midnight, the day begins an hour later.
        let begins = zone.from_local_datetime(&morrow).earliest();
        Some(begins.map_or_else(|| morrow.and_utc(), |begins| begins.to_utc()))
    });
    ends.filter(|end| *end > input.now).min()
}

/// What has to be looked up before [`items`] can tell: issues that rows, records and mentions name and that are no
/// sub-issues, and other repositories that issues are to be opened in.
#[expect(clippy::redundant_closure_for_method_calls, reason = "the module is private")]
pub fn names(observation: &Observation, incident: &Incident) -> ItemNames {
    let here = row::here(&observation.repository);
    let mut names = ItemNames::default();
    let mut name = |issue: IssueRef| {
        let is_itself = issue.repository.is_none() && issue.number == observation.issue.number;
        if !is_itself && observation.items.named(&issue, &here).is_none() {
            names.issues.insert(issue);
        }
    };
    let pull = observation.pull_request.as_ref();
    let file = pull.and_then(|pull| pull.document.as_ref());
    let postmortem = file.map(|file| Postmortem::parse(&file.text));
    let rows = postmortem
        .as_ref()
        .map(|postmortem| row::rows(postmortem, &observation.repository))
        .unwrap_or_default();
    for row in &rows {
        if let row::Said::Value(issue) = &row.issue {
            name(issue.clone());
        }
    }
    incident
        .item_records
        .iter()
        .filter_map(|record| record.issue())
        .for_each(&mut name);
    if observation.items.flat {
        mentioned_by_us(observation).for_each(&mut name);
    }
    let requests = incident.requested_items.iter();
    let requested = requests.filter_map(|one| one.request.repository.clone());
    let in_rows = rows.into_iter().filter_map(|row| row.repository);
    let owner = format!("{}/", observation.repository.owner.to_ascii_lowercase());
    names.repositories = requested
        .chain(in_rows)
        .filter(|repository| repository.to_ascii_lowercase().starts_with(&owner))
        .collect();
    names
}

/// Issues by which programs have mentioned the incident. Without sub-issues, that is how those that we made are found
/// again before they are on record.
fn mentioned_by_us(observation: &Observation) -> impl Iterator<Item = IssueRef> {
    let server = &observation.repository.url;
    observation.events.iter().filter_map(move |event| {
        let by_program = event
            .actor
            .as_ref()
            .is_some_and(|actor| actor.kind == ActorKind::Bot);
        let EventKind::Referenced(reference) = &event.kind else {
            return None;
        };
        let is_issue = reference.by == Referrer::Issue && event.place == Place::Issue;
        let number = reference.url.strip_prefix(server)?.strip_prefix("/issues/")?;
        let number = number.parse().ok().filter(|_| by_program && is_issue)?;
        Some(IssueRef {
            repository: None,
            number,
        })
    })
}
