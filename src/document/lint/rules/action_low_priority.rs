//! An action item that is too little urgent to be one.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "action-low-priority",
    level: Level::Warning,
    gap: false,
    source: source::SRE_BOOK,
    examples: &[
        Example::good(
            En,
            Section::ActionItems,
            actions!("| Alert on disk space | detect | P1 | @kenji | 2026-12-05 | #41 |"),
        ),
        Example::bad(
            En,
            Section::ActionItems,
            actions!("| Rename the dashboards | process | P3 | @kenji | 2026-12-05 | #41 |"),
            &["P3"],
        ),
        Example::good(
            Ja,
            Section::ActionItems,
            actions_ja!("| 空き容量を監視する | 検知 | P0 | @kenji | 2026-12-05 | #41 |"),
        ),
        Example::bad(
            Ja,
            Section::ActionItems,
            actions_ja!("| ダッシュボードの名前を変える | 手順 | P2 | @kenji | 2026-12-05 | #41 |"),
            &["P2"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, setting: &Setting) -> Vec<Finding> {
    let items = document.action_items();
    let low = items.iter().filter(|item| {
        let priority = item.priority.value.as_ref();
        priority.is_ok_and(|priority| priority.0 > setting.least_priority)
    });
    low.map(|item| {
        Finding::at(item.priority.range.clone())
            .with("found", document.plain(&item.priority.range).text)
            .with("least", format!("P{}", setting.least_priority))
    })
    .collect()
}
