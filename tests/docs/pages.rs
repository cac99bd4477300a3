//! The pages, and the command lines in them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// How a command line begins.
const BEGINNINGS: [&str; 2] = ["closeout ", "cargo run -- "];

/// Every page with its text.
fn pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md"]
        .map(|name| root.join(name))
        .into();
    for entry in fs::read_dir(root.join("docs")).expect("the folder is there") {
        paths.push(entry.expect("an entry").path());
    }
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "md"));
    paths.sort();
    let page = |path: PathBuf| {
        let name = path
            .strip_prefix(root)
            .expect("it is below")
            .display()
            .to_string();
        (name, fs::read_to_string(&path).expect("it is text"))
    };
    paths.into_iter().map(page).collect()
}

/// Every command line in a block of shell, without the comment behind it, and its page.
pub(crate) fn lines() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (page, text) in pages() {
        let mut in_shell = false;
        for line in text.lines().map(str::trim) {
            if let Some(language) = line.strip_prefix("```") {
                in_shell = matches!(language, "sh" | "bash" | "shell" | "console");
            } else if in_shell && is_command(line) {
                found.push((page.clone(), without_comment(line).to_owned()));
            }
        }
    }
    found
}

/// Every command line in running text, and its page.
pub(crate) fn mentions() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (page, text) in pages() {
        let outside = text.split("```").step_by(2);
        for code in outside.flat_map(|text| text.split('`').skip(1).step_by(2)) {
            if BEGINNINGS.iter().any(|beginning| code.starts_with(beginning)) {
                found.push((
                    page.clone(),
                    code.split_whitespace().collect::<Vec<_>>().join(" "),
                ));
            }
        }
    }
    found
}

/// Whether a line of shell runs the program, perhaps with variables of its own.
fn is_command(line: &str) -> bool {
    let rest = without_variables(line);
    BEGINNINGS
        .iter()
        .any(|beginning| format!("{rest} ").starts_with(beginning))
}

fn without_variables(line: &str) -> &str {
    let mut rest = line;
    while let Some((first, more)) = rest.split_once(' ') {
        let name = first.split_once('=').map(|(name, _)| name);
        let is_name =
            |name: &str| !name.is_empty() && name.bytes().all(|c| c.is_ascii_uppercase() || c == b'_');
        if !name.is_some_and(is_name) {
            break;
        }
        rest = more;
    }
    rest
}

fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted && line[..at].ends_with(' ') => return line[..at].trim_end(),
            _ => {}
        }
    }
    line
}

/// The words of a command line as the program gets them, up to whatever the shell does with its output.
pub(crate) fn words(line: &str) -> Vec<String> {
    let line = without_variables(line).replace("cargo run -- ", "closeout ");
    let (mut words, mut word, mut quoted, mut begun) = (Vec::new(), String::new(), false, false);
    for c in line.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                begun = true;
            }
            '|' | '>' | '<' if !quoted && word.is_empty() => break,
            ' ' if !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            c => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

#[test]
fn lines_are_taken_apart_as_a_shell_does() {
    assert_eq!(
        words("A=1 B=\"$C\" closeout x --y \"3 z\" < in > out"),
        ["closeout", "x", "--y", "3 z"]
    );
    assert_eq!(words("cargo run -- man | man -l -"), ["closeout", "man"]);
    assert_eq!(
        without_comment("closeout a#1 \"#2\"   # three"),
        "closeout a#1 \"#2\""
    );
    assert!(is_command("A=1 closeout serve") && is_command("closeout") && !is_command("closeouts x"));
}
