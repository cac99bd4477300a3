//! Every rule, a file each.

/// A table of action items for examples.
macro_rules! actions {
    ($($row:literal),* $(,)?) => {
        concat!(
            "| Action | Kind | Priority | Owner | Due | Issue |\n|:--|:--|:--|:--|:--|:--|\n",
            $($row, "\n"),*
        )
    };
}

/// The same in Japanese.
macro_rules! actions_ja {
    ($($row:literal),* $(,)?) => {
        concat!(
            "| 内容 | 種類 | 優先度 | 担当者 | 期限 | イシュー |\n|:--|:--|:--|:--|:--|:--|\n",
            $($row, "\n"),*
        )
    };
}

/// A timeline for examples.
macro_rules! timeline {
    ($($row:literal),* $(,)?) => {
        concat!("| When | Who | What | Evidence |\n|:--|:--|:--|:--|\n", $($row, "\n"),*)
    };
}

/// The same in Japanese.
macro_rules! timeline_ja {
    ($($row:literal),* $(,)?) => {
        concat!("| 日時 | 誰が | 内容 | 根拠 |\n|:--|:--|:--|:--|\n", $($row, "\n"),*)
    };
}

mod action_due_passed;
mod action_low_priority;
mod action_missing;
mod action_too_many;
mod action_vague_verb;
mod action_without_due;
mod action_without_issue;
mod action_without_owner;
mod action_without_priority;
mod announcement_missing;
mod announcement_says_outage;
mod blame_language;
mod broken_link;
mod detection_not_said;
mod front_matter_broken;
mod impact_not_measured;
mod impact_without_number;
mod placeholder_text;
mod root_cause_human_error;
mod root_cause_names_person;
mod section_empty;
mod section_missing;
mod section_untouched;
mod timeline_loose_row;
mod timeline_out_of_order;
mod timeline_too_short;
mod timeline_without_evidence;
mod timeline_without_time;
mod timeline_without_zone;
mod went_badly_unanswered;

pub(super) use action_due_passed::first_to_pass;

use std::ops::Range;

use super::{Finding, Rule};
use crate::document::{ActionItem, Field, FieldFault};

/// Every rule, in the order of the documentation: the document as a whole, then its sections from first to last.
pub const RULES: &[&Rule] = &[
    &front_matter_broken::RULE,
    &section_missing::RULE,
    &section_empty::RULE,
    &section_untouched::RULE,
    &placeholder_text::RULE,
    &broken_link::RULE,
    &blame_language::RULE,
    &impact_without_number::RULE,
    &impact_not_measured::RULE,
    &timeline_too_short::RULE,
    &timeline_without_time::RULE,
    &timeline_without_zone::RULE,
    &timeline_out_of_order::RULE,
    &timeline_without_evidence::RULE,
    &timeline_loose_row::RULE,
    &root_cause_names_person::RULE,
    &root_cause_human_error::RULE,
    &detection_not_said::RULE,
    &went_badly_unanswered::RULE,
    &action_missing::RULE,
    &action_vague_verb::RULE,
    &action_without_owner::RULE,
    &action_without_priority::RULE,
    &action_without_due::RULE,
    &action_without_issue::RULE,
    &action_low_priority::RULE,
    &action_due_passed::RULE,
    &action_too_many::RULE,
    &announcement_missing::RULE,
    &announcement_says_outage::RULE,
];

/// A cell as a place to point at: the row when nothing is written in the cell.
fn place<T>(field: &Field<T>, row: &Range<usize>) -> Range<usize> {
    if field.range.is_empty() {
        row.clone()
    } else {
        field.range.clone()
    }
}

/// What is wrong with a cell, by the name that templates know.
fn fault_name(fault: &FieldFault) -> &'static str {
    match fault {
        FieldFault::NoColumn | FieldFault::Missing => "missing",
        FieldFault::Several { .. } => "several",
        FieldFault::Impossible { .. } => "impossible",
        FieldFault::Contradictory { .. } => "contradictory",
        FieldFault::Unreadable { .. }
        | FieldFault::NoDate { .. }
        | FieldFault::NoZone { .. }
        | FieldFault::Time(_) => "unreadable",
    }
}

/// A cell of an action item that does not say what it should.
fn faulty<T>(item: &ActionItem<'_>, field: &Field<T>) -> Option<Finding> {
    let fault = field.value.as_ref().err()?;
    let action = item.action.value.as_deref().unwrap_or_default();
    Some(
        Finding::at(place(field, &item.row.range))
            .with("action", action)
            .with("fault", fault_name(fault)),
    )
}
