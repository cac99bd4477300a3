//! A row of the timeline that nobody can look up.

use crate::document::{
    FieldFault, Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "timeline-without-evidence",
    level: Level::Warning,
    gap: true,
    source: source::PAGERDUTY_WRITING,
    examples: &[
        Example::good(
            En,
            Section::Timeline,
            timeline!(
                "| 2026-11-20 13:20 UTC | a | Deploy | [run](https://ci.acme.test/1) |",
                "| 2026-11-20 13:30 UTC | a | Rollback, see [chat](https://chat.acme.test/2) | |",
            ),
        ),
        Example::bad(
            En,
            Section::Timeline,
            timeline!(
                "| 2026-11-20 13:20 UTC | a | Deploy | - |",
                "| 2026-11-20 13:30 UTC | a | Rollback | the chat |",
            ),
            &["-", "the chat"],
        ),
        Example::bad(
            En,
            Section::Timeline,
            "| When | What |\n|:--|:--|\n| 2026-11-20 13:20 UTC | Deploy |\n| 2026-11-20 13:30 UTC | Rollback |",
            &["| When | What |"],
        ),
        Example::good(
            Ja,
            Section::Timeline,
            timeline_ja!("| 2026-11-20 22:20 JST | a | デプロイ | [記録](https://ci.acme.test/1) |"),
        ),
        Example::bad(
            Ja,
            Section::Timeline,
            timeline_ja!("| 2026-11-20 22:20 JST | a | デプロイ | 電話で確認 |"),
            &["電話で確認"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let moments = document.timeline();
    let mut findings: Vec<Finding> = Vec::new();
    for moment in &moments {
        let has_link = !document.part(moment.row.range.clone()).links().is_empty();
        let place = match moment.evidence.value {
            Ok(_) => continue,
            Err(_) if has_link => continue,
            // A table without the column is one gap, not one for each of its rows.
            Err(FieldFault::NoColumn) => moment.table.header.range.clone(),
            Err(_) => super::place(&moment.evidence, &moment.row.range),
        };
        if findings.last().is_none_or(|last| last.range != place) {
            findings.push(Finding::at(place));
        }
    }
    findings
}
