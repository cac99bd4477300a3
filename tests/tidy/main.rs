//! The house rules that no compiler checks: which room may know what, how files are shaped, what is never written.
//!
//! Each rule is one small function over the [`tree::Tree`] of source files, and each has a test that shows it
//! firing. Text is scanned, not parsed: [`lex`] takes comments and literals apart from code, [`imports`] spells out
//! grouped `use` lines, and that is enough for rules about names.
//!
//! To add a rule: write it in [`walls`], [`shape`], [`words`] or [`pairs`], list it in `RULES` below, and add a sample
//! that breaks it.

mod imports;
mod lex;
mod pairs;
mod shape;
mod tree;
mod walls;
mod words;

use std::path::Path;

use tree::{Fault, Tree};

/// Every rule. A rule gives the places where it is broken.
const RULES: &[fn(&Tree) -> Vec<Fault>] = &[
    walls::rooms_name_only_what_they_may,
    walls::only_the_store_holds_sql,
    walls::only_execute_writes_to_github,
    walls::the_simulator_does_not_know_the_product,
    walls::simulated_tests_check_their_recording,
    shape::files_are_short,
    shape::files_say_what_they_are_for,
    shape::directory_modules_have_a_mod_file,
    shape::modules_have_telling_names,
    words::nothing_is_left_for_later,
    words::no_test_is_ignored,
    words::no_code_is_commented_out,
    words::comments_name_no_issue_numbers,
    words::files_name_no_registry_and_no_machine,
    pairs::engines_have_the_same_migrations,
    pairs::languages_have_the_same_templates,
    pairs::proofs_of_the_process_exist,
];

#[test]
fn the_house_is_tidy() {
    let tree = Tree::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository can be read");
    assert!(
        tree.files.iter().any(|file| file.path == "src/lib.rs"),
        "the repository was read"
    );
    let faults: Vec<String> = RULES
        .iter()
        .flat_map(|rule| rule(&tree))
        .map(|fault| fault.to_string())
        .collect();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// For the rules' own tests: the places (`path:line`) where this rule finds these files at fault.
#[cfg(test)]
fn places(rule: fn(&Tree) -> Vec<Fault>, files: &[(&str, &str)]) -> Vec<String> {
    rule(&Tree::of(files))
        .iter()
        .map(|fault| format!("{}:{}", fault.path, fault.line))
        .collect()
}
