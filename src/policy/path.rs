//! Finding keys by the path that somebody wrote.

use crate::domain::severity::Severity;

use super::key::{KEYS, Key};

/// The key at a path as it was written, such as `severities.SEV1.label`, and the severity in that path.
pub(super) fn at(path: &str) -> Option<(&'static Key, Option<Severity>)> {
    let key = KEYS.iter().find(|key| {
        let parts = key.path.split('.').count();
        parts == path.split('.').count() && agrees(key, path)
    })?;
    let mut parts = key.path.split('.').zip(path.split('.'));
    let severity = parts.find_map(|(known, part)| (known == "*").then(|| part.parse().ok())?);
    Some((key, severity))
}

/// The names allowed below a path, in the order of the table; `*` stands for each severity.
pub(super) fn below(path: &str) -> Vec<&'static str> {
    let depth = if path.is_empty() {
        0
    } else {
        path.split('.').count()
    };
    let mut names: Vec<&str> = Vec::new();
    for name in KEYS
        .iter()
        .filter(|key| path.is_empty() || agrees(key, path))
        .filter_map(|key| key.path.split('.').nth(depth))
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Whether a key's path and a written one are the same as far as both go.
fn agrees(key: &Key, path: &str) -> bool {
    key.path
        .split('.')
        .zip(path.split('.'))
        .all(|(known, part)| known == "*" || known == part)
}
