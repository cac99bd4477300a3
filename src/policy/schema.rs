//! The JSON Schema of `.github/closeout.yml`, for completion and warnings in editors.

use serde_json::{Map, Value, json};

use crate::domain::severity::Severity;

use super::key::{KEYS, Key};

/// `docs/closeout.schema.json`, made from the table of keys.
pub fn schema() -> String {
    let mut root = section("");
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("Configuration of Closeout");
    format!("{root:#}\n")
}

/// The mapping below a path.
fn section(path: &str) -> Value {
    let mut properties = Map::new();
    for key in &KEYS {
        let Some((name, inner)) = below(key, path) else {
            continue;
        };
        let value = match inner {
            None => leaf(key),
            Some(inner) => section(&inner),
        };
        if name == "*" {
            for severity in Severity::ALL {
                properties.insert(severity.name().to_owned(), value.clone());
            }
        } else {
            properties.insert(name.to_owned(), value);
        }
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// The part of a key's path that comes after `path`, and the path with it when more parts follow.
fn below<'a>(key: &'a Key, path: &str) -> Option<(&'a str, Option<String>)> {
    let rest = key.path.strip_prefix(path)?;
    let rest = if path.is_empty() {
        rest
    } else {
        rest.strip_prefix('.')?
    };
    match rest.split_once('.') {
        None => Some((rest, None)),
        Some((name, _)) if path.is_empty() => Some((name, Some(name.to_owned()))),
        Some((name, _)) => Some((name, Some(format!("{path}.{name}")))),
    }
}

fn leaf(key: &Key) -> Value {
    let mut value = key.takes.schema();
    value["description"] = json!(format!(
        "{} Default: {}",
        key.doc,
        key.fallback.in_words().replace('`', "")
    ));
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{load, reference};
    use crate::yaml::{self, Node};

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

    #[test]
    fn the_committed_schema_is_current() {
        // Compared as values: the order of keys depends on how serde_json was built.
        let value = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        assert_eq!(
            value(include_str!("../../docs/closeout.schema.json")),
            value(&schema()),
            "make it anew: cargo run --example schema > docs/closeout.schema.json"
        );
    }

    #[test]
    fn editor_and_reader_agree() {
        let schema: Value = serde_json::from_str(&schema()).expect("the schema is JSON");
        let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
        let example = reference();
        let example = example.split("```").nth(1).expect("the page has an example");
        let good = [
            example.trim_start_matches("yaml\n"),
            "{}",
            "working_days: [sun]",
            "working_hours: 9:30-23:59",
            "holidays: []",
            "holidays: [{date: 2026-11-23}]",
            "severities: {SEV4: {meeting_within: 90 calendar days}}",
            "severities: {SEV1: {}}",
            "postmortem: {folder: a/b/, approvals: 0}",
        ];
        let bad = [
            "x: 1",
            "language: fr",
            "time_zone: [UTC]",
            "working_days: []",
            "working_days: mon",
            "working_days: [monn]",
            "working_hours: 10-18",
            "working_hours: 10:00-24:00",
            "holidays: 2026-11-23",
            "holidays: [tomorrow]",
            "holidays: [{name: x}]",
            "holidays: [{date: 2026-11-23, day: 1}]",
            "default_severity: SEV5",
            "severities: {SEV5: {}}",
            "severities: {sev1: {}}",
            "severities: {SEV1: {postmortem: yes}}",
            "severities: {SEV1: {meeting_within: 0 business days}}",
            "severities: {SEV1: {meeting_within: 91 business days}}",
            "severities: {SEV1: {label: ' '}}",
            "labels: {incident: [a]}",
            "postmortem: {folder: /a}",
            "postmortem: {folder: a//b}",
            "postmortem: {folder: ../a}",
            "postmortem: {folder: a/.Git}",
            "postmortem: {folder: 'a\\b'}",
            "postmortem: {approvals: 7}",
            "postmortem: {approvals: -1}",
            "postmortem: {approvals: some}",
            "postmortem: x",
        ];
        for (texts, expected) in [(&good[..], true), (&bad[..], false)] {
            for text in texts {
                let node = yaml::parse(text).expect("YAML").expect("not empty");
                assert_eq!(validator.is_valid(&as_json(&node)), expected, "editor: {text}");
                assert_eq!(load(Some(text)).faults.is_empty(), expected, "reader: {text}");
            }
        }
    }
}
