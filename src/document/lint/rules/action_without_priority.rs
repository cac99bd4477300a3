//! An action item of which nobody knows how urgent it is.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "action-without-priority",
    level: Level::Error,
    gap: true,
    source: source::ACTION_ITEMS,
    examples: &[
        Example::good(
            En,
            Section::ActionItems,
            actions!("| Alert on disk space | detect | P0 (urgent) | @kenji | 2026-12-05 | #41 |"),
        ),
        Example::bad(
            En,
            Section::ActionItems,
            actions!(
                "| Alert on disk space | detect | high | @kenji | 2026-12-05 | #41 |",
                "| Test the restore | prevent | | @kenji | 2026-12-05 | #42 |",
            ),
            &[
                "high",
                "| Test the restore | prevent | | @kenji | 2026-12-05 | #42 |",
            ],
        ),
        Example::good(
            Ja,
            Section::ActionItems,
            actions_ja!("| 空き容量を監視する | 検知 | Ｐ１ | @kenji | 2026-12-05 | #41 |"),
        ),
        Example::bad(
            Ja,
            Section::ActionItems,
            actions_ja!("| 空き容量を監視する | 検知 | 高 | @kenji | 2026-12-05 | #41 |"),
            &["高"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let items = document.action_items();
    items
        .iter()
        .filter_map(|item| super::faulty(item, &item.priority))
        .collect()
}
