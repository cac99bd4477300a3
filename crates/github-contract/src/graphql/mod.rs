//! The GraphQL rules: document, variables, limits and answer against GitHub's public schema.
//!
//! Nothing is executed. Deprecated fields are allowed, as GitHub allows them.
//!
//! Start at [`check`]; `limits` knows GitHub's rules for connections, `answer` walks the response along the selection.

mod answer;
mod limits;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use apollo_compiler::ast::Document;
use apollo_compiler::executable::Operation;
use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::response::JsonMap;
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Schema};
use serde_json::{Map, Value};

use crate::exchange::{Body, Exchange};
use crate::finding::{Kind, Report};
use crate::openapi;

const SCHEMA_TEXT: &str = include_str!("../../data/github.graphql");

/// GitHub defines two fields twice, in the same words, which the specification forbids and GitHub serves; the first
/// definition is taken. Validating the rest at every start would cost more than all the checks.
static SCHEMA: LazyLock<Valid<Schema>> = LazyLock::new(|| {
    let schema = Schema::parse(SCHEMA_TEXT, "github.graphql").unwrap_or_else(|failure| failure.partial);
    Valid::assume_valid(schema)
});

/// Valid documents, by their text: a client sends the same few again and again, and validating one costs more than
/// all the rest.
static DOCUMENTS: Mutex<BTreeMap<String, Arc<Valid<ExecutableDocument>>>> = Mutex::new(BTreeMap::new());

/// Reports everything in this exchange that the schema does not allow.
pub(crate) fn check(exchange: &Exchange, report: &mut Report<'_>) {
    openapi::check_graphql_headers(exchange, report);
    let Body::Json(request) = exchange.request_body() else {
        report.add(
            Kind::GraphqlSyntax,
            "the request's body is not a JSON object with `query`",
        );
        return;
    };
    let Some(query) = request["query"].as_str() else {
        report.add(Kind::GraphqlSyntax, "the request's body has no `query`");
        return;
    };
    let Some(document) = parse(query, report) else {
        return;
    };
    let operation = match document.operations.get(request["operationName"].as_str()) {
        Ok(operation) => operation,
        Err(error) => return report.add(Kind::GraphqlDocument, error.message().to_string()),
    };
    let empty = Map::new();
    let variables = request["variables"].as_object().unwrap_or(&empty);
    let Some(variables) = coerce(operation, variables, report) else {
        return;
    };
    limits::check(&document, operation, &variables, report);
    if exchange.status.is_none_or(|status| status == 200)
        && let Body::Json(response) = exchange.response_body()
    {
        answer::check(&SCHEMA, &document, operation, &variables, &response, report);
    }
}

/// Reports what the schema does not allow in this document alone.
pub(crate) fn check_document(document: &str, report: &mut Report<'_>) {
    parse(document, report);
}

fn parse(query: &str, report: &mut Report<'_>) -> Option<Arc<Valid<ExecutableDocument>>> {
    let mut documents = DOCUMENTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(document) = documents.get(query) {
        return Some(Arc::clone(document));
    }
    let parsed = Document::parse(query, "query.graphql")
        .map_err(|failure| report_all(Kind::GraphqlSyntax, &failure.errors, report));
    let valid = parsed
        .ok()?
        .to_executable_validate(&SCHEMA)
        .map_err(|failure| report_all(Kind::GraphqlDocument, &failure.errors, report));
    let document = Arc::new(valid.ok()?);
    documents.insert(query.to_owned(), Arc::clone(&document));
    Some(document)
}

fn report_all(kind: Kind, errors: &DiagnosticList, report: &mut Report<'_>) {
    for error in errors.iter() {
        let place = error.line_column_range().map(|range| range.start);
        let place = place.map_or_else(String::new, |at| {
            format!(" (line {}, column {})", at.line, at.column)
        });
        report.add(kind, format!("{}{place}", error.error));
    }
}

/// The variables with their defaults, as the declared types take them.
fn coerce(
    operation: &Operation,
    sent: &Map<String, Value>,
    report: &mut Report<'_>,
) -> Option<Map<String, Value>> {
    let declared = |name: &str| operation.variables.iter().any(|variable| variable.name == name);
    for name in sent.keys().filter(|name| !declared(name)) {
        report.add(
            Kind::GraphqlVariables,
            format!("${name} is sent, but the document does not declare it"),
        );
    }
    let values: JsonMap = serde_json::from_value(Value::Object(sent.clone())).ok()?;
    match coerce_variable_values(&SCHEMA, operation, &values) {
        Ok(coerced) => serde_json::to_value(coerced.into_inner())
            .ok()?
            .as_object()
            .cloned(),
        Err(error) => {
            report.add(Kind::GraphqlVariables, error.message().to_string());
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use apollo_compiler::Schema;

    #[test]
    fn the_schema_has_no_faults_but_the_two_that_github_publishes() {
        let failure =
            Schema::parse(super::SCHEMA_TEXT, "github.graphql").expect_err("GitHub repeats two fields");
        let faults: Vec<String> = failure
            .errors
            .iter()
            .map(|error| error.error.to_string())
            .collect();
        assert_eq!(faults.len(), 2, "{faults:#?}");
        assert!(
            faults
                .iter()
                .all(|fault| fault.contains("`repositoryDeployKeySetting")),
            "{faults:#?}"
        );
    }
}
