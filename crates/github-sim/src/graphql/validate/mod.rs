//! Finds what is wrong with a document and says it in GitHub's words, with the path GitHub gives.
//!
//! Covers the mistakes people make; rules that are left to the compiler afterwards (clashing fields, fragments that
//! cannot apply, types of variables) come in the compiler's words under GitHub's codes, see [`compiler_error`].

mod values;

use std::collections::BTreeSet;

use apollo_compiler::Node;
use apollo_compiler::ast::{self, Definition, Document, Selection, Value as Literal};
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::response::GraphQLError;
use serde_json::{Map, Value, json};

use super::errors::locations;
use super::schema::{GitHubSchema, github};

/// All mistakes found, in the order of the document. Empty when there are none of these kinds.
pub(super) fn check(document: &Document) -> Vec<Value> {
    let mut checker = Checker {
        schema: github(),
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
    fn error(&mut self, at: Option<SourceSpan>, message: String, code: &str, more: Value) {
        let mut extensions = Map::from_iter([("code".to_owned(), Value::from(code))]);
        if let Value::Object(more) = more {
            extensions.extend(more);
        }
        let line = at.and_then(|at| at.line_column(&self.document.sources));
        let places: Vec<Value> = line
            .iter()
            .map(|at| json!({"line": at.line, "column": at.column}))
            .collect();
        self.errors.push(
            json!({"path": self.path, "extensions": extensions, "locations": places, "message": message}),
        );
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
            return self.error(None, text, "missing_subscription_configuration", Value::Null);
        };
        self.used.clear();
        self.selections(root, &operation.selection_set);
        self.variables(operation);
    }

    fn variables(&mut self, operation: &'d ast::OperationDefinition) {
        let called = operation
            .name
            .as_ref()
            .map_or_else(|| "anonymous query".to_owned(), ToString::to_string);
        let mut seen = BTreeSet::new();
        let mut used = std::mem::take(&mut self.used);
        self.used_in_fragments(&operation.selection_set, &mut seen, &mut used);
        for variable in &operation.variables {
            let (name, type_name) = (variable.name.as_str(), variable.ty.inner_named_type());
            let input = self
                .schema
                .schema
                .types
                .get(type_name)
                .is_some_and(apollo_compiler::schema::ExtendedType::is_input_type);
            if !input {
                let text = format!("{type_name} isn't a defined input type (on ${name})");
                let more = json!({"typeName": type_name.as_str(), "variableName": name});
                self.error(variable.location(), text, "variableRequiresValidType", more);
            }
            if !used.contains(name) {
                let text = format!("Variable ${name} is declared by {called} but not used");
                self.error(
                    variable.location(),
                    text,
                    "variableNotUsed",
                    json!({"variableName": name}),
                );
            }
        }
        for name in used {
            if !operation.variables.iter().any(|variable| variable.name == name) {
                let text = format!("Variable ${name} is used by {called} but not declared");
                self.error(None, text, "variableNotDefined", json!({"variableName": name}));
            }
        }
    }

    /// Adds the variables that the fragments below these selections use.
    fn used_in_fragments(
        &self,
        set: &'d [Selection],
        seen: &mut BTreeSet<&'d str>,
        used: &mut BTreeSet<&'d str>,
    ) {
        for selection in set {
            match selection {
                Selection::Field(field) => self.used_in_fragments(&field.selection_set, seen, used),
                Selection::InlineFragment(inline) => {
                    self.used_in_fragments(&inline.selection_set, seen, used)
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self
                        .find(&spread.fragment_name)
                        .filter(|_| seen.insert(&spread.fragment_name))
                    {
                        variables_in(&fragment.selection_set, used);
                        self.used_in_fragments(&fragment.selection_set, seen, used);
                    }
                }
            }
        }
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
                json!({"typeName": type_name.as_str()}),
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
                    json!({"fragmentName": fragment.name.as_str()}),
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
                            json!({"fragmentName": name}),
                        );
                    }
                }
            }
        }
    }

    fn field(&mut self, type_name: &str, field: &'d Node<ast::Field>) {
        let name = field.name.as_str();
        let Some(definition) = self.schema.field(type_name, name) else {
            let (text, code) = if self.schema.was_cut(type_name, name) {
                (
                    format!("the simulator does not model {type_name}.{name}"),
                    "notSimulated",
                )
            } else if self.is_union(type_name) {
                let text =
                    format!("Selections can't be made directly on unions (see selections on {type_name})");
                (text, "selectionMismatch")
            } else {
                (
                    format!("Field '{name}' doesn't exist on type '{type_name}'"),
                    "undefinedField",
                )
            };
            return self.error(
                field.location(),
                text,
                code,
                json!({"typeName": type_name, "fieldName": name}),
            );
        };
        self.arguments(name, definition, field);
        let returned = definition.ty.inner_named_type();
        let leaf = self
            .schema
            .schema
            .types
            .get(returned)
            .is_some_and(apollo_compiler::schema::ExtendedType::is_leaf);
        let more = json!({"nodeName": format!("field '{name}'"), "typeName": returned.as_str()});
        match (leaf, field.selection_set.is_empty()) {
            (true, false) => {
                let chosen: Vec<String> = field
                    .selection_set
                    .iter()
                    .map(|one| match one {
                        Selection::Field(field) => format!("{:?}", field.name.as_str()),
                        _ => "\"...\"".to_owned(),
                    })
                    .collect();
                let text = format!(
                    "Selections can't be made on scalars (field '{name}' returns {returned} but has selections [{}])",
                    chosen.join(", ")
                );
                self.error(field.location(), text, "selectionMismatch", more);
            }
            (false, true) => {
                let text = format!(
                    "Field must have selections (field '{name}' returns {returned} but has no selections. Did you mean '{name} {{ ... }}'?)"
                );
                self.error(field.location(), text, "selectionMismatch", more);
            }
            (false, false) => self.selections(returned, &field.selection_set),
            (true, true) => {}
        }
    }

    fn is_union(&self, type_name: &str) -> bool {
        self.schema.schema.get_union(type_name).is_some()
    }

    fn arguments(
        &mut self,
        name: &str,
        definition: &'static ast::FieldDefinition,
        field: &'d Node<ast::Field>,
    ) {
        for argument in &field.arguments {
            values::variables(&argument.value, &mut self.used);
            let Some(known) = definition.argument_by_name(&argument.name) else {
                let text = format!("Field '{name}' doesn't accept argument '{}'", argument.name);
                let more = json!({"name": name, "typeName": "Field", "argumentName": argument.name.as_str()});
                self.error(argument.location(), text, "argumentNotAccepted", more);
                continue;
            };
            let before = self.errors.len();
            self.path.push(argument.name.to_string());
            self.value(&argument.value, &known.ty);
            if self.errors.len() == before && !values::fits(self.schema, &argument.value, &known.ty) {
                let text = format!(
                    "Argument '{}' on Field '{name}' has an invalid value ({}). Expected type '{}'.",
                    argument.name,
                    values::shown(&argument.value),
                    known.ty
                );
                let more = json!({"typeName": "Field", "argumentName": argument.name.as_str()});
                self.error(argument.location(), text, "argumentLiteralsIncompatible", more);
            }
            self.path.pop();
        }
        let missing: Vec<&str> = definition
            .arguments
            .iter()
            .filter(|one| one.is_required() && !field.arguments.iter().any(|given| given.name == one.name))
            .map(|one| one.name.as_str())
            .collect();
        if !missing.is_empty() {
            let text = format!(
                "Field '{name}' is missing required arguments: {}",
                missing.join(", ")
            );
            let more = json!({"className": "Field", "name": name, "arguments": missing.join(", ")});
            self.error(field.location(), text, "missingRequiredArguments", more);
        }
    }

    /// Mistakes inside input objects, each reported where it is.
    fn value(&mut self, value: &'d Node<Literal>, ty: &ast::Type) {
        if let Some(items) = value.as_list() {
            return items.iter().for_each(|item| self.value(item, ty.item_type()));
        }
        let Some(object) = self.schema.schema.get_input_object(ty.inner_named_type()) else {
            return;
        };
        let (Some(given), type_name) = (value.as_object(), object.name.as_str()) else {
            return;
        };
        for (name, inner) in given {
            match object.fields.get(name) {
                Some(field) => self.value(inner, &field.ty),
                None => {
                    let text = format!("InputObject '{type_name}' doesn't accept argument '{name}'");
                    let more =
                        json!({"name": type_name, "typeName": "InputObject", "argumentName": name.as_str()});
                    self.error(name.location(), text, "argumentNotAccepted", more);
                }
            }
        }
        for field in object.fields.values().filter(|field| field.is_required()) {
            if !given.iter().any(|(name, _)| *name == field.name) {
                let text = format!(
                    "Argument '{}' on InputObject '{type_name}' is required. Expected type {}",
                    field.name, field.ty
                );
                let more = json!({"argumentName": field.name.as_str(), "argumentType": field.ty.to_string(), "inputObjectType": type_name});
                self.error(
                    value.location(),
                    text,
                    "missingRequiredInputObjectAttribute",
                    more,
                );
            }
        }
    }
}

fn variables_in<'d>(set: &'d [Selection], used: &mut BTreeSet<&'d str>) {
    for selection in set {
        variables_in_directives(directives(selection), used);
        match selection {
            Selection::Field(field) => {
                field
                    .arguments
                    .iter()
                    .for_each(|argument| values::variables(&argument.value, used));
                variables_in(&field.selection_set, used);
            }
            Selection::InlineFragment(inline) => variables_in(&inline.selection_set, used),
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn directives(selection: &Selection) -> &ast::DirectiveList {
    match selection {
        Selection::Field(field) => &field.directives,
        Selection::InlineFragment(inline) => &inline.directives,
        Selection::FragmentSpread(spread) => &spread.directives,
    }
}

fn variables_in_directives<'d>(directives: &'d ast::DirectiveList, used: &mut BTreeSet<&'d str>) {
    for argument in directives.iter().flat_map(|directive| &directive.arguments) {
        values::variables(&argument.value, used);
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
