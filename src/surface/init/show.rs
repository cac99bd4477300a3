//! What would be written, as a unified diff.

use similar::TextDiff;

use crate::surface::ink::{Ink, Tone};

/// A file that is not there yet.
pub(super) fn new(path: &str, text: &str, ink: Ink) -> String {
    diff("", text, ("/dev/null", &format!("b/{path}")), ink)
}

/// A file that reads otherwise.
pub(super) fn other(path: &str, theirs: &str, ours: &str, ink: Ink) -> String {
    diff(theirs, ours, (&format!("a/{path}"), &format!("b/{path}")), ink)
}

/// Whether two texts say the same: Git may have changed how lines end.
pub(super) fn is_same(theirs: &str, ours: &str) -> bool {
    theirs.replace("\r\n", "\n") == ours
}

fn diff(theirs: &str, ours: &str, (before, after): (&str, &str), ink: Ink) -> String {
    let theirs = theirs.replace("\r\n", "\n");
    let diff = TextDiff::from_lines(theirs.as_str(), ours);
    let text = diff.unified_diff().header(before, after).to_string();
    let lines = text.lines().map(|line| {
        let shown = harmless(line);
        let tone = match line.as_bytes() {
            [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => Tone::Heading,
            [b'+', ..] => Tone::Good,
            [b'-', ..] => Tone::Bad,
            [b'@', ..] => Tone::Aside,
            _ => return shown + "\n",
        };
        ink.paint(tone, &shown) + "\n"
    });
    lines.collect()
}

/// Nothing in a file may command a terminal.
fn harmless(line: &str) -> String {
    let shown = |c: char| {
        if c.is_control() && c != '\t' {
            '\u{fffd}'
        } else {
            c
        }
    };
    line.chars().map(shown).collect()
}
