//! How a refusal is worded and laid out: `type`, `path`, `locations`, `message`, as GitHub does it.
//!
//! A resolver fails with a [`Failure`]; the executor knows only messages, so the failure travels inside one and
//! is taken apart again in [`field_error`].

use apollo_compiler::resolvers::FieldError;
use apollo_compiler::response::GraphQLError;
use serde_json::{Map, Value, json};

use crate::world::OpError;

/// Separates the type from the message inside an executor's error. Cannot be typed into a name or a body by accident.
const MARK: char = '\u{1}';
/// What the executor puts before a resolver's message.
const EXECUTOR_PREFIX: &str = "resolver error: ";

/// Why a field has no value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Failure {
    /// `NOT_FOUND`, `FORBIDDEN`, …; `None` where GitHub gives none.
    pub(super) kind: Option<&'static str>,
    /// The text.
    pub(super) message: String,
}

impl Failure {
    /// A failure of this type.
    pub(super) fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            kind: Some(kind),
            message: message.into(),
        }
    }

    /// `NOT_FOUND`.
    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::new("NOT_FOUND", message)
    }

    /// `NOT_FOUND` for a node id.
    pub(super) fn no_node(id: &str) -> Self {
        Self::not_found(format!(
            "Could not resolve to a node with the global id of '{id}'"
        ))
    }

    /// `UNPROCESSABLE`.
    pub(super) fn unprocessable(message: impl Into<String>) -> Self {
        Self::new("UNPROCESSABLE", message)
    }

    /// A field GitHub has and the simulator has no answer for.
    pub(super) fn unmodelled(coordinate: &str) -> Self {
        Self {
            kind: Some("NOT_SIMULATED"),
            message: format!("the simulator does not model {coordinate}"),
        }
    }

    /// What an operation of the world said, in GraphQL's words. `missing` is the text for something not there.
    pub(super) fn from_op(error: &OpError, missing: &str) -> Self {
        let message = error.to_string();
        match error {
            OpError::NotFound | OpError::Deleted | OpError::Transferred(_) => Self::not_found(missing),
            OpError::Missing(_) => Self::not_found(message),
            OpError::NotAccessible(_) | OpError::Forbidden(_) | OpError::Archived | OpError::Suspended => {
                Self::new("FORBIDDEN", message)
            }
            OpError::Validation(fields) => {
                let texts: Vec<String> = fields.iter().map(|field| field_text(&field.0)).collect();
                Self::unprocessable(texts.join(" and "))
            }
            _ => Self::unprocessable(message),
        }
    }
}

impl From<OpError> for Failure {
    fn from(error: OpError) -> Self {
        Self::from_op(&error, "Could not resolve to a node.")
    }
}

impl From<Failure> for FieldError {
    fn from(failure: Failure) -> Self {
        let kind = failure.kind.unwrap_or_default();
        Self {
            message: format!("{MARK}{kind}{MARK}{}", failure.message),
        }
    }
}

/// One entry of a 422's list as a sentence: GraphQL shows only text.
fn field_text(entry: &Value) -> String {
    let word = |name: &str| entry.get(name).and_then(Value::as_str);
    match (word("message"), word("field"), word("code")) {
        (Some(message), ..) => message.to_owned(),
        (None, Some(field), Some("already_exists")) => format!("{} has already been taken", capital(field)),
        (None, Some(field), Some("missing_field")) => format!("{} can't be blank", capital(field)),
        (None, Some(field), _) => format!("{} is invalid", capital(field)),
        _ => "Validation failed".to_owned(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// An error of the executor as GitHub lays it out.
pub(super) fn field_error(error: &GraphQLError) -> Value {
    let message = error
        .message
        .strip_prefix(EXECUTOR_PREFIX)
        .unwrap_or(&error.message);
    let mut parts = message.strip_prefix(MARK).unwrap_or(message).splitn(2, MARK);
    let (kind, message) = match (parts.next(), parts.next()) {
        (Some(kind), Some(message)) => (kind, message),
        _ => ("", message),
    };
    let mut entry = Map::new();
    if !kind.is_empty() {
        entry.insert("type".into(), kind.into());
    }
    entry.insert("path".into(), json!(error.path));
    if !error.locations.is_empty() {
        entry.insert("locations".into(), locations(error));
    }
    entry.insert("message".into(), message.into());
    Value::Object(entry)
}

/// Where in the document an error is.
pub(super) fn locations(error: &GraphQLError) -> Value {
    error
        .locations
        .iter()
        .map(|at| json!({"line": at.line, "column": at.column}))
        .collect()
}

/// An answer without data: the request itself is wrong.
pub(super) fn refused(errors: &[Value]) -> Value {
    json!({ "errors": errors })
}
