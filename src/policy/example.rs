//! The file that says what counts anyway: every key at its default.

use std::fmt::Write;

use crate::domain::severity::Severity;

use super::key::{KEYS, Key};

/// Every key with its default, as a file. A key whose default cannot be written stands as a comment.
pub(super) fn complete() -> String {
    let mut lines: Vec<(String, Option<&str>)> = Vec::new();
    for keys in KEYS.chunk_by(|one, next| is_of_severity(one) == is_of_severity(next)) {
        let severities: Vec<Option<Severity>> = if keys.iter().all(is_of_severity) {
            Severity::ALL.map(Some).into()
        } else {
            vec![None]
        };
        for severity in severities {
            lines.extend(keys.iter().map(|key| line(key, severity)));
        }
    }
    file(&lines)
}

fn is_of_severity(key: &Key) -> bool {
    key.path.contains('*')
}

/// A key's path, and its default as it would be written.
fn line(key: &Key, severity: Option<Severity>) -> (String, Option<&'static str>) {
    let name = severity.map_or("*", Severity::name);
    (key.path.replace('*', name), key.fallback.written(severity))
}

/// Paths and values as a file; those of one section follow each other. A path without a value stands as a comment.
pub(super) fn file(lines: &[(String, Option<&str>)]) -> String {
    let mut file = String::new();
    let mut above: Vec<&str> = Vec::new();
    for (path, value) in lines {
        let mut sections: Vec<&str> = path.split('.').collect();
        let name = sections.pop().unwrap_or_default();
        let common = above
            .iter()
            .zip(&sections)
            .take_while(|(one, other)| one == other);
        for (depth, section) in sections.iter().enumerate().skip(common.count()) {
            writeln!(file, "{}{section}:", "  ".repeat(depth)).expect(APPENDED);
        }
        let indent = "  ".repeat(sections.len());
        match value {
            Some(value) => writeln!(file, "{indent}{name}: {value}"),
            None => writeln!(file, "{indent}# {name}:"),
        }
        .expect(APPENDED);
        above = sections;
    }
    file
}

const APPENDED: &str = "text can always be appended";
