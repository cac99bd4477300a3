//! The generated page and the JSON Schema: current, complete, and of one mind with the reader.

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::{
    super::*,
    cases::{Bad, CASES, Good},
    good,
};
use crate::yaml::{self, Node};

/// The files on the page: every key at its default, and the example.
fn files() -> [String; 2] {
    let page = reference();
    let files = page.split("```yaml\n").skip(1);
    let files: Vec<String> = files
        .filter_map(|rest| rest.split("```").next().map(str::to_owned))
        .collect();
    files.try_into().expect("two files on the page")
}

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(&schema()).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is a schema")
}

/// The file as an editor understands it.
fn as_json(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Scalar(text) => text
            .parse::<i64>()
            .map_or_else(|_| json!(text), |number| json!(number)),
        yaml::Value::List(items) => items.iter().map(as_json).collect(),
        yaml::Value::Mapping(entries) => entries
            .iter()
            .map(|(key, value)| (key.text().unwrap_or_default().to_owned(), as_json(value)))
            .collect::<Map<_, _>>()
            .into(),
    }
}

#[track_caller]
fn check(editor: &Validator, text: &str, for_editor: bool, for_reader: bool) {
    let node = yaml::parse(text).expect("YAML").expect("not empty");
    assert_eq!(editor.is_valid(&as_json(&node)), for_editor, "editor: {text}");
    assert_eq!(load(Some(text)).faults.is_empty(), for_reader, "reader: {text}");
}

#[test]
fn the_committed_page_is_current() {
    assert_eq!(
        include_str!("../../../docs/configuration.md"),
        reference(),
        "see the page itself on how to make it anew"
    );
}

#[test]
fn the_committed_schema_is_current() {
    // Compared as values: the order of keys depends on how serde_json was built.
    let value = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    assert_eq!(
        value(include_str!("../../../docs/closeout.schema.json")),
        value(&schema()),
        "make it anew: cargo run --example schema > docs/closeout.schema.json"
    );
}

#[test]
fn every_key_at_its_default_is_the_default() {
    let [complete, _] = files();
    assert_eq!(good(&complete), Policy::default());
    for key in &key::KEYS {
        let depth = key.path.split('.').count() - 1;
        let name = key.path.rsplit('.').next().unwrap_or_default();
        let indent = "  ".repeat(depth);
        let lines = complete.lines().filter(|line| {
            line.starts_with(&format!("{indent}{name}: ")) || *line == format!("{indent}# {name}:")
        });
        let expected = if key.path.contains('*') {
            Severity::ALL.len()
        } else {
            1
        };
        assert_eq!(lines.count(), expected, "{}", key.path);
    }
}

#[test]
fn the_example_shows_every_key() {
    let [_, example] = files();
    assert_ne!(good(&example), Policy::default());
    for key in &key::KEYS {
        let name = key.path.rsplit('.').next().unwrap_or_default();
        let written = [format!("{name}: "), format!("{name}:\n")];
        assert!(written.iter().any(|line| example.contains(line)), "{}", key.path);
    }
}

#[test]
fn editor_and_reader_agree() {
    let editor = validator();
    for text in files() {
        check(&editor, &text, true, true);
    }
    for case in &CASES {
        let values = |values: &'static [Good]| values.iter().map(|(value, _)| case.file(value));
        let bads = |values: &'static [Bad]| values.iter().map(|(value, ..)| case.file(value));
        values(case.good).for_each(|text| check(&editor, &text, true, true));
        values(case.lenient).for_each(|text| check(&editor, &text, false, true));
        bads(case.bad).for_each(|text| check(&editor, &text, false, false));
        bads(case.unseen).for_each(|text| check(&editor, &text, true, false));
    }
    for text in ["{}", "severities: {SEV1: {}}"] {
        check(&editor, text, true, true);
    }
    for text in [
        "x: 1",
        "severities: {SEV5: {}}",
        "severities: {sev1: {}}",
        "severities: {SEV1: {checklists: []}}",
        "holidays: [{date: 2026-11-23, day: 1}]",
        "nudges: {silence: never}",
        "postmortem: x",
        "timeline: [all]",
    ] {
        check(&editor, text, false, false);
    }
}

#[test]
fn editor_and_reader_agree_on_spans() {
    let editor = validator();
    let mut agreed = 0;
    for number in [
        1, 9, 10, 59, 60, 99, 100, 159, 160, 167, 168, 169, 999, 1_000, 9_999, 10_000, 10_079, 10_080,
        10_081, 99_999,
    ] {
        for unit in [
            "m", "min", " min", " minute", " minutes", "h", " h", " hour", " hours", "h1m", "h59m", "h 5m",
            "d", " day", " days",
        ] {
            let text = format!("nudges: {{quiet_after: {number}{unit}}}");
            let reads = load(Some(&text)).faults.is_empty();
            check(&editor, &text, reads, reads);
            agreed += usize::from(reads);
        }
    }
    assert!(agreed > 100, "{agreed}");
}

#[test]
fn editor_and_reader_agree_on_long_checklists() {
    let editor = validator();
    for (items, characters, expected) in [(20, 200, true), (21, 1, false), (1, 201, false)] {
        let long = "あ".repeat(characters - 1);
        let items: Vec<String> = (0..items)
            .map(|n| format!("{}{long}", char::from(b'a' + n)))
            .collect();
        let text = format!("severities: {{SEV1: {{checklist: [{}]}}}}", items.join(", "));
        check(&editor, &text, expected, expected);
    }
}
