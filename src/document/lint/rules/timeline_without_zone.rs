//! A time of the timeline whose zone nobody can know.

use crate::{
    document::{
        FieldFault, Moment, Postmortem, Section,
        lint::{
            Example, Finding,
            Language::{En, Ja},
            Level, Rule, Setting, source,
        },
    },
    domain::when::TimeFault,
};

pub(super) const RULE: Rule = Rule {
    id: "timeline-without-zone",
    level: Level::Error,
    gap: false,
    source: source::PAGERDUTY_WRITING,
    examples: &[
        Example::good(
            En,
            Section::Timeline,
            timeline!("| 2026-11-20 13:20 UTC | a | Deploy | [run](https://ci.acme.test/1) |"),
        ),
        Example::good(
            En,
            Section::Timeline,
            "| Time (UTC) | What |\n|:--|:--|\n| 2026-11-20 13:20 | Deploy |",
        ),
        Example::bad(
            En,
            Section::Timeline,
            timeline!(
                "| 2026-11-20 13:20 | a | Deploy | [run](https://ci.acme.test/1) |",
                "| 2026-11-20 13:20 CST | a | Rollback | [run](https://ci.acme.test/2) |",
            ),
            &["2026-11-20 13:20", "2026-11-20 13:20 CST"],
        ),
        Example::good(
            Ja,
            Section::Timeline,
            timeline_ja!("| 2026-11-20 22:20 JST | a | デプロイ | [記録](https://ci.acme.test/1) |"),
        ),
        Example::good(
            Ja,
            Section::Timeline,
            "| 日時（JST） | 内容 |\n|:--|:--|\n| 2026-11-20 22:20 | デプロイ |",
        ),
        Example::bad(
            Ja,
            Section::Timeline,
            timeline_ja!("| 2026-11-20 22:20 | a | デプロイ | [記録](https://ci.acme.test/1) |"),
            &["2026-11-20 22:20"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let moments = document.timeline();
    let faulty = moments.iter().filter_map(|moment| {
        let fault = match &moment.at.value {
            Err(FieldFault::NoZone { .. }) if !heading_names_zone(document, moment) => "missing",
            Err(FieldFault::Time(TimeFault::AmbiguousZone { .. })) => "ambiguous",
            _ => return None,
        };
        Some(
            Finding::at(moment.at.range.clone())
                .with("fault", fault)
                .with("found", document.plain(&moment.at.range).text),
        )
    });
    faulty.collect()
}

/// Whether the column's heading says in which zone its times are: `Time (UTC)`.
fn heading_names_zone(document: &Postmortem<'_>, moment: &Moment<'_>) -> bool {
    let header = moment
        .at
        .column
        .and_then(|column| moment.table.header.cells.get(column));
    header.is_some_and(|cell| document.plain(&cell.range).text.contains(['(', '（']))
}
