//! What is never written: promises, leftovers, and places that exist only on somebody's machine.

use crate::tree::{Fault, File, Tree};

/// Hosts that packages come from; split so that this file does not name them itself.
const REGISTRIES: &[&str] = &[
    concat!("crates", ".io"),
    concat!("pypi", ".org"),
    concat!("npmjs", ".org"),
    concat!("npmjs", ".com"),
    concat!("rubygems", ".org"),
];

/// The beginnings of paths that exist on one machine only, and whether a person's name follows.
const MACHINES: &[(&str, bool)] = &[
    (concat!("/ho", "me/"), true),
    (concat!("/Us", "ers/"), true),
    (concat!("/ro", "ot/"), false),
    (concat!("/wo", "rk/"), false),
];

/// Words that put something off; split for the same reason.
const LATER: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("HA", "CK"),
];

pub(crate) fn nothing_is_left_for_later(tree: &Tree) -> Vec<Fault> {
    let is_promise = |line: &str| {
        line.split(|c: char| !c.is_alphanumeric())
            .any(|word| LATER.contains(&word))
    };
    let mut faults = Vec::new();
    for file in &tree.files {
        let found = written_by_people(tree, file)
            .into_iter()
            .filter(|(_, text)| is_promise(text));
        let instead = "do it now, or say in `docs/` what is not there";
        faults.extend(found.map(|(line, _)| file.fault(line, "something is left for later", instead)));
    }
    faults
}

pub(crate) fn no_test_is_ignored(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, lexed) in tree.rust() {
        for (index, line) in lexed.code.lines().enumerate() {
            if line.replace(' ', "").contains("#[ignore") {
                faults.push(file.fault(
                    index + 1,
                    "a test that does not run shows nothing",
                    "mend it or delete it",
                ));
            }
        }
    }
    faults
}

/// A plain comment that ends as a statement or a block does is taken for code.
pub(crate) fn no_code_is_commented_out(tree: &Tree) -> Vec<Fault> {
    let looks_like_code = |comment: &str| {
        let is_doc = comment.starts_with("///") || comment.starts_with("//!");
        let text = comment.trim_start_matches('/').trim();
        !is_doc && comment.starts_with("//") && (text.ends_with([';', '{']) || text == "}")
    };
    let mut faults = Vec::new();
    for (file, lexed) in tree.rust() {
        let found = lexed
            .comments
            .iter()
            .filter(|(_, comment)| looks_like_code(comment));
        let instead = "delete it: version control remembers; a sentence ends with a full stop";
        faults.extend(found.map(|(line, _)| file.fault(*line, "code is commented out", instead)));
    }
    faults
}

/// `#12` in backticks is an example and allowed.
pub(crate) fn comments_name_no_issue_numbers(tree: &Tree) -> Vec<Fault> {
    let names_issue = |comment: &str| {
        let prose: String = comment.split('`').step_by(2).collect();
        prose.match_indices('#').any(|(at, _)| {
            let number = prose[at + 1..].starts_with(|c: char| c.is_ascii_digit());
            number && (prose[..at].ends_with([' ', '(']) || prose[..at].ends_with("GH"))
        })
    };
    let mut faults = Vec::new();
    for (file, lexed) in tree.rust() {
        let found = lexed.comments.iter().filter(|(_, comment)| names_issue(comment));
        let instead = "say here what one has to know; the number tells nothing to who cannot open it";
        faults
            .extend(found.map(|(line, _)| file.fault(*line, "a comment names an issue by number", instead)));
    }
    faults
}

pub(crate) fn files_name_no_registry_and_no_machine(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in &tree.files {
        for (index, line) in file.text.lines().enumerate() {
            for host in REGISTRIES.iter().filter(|host| line.contains(*host)) {
                let rule = format!("`{host}` is the host of a package registry");
                faults.push(file.fault(
                    index + 1,
                    rule,
                    "name the package; its tool knows where to find it",
                ));
            }
            for (path, _) in MACHINES
                .iter()
                .filter(|(start, named)| holds_machine_path(line, start, *named))
            {
                let rule = format!("a path below `{path}` exists on one machine only");
                faults.push(file.fault(index + 1, rule, "give the path from the repository's root"));
            }
        }
    }
    faults
}

/// A path begins where a word could; below a person's directory it goes on after their name.
fn holds_machine_path(line: &str, start: &str, named: bool) -> bool {
    line.match_indices(start).any(|(at, _)| {
        let rest = &line[at + start.len()..];
        let name = rest
            .find(|c: char| !c.is_alphanumeric() && !"._-".contains(c))
            .unwrap_or(rest.len());
        let goes_on = !named || rest[name..].starts_with('/');
        goes_on
            && line[..at]
                .chars()
                .next_back()
                .is_none_or(|c| c.is_whitespace() || "\"'`(=:,".contains(c))
    })
}

/// What somebody wrote for somebody to read: the comments of Rust, all of everything else.
fn written_by_people(tree: &Tree, file: &File) -> Vec<(usize, String)> {
    if !file.is_rust() {
        return file
            .text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.to_owned()))
            .collect();
    }
    let lexed = tree
        .rust()
        .find(|(other, _)| other.path == file.path)
        .map(|(_, lexed)| lexed);
    lexed.map(|lexed| lexed.comments.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places;

    #[test]
    fn promises_are_found_in_comments_and_in_other_files() {
        let promise = format!("// {}: later\nlet {} = 1;", LATER[0], LATER[1]);
        let page = format!("# Title\n{} write this", LATER[1]);
        let files = [
            ("src/a.rs", promise.as_str()),
            ("docs/a.md", page.as_str()),
            ("docs/b.md", "mastodon"),
        ];
        assert_eq!(
            places(nothing_is_left_for_later, &files),
            ["src/a.rs:1", "docs/a.md:2"]
        );
    }

    #[test]
    fn ignored_tests_are_found() {
        let code = "#[test]\n#[ignore = \"slow\"]\nfn t() {}\n// #[ignore]\nlet s = \"#[ignore]\";";
        assert_eq!(
            places(no_test_is_ignored, &[("tests/a.rs", code)]),
            ["tests/a.rs:2"]
        );
    }

    #[test]
    fn commented_code_is_found_and_sentences_are_not() {
        let code = "// let x = 1;\n// A sentence; and another.\n/// Ends with a brace {\n    // if x {\n// }\nlet s = \"// y;\";";
        assert_eq!(
            places(no_code_is_commented_out, &[("src/a.rs", code)]),
            ["src/a.rs:1", "src/a.rs:4", "src/a.rs:5"]
        );
    }

    #[test]
    fn issue_numbers_are_found_and_examples_are_not() {
        let code = "// See #12.\n// (GH#7)\n/// `/duplicate #12` and PKCS#1\n// Colour #fff";
        assert_eq!(
            places(comments_name_no_issue_numbers, &[("src/a.rs", code)]),
            ["src/a.rs:1", "src/a.rs:2"]
        );
    }

    #[test]
    fn registries_and_machines_are_found() {
        let (named, other) = (MACHINES[0].0, MACHINES[2].0);
        let text = format!(
            "{}/x\ncd {named}me/x\nhttps://a{named}me/x\n{named}ack\n'{other}x'",
            REGISTRIES[0]
        );
        assert_eq!(
            places(files_name_no_registry_and_no_machine, &[("README.md", &text)]),
            ["README.md:1", "README.md:2", "README.md:5"]
        );
    }
}
