//! More action items than anybody will do.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "action-too-many",
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
            actions!(
                "| Rotate key 1 | prevent | P1 | @kenji | 2026-12-05 | #41 |",
                "| Rotate key 2 | prevent | P1 | @kenji | 2026-12-05 | #42 |",
                "| Rotate key 3 | prevent | P1 | @kenji | 2026-12-05 | #43 |",
                "| Rotate key 4 | prevent | P1 | @kenji | 2026-12-05 | #44 |",
                "| Rotate key 5 | prevent | P1 | @kenji | 2026-12-05 | #45 |",
                "| Rotate key 6 | prevent | P1 | @kenji | 2026-12-05 | #46 |",
                "| Rotate key 7 | prevent | P1 | @kenji | 2026-12-05 | #47 |",
                "| Rotate key 8 | prevent | P1 | @kenji | 2026-12-05 | #48 |",
                "| Rotate key 9 | prevent | P1 | @kenji | 2026-12-05 | #49 |",
                "| Rotate key 10 | prevent | P1 | @kenji | 2026-12-05 | #50 |",
                "| Rotate key 11 | prevent | P1 | @kenji | 2026-12-05 | #51 |",
            ),
            &["| Rotate key 11 | prevent | P1 | @kenji | 2026-12-05 | #51 |"],
        ),
        Example::good(
            Ja,
            Section::ActionItems,
            actions_ja!("| 空き容量を監視する | 検知 | P1 | @kenji | 2026-12-05 | #41 |"),
        ),
        Example::bad(
            Ja,
            Section::ActionItems,
            actions_ja!(
                "| 鍵1を交換する | 防止 | P1 | @kenji | 2026-12-05 | #41 |",
                "| 鍵2を交換する | 防止 | P1 | @kenji | 2026-12-05 | #42 |",
                "| 鍵3を交換する | 防止 | P1 | @kenji | 2026-12-05 | #43 |",
                "| 鍵4を交換する | 防止 | P1 | @kenji | 2026-12-05 | #44 |",
                "| 鍵5を交換する | 防止 | P1 | @kenji | 2026-12-05 | #45 |",
                "| 鍵6を交換する | 防止 | P1 | @kenji | 2026-12-05 | #46 |",
                "| 鍵7を交換する | 防止 | P1 | @kenji | 2026-12-05 | #47 |",
                "| 鍵8を交換する | 防止 | P1 | @kenji | 2026-12-05 | #48 |",
                "| 鍵9を交換する | 防止 | P1 | @kenji | 2026-12-05 | #49 |",
                "| 鍵10を交換する | 防止 | P1 | @kenji | 2026-12-05 | #50 |",
                "| 鍵11を交換する | 防止 | P1 | @kenji | 2026-12-05 | #51 |",
            ),
            &["| 鍵11を交換する | 防止 | P1 | @kenji | 2026-12-05 | #51 |"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, setting: &Setting) -> Vec<Finding> {
    let items = document.action_items();
    // The first row that is too many is a place to point at; which ones should go is for people to say.
    let first = items.get(setting.most_action_items);
    first
        .map(|item| {
            Finding::at(item.row.range.clone())
                .with("count", items.len().to_string())
                .with("most", setting.most_action_items.to_string())
        })
        .into_iter()
        .collect()
}
