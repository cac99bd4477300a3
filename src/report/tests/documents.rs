//! What documents are read as, and what keeps them from being counted.

use proptest::prelude::*;

use super::made::at;
use crate::{
    domain::{action::Priority, phase::Milestone, postmortem::PostmortemStatus, severity::Severity},
    report::{
        DetectedBy, ProblemKind, Record, TimeIn,
        document::{File, Found, read},
    },
};

const WHOLE: &str = "---\nincident: 42\ntitle: \"Incident: checkout fails\"\nseverity: SEV1\n\
    started: 2026-11-20T16:30:00Z\ndetected: null\ndeclared: 2026-11-20T16:40:00Z\n\
    acknowledged: 2026-11-20T16:43:00Z\nmitigated: null\nresolved: 2026-11-21T03:45:00+09:00\n\
    detected_by: monitoring\nseverity_times:\n  - severity: SEV2\n    minutes: 10\n  - severity: SEV1\n    minutes: 115\n\
    meeting:\n  deadline: 2026-11-25T09:00:00Z\n  scheduled: null\n  held: 2026-11-25T06:00:00Z\n\
    announcement: https://status.example.com/1\ntags: [database, \"deploy\"]\n---\n\n# Postmortem\n\n\
    <!-- closeout:begin facts -->\n\n| Incident | [acme/shop#42](https://github.com/acme/shop/issues/42) |\n|:--|:--|\n\n\
    <!-- closeout:end facts -->\n\n## Summary\n\n<!-- a note -->\nA **deploy** halved the pool.\n\nIt was *taken back*.\n\n\
    ## Action items\n\n| Action | Kind | Priority | Owner | Due | Issue |\n|:--|:--|:--|:--|:--|:--|\n\
    | Alert on it | detect | P1 | @bob | 2026-12-01 | #43 |\n|  |  | P0 | | | |\n| Ask | process | | | | |\n";

fn found(text: &str, landed: Option<&str>) -> Found {
    let file = File {
        path: "2026/42-checkout.md",
        text,
        landed: landed.map(at),
    };
    read(file, at("2026-11-30T12:00:00Z"))
}

fn record(text: &str, landed: Option<&str>) -> Record {
    match found(text, landed) {
        Found::Postmortem(record) => *record,
        other => panic!("{other:?}"),
    }
}

/// Where something is wrong, and what.
fn problem(text: &str) -> (u32, u32, ProblemKind) {
    match found(text, None) {
        Found::Broken(problem) => (problem.line, problem.column, problem.kind),
        other => panic!("{other:?}"),
    }
}

#[test]
fn everything_that_a_document_says_is_read() {
    let record = record(WHOLE, Some("2026-11-26T01:00:00Z"));
    assert_eq!(
        (record.incident, record.title.as_str()),
        (Some(42), "checkout fails")
    );
    assert_eq!(
        record.url.as_deref(),
        Some("https://github.com/acme/shop/issues/42")
    );
    assert_eq!(record.severity, Some(Severity::Sev1));
    assert_eq!(record.time_to_acknowledge(), Some(13 * 60));
    assert_eq!(record.time_to_resolve(), Some(122 * 60));
    assert_eq!(record.time_to_restore(), Some(135 * 60));
    let times = [(Severity::Sev2, 600), (Severity::Sev1, 6900)];
    assert_eq!(
        record.severity_times,
        times.map(|(severity, seconds)| TimeIn { severity, seconds })
    );
    assert_eq!(record.detected_by, Some(DetectedBy::Monitor));
    assert_eq!(record.tags, ["database", "deploy"]);
    assert_eq!(record.meeting.deadline, Some(at("2026-11-25T09:00:00Z")));
    assert_eq!(record.postmortem.status, Some(PostmortemStatus::Closed));
    assert_eq!(record.postmortem.reviewed, Some(at("2026-11-25T06:00:00Z")));
    assert_eq!(record.postmortem.closed, Some(at("2026-11-26T01:00:00Z")));
    assert_eq!(record.summary, "A deploy halved the pool. It was taken back.");
    let items: Vec<_> = record
        .actions
        .iter()
        .map(|item| (item.priority, item.due))
        .collect();
    assert_eq!(
        items,
        [(Some(Priority(1)), "2026-12-01".parse().ok()), (None, None)]
    );
}

#[test]
fn what_is_no_postmortem_is_passed_over() {
    for text in [
        "# Postmortems\n\n| a |\n|---|\n",
        "",
        "---\nlayout: page\ntitle: How we write\n---\n\nText.\n",
        "---\nlayout: [page\n---\n",
    ] {
        assert_eq!(found(text, None), Found::Nothing, "{text}");
    }
}

#[test]
fn what_is_not_said_stays_unknown() {
    let bare = "---\nseverity: null\ndeclared: 2026-11-20 16:40Z\n---\n\n# It broke\n";
    let record = record(bare, None);
    assert_eq!(
        (record.incident, record.severity, record.title.as_str()),
        (None, None, "It broke")
    );
    assert_eq!((record.postmortem.due, record.postmortem.closed), (false, None));
    assert_eq!((record.detected_by, record.summary.as_str()), (None, ""));
    assert_eq!(record.time_in_severities(), []);
}

