//! Numbers of which nobody says where they come from.

use super::impact_without_number::any_counts;
use crate::document::{
    BlockKind, Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting,
        prose::{CODE, said_in},
        source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "impact-not-measured",
    level: Level::Warning,
    gap: true,
    source: source::PAGERDUTY_WRITING,
    examples: &[
        Example::good(
            En,
            Section::Impact,
            "4,812 payments failed, counted in the provider's log.",
        ),
        Example::good(
            En,
            Section::Impact,
            "31 % of payments failed ([query](https://grafana.acme.test/1)).",
        ),
        Example::bad(En, Section::Impact, "4,812 card payments failed.", &["## Impact"]),
        Example::good(
            Ja,
            Section::Impact,
            "4,812件の決済が失敗した。件数は決済会社のログによる。",
        ),
        Example::bad(Ja, Section::Impact, "4,812件の決済が失敗した。", &["## 影響"]),
    ],
    check,
};

/// Words that say how something was measured, or where it was read.
const MEASURES: &[&str] = &[
    "accord",
    "analy",
    "based on",
    "calculat",
    "count",
    "dashboard",
    "data",
    "estimat",
    "graph",
    "log",
    "measur",
    "metric",
    "monitor",
    "number of",
    "observed",
    "queries",
    "query",
    "record",
    "reported",
    "report",
    "sampl",
    "source:",
    "statistic",
    "survey",
    "telemetry",
    "ticket",
    "traces",
    "tracing",
];
const MEASURES_JA: &[&str] = &[
    "による",
    "によれば",
    "によると",
    "より算出",
    "計測",
    "測定",
    "集計",
    "ログ",
    "メトリクス",
    "ダッシュボード",
    "推定",
    "推計",
    "試算",
    "算出",
    "クエリ",
    "データ",
    "監視",
    "分析",
    "記録",
    "調べ",
    "調査",
    "基づ",
    "もとに",
    "元に",
    "数えた",
    "問い合わせ",
    "アンケート",
    "統計",
    "報告",
    "グラフ",
    "画面",
];

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let said = said_in(document, Section::Impact);
    let Some(part) = document.section(Section::Impact) else {
        return Vec::new();
    };
    // Whoever gives a link, a query or a picture has shown where the number is from.
    let shows = !part.links().is_empty() || part.blocks().iter().any(|block| block.kind == BlockKind::Code);
    let says = said.iter().any(|said| {
        let text = said.whole().text;
        let mut measures = MEASURES.iter().chain(MEASURES_JA);
        text.contains(CODE) || measures.any(|measure| text.contains(measure))
    });
    if shows || says || !any_counts(&said) {
        return Vec::new();
    }
    let impact = document
        .sections
        .iter()
        .find(|found| found.section == Some(Section::Impact));
    impact
        .map(|impact| Finding::at(impact.heading.range.clone()))
        .into_iter()
        .collect()
}
