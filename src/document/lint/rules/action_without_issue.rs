//! An action item that no issue tracks.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "action-without-issue",
    level: Level::Warning,
    gap: true,
    source: source::SRE_BOOK,
    examples: &[
        Example::good(
            En,
            Section::ActionItems,
            actions!("| Alert on disk space | detect | P1 | @kenji | 2026-12-05 | acme/ops#41 |"),
        ),
        Example::bad(
            En,
            Section::ActionItems,
            actions!(
                "| Alert on disk space | detect | P1 | @kenji | 2026-12-05 | |",
                "| Test the restore | prevent | P1 | @kenji | 2026-12-05 | later |",
            ),
            &[
                "| Alert on disk space | detect | P1 | @kenji | 2026-12-05 | |",
                "later",
            ],
        ),
        Example::good(
            Ja,
            Section::ActionItems,
            actions_ja!("| 空き容量を監視する | 検知 | P1 | @kenji | 2026-12-05 | #41 |"),
        ),
        Example::bad(
            Ja,
            Section::ActionItems,
            actions_ja!("| 空き容量を監視する | 検知 | P1 | @kenji | 2026-12-05 | 未定 |"),
            &["未定"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let items = document.action_items();
    items
        .iter()
        .filter_map(|item| super::faulty(item, &item.issue))
        .collect()
}