#[test]
fn customers_who_must_be_told_keep_it_from_being_closed() {
    let text = WHOLE.replace(
        "announcement: https://status.example.com/1",
        "announcement: required",
    );
    let record = record(&text, Some("2026-11-26T01:00:00Z"));
    assert_eq!(record.postmortem.status, Some(PostmortemStatus::Reviewed));
    assert_eq!(record.postmortem.closed, None);
}

#[test]
fn words_for_noticing_that_are_none_of_ours_are_not_repeated() {
    let text = WHOLE.replace("detected_by: monitoring", "detected_by: \"@alice\"");
    assert_eq!(record(&text, None).detected_by, Some(DetectedBy::Other));
}

#[test]
fn a_link_of_somebody_elses_is_not_taken_for_the_incident() {
    let text = WHOLE.replace(
        "https://github.com/acme/shop/issues/42",
        "javascript:alert(1)//issues/42",
    );
    assert_eq!(record(&text, None).url, None);
}

#[test]
fn what_keeps_a_document_from_being_counted_is_told_with_its_place() {
    let broken = |from: &str, to: &str| problem(&WHOLE.replace(from, to));
    assert_eq!(
        broken("severity: SEV1", "severity: high"),
        (4, 11, ProblemKind::NoSeverity { found: "high".into() })
    );
    assert_eq!(
        broken("incident: 42", "incident: none"),
        (2, 11, ProblemKind::NoNumber { found: "none".into() })
    );
    assert_eq!(
        broken("acknowledged: 2026-11-20T16:43:00Z", "acknowledged: yesterday"),
        (
            8,
            15,
            ProblemKind::NoInstant {
                key: "acknowledged",
                found: "yesterday".into()
            }
        )
    );
    assert_eq!(
        broken(
            "acknowledged: 2026-11-20T16:43:00Z",
            "acknowledged: 2026-11-20T16:43:00"
        ),
        (
            8,
            15,
            ProblemKind::NoInstant {
                key: "acknowledged",
                found: "2026-11-20T16:43:00".into()
            }
        )
    );
    let order = ProblemKind::Order {
        earlier: Milestone::Started,
        later: Milestone::Acknowledged,
    };
    assert_eq!(
        broken("acknowledged: 2026-11-20T16:43", "acknowledged: 2026-11-20T16:13"),
        (8, 15, order)
    );
    assert_eq!(
        broken("2026-11-20T16:40:00Z", "2027-01-01T00:00:00Z"),
        (
            7,
            11,
            ProblemKind::Elsewhen {
                key: "declared",
                found: "2027-01-01T00:00:00Z".into()
            }
        )
    );
    let (line, _, kind) = broken("tags: [database", "tags: [database\nseverity: SEV2");
    assert!(
        matches!(kind, ProblemKind::FrontMatter(_)) && line >= 22,
        "{line} {kind:?}"
    );
    let missing = "---\nincident: 3\n---\n";
    assert_eq!(problem(missing), (1, 1, ProblemKind::Missing { key: "declared" }));
}

#[test]
fn a_meeting_that_was_held_was_not_held_tomorrow() {
    let (line, _, kind) = problem(&WHOLE.replace("held: 2026-11-25T06:00:00Z", "held: 2026-12-25T06:00:00Z"));
    assert!(
        matches!(
            kind,
            ProblemKind::Elsewhen {
                key: "meeting.held",
                ..
            }
        ),
        "{kind:?}"
    );
    assert_eq!(line, 20);
}

proptest! {
    /// Whatever is put in place of a value, a document is read, passed over or refused with a place that exists.
    #[test]
    fn no_value_makes_reading_fail(line in 0_usize..24, value in "[-0-9a-zA-Z:\\[\\]{}\"'#&*!|>%@ TZé決]{0,24}") {
        let mut lines: Vec<String> = WHOLE.lines().map(str::to_owned).collect();
        let key = lines[line].split_once(": ").map_or(String::new(), |(key, _)| format!("{key}: "));
        lines[line] = format!("{key}{value}");
        let text = lines.join("\n") + "\n";
        match found(&text, Some("2026-11-26T01:00:00Z")) {
            Found::Nothing => {}
            Found::Postmortem(record) => {
                let parts = record.time_to_acknowledge().zip(record.time_to_resolve());
                if let Some((taken, resolved)) = parts {
                    prop_assert_eq!(Some(taken + resolved), record.time_to_restore());
                    prop_assert!(taken >= 0 && resolved >= 0);
                }
            }
            Found::Broken(problem) => {
                prop_assert!(problem.line >= 1 && problem.line as usize <= text.lines().count());
                prop_assert!(problem.column >= 1);
            }
        }
    }
}
