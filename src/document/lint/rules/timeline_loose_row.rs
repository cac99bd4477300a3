//! A row that was meant for the timeline's table and stands outside of it.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "timeline-loose-row",
    level: Level::Warning,
    gap: false,
    source: source::PAGERDUTY_WRITING,
    examples: &[
        Example::good(
            En,
            Section::Timeline,
            timeline!("| 2026-11-20 13:20 UTC | a | Deploy | [run](https://ci.acme.test/1) |"),
        ),
        Example::bad(
            En,
            Section::Timeline,
            "| When | What |\n|:--|:--|\n| 2026-11-20 13:20 UTC | Deploy |\n\n| 2026-11-20 13:30 UTC | Rollback |",
            &["| 2026-11-20 13:30 UTC | Rollback |"],
        ),
        Example::good(
            Ja,
            Section::Timeline,
            timeline_ja!("| 2026-11-20 22:20 JST | a | デプロイ | [記録](https://ci.acme.test/1) |"),
        ),
        Example::bad(
            Ja,
            Section::Timeline,
            "| 2026-11-20 22:30 JST | b | 切り戻し |",
            &["| 2026-11-20 22:30 JST | b | 切り戻し |"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    document.loose_rows().into_iter().map(Finding::at).collect()
}
