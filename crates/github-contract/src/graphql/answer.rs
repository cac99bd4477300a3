//! The answer against the shape that the document selects: nothing missing, nothing more, every value of its type,
//! no `null` where the schema promises a value.
//!
//! Where an answer does not say `__typename`, every type that could stand there is thought possible.

use std::collections::BTreeMap;

use apollo_compiler::executable::{DirectiveList, Field, Operation, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{ExecutableDocument, Name, Schema, ast};
use chrono::{DateTime, NaiveDate};
use serde_json::{Map, Value};

use crate::finding::{Kind, Report};

pub(super) fn check(
    schema: &Schema,
    document: &ExecutableDocument,
    operation: &Operation,
    variables: &Map<String, Value>,
    response: &Value,
    report: &mut Report<'_>,
) {
    let errors = response["errors"].as_array();
    for error in errors
        .into_iter()
        .flatten()
        .filter(|error| !error["message"].is_string())
    {
        report.add(Kind::GraphqlAnswer, format!("/errors: {error} has no message"));
    }
    match (response.get("data"), errors) {
        (None, None) => report.add(Kind::GraphqlAnswer, "neither `data` nor `errors`"),
        (Some(Value::Null), None) => report.add(Kind::GraphqlAnswer, "`data` is null, and no error says why"),
        // A failed field leaves nulls that the schema alone cannot judge.
        (_, Some(_)) => {}
        (Some(data), None) => {
            let mut walk = Walk {
                schema,
                document,
                variables,
                report,
            };
            walk.object(operation.object_type(), &[&operation.selection_set], data, "");
        }
    }
}

struct Walk<'a, 'r> {
    schema: &'a Schema,
    document: &'a ExecutableDocument,
    variables: &'a Map<String, Value>,
    report: &'a mut Report<'r>,
}

/// Every selection of one response key, merged.
#[derive(Default)]
struct Selected<'a> {
    fields: Vec<&'a Field>,
    /// Selected for every type that could stand here.
    certain: bool,
}

type SelectedByKey<'a> = BTreeMap<&'a str, Selected<'a>>;

