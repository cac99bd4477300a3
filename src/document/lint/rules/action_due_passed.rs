//! An action item that was due before today, or before the incident was over.

use chrono::NaiveDate;

use crate::{
    document::{
        Postmortem, Section,
        lint::{
            Example, Finding,
            Language::{En, Ja},
            Level, Rule, Setting, source,
        },
    },
    domain::postmortem::PostmortemStatus,
};

pub(super) const RULE: Rule = Rule {
    id: "action-due-passed",
    level: Level::Warning,
    gap: false,
    source: source::ACTION_ITEMS,
    examples: &[
        Example::good(
            En,
            Section::ActionItems,
            actions!("| Alert on disk space | detect | P1 | @kenji | 2026-12-05 | #41 |"),
        ),
        Example::bad(
            En,
            Section::ActionItems,
            actions!("| Alert on disk space | detect | P1 | @kenji | 2025-12-05 | #41 |"),
            &["2025-12-05"],
        ),
        Example::good(
            Ja,
            Section::ActionItems,
            actions_ja!("| 空き容量を監視する | 検知 | P1 | @kenji | 2026-12-05 | #41 |"),
        ),
        Example::bad(
            Ja,
            Section::ActionItems,
            actions_ja!("| 空き容量を監視する | 検知 | P1 | @kenji | 2025年12月5日 | #41 |"),
            &["2025年12月5日"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, setting: &Setting) -> Vec<Finding> {
    // Items outlive the postmortem: whether they are late then is their issues' business.
    if setting.status == Some(PostmortemStatus::Closed) {
        return Vec::new();
    }
    let Some(earliest) = setting.today.max(resolved(document)) else {
        return Vec::new();
    };
    let items = document.action_items();
    let late = items
        .iter()
        .filter(|item| item.due.value.as_ref().is_ok_and(|due| *due < earliest));
    late.map(|item| Finding::at(item.due.range.clone()).with("found", document.plain(&item.due.range).text))
        .collect()
}

/// The first day on which a due date has passed that has not yet.
pub(in crate::document::lint) fn first_to_pass(
    document: &Postmortem<'_>,
    setting: &Setting,
) -> Option<NaiveDate> {
    let today = setting.today?;
    let is_off = setting.levels.get(RULE.id) == Some(&None);
    if is_off || setting.status == Some(PostmortemStatus::Closed) {
        return None;
    }
    let earliest = today.max(resolved(document).unwrap_or(today));
    let items = document.action_items();
    let ahead = items
        .iter()
        .filter_map(|item| item.due.value.as_ref().ok())
        .filter(|due| **due >= earliest);
    ahead.min()?.succ_opt()
}

/// The day on which the incident ended, by the front matter.
fn resolved(document: &Postmortem<'_>) -> Option<NaiveDate> {
    let value = document.front_matter.as_ref()?.get("resolved")?;
    let date = value.text()?.get(..10)?;
    date.parse().ok()
}
