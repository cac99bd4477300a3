//! Quoted text shown as code: what somebody typed, letter by letter.

use super::{BREAK, at_most, one_line};

/// The most characters of a quoted line.
const MOST: usize = 200;

/// A code span that holds the text whatever backticks are in it. For tables there is [`cell`].
pub(in crate::message) fn code(text: &str) -> String {
    let text = at_most(&one_line(text), MOST);
    let text = without_comments(&text);
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.is_empty() || text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The same for a cell of a table, where a `|` would end the cell even in code unless it is escaped.
pub(in crate::message) fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// Length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A line for within a fenced code block of our own.
pub(in crate::message) fn verbatim(text: &str) -> String {
    let text = at_most(&one_line(text), MOST);
    without_comments(&text).replace("```", &format!("`{BREAK}`{BREAK}`"))
}

/// A block of code that holds a whole text, whatever backticks are in it.
pub(in crate::message) fn fenced(language: &str, text: &str) -> String {
    let text = without_comments(&text.replace("\r\n", "\n"));
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", text.trim_end())
}

/// Rendered, a comment within code is harmless; searched as plain text for markers, it would not be.
fn without_comments(text: &str) -> String {
    text.replace("<!--", &format!("<!{BREAK}--"))
        .replace("-->", &format!("--{BREAK}>"))
}
