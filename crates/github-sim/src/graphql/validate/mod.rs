//! Finds what is wrong with a document and says it in GitHub's words, with the path GitHub gives.
//!
//! Covers the mistakes people make; rules that are left to the compiler afterwards (clashing fields, fragments that
//! cannot apply, types of variables) come in the compiler's words under GitHub's codes, see [`compiler_error`].

mod field;
mod usage;
mod values;

use std::collections::BTreeSet;

use apollo_compiler::ast::{self, Definition, Document, Selection};
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::response::GraphQLError;
use serde_json::{Map, Value, json};

use super::errors::locations;
use super::schema::GitHubSchema;
use usage::{directives, variables_in_directives};

/// All mistakes found, in the order of the document. Empty when there are none of these kinds.
pub(super) fn check(schema: &'static GitHubSchema, document: &Document) -> Vec<Value> {
    let mut checker = Checker {
        schema,
        document,
        path: Vec::new(),
        errors: Vec::new(),
        used: BTreeSet::new(),
        spreads: BTreeSet::new(),
    };
    for definition in &document.definitions {
        match definition {
            Definition::OperationDefinition(operation) => checker.operation(operation),
            Definition::FragmentDefinition(fragment) => checker.fragment(fragment),
            _ => {}
        }
    }
    checker.unused_fragments();
    checker.errors
}

struct Checker<'d> {
    schema: &'static GitHubSchema,
    document: &'d Document,
    path: Vec<String>,
    errors: Vec<Value>,
    /// Variables used so far in the operation, with where they stand.
    used: BTreeSet<&'d str>,
    /// Fragments spread anywhere.
    spreads: BTreeSet<&'d str>,
}

impl<'d> Checker<'d> {
    /// Reports a mistake at the present path. `more` goes into `extensions` beside the code.
    fn error(&mut self, at: Option<SourceSpan>, message: String, code: &str, more: &Value) {
        let mut extensions = Map::from_iter([("code".to_owned(), Value::from(code))]);
        extensions.extend(more.as_object().cloned().unwrap_or_default());
        let line = at.and_then(|at| at.line_column(&self.document.sources));
        let places: Vec<Value> = line
            .iter()
            .map(|at| json!({"line": at.line, "column": at.column}))
            .collect();
        let mut entry = json!({"path": self.path, "extensions": extensions, "locations": places});
        entry["message"] = message.into();
        self.errors.push(entry);
    }

    fn operation(&mut self, operation: &'d ast::OperationDefinition) {
        let kind = operation.operation_type.name();
        let name = operation
            .name
            .as_ref()
            .map_or_else(|| kind.to_owned(), |name| format!("{kind} {name}"));
        self.path = vec![name];
        let Some(root) = self.schema.schema.root_operation(operation.operation_type) else {
            let text = format!("Schema is not configured for {kind}s");
            return self.error(None, text, "missing_subscription_configuration", &Value::Null);
        };
        self.used.clear();
        self.selections(root, &operation.selection_set);
        self.variables(operation);
    }

    fn find(&self, name: &str) -> Option<&'d ast::FragmentDefinition> {
        let fragments = self
            .document
            .definitions
            .iter()
            .filter_map(Definition::as_fragment_definition);
        fragments
            .map(|fragment| &**fragment)
            .find(|fragment| fragment.name == name)
    }

    fn fragment(&mut self, fragment: &'d ast::FragmentDefinition) {
        self.path = vec![format!("fragment {}", fragment.name)];
        if self.known_condition(&fragment.type_condition) {
            self.selections(&fragment.type_condition, &fragment.selection_set);
        }
    }

    fn known_condition(&mut self, type_name: &ast::NamedType) -> bool {
        let known = self.schema.schema.types.contains_key(type_name);
        if !known {
            let text = format!("No such type {type_name}, so it can't be a fragment condition");
            self.error(
                type_name.location(),
                text,
                "undefinedType",
                &json!({"typeName": type_name.as_str()}),
            );
        }
        known
    }

    fn unused_fragments(&mut self) {
        let document = self.document;
        for fragment in document
            .definitions
            .iter()
            .filter_map(Definition::as_fragment_definition)
        {
            if !self.spreads.contains(fragment.name.as_str()) {
                self.path = vec![format!("fragment {}", fragment.name)];
                let text = format!("Fragment {} was defined, but not used", fragment.name);
                self.error(
                    fragment.location(),
                    text,
                    "useAndDefineFragment",
                    &json!({"fragmentName": fragment.name.as_str()}),
                );
            }
        }
    }

    fn selections(&mut self, type_name: &str, set: &'d [Selection]) {
        for selection in set {
            variables_in_directives(directives(selection), &mut self.used);
            match selection {
                Selection::Field(field) => {
                    self.path.push(field.response_name().to_string());
                    self.field(type_name, field);
                    self.path.pop();
                }
                Selection::InlineFragment(inline) => {
                    let condition = inline.type_condition.as_ref();
                    self.path
                        .push(condition.map_or_else(|| "...".to_owned(), |name| format!("... on {name}")));
                    if condition.is_none_or(|name| self.known_condition(name)) {
                        self.selections(
                            condition.map_or(type_name, |name| name.as_str()),
                            &inline.selection_set,
                        );
                    }
                    self.path.pop();
                }
                Selection::FragmentSpread(spread) => {
                    let name = spread.fragment_name.as_str();
                    self.spreads.insert(name);
                    if self.find(name).is_none() {
                        let text = format!("Fragment {name} was used, but not defined");
                        self.error(
                            spread.location(),
                            text,
                            "useAndDefineFragment",
                            &json!({"fragmentName": name}),
                        );
                    }
                }
            }
        }
    }
}

/// A mistake only the compiler found, in its own words.
pub(super) fn compiler_error(error: &GraphQLError, name: Option<&str>) -> Value {
    let code = match name {
        Some("DisallowedVariableUsage") => "variableMismatch",
        Some("InvalidFragmentSpread") => "cannotSpreadFragment",
        Some("ConflictingFieldName" | "ConflictingFieldArgument" | "ConflictingFieldType") => "fieldConflict",
        Some("UndefinedDirective") => "undefinedDirective",
        Some("RecursiveFragmentDefinition") => "infiniteLoop",
        _ => "invalidDocument",
    };
    json!({"extensions": {"code": code}, "locations": locations(error), "message": error.message})
}
