//! Fields that no alternative of a schema declares. JSON Schema lets them pass; a simulator that
//! invents them, or a client that sends them, does not speak GitHub's language.

use serde_json::{Map, Value};

use super::schema::Schema;

/// The JSON pointer of every member in `value` that none of these alternative schemas declares.
pub(crate) fn undocumented(alternatives: &[Schema], value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(first) = alternatives.first() {
        let nodes = alternatives.iter().map(|schema| schema.node).collect();
        search(first.document, nodes, value, "", &mut found);
    }
    found
}

fn search(
    document: &'static Value,
    alternatives: Vec<&'static Value>,
    value: &Value,
    place: &str,
    found: &mut Vec<String>,
) {
    let mut flat = Vec::new();
    for schema in alternatives {
        flatten(document, schema, &mut flat);
    }
    match value {
        Value::Object(members) => search_members(document, &flat, members, place, found),
        Value::Array(items) => {
            let item_schemas: Vec<&Value> = flat.iter().filter_map(|schema| schema.get("items")).collect();
            for (index, item) in items.iter().enumerate() {
                search(
                    document,
                    item_schemas.clone(),
                    item,
                    &format!("{place}/{index}"),
                    found,
                );
            }
        }
        _ => {}
    }
}

fn search_members(
    document: &'static Value,
    alternatives: &[&'static Value],
    members: &Map<String, Value>,
    place: &str,
    found: &mut Vec<String>,
) {
    let describes =
        |schema: &&Value| schema.get("properties").is_some() || schema.get("additionalProperties").is_some();
    if !alternatives.iter().any(describes) {
        return; // Nothing is said about members, so nothing can be undocumented.
    }
    let takes_any_object = alternatives
        .iter()
        .any(|schema| is_object(schema) && !describes(schema));
    for (name, value) in members {
        let declared = |schema: &&'static Value| schema.get("properties")?.get(name);
        let mut schemas: Vec<&'static Value> = alternatives.iter().filter_map(declared).collect();
        if schemas.is_empty() {
            let others = alternatives
                .iter()
                .filter_map(|schema| schema.get("additionalProperties"));
            schemas.extend(others.filter(|schema| **schema != Value::Bool(false)));
        }
        if !schemas.is_empty() {
            search(document, schemas, value, &format!("{place}/{name}"), found);
        } else if !takes_any_object {
            found.push(format!("{place}/{name}"));
        }
    }
}

/// The schema and every alternative within it, references followed. A schema met twice is taken once, which
/// ends recursion.
fn flatten(document: &'static Value, schema: &'static Value, flat: &mut Vec<&'static Value>) {
    if let Some(pointer) = schema["$ref"]
        .as_str()
        .and_then(|reference| reference.strip_prefix('#'))
    {
        if let Some(target) = document.pointer(pointer) {
            flatten(document, target, flat);
        }
        return;
    }
    if flat.iter().any(|known| std::ptr::eq(*known, schema)) {
        return;
    }
    flat.push(schema);
    for keyword in ["allOf", "anyOf", "oneOf"] {
        for branch in schema[keyword].as_array().into_iter().flatten() {
            flatten(document, branch, flat);
        }
    }
}

fn is_object(schema: &Value) -> bool {
    match &schema["type"] {
        Value::String(name) => name == "object",
        Value::Array(names) => names.iter().any(|name| name == "object"),
        _ => false,
    }
}
