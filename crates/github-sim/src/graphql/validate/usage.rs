//! Variables: declared, used, and nothing else.

use std::collections::BTreeSet;

use apollo_compiler::ast::{self, Selection};
use serde_json::json;

use super::{Checker, values};

impl<'d> Checker<'d> {
    /// Reports variables that are declared and not used, or used and not declared.
    pub(super) fn variables(&mut self, operation: &'d ast::OperationDefinition) {
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
                self.error(variable.location(), text, "variableRequiresValidType", &more);
            }
            if !used.contains(name) {
                let text = format!("Variable ${name} is declared by {called} but not used");
                self.error(
                    variable.location(),
                    text,
                    "variableNotUsed",
                    &json!({"variableName": name}),
                );
            }
        }
        for name in used {
            if !operation.variables.iter().any(|variable| variable.name == name) {
                let text = format!("Variable ${name} is used by {called} but not declared");
                self.error(None, text, "variableNotDefined", &json!({"variableName": name}));
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
                    self.used_in_fragments(&inline.selection_set, seen, used);
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

/// The directives of a selection of any kind.
pub(super) fn directives(selection: &Selection) -> &ast::DirectiveList {
    match selection {
        Selection::Field(field) => &field.directives,
        Selection::InlineFragment(inline) => &inline.directives,
        Selection::FragmentSpread(spread) => &spread.directives,
    }
}

/// Adds the variables that directives mention.
pub(super) fn variables_in_directives<'d>(directives: &'d ast::DirectiveList, used: &mut BTreeSet<&'d str>) {
    for argument in directives.iter().flat_map(|directive| &directive.arguments) {
        values::variables(&argument.value, used);
    }
}