impl<'a> Walk<'a, '_> {
    fn fault(&mut self, place: &str, what: &str) {
        let place = if place.is_empty() { "/" } else { place };
        self.report.add(Kind::GraphqlAnswer, format!("{place}: {what}"));
    }

    fn value(&mut self, ty: &ast::Type, sets: &[&'a SelectionSet], value: &Value, place: &str) {
        if value.is_null() {
            if ty.is_non_null() {
                self.fault(place, &format!("null where {ty} is promised"));
            }
            return;
        }
        match ty {
            ast::Type::List(item) | ast::Type::NonNullList(item) => match value.as_array() {
                Some(values) => {
                    for (index, value) in values.iter().enumerate() {
                        self.value(item, sets, value, &format!("{place}/{index}"));
                    }
                }
                None => self.fault(place, &format!("{} is no list of {item}", brief(value))),
            },
            ast::Type::Named(name) | ast::Type::NonNullNamed(name) => match self.schema.types.get(name) {
                Some(ExtendedType::Enum(definition)) => {
                    let known = value
                        .as_str()
                        .is_some_and(|text| definition.values.contains_key(text));
                    if !known {
                        self.fault(place, &format!("{} is no value of the enum {name}", brief(value)));
                    }
                }
                Some(ExtendedType::Scalar(_)) => {
                    if !is_scalar(name, value) {
                        self.fault(place, &format!("{} is no {name}", brief(value)));
                    }
                }
                _ => self.object(name, sets, value, place),
            },
        }
    }

    fn object(&mut self, ty: &Name, sets: &[&'a SelectionSet], value: &Value, place: &str) {
        let Some(members) = value.as_object() else {
            return self.fault(place, &format!("{} is no object of type {ty}", brief(value)));
        };
        let mut possible = self.possible_types(ty);
        if let Some(stated) = self.stated_type(sets, members) {
            if !possible.iter().any(|name| name == stated) {
                return self.fault(place, &format!("`__typename` {stated} is no {ty}"));
            }
            possible.retain(|name| name == stated);
        }
        let mut selected = SelectedByKey::new();
        for set in sets {
            self.collect(set, &possible, true, &mut selected);
        }
        for (key, Selected { fields, certain }) in &selected {
            let place = format!("{place}/{key}");
            match members.get(*key) {
                Some(value) => {
                    let sets: Vec<&SelectionSet> = fields.iter().map(|field| &field.selection_set).collect();
                    self.value(fields[0].ty(), &sets, value, &place);
                }
                None if *certain => self.fault(&place, "selected, but missing"),
                None => {}
            }
        }
        for key in members.keys().filter(|key| !selected.contains_key(key.as_str())) {
            self.fault(&format!("{place}/{key}"), "not selected");
        }
    }

    /// Gathers what a selection set selects for these types. `certain` is false inside a fragment that only some of
    /// them enter.
    fn collect(
        &self,
        set: &'a SelectionSet,
        possible: &[Name],
        certain: bool,
        selected: &mut SelectedByKey<'a>,
    ) {
        for selection in &set.selections {
            if !self.included(selection.directives()) {
                continue;
            }
            let (condition, inner) = match selection {
                Selection::Field(field) => {
                    let entry = selected.entry(field.response_key().as_str()).or_default();
                    entry.fields.push(field);
                    entry.certain |= certain;
                    continue;
                }
                Selection::InlineFragment(fragment) => {
                    (fragment.type_condition.as_ref(), &fragment.selection_set)
                }
                Selection::FragmentSpread(spread) => match self.document.fragments.get(&spread.fragment_name)
                {
                    Some(fragment) => (Some(fragment.type_condition()), &fragment.selection_set),
                    None => continue,
                },
            };
            let entering: Vec<Name> = match condition {
                Some(condition) => possible
                    .iter()
                    .filter(|name| self.is_a(name, condition))
                    .cloned()
                    .collect(),
                None => possible.to_vec(),
            };
            if !entering.is_empty() {
                self.collect(
                    inner,
                    &entering,
                    certain && entering.len() == possible.len(),
                    selected,
                );
            }
        }
    }

    /// The value of `__typename`, under whatever name it was selected.
    fn stated_type<'v>(&self, sets: &[&'a SelectionSet], members: &'v Map<String, Value>) -> Option<&'v str> {
        let mut selected = SelectedByKey::new();
        let everything: Vec<Name> = sets.iter().flat_map(|set| self.possible_types(&set.ty)).collect();
        for set in sets {
            self.collect(set, &everything, true, &mut selected);
        }
        let is_typename =
            |selected: &Selected<'_>| selected.fields.iter().any(|field| field.name == "__typename");
        let key = selected
            .into_iter()
            .find_map(|(key, fields)| is_typename(&fields).then_some(key))?;
        members.get(key)?.as_str()
    }

    fn possible_types(&self, ty: &Name) -> Vec<Name> {
        match self.schema.types.get(ty) {
            Some(ExtendedType::Union(union)) => {
                union.members.iter().map(|member| member.name.clone()).collect()
            }
            Some(ExtendedType::Interface(_)) => {
                let objects = self
                    .schema
                    .types
                    .iter()
                    .filter(|(_, definition)| definition.is_object());
                objects
                    .filter(|(name, _)| self.is_a(name, ty))
                    .map(|(name, _)| name.clone())
                    .collect()
            }
            _ => vec![ty.clone()],
        }
    }

    fn is_a(&self, object: &Name, condition: &Name) -> bool {
        object == condition || self.schema.is_subtype(condition, object)
    }

    /// What `@skip` and `@include` say with these variables.
    fn included(&self, directives: &DirectiveList) -> bool {
        let condition = |name: &str| {
            let argument = directives.get(name)?.specified_argument_by_name("if")?;
            match &**argument {
                ast::Value::Boolean(value) => Some(*value),
                ast::Value::Variable(variable) => self.variables.get(variable.as_str())?.as_bool(),
                _ => None,
            }
        };
        condition("skip") != Some(true) && condition("include") != Some(false)
    }
}

/// GitHub's own scalars are all sent as texts; two of them have a form.
fn is_scalar(name: &str, value: &Value) -> bool {
    match (name, value) {
        // More than 32 bits are no fault: so GitHub answers `databaseId`, although it declares `Int`.
        ("Int", Value::Number(number)) => number.is_i64(),
        ("Float", Value::Number(_)) | ("Boolean", Value::Bool(_)) => true,
        ("DateTime" | "PreciseDateTime", Value::String(text)) => DateTime::parse_from_rfc3339(text).is_ok(),
        ("Date", Value::String(text)) => text.parse::<NaiveDate>().is_ok(),
        ("Int" | "Float" | "Boolean", _) => false,
        (_, value) => value.is_string(),
    }
}

fn brief(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        scalar => scalar.to_string(),
    }
}
