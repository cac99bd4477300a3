//! Literal values in a document: whether they fit their type, and how GitHub quotes them.

use std::collections::BTreeSet;

use apollo_compiler::Node;
use apollo_compiler::ast::{Type, Value as Literal};
use apollo_compiler::schema::ExtendedType;

use crate::graphql::schema::GitHubSchema;

/// Adds the variables a value mentions.
pub(super) fn variables<'d>(value: &'d Node<Literal>, used: &mut BTreeSet<&'d str>) {
    match value.as_ref() {
        Literal::Variable(name) => {
            used.insert(name.as_str());
        }
        Literal::List(items) => items.iter().for_each(|item| variables(item, used)),
        Literal::Object(fields) => fields.iter().for_each(|(_, item)| variables(item, used)),
        _ => {}
    }
}

/// Whether a literal can stand for this type. Variables are checked elsewhere and fit anything here.
pub(super) fn fits(schema: &GitHubSchema, value: &Literal, ty: &Type) -> bool {
    match (value, ty) {
        (Literal::Variable(_), _) => true,
        (Literal::Null, ty) => !ty.is_non_null(),
        (Literal::List(items), Type::List(inner) | Type::NonNullList(inner)) => {
            items.iter().all(|item| fits(schema, item, inner))
        }
        // A single value stands for a list of one.
        (value, Type::List(inner) | Type::NonNullList(inner)) => fits(schema, value, inner),
        (value, Type::Named(name) | Type::NonNullNamed(name)) => match (schema.schema.types.get(name), value)
        {
            (Some(ExtendedType::Scalar(_)), value) => fits_scalar(name, value),
            (Some(ExtendedType::Enum(words)), Literal::Enum(word)) => words.values.contains_key(word),
            (Some(ExtendedType::InputObject(object)), Literal::Object(fields)) => {
                fields.iter().all(|(name, inner)| {
                    object
                        .fields
                        .get(name)
                        .is_none_or(|field| fits(schema, inner, &field.ty))
                })
            }
            _ => false,
        },
    }
}

fn fits_scalar(name: &str, value: &Literal) -> bool {
    match (name, value) {
        ("Int", Literal::Int(number)) => number.try_to_i32().is_ok(),
        ("Float", Literal::Int(_) | Literal::Float(_))
        | ("Boolean", Literal::Boolean(_))
        | ("ID" | "BigInt", Literal::String(_) | Literal::Int(_)) => true,
        ("Int" | "Float" | "Boolean" | "ID" | "BigInt", _) => false,
        // Strings, and the scalars that are written as strings.
        (_, value) => matches!(value, Literal::String(_)),
    }
}

/// A literal as GitHub repeats it in an error.
pub(super) fn shown(value: &Literal) -> String {
    value.serialize().no_indent().to_string()
}
