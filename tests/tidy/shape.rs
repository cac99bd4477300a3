//! How files are cut: short, introduced, and named after what they hold.

use std::collections::BTreeSet;

use crate::imports::lines_naming;
use crate::tree::{Fault, Tree};

const LONG: usize = 400;
const TOO_LONG: usize = 600;

/// Names that say nothing about what is inside.
const VAGUE: &[&str] = &[
    "utils", "util", "helpers", "common", "manager", "managers", "misc",
];

pub(crate) fn files_are_short(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, _) in tree.rust() {
        let lines = file.text.lines().count();
        let excused = file
            .text
            .lines()
            .any(|line| line.starts_with("//! Long because: "));
        if lines > TOO_LONG {
            let rule = format!("{lines} lines are more than {TOO_LONG}");
            faults.push(file.fault(TOO_LONG + 1, rule, "split the file by what it does"));
        } else if lines > LONG && !excused {
            let rule = format!("{lines} lines are more than {LONG}");
            faults.push(file.fault(
                LONG + 1,
                rule,
                "split the file, or add a line `//! Long because: …` at its top",
            ));
        }
    }
    faults
}

pub(crate) fn files_say_what_they_are_for(tree: &Tree) -> Vec<Fault> {
    let silent = tree.rust().filter(|(file, _)| !file.text.starts_with("//!"));
    let instead = "begin with `//!`: what it is for, and what it leaves to others";
    silent
        .map(|(file, _)| file.fault(1, "the file does not introduce itself", instead))
        .collect()
}

/// Clippy asks for the same; here the directory is named, and files that no build reaches are seen too.
pub(crate) fn directory_modules_have_a_mod_file(tree: &Tree) -> Vec<Fault> {
    let paths: BTreeSet<&str> = tree.rust().map(|(file, _)| file.path.as_str()).collect();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (file, _) in tree.rust() {
        let Some((directory, _)) = file.path.rsplit_once('/') else {
            continue;
        };
        let is_module = directory.starts_with("src/") || directory.contains("/src/");
        let has_root = ["mod.rs", "main.rs"]
            .iter()
            .any(|root| paths.contains(format!("{directory}/{root}").as_str()));
        if is_module && !directory.ends_with("src/bin") && !has_root && seen.insert(directory) {
            faults.push(file.fault(
                1,
                format!("{directory}/ has no mod.rs"),
                "add one with `//!`, and declare its parts there",
            ));
        }
    }
    faults
}

pub(crate) fn modules_have_telling_names(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let instead = "name it after what it holds";
    for (file, lexed) in tree.rust() {
        let parts = file.path.trim_end_matches(".rs").split('/');
        for vague in parts.filter(|part| VAGUE.contains(part)) {
            faults.push(file.fault(1, format!("`{vague}` says nothing"), instead));
        }
        for vague in VAGUE {
            let lines = lines_naming(&lexed.code, &format!("mod {vague}"));
            faults.extend(
                lines
                    .into_iter()
                    .map(|line| file.fault(line, format!("`mod {vague}` says nothing"), instead)),
            );
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places;

    #[test]
    fn long_files_need_a_reason_and_too_long_ones_have_none() {
        let file = |lines: usize, first: &str| format!("{first}\n{}", "fn f() {}\n".repeat(lines - 1));
        let found = |text: String| places(files_are_short, &[("src/a.rs", &text)]);
        assert!(found(file(400, "//! A.")).is_empty());
        assert_eq!(found(file(401, "//! A.")), ["src/a.rs:401"]);
        assert!(found(file(600, "//! Long because: it is a table.")).is_empty());
        assert_eq!(
            found(file(601, "//! Long because: it is a table.")),
            ["src/a.rs:601"]
        );
    }

    #[test]
    fn a_file_without_an_introduction_is_found() {
        let files = [
            ("src/a.rs", "use std::fmt;\n"),
            ("src/b.rs", "//! B.\n"),
            ("crates/c/src/d.rs", "// D.\n"),
        ];
        assert_eq!(
            places(files_say_what_they_are_for, &files),
            ["src/a.rs:1", "crates/c/src/d.rs:1"]
        );
    }

    #[test]
    fn a_directory_without_its_mod_file_is_found_once() {
        let files = [
            ("src/lib.rs", ""),
            ("src/room/a.rs", ""),
            ("src/room/b.rs", ""),
            ("src/good/mod.rs", ""),
            ("src/good/a.rs", ""),
            ("tests/scenario/main.rs", ""),
        ];
        assert_eq!(
            places(directory_modules_have_a_mod_file, &files),
            ["src/room/a.rs:1"]
        );
    }

    #[test]
    fn vague_names_are_found_in_paths_and_in_code() {
        let files = [
            ("src/utils/mod.rs", ""),
            ("src/a.rs", "//! A.\nmod helpers {}\nmod helpers_of_trade;"),
            ("src/commonly.rs", ""),
        ];
        assert_eq!(
            places(modules_have_telling_names, &files),
            ["src/utils/mod.rs:1", "src/a.rs:2"]
        );
    }
}
