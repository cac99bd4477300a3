//! An action item without a day on which it is due.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "action-without-due",
    level: Level::Error,
    gap: true,
    source: source::ATLASSIAN,
    examples: &[
        Example::good(
            En,
            Section::ActionItems,
            actions!("| Alert on disk space | detect | P1 | @kenji | 2026-12-05 | #41 |"),
        ),
        Example::bad(
            En,
            Section::ActionItems,
            actions!(
                "| Alert on disk space | detect | P1 | @kenji | soon | #41 |",
                "| Test the restore | prevent | P1 | @kenji | 2026-02-30 | #42 |",
                "| Show the region | detect | P1 | @kenji | - | #43 |",
            ),
            &["soon", "2026-02-30", "-"],
        ),
        Example::good(
            Ja,
            Section::ActionItems,
            actions_ja!("| 空き容量を監視する | 検知 | P1 | @kenji | 2026年12月5日 | #41 |"),
        ),
        Example::bad(
            Ja,
            Section::ActionItems,
            actions_ja!("| 空き容量を監視する | 検知 | P1 | @kenji | 来週 | #41 |"),
            &["来週"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let items = document.action_items();
    items
        .iter()
        .filter_map(|item| super::faulty(item, &item.due))
        .collect()
}
