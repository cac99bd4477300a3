//! One request: from the text of its body to the answer's JSON.

use apollo_compiler::ast::Document;
use apollo_compiler::response::JsonMap;
use apollo_compiler::response::serde_json_bytes;
use serde_json::{Map, Value, json};

use super::errors::{field_error, locations, refused};
use super::execute::execute;
use super::{cost, schema, validate, variables};
use crate::world::{Actor, World};

/// Answers a request whose body is this JSON. Everything that is wrong with it is said in `errors`; the status is
/// 200 all the same.
pub(super) fn answer(world: &mut World, actor: &Actor, body: &Value) -> Value {
    let Some(query) = body
        .get("query")
        .and_then(Value::as_str)
        .filter(|query| !query.is_empty())
    else {
        return refused(&[json!({"message": "A query attribute must be specified and must be a string."})]);
    };
    let given = match body.get("variables") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(given)) => given.clone(),
        // Some clients send them as text.
        Some(Value::String(text)) => serde_json::from_str(text).unwrap_or_default(),
        Some(_) => return refused(&[json!({"message": "Variables are invalid JSON."})]),
    };
    let name = body
        .get("operationName")
        .and_then(Value::as_str)
        .filter(|name| !name.is_empty());
    run(world, actor, query, name, &given).unwrap_or_else(|errors| refused(&errors))
}

fn run(
    world: &mut World,
    actor: &Actor,
    query: &str,
    name: Option<&str>,
    given: &Map<String, Value>,
) -> Result<Value, Vec<Value>> {
    let schema = schema::of(world);
    let document = Document::parse(query, "query").map_err(|found| syntax_errors(query, &found.errors))?;
    let mistakes = validate::check(schema, &document);
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let document = document.to_executable_validate(&schema.schema).map_err(|found| {
        let errors = found.errors.iter();
        errors
            .map(|one| validate::compiler_error(&one.to_json(), one.error.unstable_error_name()))
            .collect::<Vec<_>>()
    })?;
    let operation = document
        .operations
        .get(name)
        .map_err(|_| vec![no_operation(name)])?;
    let variables = variables::coerce(schema, &document, operation, given)?;
    let weight = cost::weigh(&document, &operation.selection_set.selections, &variables);
    if let Some(message) = weight.refusal() {
        return Err(vec![
            json!({"type": "MAX_NODE_LIMIT_EXCEEDED", "message": message}),
        ]);
    }
    // The request itself is counted with every other; what it weighs beyond that comes on top.
    world.charge(actor, "graphql", weight.points - 1);
    let response = execute(world, actor, &document, operation, &variables, weight)
        .map_err(|message| vec![json!({ "message": message })])?;
    let mut answer = Map::new();
    answer.insert("data".into(), response.data.map_or(Value::Null, plain));
    if !response.errors.is_empty() {
        answer.insert("errors".into(), response.errors.iter().map(field_error).collect());
    }
    Ok(Value::Object(answer))
}

fn plain(data: JsonMap) -> Value {
    serde_json_bytes::from_value(serde_json_bytes::Value::Object(data)).unwrap_or_default()
}

fn no_operation(name: Option<&str>) -> Value {
    match name {
        Some(name) => json!({"message": format!("No operation named \"{name}\"")}),
        None => json!({"message": "An operation name is required"}),
    }
}

/// `Parse error on "}" (RCURLY) at [1, 9]`, for the first place that cannot be read.
fn syntax_errors(query: &str, errors: &apollo_compiler::validation::DiagnosticList) -> Vec<Value> {
    let first = errors.iter().next().map(|one| one.to_json());
    let Some((error, at)) = first.and_then(|error| Some((error.clone(), *error.locations.first()?))) else {
        return vec![json!({"message": "Unexpected end of document", "locations": []})];
    };
    let line = query.lines().nth(at.line.saturating_sub(1)).unwrap_or_default();
    let rest: String = line.chars().skip(at.column.saturating_sub(1)).collect();
    let message = match token(&rest) {
        Some((text, kind)) => format!("Parse error on {text:?} ({kind}) at [{}, {}]", at.line, at.column),
        None => "Unexpected end of document".to_owned(),
    };
    vec![json!({"message": message, "locations": locations(&error)})]
}

/// The token a text starts with, and what GitHub calls its kind.
fn token(text: &str) -> Option<(String, &'static str)> {
    let first = text.chars().next()?;
    let kind = match first {
        '{' => "LCURLY",
        '}' => "RCURLY",
        '(' => "LPAREN",
        ')' => "RPAREN",
        '[' => "LBRACKET",
        ']' => "RBRACKET",
        ':' => "COLON",
        '=' => "EQUALS",
        '!' => "BANG",
        '$' => "VAR_SIGN",
        '@' => "DIR_SIGN",
        '|' => "PIPE",
        '"' => "STRING",
        _ if first.is_ascii_digit() || first == '-' => "INT",
        _ if first.is_ascii_alphabetic() || first == '_' => "IDENTIFIER",
        _ => "UNKNOWN_CHAR",
    };
    let word = matches!(kind, "INT" | "IDENTIFIER");
    let text = text
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-'))
        .collect();
    Some((if word { text } else { first.to_string() }, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_error_names_the_token_and_its_place() {
        let message = |query: &str| {
            let found = Document::parse(query, "query").expect_err("the document is broken");
            syntax_errors(query, &found.errors)[0]["message"].clone()
        };
        assert_eq!(message("{ viewer { login }"), "Unexpected end of document");
        assert_eq!(
            message("{ viewer(first 1) { login } }"),
            "Parse error on \"1\" (INT) at [1, 16]"
        );
    }
}
