//! One field: whether there is one, its arguments, and what is selected below it.

use apollo_compiler::Node;
use apollo_compiler::ast::{self, Selection, Value as Literal};
use serde_json::json;

use super::{Checker, values};

impl<'d> Checker<'d> {
    /// Checks one field of a type.
    pub(super) fn field(&mut self, type_name: &str, field: &'d Node<ast::Field>) {
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
                &json!({"typeName": type_name, "fieldName": name}),
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
                self.error(field.location(), text, "selectionMismatch", &more);
            }
            (false, true) => {
                let text = format!(
                    "Field must have selections (field '{name}' returns {returned} but has no selections. Did you mean '{name} {{ ... }}'?)"
                );
                self.error(field.location(), text, "selectionMismatch", &more);
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
                self.error(argument.location(), text, "argumentNotAccepted", &more);
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
                self.error(argument.location(), text, "argumentLiteralsIncompatible", &more);
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
            self.error(field.location(), text, "missingRequiredArguments", &more);
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
            if let Some(field) = object.fields.get(name) {
                self.value(inner, &field.ty);
                continue;
            }
            let text = format!("InputObject '{type_name}' doesn't accept argument '{name}'");
            let more = json!({"name": type_name, "typeName": "InputObject", "argumentName": name.as_str()});
            self.error(name.location(), text, "argumentNotAccepted", &more);
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
                    &more,
                );
            }
        }
    }
}
