//! What may be written into the configuration, and what is wrong with everything else.

mod actions;
mod cases;
mod documents;
mod keys;
mod layers;
mod template;

use chrono_tz::{Asia::Tokyo, Tz::UTC};
use proptest::prelude::*;

use super::*;
use crate::domain::observation::ConfigFile;

fn good(text: &str) -> Policy {
    let loaded = load(Some(text));
    assert_eq!(loaded.faults, [], "{text}");
    loaded.policy
}

/// The faults of a file, which changes nothing.
#[track_caller]
fn faults(text: &str) -> Vec<String> {
    let loaded = load(Some(text));
    assert_eq!(
        loaded.policy,
        Policy::default(),
        "a file with faults changes nothing"
    );
    shown(&loaded.faults)
}

/// Faults as `line:column path: kind`.
fn shown(faults: &[Fault]) -> Vec<String> {
    let show = |fault: &Fault| {
        let kind = match &fault.kind {
            FaultKind::Syntax { .. } => "syntax".to_owned(),
            FaultKind::UnknownKey { key, .. } => format!("unknown {key}"),
            FaultKind::DuplicateKey { key } => format!("twice {key}"),
            FaultKind::Unsupported { found } => format!("unsupported {found}"),
            FaultKind::TooLarge { .. } => "too large".to_owned(),
            FaultKind::LabelTaken { label, by } => format!("{label} is {by}"),
            FaultKind::BadValue { found, .. } => format!("bad {found}"),
        };
        format!("{}:{} {}: {kind}", fault.line, fault.column, fault.path)
    };
    faults.iter().map(show).collect()
}

#[test]
fn nothing_said_means_the_defaults() {
    for text in [
        "",
        "\n",
        "# only a comment\n",
        "---\n",
        "{}",
        "\u{feff}",
        "labels:\nholidays:\nlanguage: ~\n",
    ] {
        assert_eq!(good(text), Policy::default(), "{text:?}");
    }
    assert_eq!(load(None).policy, Policy::default());
}

#[test]
fn all_faults_are_reported_together_where_they_stand() {
    assert_eq!(
        faults(
            "langage: ja\ntime_zone: Tokyo\nworking_hours: 18:00-10:00\nholidays:\n  - 2026-02-30\n  - { day: 1 }\n\
             severities:\n  SEV9: {}\n  SEV1:\n    meeting_within: soon\n    approvals: 1\npostmortem:\n  approvals: many\n"
        ),
        [
            "1:1 langage: unknown langage",
            "2:12 time_zone: bad Tokyo",
            "3:16 working_hours: bad 18:00-10:00",
            "5:5 holidays: bad 2026-02-30",
            "6:5 holidays: bad {…}",
            "6:7 holidays: unknown day",
            "8:3 severities.SEV9: unknown SEV9",
            "10:21 severities.SEV1.meeting_within: bad soon",
            "11:5 severities.SEV1.approvals: unknown approvals",
            "13:14 postmortem.approvals: bad many",
        ]
    );
}

#[test]
fn shapes_that_are_wrong() {
    for (text, expected) in [
        ("just text", "1:1 : bad just text"),
        ("- a", "1:1 : bad […]"),
        ("labels: incident", "1:9 labels: bad incident"),
        ("language:\n  en: 1", "2:3 language: bad {…}"),
        ("language: en\nlanguage: ja", "2:1 language: twice language"),
        (
            "labels: {drill: INCIDENT}",
            "1:17 labels.drill: INCIDENT is labels.incident",
        ),
        (
            "severities: {SEV3: {label: SEV1}}",
            "1:28 severities.SEV3.label: SEV1 is severities.SEV1.label",
        ),
        (
            "labels: {incident: drill}",
            "1:20 labels.incident: drill is labels.drill",
        ),
        (
            "labels: {incident: 'Postmortem: Draft'}",
            "1:20 labels.incident: Postmortem: Draft is postmortem",
        ),
        ("severities: {sev1: {}}", "1:14 severities.sev1: unknown sev1"),
    ] {
        assert_eq!(faults(text), [expected], "{text:?}");
    }
}

#[test]
fn columns_count_characters() {
    assert_eq!(
        faults("labels: {incident: 障害, 訓練: x}"),
        ["1:24 labels.訓練: unknown 訓練"]
    );
}

