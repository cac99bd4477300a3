//! Variables: whether what was sent fits what the operation declares, in GitHub's words.

use apollo_compiler::ExecutableDocument;
use apollo_compiler::ast::{Type, VariableDefinition};
use apollo_compiler::executable::Operation;
use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::schema::{ExtendedType, InputObjectType};
use apollo_compiler::validation::Valid;
use serde_json::{Map, Value, json};

use super::schema::GitHubSchema;

/// The variables as the operation takes them, or what is wrong with them.
pub(super) fn coerce(
    schema: &GitHubSchema,
    document: &ExecutableDocument,
    operation: &Operation,
    given: &Map<String, Value>,
) -> Result<Valid<JsonMap>, Vec<Value>> {
    let mut errors = Vec::new();
    for variable in &operation.variables {
        let mut problems = Vec::new();
        let value = given.get(variable.name.as_str());
        if value.is_some() || variable.default_value.is_none() {
            find(
                schema,
                value.unwrap_or(&Value::Null),
                &variable.ty,
                &mut Vec::new(),
                &mut problems,
            );
        }
        if !problems.is_empty() {
            errors.push(error(document, variable, value, &problems));
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let raw: JsonMap = given
        .iter()
        .map(|(name, value)| (name.as_str().into(), JsonValue::from(value.clone())))
        .collect();
    coerce_variable_values(&schema.schema, operation, &raw)
        .map_err(|error| vec![json!({"message": error.message().to_string()})])
}

/// One value that does not fit, by its path inside the variable.
struct Problem {
    path: Vec<String>,
    explanation: String,
}

fn find(
    schema: &GitHubSchema,
    value: &Value,
    ty: &Type,
    path: &mut Vec<String>,
    problems: &mut Vec<Problem>,
) {
    let mut report = |explanation: String| {
        problems.push(Problem {
            path: path.clone(),
            explanation,
        });
    };
    if value.is_null() {
        if ty.is_non_null() {
            report("Expected value to not be null".to_owned());
        }
        return;
    }
    let name = match ty {
        Type::List(inner) | Type::NonNullList(inner) => {
            // A single value stands for a list of one.
            let items = value
                .as_array()
                .map_or(std::slice::from_ref(value), Vec::as_slice);
            for (at, item) in items.iter().enumerate() {
                path.push(at.to_string());
                find(schema, item, inner, path, problems);
                path.pop();
            }
            return;
        }
        Type::Named(name) | Type::NonNullNamed(name) => name,
    };
    match (schema.schema.types.get(name), value) {
        (Some(ExtendedType::Scalar(_)), value) => {
            if !fits(name, value) {
                report(format!("Could not coerce value {value} to {name}"));
            }
        }
        (Some(ExtendedType::Enum(words)), value) => {
            if !value.as_str().is_some_and(|word| words.values.contains_key(word)) {
                let all: Vec<&str> = words.values.keys().map(apollo_compiler::Name::as_str).collect();
                report(format!("Expected {value} to be one of: {}", all.join(", ")));
            }
        }
        (Some(ExtendedType::InputObject(object)), Value::Object(fields)) => {
            find_in_object(schema, fields, object, path, problems);
        }
        _ => report(format!("Expected {value} to be a key-value object.")),
    }
}

fn find_in_object(
    schema: &GitHubSchema,
    fields: &Map<String, Value>,
    object: &InputObjectType,
    path: &mut Vec<String>,
    problems: &mut Vec<Problem>,
) {
    for unknown in fields
        .keys()
        .filter(|field| !object.fields.contains_key(field.as_str()))
    {
        let path = [path.as_slice(), std::slice::from_ref(unknown)].concat();
        let explanation = format!("Field is not defined on {}", object.name);
        problems.push(Problem { path, explanation });
    }
    for field in object.fields.values() {
        let given = fields.get(field.name.as_str());
        if given.is_some() || field.is_required() {
            path.push(field.name.to_string());
            find(schema, given.unwrap_or(&Value::Null), &field.ty, path, problems);
            path.pop();
        }
    }
}

fn fits(scalar: &str, value: &Value) -> bool {
    match scalar {
        "Int" => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        "Float" => value.is_number(),
        "Boolean" => value.is_boolean(),
        "ID" | "BigInt" => value.is_string() || value.is_i64() || value.is_u64(),
        _ => value.is_string(),
    }
}

fn error(
    document: &ExecutableDocument,
    variable: &VariableDefinition,
    value: Option<&Value>,
    problems: &[Problem],
) -> Value {
    let mut message = format!(
        "Variable ${} of type {} was provided invalid value",
        variable.name, variable.ty
    );
    let inner: Vec<String> = problems
        .iter()
        .filter(|problem| !problem.path.is_empty())
        .map(|problem| format!("{} ({})", problem.path.join("."), problem.explanation))
        .collect();
    if !inner.is_empty() {
        message = format!("{message} for {}", inner.join(", "));
    }
    let listed: Vec<Value> = problems
        .iter()
        .map(|problem| json!({"path": problem.path, "explanation": problem.explanation}))
        .collect();
    let at = variable
        .name
        .location()
        .and_then(|at| at.line_column(&document.sources));
    let places: Vec<Value> = at
        .iter()
        .map(|at| json!({"line": at.line, "column": at.column}))
        .collect();
    json!({
        "extensions": {"value": value, "problems": listed},
        "locations": places,
        "message": message,
    })
}
