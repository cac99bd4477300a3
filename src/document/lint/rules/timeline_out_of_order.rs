//! A row of the timeline that is earlier than the row above it.

use std::ops::Range;

use chrono::{DateTime, Utc};

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "timeline-out-of-order",
    level: Level::Error,
    gap: false,
    source: source::PAGERDUTY_WRITING,
    examples: &[
        Example::good(
            En,
            Section::Timeline,
            timeline!(
                "| 2026-11-20 13:20 UTC | a | Deploy | [run](https://ci.acme.test/1) |",
                "| 2026-11-20 13:20 UTC | a | Errors rise | [graph](https://grafana.acme.test/1) |",
                "| 2026-11-20 22:24 JST | b | Rollback | [run](https://ci.acme.test/2) |",
            ),
        ),
        Example::bad(
            En,
            Section::Timeline,
            timeline!(
                "| 2026-11-20 13:20 UTC | a | Deploy | [run](https://ci.acme.test/1) |",
                "| 2026-11-20 13:40 UTC | a | Rollback | [run](https://ci.acme.test/2) |",
                "| 2026-11-20 13:30 UTC | a | Errors rise | [graph](https://grafana.acme.test/1) |",
            ),
            &["2026-11-20 13:30 UTC"],
        ),
        Example::good(
            Ja,
            Section::Timeline,
            timeline_ja!(
                "| 2026-11-20 22:20 JST | a | デプロイ | [記録](https://ci.acme.test/1) |",
                "| 2026-11-20 22:24 JST | b | 切り戻し | [記録](https://ci.acme.test/2) |",
            ),
        ),
        Example::bad(
            Ja,
            Section::Timeline,
            timeline_ja!(
                "| 2026-11-20 22:24 JST | b | 切り戻し | [記録](https://ci.acme.test/2) |",
                "| 2026-11-20 22:20 JST | a | デプロイ | [記録](https://ci.acme.test/1) |",
            ),
            &["2026-11-20 22:20 JST"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let moments = document.timeline();
    let mut findings = Vec::new();
    let mut latest: Option<(usize, DateTime<Utc>, &Range<usize>)> = None;
    for moment in &moments {
        let Ok(at) = moment.at.value else {
            continue;
        };
        // People add a table of their own below the generated one: each table has its own order.
        let table = moment.table.range.start;
        let before = latest.filter(|(same, ..)| *same == table);
        match before {
            Some((_, latest_at, shown)) if at < latest_at => {
                findings
                    .push(Finding::at(moment.at.range.clone()).with("before", document.plain(shown).text));
            }
            _ => latest = Some((table, at, &moment.at.range)),
        }
    }
    findings
}
