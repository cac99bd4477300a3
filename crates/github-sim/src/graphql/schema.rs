//! GitHub's own schema, parsed once per process.
//!
//! The file in `schema/` is a reduced copy; what it left out is known by name, so that an answer can tell
//! "GitHub has no such field" from "the simulator does not carry it".

use std::collections::HashSet;
use std::sync::LazyLock;

use apollo_compiler::ast::Type;
use apollo_compiler::collections::HashMap;
use apollo_compiler::schema::{ExtendedType, FieldDefinition, Implementers};
use apollo_compiler::validation::Valid;
use apollo_compiler::{Name, Schema, name};

use crate::world::World;

/// The parsed schema, and what is looked up in it with every request.
pub(super) struct GitHubSchema {
    /// The schema.
    pub(super) schema: Valid<Schema>,
    /// Which objects implement which interface.
    pub(super) implementers: HashMap<Name, Implementers>,
    /// `Type.field` for every field GitHub has on a type we carry and that was left out.
    cut: HashSet<&'static str>,
}

static SCHEMA: LazyLock<GitHubSchema> = LazyLock::new(|| parse(|_| {}));

/// The schema of a server that has no sub-issues yet.
static OLDER: LazyLock<GitHubSchema> = LazyLock::new(|| parse(without_sub_issues));

fn parse(change: fn(&mut Schema)) -> GitHubSchema {
    let text = include_str!("../../schema/github.graphql");
    let mut schema =
        Schema::parse(text, "github.graphql").expect("the schema file is a schema: a test parses it");
    widen_database_ids(&mut schema);
    change(&mut schema);
    // A unit test validates the file; a process need not do it again.
    let schema = Valid::assume_valid(schema);
    let implementers = schema.implementers_map();
    let cut = include_str!("../../schema/cut.txt").lines().collect();
    GitHubSchema {
        schema,
        implementers,
        cut,
    }
}

/// The schema of the server that this world is on.
pub(super) fn of(world: &World) -> &'static GitHubSchema {
    if world.has_sub_issues { &SCHEMA } else { &OLDER }
}

/// The schema of the public site, of which every other is a part.
pub(super) fn github() -> &'static GitHubSchema {
    &SCHEMA
}

impl GitHubSchema {
    /// Whether GitHub has this field and the reduced copy left it out.
    pub(super) fn was_cut(&self, type_name: &str, field: &str) -> bool {
        self.cut.contains(format!("{type_name}.{field}").as_str())
    }

    /// The definition of a field of a type, `__typename` included.
    pub(super) fn field(&self, type_name: &str, field: &str) -> Option<&FieldDefinition> {
        self.schema
            .type_field(type_name, field)
            .ok()
            .map(|found| &***found)
    }
}

/// GitHub answers `databaseId` with numbers beyond 32 bits although it declares `Int`, and the executor would
/// refuse them. `BigInt` is a scalar that takes any number.
fn widen_database_ids(schema: &mut Schema) {
    let widen = |field: &mut FieldDefinition| {
        if field.name == "databaseId" {
            field.ty = Type::Named(name!("BigInt"));
        }
    };
    for definition in schema.types.values_mut() {
        match definition {
            ExtendedType::Object(object) => {
                object
                    .make_mut()
                    .fields
                    .values_mut()
                    .for_each(|field| widen(field.make_mut()));
            }
            ExtendedType::Interface(interface) => {
                interface
                    .make_mut()
                    .fields
                    .values_mut()
                    .for_each(|field| widen(field.make_mut()));
            }
            _ => {}
        }
    }
}

/// Takes away whatever speaks of sub-issues and of parents of issues.
fn without_sub_issues(schema: &mut Schema) {
    let ours = |name: &str| {
        let name = name.to_lowercase().replace('_', "");
        name.contains("subissue") || name.contains("parentissue")
    };
    schema.types.retain(|name, _| !ours(name));
    for (type_name, definition) in &mut schema.types {
        match definition {
            ExtendedType::Object(object) => {
                let is_issue = type_name == "Issue";
                let keep = |name: &Name| !(ours(name) || is_issue && name == "parent");
                object.make_mut().fields.retain(|name, _| keep(name));
            }
            ExtendedType::Union(union) => union.make_mut().members.retain(|name| !ours(&name.name)),
            ExtendedType::Enum(words) => words.make_mut().values.retain(|name, _| !ours(name)),
            ExtendedType::InputObject(object) => object.make_mut().fields.retain(|name, _| !ours(name)),
            ExtendedType::Interface(_) | ExtendedType::Scalar(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_file_is_valid() {
        let schema =
            Schema::parse_and_validate(include_str!("../../schema/github.graphql"), "github.graphql");
        assert!(
            schema.is_ok(),
            "{}",
            schema
                .err()
                .map(|found| found.errors.to_string())
                .unwrap_or_default()
        );
    }

    #[test]
    fn the_older_schema_is_whole_too() {
        let text = OLDER.schema.serialize().to_string();
        let schema = Schema::parse_and_validate(&text, "older.graphql");
        assert!(
            schema.is_ok(),
            "{}",
            schema
                .err()
                .map(|found| found.errors.to_string())
                .unwrap_or_default()
        );
        assert!(!text.to_lowercase().contains("subissue"));
        assert!(OLDER.field("Issue", "parent").is_none() && OLDER.field("Issue", "title").is_some());
    }

    #[test]
    fn nothing_is_both_carried_and_cut() {
        for entry in &github().cut {
            let (type_name, field) = entry.split_once('.').expect("every line reads Type.field");
            assert!(github().field(type_name, field).is_none(), "{entry}");
            assert!(github().schema.types.contains_key(type_name), "{entry}");
        }
    }
}
