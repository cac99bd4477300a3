//! A row of the timeline that does not say when, with its date.

use crate::{
    document::{
        FieldFault, Postmortem, Section,
        lint::{
            Example, Finding,
            Language::{En, Ja},
            Level, Rule, Setting, source,
        },
    },
    domain::when::TimeFault,
};

pub(super) const RULE: Rule = Rule {
    id: "timeline-without-time",
    level: Level::Error,
    gap: true,
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
            timeline!(
                "| 13:20 UTC | a | Deploy | [run](https://ci.acme.test/1) |",
                "| later | a | Rollback | [run](https://ci.acme.test/2) |",
                "| | a | All clear | [run](https://ci.acme.test/3) |",
            ),
            &[
                "13:20 UTC",
                "later",
                "| | a | All clear | [run](https://ci.acme.test/3) |",
            ],
        ),
        Example::good(
            Ja,
            Section::Timeline,
            timeline_ja!("| 2026年11月20日 22:20 JST | a | デプロイ | [記録](https://ci.acme.test/1) |"),
        ),
        Example::bad(
            Ja,
            Section::Timeline,
            timeline_ja!(
                "| 22:20 JST | a | デプロイ | [記録](https://ci.acme.test/1) |",
                "| しばらくして | a | 切り戻し | [記録](https://ci.acme.test/2) |",
            ),
            &["22:20 JST", "しばらくして"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let moments = document.timeline();
    let faulty = moments.iter().filter_map(|moment| {
        let fault = match moment.at.value.as_ref().err()? {
            // These are what the rule about zones finds.
            FieldFault::NoZone { .. } | FieldFault::Time(TimeFault::AmbiguousZone { .. }) => return None,
            FieldFault::NoDate { .. } => "date",
            FieldFault::Missing | FieldFault::NoColumn => "missing",
            FieldFault::Contradictory { .. } => "contradictory",
            _ => "unreadable",
        };
        Some(
            Finding::at(super::place(&moment.at, &moment.row.range))
                .with("fault", fault)
                .with("found", document.plain(&moment.at.range).text),
        )
    });
    faulty.collect()
}
