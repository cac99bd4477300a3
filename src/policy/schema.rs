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