#[test]
fn files_that_are_no_yaml_or_want_to_grow() {
    assert!(faults("language: [en")[0].ends_with("syntax"));
    assert!(faults("language: en: ja")[0].ends_with("syntax"));
    for (text, expected) in [
        ("language: &a en", "1:11 : unsupported &a"),
        ("language: !!str en", "1:11 : unsupported !!str"),
        ("language: en\n---\nlanguage: ja", "2:1 : unsupported ---"),
        ("? [a]\n: b", "1:3 : unknown […]"),
    ] {
        assert_eq!(faults(text), [expected], "{text:?}");
    }
    for text in [
        "language: *a",
        "<<: *a",
        "a: 1\n\tb: 2",
        "a: \"",
        "language: [en",
        "\u{0}: 1",
    ] {
        let loaded = load(Some(text));
        let detail = match &loaded.faults[..] {
            [
                Fault {
                    kind: FaultKind::Syntax { detail },
                    ..
                },
            ] => detail.as_str(),
            other => panic!("{text:?}: {other:?}"),
        };
        assert!(!detail.is_empty(), "{text:?}");
    }
    assert_eq!(faults(&"x".repeat(70_000)), ["1:1 : too large"]);
    assert_eq!(faults(&"language: [\n".repeat(90_000)), ["1:1 : too large"]);
    let indented: Vec<String> = (0..150).map(|depth| format!("{}a:", " ".repeat(depth))).collect();
    for text in [
        "[".repeat(1_000),
        "{a: ".repeat(1_000),
        "- ".repeat(1_000),
        indented.join("\n"),
    ] {
        assert!(faults(&text)[0].ends_with("syntax"), "{text:?}");
    }
}

#[test]
fn the_last_good_configuration_stays_in_force() {
    let file = |text: &str, previous: &[&str]| ConfigFile {
        path: PATH.into(),
        text: text.into(),
        commit: "c0".into(),
        checks: Vec::new(),
        previous: previous.iter().map(|text| (*text).to_owned()).collect(),
    };
    let loaded = last_good(Some(&file(
        "time_zone: nowhere",
        &["time_zone: UTC", "time_zone: Asia/Tokyo", "x: 1"],
    )));
    assert_eq!((loaded.policy.zone, loaded.faults.len()), (Tokyo, 1));
    let loaded = last_good(Some(&file("time_zone: nowhere", &[])));
    assert_eq!((loaded.policy.zone, loaded.faults.len()), (UTC, 1));
    assert_eq!(last_good(None).faults, []);
}

#[test]
fn labels_fit_githubs_limits() {
    for label in labels::ours(&Policy::default()) {
        assert!(
            label.name.chars().count() <= 50 && label.description.chars().count() <= 100,
            "{label:?}"
        );
        assert!(
            label.color.len() == 6 && label.color.chars().all(|c| c.is_ascii_hexdigit()),
            "{label:?}"
        );
    }
}

#[test]
fn faults_have_columns_after_a_byte_order_mark_and_windows_line_ends() {
    assert_eq!(faults("\u{feff}langage: ja"), ["1:1 langage: unknown langage"]);
    assert_eq!(faults("language: en\r\n障害: 1\r\n"), ["2:1 障害: unknown 障害"]);
    assert_eq!(
        faults("labels:\r\n  incident: 'a'\r\n  訓練: b"),
        ["3:3 labels.訓練: unknown 訓練"]
    );
}

#[test]
fn a_file_full_of_holidays_is_read() {
    let ranges: Vec<String> = (1..2_400)
        .map(|year| format!("- {year:04}-01-01..{year:04}-04-01"))
        .collect();
    let policy = good(&format!("holidays:\n{}", ranges.join("\n")));
    assert!(policy.calendar.holidays.len() > 200_000);
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}") {
        load(Some(&text));
    }

    #[test]
    fn nothing_made_of_keys_and_yaml_makes_it_panic(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "language", "holidays", "severities", "SEV1", "labels", "incident", "postmortem", "folder", ": ", ":",
                "checklist", "announce", "update_every", "nudges", "quiet_after", "never", "2h", "timeline", "mark",
                "\n", "\r\n", "  ", "\t", "- ", "[", "]", "{", "}", ", ", "&a ", "*a", "!t ", "\"", "'", "#", "|\n",
                ">\n", "---\n", "...\n", "? ", "2026-11-23", "..", "~", "ja", "障害", "\u{feff}", "%YAML 1.2\n", "<<",
            ]),
            0..24,
        ),
    ) {
        let text = pieces.concat();
        let loaded = load(Some(&text));
        let lines = u32::try_from(text.split('\n').count()).expect("a small text");
        for fault in loaded.faults {
            prop_assert!((1..=lines + 1).contains(&fault.line) && fault.column >= 1, "{:?}", fault);
        }
    }
}
