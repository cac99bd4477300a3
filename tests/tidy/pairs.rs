//! What exists twice must exist twice: migrations for each engine, templates for each language, and what a page names as
//! proof.

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

/// Whatever `docs/process.md` names as proof must be a scenario: `module::name` for an `async fn name` there.
pub(crate) fn proofs_of_the_process_exist(tree: &Tree) -> Vec<Fault> {
    let page = tree.files.iter().find(|file| file.path == "docs/process.md");
    let mut faults = Vec::new();
    for (at, line) in page.iter().flat_map(|page| page.text.lines().enumerate()) {
        for name in line
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|name| name.contains("::"))
        {
            if !is_scenario(tree, name) {
                let what = format!("`{name}` is no scenario");
                faults.extend(page.map(|page| page.fault(at + 1, what, "name one in tests/scenario")));
            }
        }
    }
    faults
}

fn is_scenario(tree: &Tree, name: &str) -> bool {
    let Some((module, function)) = name.split_once("::") else {
        return false;
    };
    let path = format!("tests/scenario/{module}.rs");
    let file = tree.files.iter().find(|file| file.path == path);
    file.is_some_and(|file| file.text.contains(&format!("async fn {function}(")))
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
    fn a_proof_that_is_no_scenario_is_found() {
        let files = [
            (
                "docs/process.md",
                "| one | `night::it_ends` |\n| two | `night::it_begins`, `/meeting held` |\n",
            ),
            (
                "tests/scenario/night.rs",
                "#[tokio::test]\nasync fn it_ends() {}\n",
            ),
        ];
        assert_eq!(places(proofs_of_the_process_exist, &files), ["docs/process.md:2"]);
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
