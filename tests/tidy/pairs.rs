//! What exists twice must exist twice: migrations for each engine, templates for each language.

use std::collections::BTreeSet;

use crate::tree::{Fault, File, Tree};

/// An engine that has no migrations at all is not supported, which is no fault.
pub(crate) fn engines_have_the_same_migrations(tree: &Tree) -> Vec<Fault> {
    let (sqlite, postgres) = ("migrations/sqlite", "migrations/postgres");
    if names(tree, sqlite).is_empty() || names(tree, postgres).is_empty() {
        return Vec::new();
    }
    twins(
        tree,
        sqlite,
        postgres,
        "both engines go through the same migrations",
    )
}

pub(crate) fn languages_have_the_same_templates(tree: &Tree) -> Vec<Fault> {
    twins(
        tree,
        "templates/en",
        "templates/ja",
        "every message is there in both languages",
    )
}

/// Each file on one side without its twin on the other.
fn twins(tree: &Tree, left: &str, right: &str, rule: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (here, there) in [(left, right), (right, left)] {
        let known = names(tree, there);
        for file in tree.files.iter().filter(|file| file.is_in(&[here])) {
            if let Some(name) = name_in(file, here).filter(|name| !known.contains(name)) {
                faults.push(file.fault(1, rule, format!("add {there}/{name}")));
            }
        }
    }
    faults
}

fn names<'a>(tree: &'a Tree, directory: &str) -> BTreeSet<&'a str> {
    tree.files
        .iter()
        .filter_map(|file| name_in(file, directory))
        .collect()
}

fn name_in<'a>(file: &'a File, directory: &str) -> Option<&'a str> {
    file.path.strip_prefix(directory)?.strip_prefix('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places;

    #[test]
    fn a_template_in_one_language_only_is_found() {
        let files = [
            ("templates/en/a.hbs", ""),
            ("templates/ja/a.hbs", ""),
            ("templates/ja/sub/b.hbs", ""),
        ];
        assert_eq!(
            places(languages_have_the_same_templates, &files),
            ["templates/ja/sub/b.hbs:1"]
        );
        assert_eq!(
            places(languages_have_the_same_templates, &files[..1]),
            ["templates/en/a.hbs:1"]
        );
    }

    #[test]
    fn engines_that_exist_have_the_same_migrations() {
        let files = [
            ("migrations/sqlite/1.sql", ""),
            ("migrations/sqlite/2.sql", ""),
            ("migrations/postgres/1.sql", ""),
        ];
        assert!(places(engines_have_the_same_migrations, &files[..2]).is_empty());
        assert_eq!(
            places(engines_have_the_same_migrations, &files),
            ["migrations/sqlite/2.sql:1"]
        );
    }
}
