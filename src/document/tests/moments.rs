//! Timelines as they are generated and as people write them.

use super::super::{FieldFault, Postmortem, region};
use crate::domain::when::TimeFault;

fn read_at(cell: &str) -> Result<String, FieldFault> {
    let text = format!("## Timeline\n\n| When | What |\n|---|---|\n| {cell} | x |\n");
    let read = Postmortem::parse(&text);
    let at = read.timeline()[0].at.value.clone();
    at.map(|at| at.format("%Y-%m-%dT%H:%M").to_string())
}

#[test]
fn instants_are_read_with_their_zone() {
    let found = |cell: &str| cell.to_owned();
    for (cell, expected) in [
        ("2026-11-20 22:20 JST (13:20 UTC)", Ok("2026-11-20T13:20")),
        ("2026-11-20 22:20 JST（13:20 UTC）", Ok("2026-11-20T13:20")),
        (
            "2026-11-21 00:20 JST（2026-11-20 15:20 UTC）",
            Ok("2026-11-20T15:20"),
        ),
        ("2026-11-20 22:20 JST", Ok("2026-11-20T13:20")),
        ("2026-11-20 13:20 UTC", Ok("2026-11-20T13:20")),
        ("2026-11-20T13:20:00Z", Ok("2026-11-20T13:20")),
        ("`2026-11-20 22:20 +09:00`", Ok("2026-11-20T13:20")),
        ("2026-11-20 22:20 JST (estimated)", Ok("2026-11-20T13:20")),
        ("2026-11-20 18:50 IST (13:20 UTC)", Ok("2026-11-20T13:20")),
        (
            "2026-11-20 22:20 JST (13:25 UTC)",
            Err(FieldFault::Contradictory {
                found: found("2026-11-20 22:20 JST (13:25 UTC)"),
            }),
        ),
        (
            "2026-11-20 22:20",
            Err(FieldFault::NoZone {
                found: found("2026-11-20 22:20"),
            }),
        ),
        (
            "22:20 JST",
            Err(FieldFault::NoDate {
                found: found("22:20 JST"),
            }),
        ),
        (
            "10m ago",
            Err(FieldFault::NoDate {
                found: found("10m ago"),
            }),
        ),
        (
            "soon",
            Err(FieldFault::Time(TimeFault::Unreadable { typed: "soon".into() })),
        ),
        ("", Err(FieldFault::Missing)),
    ] {
        assert_eq!(read_at(cell), expected.map(str::to_owned), "{cell}");
    }
    assert!(matches!(
        read_at("2026-11-20 18:50 IST"),
        Err(FieldFault::Time(TimeFault::AmbiguousZone { .. }))
    ));
    assert!(matches!(
        read_at("2026-11-20 18:50 IST (2026-12-01 13:20 UTC)"),
        Err(FieldFault::Time(TimeFault::AmbiguousZone { .. }))
    ));
}

#[test]
fn own_rows_stand_beside_generated_ones() {
    let generated = region(
        "timeline",
        "| When | Who | What | Evidence |\n|:--|:--|:--|:--|\n| 2026-11-20 13:20 UTC | haruka | declared | [link](https://git.example/c1) |",
    );
    let text = format!(
        "## 経緯\n\n{generated}\n\n| 2026-11-20 13:30 UTC | a | b | c |\n\n| 根拠 | 何を | 時刻 |\n|---|---|---|\n| <https://logs.example> | 再起動 | 2026-11-20 13:40 UTC |\n| 口頭 | 連絡 | 昨日 |\n"
    );
    let read = Postmortem::parse(&text);
    let rows: Vec<_> = read
        .timeline()
        .into_iter()
        .map(|row| {
            (
                row.generated,
                row.who.value,
                row.what.value.unwrap(),
                row.evidence.value,
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (
                true,
                Ok("haruka".into()),
                "declared".into(),
                Ok("https://git.example/c1".into())
            ),
            (
                false,
                Err(FieldFault::NoColumn),
                "再起動".into(),
                Ok("https://logs.example".into())
            ),
            (
                false,
                Err(FieldFault::NoColumn),
                "連絡".into(),
                Err(FieldFault::Unreadable {
                    found: "口頭".into()
                })
            ),
        ]
    );
    let loose = read.loose_rows();
    assert_eq!(
        super::slices(&text, loose),
        ["| 2026-11-20 13:30 UTC | a | b | c |"]
    );
}
