//! How each key is read.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::{super::*, cases::CASES, faults, good};
use crate::domain::event::Mark;

#[test]
fn every_key_has_its_case() {
    let tried: Vec<&str> = CASES.iter().map(|case| case.path).collect();
    let known: Vec<&str> = key::KEYS.iter().map(|key| key.path).collect();
    assert_eq!(tried, known);
    for case in &CASES {
        assert!(!case.good.is_empty() && !case.bad.is_empty(), "{}", case.path);
    }
}

#[test]
fn good_values_are_read() {
    for case in &CASES {
        for (value, change) in case.good.iter().chain(case.lenient) {
            let mut expected = Policy::default();
            change(&mut expected);
            assert_ne!(
                expected,
                Policy::default(),
                "{}: {value} shows nothing",
                case.path
            );
            assert_eq!(good(&case.file(value)), expected, "{}: {value}", case.path);
        }
    }
}

#[test]
fn bad_values_are_faults_where_they_stand() {
    for case in &CASES {
        for (value, at, found) in case.bad.iter().chain(case.unseen) {
            let text = case.file(value);
            let line = text.lines().count();
            let last = text.lines().last().unwrap_or_default();
            let column = last.chars().count() - value.chars().count() + at + 1;
            let path = case.path();
            assert_eq!(
                faults(&text),
                [format!("{line}:{column} {path}: bad {found}")],
                "{text}"
            );
        }
    }
}

#[test]
fn rules_are_known_by_their_ids() {
    assert_eq!(
        faults("lint:\n  rules:\n    broken-links: off\n    broken-link: off\n    broken-link: error\n"),
        [
            "3:5 lint.rules: unknown broken-links",
            "5:5 lint.rules: twice broken-link",
        ]
    );
    assert_eq!(good("lint: { rules: { broken-link: } }"), Policy::default());
}

#[test]
fn spans_are_a_minute_to_seven_days() {
    for (text, minutes) in [
        ("1 minute", 1),
        ("1m", 1),
        ("45 min", 45),
        ("30 minutes", 30),
        ("10080 minutes", 10_080),
        ("1 hour", 60),
        ("24h", 1_440),
        ("168 hours", 10_080),
        ("1 day", 1_440),
        ("7 days", 10_080),
        ("1 week", 10_080),
        ("1d12h", 2_160),
        ("1h30m", 90),
        ("1h 30m", 90),
        ("167h59m", 10_079),
        ("1 hour 30 minutes", 90),
        ("1h90m", 150),
        ("90分", 90),
        ("1時間30分", 90),
        ("' 2 Hours '", 120),
    ] {
        let policy = good(&format!("nudges: {{quiet_after: {text}}}"));
        assert_eq!(
            policy.nudges.quiet_after,
            Some(TimeDelta::minutes(minutes)),
            "{text}"
        );
    }
    for text in [
        "0 minutes",
        "0h0m",
        "10081 minutes",
        "169 hours",
        "168h1m",
        "30",
        "h",
        "30 s",
        "8 days",
        "7d1m",
        "-5 minutes",
        "1.5 hours",
        "30m1h",
        "30m 30m",
        "99999999999 hours",
        "never 5m",
        "５分",
    ] {
        let expected = format!("1:23 nudges.quiet_after: bad {text}");
        assert_eq!(faults(&format!("nudges: {{quiet_after: {text}}}")), [expected]);
    }
}

#[test]
fn texts_have_a_longest_length_in_characters() {
    for (path, at_most) in [
        ("severities.SEV3.label", 50),
        ("severities.SEV3.description", 300),
        ("severities.SEV3.checklist", 200),
        ("labels.incident", 50),
        ("labels.drill", 50),
    ] {
        let value = |characters| match path {
            "severities.SEV3.checklist" => format!("[{}]", "あ".repeat(characters)),
            _ => "あ".repeat(characters),
        };
        let file = |characters| example::file(&[(path.to_owned(), Some(&value(characters)))]);
        good(&file(at_most));
        assert_eq!(faults(&file(at_most + 1)).len(), 1, "{path}");
    }
}

#[test]
fn a_checklist_has_twenty_items() {
    let file = |count| {
        let items: Vec<String> = (1..=count).map(|n| format!("    - 項目{n}")).collect();
        format!("severities:\n  SEV1:\n    checklist:\n{}", items.join("\n"))
    };
    let read = good(&file(20));
    assert_eq!(read.severity(Severity::Sev1).checklist.len(), 20);
    let too_many = ["24:7 severities.SEV1.checklist: bad 項目21"];
    assert_eq!(faults(&file(21)), too_many);
    assert_eq!(faults(&file(25)), too_many, "said once");
}

#[test]
fn every_severity_and_every_mark_can_be_chosen() {
    for severity in Severity::ALL {
        let policy = good(&format!("default_severity: {severity}"));
        assert_eq!(policy.default_severity, severity);
        let policy = good(&format!("severities: {{{severity}: {{update_every: 7m}}}}"));
        assert_eq!(
            policy.severity(severity).update_every,
            Some(TimeDelta::minutes(7))
        );
    }
    for mark in Mark::ALL {
        let policy = good(&format!("timeline: {{mark: {}}}", mark.name()));
        assert_eq!(policy.timeline.mark, mark);
    }
}

proptest! {
    /// Whatever the repository's own words are, they are kept as they were written.
    #[test]
    fn checklists_keep_their_words(
        texts in prop::collection::hash_set("[\\PC&&[^ ]]{1,3}[ \\PC]{0,40}[\\PC&&[^ ]]{1,3}", 0..=20),
    ) {
        let texts: Vec<String> = texts.into_iter().filter(|text| text.trim() == text).collect();
        let list = serde_json::to_string(&texts).expect("texts are JSON");
        let policy = good(&format!("severities: {{SEV4: {{checklist: {list}}}}}"));
        let expected: Vec<Item> = texts.into_iter().map(Item::Own).collect();
        prop_assert_eq!(&policy.severity(Severity::Sev4).checklist, &expected);
    }
}
