//! HTML comments: notes to the author, and marks of our own.

use std::ops::Range;

/// The comments in a piece of HTML that begins at byte `base`. One that nobody closed reaches to the end.
pub(super) fn comments(html: &str, base: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find("<!--").map(|found| at + found) {
        let end = html[start..]
            .find("-->")
            .map_or(html.len(), |end| start + end + 3);
        found.push(base + start..base + end);
        at = end;
    }
    found
}

/// The words behind `closeout:` in one of our comments: its kind, then whatever it carries.
pub(super) fn ours(comment: &str) -> Option<Vec<&str>> {
    let inside = comment.strip_prefix("<!--")?.strip_suffix("-->")?;
    let words = inside.trim().strip_prefix("closeout:")?;
    Some(words.split_whitespace().collect())
}

/// Whether a name may stand in a comment of ours: letters, digits, `.`, `_` and `-`, and nothing that could close it.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.contains("--")
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}
