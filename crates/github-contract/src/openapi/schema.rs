//! JSON Schema: is this value one that the description allows, and if not, where and why.
//!
//! Schemas are compiled when first needed and kept. Undocumented fields, which JSON Schema allows, are the business of
//! `undocumented`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate};
use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Registry, Resource, ValidationError, Validator};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

/// What must be escaped in the fragment of a `$ref`: all that templates and media types can hold.
const FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%');

/// The longest message worth printing; values quoted in it can be whole documents.
const MESSAGE_CHARS: usize = 200;

/// The compiled schemas of one description.
pub(crate) struct Schemas {
    uri: String,
    registry: Registry,
    compiled: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Schemas {
    pub(crate) fn new(version: &str, document: &'static Value) -> Self {
        let uri = format!("urn:github:{version}");
        let resource = Resource::from_contents(document.clone());
        let registry = Registry::options()
            .draft(Draft::Draft202012)
            .build([(uri.as_str(), resource)])
            .expect("the description kept in this crate refers only to itself");
        Self {
            uri,
            registry,
            compiled: Mutex::default(),
        }
    }

    fn validator(&self, pointer: &str) -> Arc<Validator> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let known = compiled.entry(pointer.to_owned()).or_insert_with(|| {
            let fragment = utf8_percent_encode(pointer, FRAGMENT);
            let schema = json!({ "$ref": format!("{}#{fragment}", self.uri) });
            let validator = jsonschema::options()
                .with_draft(Draft::Draft202012)
                .with_registry(self.registry.clone())
                .should_validate_formats(true)
                .with_format("date-time", is_date_time)
                .with_format("date", |text: &str| text.parse::<NaiveDate>().is_ok())
                .with_format("uri", is_uri)
                .with_format("uri-template", |_: &str| true)
                .with_format("email", |text: &str| text.is_empty() || text.contains('@'))
                .build(&schema)
                .expect("the description kept in this crate holds valid schemas");
            Arc::new(validator)
        });
        Arc::clone(known)
    }
}

/// One schema of a description.
#[derive(Clone)]
pub(crate) struct Schema {
    schemas: &'static Schemas,
    /// The whole description, for references.
    pub(crate) document: &'static Value,
    pub(crate) node: &'static Value,
    pointer: String,
}

impl Schema {
    pub(crate) fn at(schemas: &'static Schemas, document: &'static Value, pointer: &str) -> Self {
        let node = document.pointer(pointer).unwrap_or(&Value::Bool(true));
        match node["$ref"]
            .as_str()
            .and_then(|reference| reference.strip_prefix('#'))
        {
            Some(target) => Self::at(schemas, document, target),
            None => Self {
                schemas,
                document,
                node,
                pointer: pointer.to_owned(),
            },
        }
    }

    pub(crate) fn allows(&self, value: &Value) -> bool {
        self.faults(value).is_empty()
    }

    /// Where this value does not fit and why, one line per place.
    pub(crate) fn faults(&self, value: &Value) -> Vec<String> {
        let validator = self.schemas.validator(&self.pointer);
        let faults = validator
            .iter_errors(value)
            .flat_map(|error| leaves(&error))
            .map(|fault| fault.text);
        faults.collect()
    }

    /// Whether a text in a path or a query stands for a value that fits: as it is, as a number, as a boolean,
    /// or as a list with commas.
    pub(crate) fn allows_text(&self, text: &str) -> bool {
        let as_scalar = serde_json::from_str(text)
            .ok()
            .filter(|v: &Value| v.is_number() || v.is_boolean());
        let as_list = json!(text.split(',').collect::<Vec<_>>());
        [Some(json!(text)), as_scalar, Some(as_list)]
            .into_iter()
            .flatten()
            .any(|value| self.allows(&value))
    }
}

struct Fault {
    depth: usize,
    of_type: bool,
    text: String,
}

/// The faults at the bottom of an error. Where none of several alternatives fits, only those of the nearest one
/// are told; that several alternatives fit is no fault, for GitHub's overlap.
fn leaves(error: &ValidationError<'_>) -> Vec<Fault> {
    match error.kind() {
        ValidationErrorKind::OneOfMultipleValid { .. } => Vec::new(),
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            let depth = depth(error);
            let branches = context
                .iter()
                .map(|branch| branch.iter().flat_map(leaves).collect::<Vec<Fault>>());
            let distance = |branch: &Vec<Fault>| {
                let other_type = branch.iter().any(|fault| fault.of_type && fault.depth == depth);
                (!branch.is_empty() && other_type, branch.len())
            };
            branches.min_by_key(distance).unwrap_or_default()
        }
        kind => {
            let place = error.instance_path().as_str();
            let place = if place.is_empty() { "/" } else { place };
            // A document as a whole would bury what is said about it.
            let text = match &**error.instance() {
                Value::Object(_) => format!("{place}: {}", error.masked_with("the object")),
                Value::Array(_) => format!("{place}: {}", error.masked_with("the list")),
                _ => format!("{place}: {error}"),
            };
            let text = match text.char_indices().nth(MESSAGE_CHARS) {
                Some((end, _)) => format!("{}…", &text[..end]),
                None => text,
            };
            let of_type = matches!(kind, ValidationErrorKind::Type { .. });
            vec![Fault {
                depth: depth(error),
                of_type,
                text,
            }]
        }
    }
}

fn depth(error: &ValidationError<'_>) -> usize {
    error.instance_path().as_str().matches('/').count()
}

/// RFC 3339, and the form with a space or without a colon in the zone that older answers have.
fn is_date_time(text: &str) -> bool {
    DateTime::parse_from_rfc3339(text).is_ok()
        || DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z").is_ok()
        || DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%z").is_ok()
}

/// A scheme, and no character that a URI cannot hold; or nothing at all, which GitHub sends for a missing home page.
fn is_uri(text: &str) -> bool {
    let well_formed = |(scheme, rest): (&str, &str)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
            && !rest.is_empty()
            && !rest.contains(|c: char| c.is_whitespace() || "<>\"\\^`".contains(c))
    };
    text.is_empty() || text.split_once(':').is_some_and(well_formed)
}
