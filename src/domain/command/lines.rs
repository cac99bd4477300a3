//! Where in a comment commands may stand: at the starts of lines of top-level paragraphs.
//!
//! What GitHub shows as a quote, a list, a table, a heading or code is talk about a command and not a command,
//! so the decision is left to a Markdown parser. That includes what looks like a paragraph only in the source: a
//! line that follows a quote without a blank line between belongs to the quote, here as on the page.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::domain::keyboard::narrow_char;

/// GitHub's extensions that decide what is a paragraph.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_GFM);

/// Lines that begin with a slash where a command may stand, without HTML comments and surrounding white space.
pub(super) fn slash_lines(body: &str) -> Vec<String> {
    // Most comments hold no command at all; they need not be parsed as Markdown.
    if !body.split(['\n', '\r']).any(begins_with_slash) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut paragraph: Option<Paragraph> = None;
    for (event, range) in Parser::new_ext(body, EXTENSIONS).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 && tag == Tag::Paragraph {
                    paragraph = Some(Paragraph::at(range));
                } else if let (Some(paragraph), Tag::Link { .. } | Tag::Image { .. }) = (&mut paragraph, &tag)
                {
                    paragraph.take(range, false);
                }
                depth += 1;
            }
            Event::End(_) => {
                depth -= 1;
                if depth == 0
                    && let Some(paragraph) = paragraph.take()
                {
                    paragraph.slash_lines(body, &mut found);
                }
            }
            Event::Code(_) => {
                if let Some(paragraph) = &mut paragraph {
                    paragraph.take(range, false);
                }
            }
            Event::InlineHtml(html) => {
                if let Some(paragraph) = &mut paragraph {
                    paragraph.take(range, html.starts_with("<!--"));
                }
            }
            _ => {}
        }
    }
    found
}

/// A top-level paragraph, in byte offsets of the comment.
struct Paragraph {
    range: Range<usize>,
    /// Inline elements within which no line of text begins, in order and without overlaps.
    taken: Vec<Taken>,
}

struct Taken {
    range: Range<usize>,
    /// Nobody sees it: it is an HTML comment.
    hidden: bool,
}

impl Paragraph {
    fn at(range: Range<usize>) -> Self {
        Self {
            range,
            taken: Vec::new(),
        }
    }

    /// Notes an inline element; one within another (code in a link) adds nothing.
    fn take(&mut self, range: Range<usize>, hidden: bool) {
        if self.taken.last().is_none_or(|last| last.range.end <= range.start) {
            self.taken.push(Taken { range, hidden });
        }
    }

    fn slash_lines(&self, body: &str, found: &mut Vec<String>) {
        let mut start = self.range.start;
        for line in body[self.range.clone()].split(['\n', '\r']) {
            // Elements that end before this line do not matter to it.
            let from = self.taken.partition_point(|taken| taken.range.end <= start);
            let taken = &self.taken[from..];
            let within = taken.first().is_some_and(|first| first.range.start <= start);
            if begins_with_slash(line) && !within {
                found.push(visible(body, start..start + line.len(), taken));
            }
            start += line.len() + 1;
        }
    }
}

/// The text of a line without the HTML comments in it.
fn visible(body: &str, line: Range<usize>, taken: &[Taken]) -> String {
    let mut text = String::new();
    let mut at = line.start;
    for taken in taken.iter().take_while(|taken| taken.range.start < line.end) {
        if taken.hidden {
            text.push_str(&body[at..taken.range.start]);
            at = taken.range.end.min(line.end);
        }
    }
    text.push_str(&body[at..line.end]);
    text.trim().to_owned()
}

/// Whether the line's first character is a slash, after at most three spaces; more would be code.
fn begins_with_slash(line: &str) -> bool {
    let mut characters = line.chars().map(narrow_char);
    let indent = characters.by_ref().take_while(|&c| c == ' ').count();
    indent <= 3 && line.chars().map(narrow_char).nth(indent) == Some('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_stand_at_the_starts_of_lines() {
        assert_eq!(
            slash_lines("/ack\n/sev 2\n\ntext\n/owner me"),
            ["/ack", "/sev 2", "/owner me"]
        );
        assert_eq!(
            slash_lines("On it.\r\n/ack\r\n\r\n/sev 2  \r\n"),
            ["/ack", "/sev 2"]
        );
        assert_eq!(slash_lines("/ack\r/sev 2"), ["/ack", "/sev 2"]);
        assert_eq!(slash_lines("   /ack"), ["/ack"]);
        assert_eq!(slash_lines("text\n   /ack"), ["/ack"]);
        assert_eq!(slash_lines("/ack text /sev 2"), ["/ack text /sev 2"]);
        assert_eq!(slash_lines("<details>\n\n/ack\n\n</details>"), ["/ack"]);
        assert_eq!(
            slash_lines("/ack\n/approve\n/sev 1"),
            ["/ack", "/approve", "/sev 1"]
        );
        assert_eq!(slash_lines("---\n\n/ack\n\n---"), ["/ack"]);
        assert_eq!(slash_lines("**bold\n/ack\nbold**"), ["/ack"]);
    }

    #[test]
    fn what_is_shown_as_something_else_is_no_command() {
        for body in [
            "> /ack",
            "> quoted\n/ack",
            "> [!NOTE]\n> /ack",
            "    /ack",
            "\t/ack",
            "text\n    /ack",
            "text\n\t/ack",
            "```\n/ack\n```",
            "~~~\n/ack",
            "`\n/ack\n`",
            "`/ack`",
            "<!--\n/ack\n-->",
            "text <!--\n/ack\n-->",
            "text <b title='\n/ack\n'>x</b>",
            "<div>\n/ack\n</div>",
            "<pre>\n\n/ack\n\n</pre>",
            "# /ack",
            "/ack\n---",
            "/ack\n===",
            "- /ack",
            "- text\n/ack",
            "- text\n\n  /ack",
            "1. /ack",
            "- [ ] /ack",
            "[text\n/ack\n](https://example.com)",
            "![text\n/ack\n](https://example.com)",
            "| a |\n|---|\n| x |\n/ack",
            "/ack |\n---|\nx |",
            "[^1]\n\n[^1]: note\n/ack",
            "[x]:\n/ack",
        ] {
            assert_eq!(slash_lines(body), [""; 0], "{body:?}");
        }
    }

    #[test]
    fn html_comments_are_no_part_of_a_command() {
        assert_eq!(slash_lines("/ack <!-- note -->"), ["/ack"]);
        assert_eq!(
            slash_lines("/sev <!-- a --> 2 <!-- b\n/owner me -->"),
            ["/sev  2"]
        );
        assert_eq!(slash_lines("a <!-- b --> c\n/ack"), ["/ack"]);
    }
}
