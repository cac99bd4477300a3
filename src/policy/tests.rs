//! What may be written into the configuration, and what is wrong with everything else.

use chrono_tz::{Asia::Tokyo, Tz::UTC};

use super::*;
use crate::domain::observation::ConfigFile;

fn good(text: &str) -> Policy {
    let loaded = load(Some(text));
    assert_eq!(loaded.faults, [], "{text}");
    loaded.policy
}

/// The faults as `line:column path: kind`.
#[track_caller]
fn faults(text: &str) -> Vec<String> {
    let loaded = load(Some(text));
    assert_eq!(
        loaded.policy,
        Policy::default(),
        "a file with faults changes nothing"
    );
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
    loaded.faults.iter().map(show).collect()
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
fn every_key_can_be_set() {
    let policy = good(
        "language: ja\r\ntime_zone: Asia/Tokyo\r\nworking_days: [Sun, mon]\r\nworking_hours: 9:30-17:00\r\n\
         holidays: [2026-11-23, 2026-12-29..2027-01-03, {date: 2026-02-11, name: 建国記念の日}]\r\n\
         default_severity: sev3\r\nseverities:\r\n  SEV1: {label: sev/1, description: 決済が止まった, \
         postmortem: optional, meeting_within: 2 calendar days}\r\n\
         labels: {incident: 障害, drill: 訓練}\r\npostmortem: {folder: docs/pm/, approvals: 2}\r\n",
    );
    assert_eq!(
        (policy.language, policy.zone, policy.calendar.zone),
        (Language::Ja, Tokyo, Tokyo)
    );
    assert_eq!(policy.calendar.working_days.len(), 2);
    assert_eq!(policy.calendar.opens.to_string(), "09:30:00");
    assert_eq!(policy.calendar.holidays.len(), 8);
    assert_eq!(policy.default_severity, Severity::Sev3);
    let sev1 = policy.severity(Severity::Sev1);
    assert_eq!(sev1.description.as_deref(), Some("決済が止まった"));
    assert_eq!(
        sev1.meeting_within,
        Within {
            days: 2,
            unit: DayUnit::Calendar
        }
    );
    assert!(!sev1.postmortem_required);
    assert_eq!(policy.labels.severities[&Severity::Sev1], "sev/1");
    assert_eq!(
        (policy.labels.incident.as_str(), policy.labels.drill.as_str()),
        ("障害", "訓練")
    );
    assert_eq!((policy.folder.as_str(), policy.approvals), ("docs/pm", 2));
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
        ("holidays: 2026-11-23", "1:11 holidays: bad 2026-11-23"),
        (
            "holidays: [2027-01-03..2026-12-29]",
            "1:12 holidays: bad 2027-01-03..2026-12-29",
        ),
        ("working_days: []", "1:15 working_days: bad […]"),
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
        ("postmortem: {folder: ../..}", "1:22 postmortem.folder: bad ../.."),
        ("postmortem: {folder: /etc}", "1:22 postmortem.folder: bad /etc"),
        (
            "postmortem: {folder: .git/hooks}",
            "1:22 postmortem.folder: bad .git/hooks",
        ),
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
    assert_eq!(faults("language: &a en"), ["1:14 : unsupported en"]);
    assert_eq!(faults(&"x".repeat(70_000)), ["1:1 : too large"]);
    assert!(
        faults(&"[".repeat(1_000))[0].contains("unsupported")
            || faults(&"[".repeat(1_000))[0].contains("syntax")
    );
}

#[test]
fn the_last_good_configuration_stays_in_force() {
    let file = |text: &str, previous: &[&str]| ConfigFile {
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
fn the_documentation_is_current_and_its_example_is_good() {
    assert_eq!(
        include_str!("../../docs/configuration.md"),
        reference(),
        "see the page itself on how to make it anew"
    );
    let example = reference()
        .split("```yaml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next().map(str::to_owned));
    good(&example.expect("the page has an example"));
}
