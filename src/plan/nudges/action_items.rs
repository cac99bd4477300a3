//! Action items that will be due, are due, and are overdue: whoever does them is reminded until each is done or declined,
//! also when the postmortem is Closed. What nobody tracks yet is nobody's to do.

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::{
    domain::{action::Item, nudge::Nudge, person::Contact},
    message::context::{DueItem, ItemDue, NudgeLine},
    plan::{Input, actions},
    policy::{DayUnit, Within},
};

use super::{Ladder, people};

/// A ladder for each item that is to be done.
pub(super) fn ladders(input: &Input<'_>) -> Vec<Ladder> {
    // Only what is tracked is anybody's to do, so that the document need not be read when nothing is.
    if input.observation.items.found.is_empty() {
        return Vec::new();
    }
    let items = actions::items(input);
    items.iter().filter_map(|item| ladder(input, item)).collect()
}

fn ladder(input: &Input<'_>, item: &Item) -> Option<Ladder> {
    let (issue, due) = (item.issue.as_ref()?, item.due?);
    if !item.is_open() {
        return None;
    }
    let calendar = &input.policy.calendar;
    let to: Vec<Contact> = item.owner.iter().map(Contact::from).collect();
    let to = if to.is_empty() {
        people::responsible(input)
    } else {
        to
    };
    let line = |when| NudgeLine::ActionItems {
        items: vec![DueItem {
            to: to.clone(),
            title: item.title.clone(),
            url: issue.url.clone(),
            due,
            when,
        }],
    };
    let soon = before(input, due, input.policy.nudges.item_before);
    let morning = calendar.morning(due);
    let overdue = calendar.next_working_instant(calendar.later(morning, day(1)));
    // Whoever has just opened it knows when it is due.
    let fresh = calendar.later(issue.created_at, day(1));
    let steps = [
        (soon, ItemDue::Soon),
        (calendar.no_later(morning).max(soon), ItemDue::Today),
        (overdue, ItemDue::Overdue),
    ];
    let steps = steps.map(|(at, when)| (at.max(fresh), line(when)));
    let key: String = item
        .key
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        .collect();
    Some(Ladder::new(Nudge::ActionItems, format!("{key}-{due}"), steps.into()).weekly())
}

/// The morning of the day so many days before, or of the last business day before that.
fn before(input: &Input<'_>, due: NaiveDate, within: Within) -> DateTime<Utc> {
    let calendar = &input.policy.calendar;
    let mut first = due;
    for _ in 0..within.days {
        first = first.checked_sub_days(Days::new(1)).unwrap_or(first);
        while within.unit == DayUnit::Business && !calendar.is_business_day(first) && first < due {
            first = first.checked_sub_days(Days::new(1)).unwrap_or(due);
        }
    }
    calendar.no_later(calendar.morning(first))
}

const fn day(days: u32) -> Within {
    Within {
        days,
        unit: DayUnit::Calendar,
    }
}
