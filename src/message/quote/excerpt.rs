//! Quoted text that may be too long, with a link to the rest instead of a bare end.

use super::{block, inline::inline, link, one_line, passage::beginning};

/// The most characters of an excerpt within a line.
const IN_LINE: usize = 200;
/// The most characters of a quoted passage.
const IN_QUOTE: usize = 1_500;

/// Where the rest of a text is.
#[derive(Clone, Copy)]
pub(in crate::message) struct Rest<'a> {
    /// What the link to it says.
    pub(in crate::message) text: &'a str,
    /// Its address.
    pub(in crate::message) url: &'a str,
}

impl Rest<'_> {
    fn link(self) -> String {
        format!("… {}", link(self.text, self.url))
    }
}

/// The text, or its beginning, within a line or a table's cell.
pub(in crate::message) fn excerpt(text: &str, rest: Rest<'_>) -> String {
    let text = one_line(text);
    match beginning(&text, IN_LINE) {
        Some(kept) => format!("{} {}", inline(kept), rest.link()),
        None => inline(&text),
    }
}

/// The text of a comment, or its beginning, as a quote of whole lines.
pub(in crate::message) fn quoted(markdown: &str, rest: Rest<'_>) -> String {
    as_quote(markdown, rest, block::lines)
}

/// The text, or its beginning, as a quote of paragraphs and lists.
pub(in crate::message) fn retold(markdown: &str, rest: Rest<'_>) -> String {
    as_quote(markdown, rest, block::block)
}

fn as_quote(markdown: &str, rest: Rest<'_>, safe: fn(&str) -> String) -> String {
    let markdown = markdown.trim();
    let text = match beginning(markdown, IN_QUOTE) {
        Some(kept) => format!("{}\n\n{}", safe(kept).trim_end(), rest.link()),
        None => safe(markdown),
    };
    let line = |line: &str| {
        if line.trim().is_empty() {
            ">".to_owned()
        } else {
            format!("> {line}")
        }
    };
    text.trim_end().lines().map(line).collect::<Vec<_>>().join("\n")
}
