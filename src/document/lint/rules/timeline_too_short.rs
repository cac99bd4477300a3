//! A timeline from which nobody can learn how the incident went.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

/// The fewest rows that tell a story: it began, somebody acted, it ended.
const LEAST: usize = 3;

pub(super) const RULE: Rule = Rule {
    id: "timeline-too-short",
    level: Level::Warning,
    gap: true,
    source: source::SRE_EXAMPLE,
    examples: &[
        Example::good(
            En,
            Section::Timeline,
            timeline!(
                "| 2026-11-20 13:20 UTC | a | Deploy | [run](https://ci.acme.test/1) |",
                "| 2026-11-20 13:25 UTC | b | Found the failing requests | [graph](https://grafana.acme.test/1) |",
                "| 2026-11-20 13:30 UTC | b | Rollback | [run](https://ci.acme.test/2) |",
            ),
        ),
        Example::bad(
            En,
            Section::Timeline,
            timeline!("| 2026-11-20 13:20 UTC | a | It broke | [run](https://ci.acme.test/1) |"),
            &["## Timeline"],
        ),
        Example::bad(
            En,
            Section::Timeline,
            "It broke and was repaired.",
            &["## Timeline"],
        ),
        Example::good(
            Ja,
            Section::Timeline,
            timeline_ja!(
                "| 2026-11-20 22:20 JST | a | デプロイ | [記録](https://ci.acme.test/1) |",
                "| 2026-11-20 22:25 JST | b | 失敗しているリクエストを特定 | [グラフ](https://grafana.acme.test/1) |",
                "| 2026-11-20 22:30 JST | b | 切り戻し | [記録](https://ci.acme.test/2) |",
            ),
        ),
        Example::bad(Ja, Section::Timeline, "発生し、復旧した。", &["## 経緯"]),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let timeline = document
        .sections
        .iter()
        .find(|found| found.section == Some(Section::Timeline));
    let Some(timeline) = timeline else {
        return Vec::new();
    };
    // A list of moments is read by people as well, if not by us.
    let items = document.part(timeline.body.clone()).items().len();
    let rows = document.timeline().len().max(items);
    if rows >= LEAST {
        return Vec::new();
    }
    vec![
        Finding::at(timeline.heading.range.clone())
            .with("rows", rows.to_string())
            .with("least", LEAST.to_string()),
    ]
}
