//! An action item that nobody owns.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "action-without-owner",
    level: Level::Error,
    gap: true,
    source: source::SRE_WORKBOOK,
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
                "| Alert on disk space | detect | P1 | TBD | 2026-12-05 | #41 |",
                "| Test the restore | prevent | P1 | @acme/platform | 2026-12-05 | #42 |",
                "| Show the region | detect | P1 | @kenji, @haruka | 2026-12-05 | #43 |",
            ),
            &["TBD", "@acme/platform", "@kenji, @haruka"],
        ),
        Example::good(
            Ja,
            Section::ActionItems,
            actions_ja!("| 空き容量を監視する | 検知 | P1 | @kenji | 2026-12-05 | #41 |"),
        ),
        Example::bad(
            Ja,
            Section::ActionItems,
            actions_ja!("| 空き容量を監視する | 検知 | P1 | 未定 | 2026-12-05 | #41 |"),
            &["未定"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let items = document.action_items();
    items
        .iter()
        .filter_map(|item| super::faulty(item, &item.owner))
        .collect()
}
