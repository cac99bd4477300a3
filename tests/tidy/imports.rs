//! Finds paths in code, also where a `use` groups them: `use std::{env, fmt}` names `std::env`.

/// The lines (from 1) on which `code` names this path, itself or anything below it.
pub(crate) fn lines_naming(code: &str, path: &str) -> Vec<usize> {
    let mut lines: Vec<usize> = code
        .lines()
        .enumerate()
        .filter(|(_, line)| holds_path(line, path))
        .map(|(index, _)| index + 1)
        .collect();
    lines.extend(
        grouped_imports(code)
            .into_iter()
            .filter(|(_, full)| holds_path(full, path))
            .map(|(line, _)| line),
    );
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// Whether the path stands in the line as a whole: not as part of a longer word.
fn holds_path(line: &str, path: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(path)
        .any(|(at, _)| !line[..at].ends_with(in_word) && !line[at + path.len()..].starts_with(in_word))
}

/// Every path that a `use` with braces spells out, with the line on which the `use` begins.
fn grouped_imports(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let begins_statement = code[..at]
            .trim_end_matches([' ', '\t'])
            .ends_with(['\n', ';', '}', '{', ')'])
            || at == 0
            || code[..at].trim_end().ends_with("pub");
        let Some(end) = code[at..].find(';').filter(|_| begins_statement) else {
            continue;
        };
        let tree = &code[at + 4..at + end];
        if tree.contains('{') {
            let line = code[..at].matches('\n').count() + 1;
            let mut paths = Vec::new();
            spell_out("", tree, &mut paths);
            found.extend(paths.into_iter().map(|path| (line, path)));
        }
    }
    found
}

fn spell_out(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    for branch in split_at_commas(tree) {
        let branch = branch.trim();
        match branch.split_once('{') {
            Some((head, group)) => {
                let group = group.trim_end().strip_suffix('}').unwrap_or(group);
                spell_out(&format!("{prefix}{head}"), group, paths);
            }
            None => paths.push(format!("{prefix}{branch}")),
        }
    }
}

fn split_at_commas(tree: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_i32, 0);
    for (at, c) in tree.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&tree[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tree[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::lines_naming;

    #[test]
    fn a_path_is_found_alone_and_in_groups() {
        let code = "use std::{\n    fmt,\n    env::{self, Vars},\n};\npub use a::{b::c, d};\nlet x = std::env::var(y);\n";
        assert_eq!(lines_naming(code, "std::env"), [1, 6]);
        assert_eq!(lines_naming(code, "a::b"), [5]);
        assert_eq!(lines_naming(code, "std::fs"), Vec::<usize>::new());
    }

    #[test]
    fn a_longer_word_is_another_path() {
        assert_eq!(
            lines_naming("use tokio_util::sync;\nmod my_tokio;", "tokio"),
            Vec::<usize>::new()
        );
    }
}
