//! Where in a comment commands may stand: at the starts of lines of top-level paragraphs.
//!
//! What GitHub shows as a quote, a list, a table, a heading or code is talk about a command and not a command,
//! so the decision is left to a Markdown parser. That includes what looks like a paragraph only in the source: a
//! line that follows a quote without a blank line between belongs to the quote, here as on the page.

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::domain::keyboard::narrow_char;

/// GitHub's extensions that decide what is a paragraph.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_GFM);

/// A comment with what its Markdown tells about each of its lines. Lines end with a line feed, whatever was sent.
pub(super) struct Page<'a> {
    body: Cow<'a, str>,
    slashes: Vec<SlashLine>,
    /// HTML comments, in order and without overlaps; nobody sees them.
    hidden: Vec<Range<usize>>,
    /// Code, HTML and lists within lists, in order and without overlaps.
    literal: Vec<Range<usize>>,
}

/// A line that begins with a slash where a command may stand.
pub(super) struct SlashLine {
    /// The line without HTML comments and surrounding white space.
    pub(super) text: String,
    /// Where it stands in the comment.
    pub(super) range: Range<usize>,
}

/// Any line.
pub(super) struct Line {
    /// The line without HTML comments.
    pub(super) text: String,
    /// It is code, HTML, a quote or an item of a list within a list: whatever it says is meant literally.
    pub(super) is_literal: bool,
}

impl<'a> Page<'a> {
    /// Reads a comment; nothing when no line of it begins with a slash.
    ///
    /// Most comments hold no command at all; they need not be parsed as Markdown.
    pub(super) fn read(body: &'a str) -> Option<Self> {
        if !body.split(['\n', '\r']).any(begins_with_slash) {
            return None;
        }
        let body = if body.contains('\r') {
            Cow::Owned(body.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            Cow::Borrowed(body)
        };
        let mut reader = Reader::default();
        for (event, range) in Parser::new_ext(&body, EXTENSIONS).into_offset_iter() {
            reader.take(&body, event, range);
        }
        let Reader {
            paragraphs,
            hidden,
            literal,
            ..
        } = reader;
        let mut page = Self {
            body,
            slashes: Vec::new(),
            hidden,
            literal,
        };
        page.slashes = paragraphs
            .iter()
            .flat_map(|paragraph| paragraph.slash_lines(&page.body))
            .map(|range| SlashLine {
                text: page.visible(range.clone()).trim().to_owned(),
                range,
            })
            .collect();
        Some(page)
    }

    /// Lines that begin with a slash where a command may stand, in order.
    pub(super) fn slash_lines(&self) -> &[SlashLine] {
        &self.slashes
    }

    /// Bytes of the comment.
    pub(super) fn len(&self) -> usize {
        self.body.len()
    }

    /// A part of the comment as it was written, but for its line ends.
    pub(super) fn source(&self, range: Range<usize>) -> &str {
        &self.body[range]
    }

    /// The lines of a part of the comment, which begins where a line does. Lines that hold
    /// nothing but a comment in HTML are left out.
    pub(super) fn lines(&self, range: Range<usize>) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut start = range.start;
        for source in self.body[range].split('\n') {
            let end = start + source.len();
            let text = self.visible(start..end);
            let begin = start + source.len() - source.trim_start().len();
            let within = self.literal.partition_point(|literal| literal.end <= begin);
            let is_literal = source[begin - start..].starts_with('>')
                || self
                    .literal
                    .get(within)
                    .is_some_and(|literal| literal.start <= begin);
            if source.trim().is_empty() || !text.trim().is_empty() {
                lines.push(Line { text, is_literal });
            }
            start = end + 1;
        }
        lines
    }

    /// A part of the comment without the HTML comments in it.
    fn visible(&self, range: Range<usize>) -> String {
        let mut text = String::new();
        let mut at = range.start;
        let from = self.hidden.partition_point(|hidden| hidden.end <= range.start);
        for hidden in self.hidden[from..]
            .iter()
            .take_while(|hidden| hidden.start < range.end)
        {
            text.push_str(&self.body[at..hidden.start.max(at)]);
            at = hidden.end.min(range.end);
        }
        text.push_str(&self.body[at..range.end]);
        text
    }
}

/// Follows the events of the Markdown parser.
#[derive(Default)]
struct Reader {
    depth: usize,
    lists: usize,
    paragraph: Option<Paragraph>,
    paragraphs: Vec<Paragraph>,
    hidden: Vec<Range<usize>>,
    literal: Vec<Range<usize>>,
}

impl Reader {
    fn take(&mut self, body: &str, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.start(body, &tag, range);
                self.depth += 1;
            }
            Event::End(tag) => {
                self.depth -= 1;
                self.lists -= usize::from(matches!(tag, TagEnd::List(_)));
                if self.depth == 0 {
                    self.paragraphs.extend(self.paragraph.take());
                }
            }
            Event::Code(_) => self.inline(range),
            Event::InlineHtml(html) => {
                self.inline(range.clone());
                if html.starts_with("<!--") {
                    push(&mut self.hidden, range);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, body: &str, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph if self.depth == 0 => self.paragraph = Some(Paragraph::at(range)),
            Tag::Link { .. } | Tag::Image { .. } => self.inline(range),
            Tag::CodeBlock(_) => push(&mut self.literal, range),
            Tag::HtmlBlock => {
                comments(body, range.clone()).for_each(|comment| push(&mut self.hidden, comment));
                push(&mut self.literal, range);
            }
            Tag::List(_) => {
                self.lists += 1;
                if self.lists > 1 {
                    push(&mut self.literal, range);
                }
            }
            _ => {}
        }
    }

    /// Notes an element of a top-level paragraph within which no line of text begins.
    fn inline(&mut self, range: Range<usize>) {
        if let Some(paragraph) = &mut self.paragraph {
            push(&mut paragraph.taken, range);
        }
    }
}

/// Adds a range behind the others; one within the last (code in a link) adds nothing.
fn push(ranges: &mut Vec<Range<usize>>, range: Range<usize>) {
    if ranges.last().is_none_or(|last| last.end <= range.start) {
        ranges.push(range);
    }
}

/// The comments in a block of HTML; one that is not closed goes on to its end.
fn comments(body: &str, block: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = block.start;
    std::iter::from_fn(move || {
        let rest = &body[at.min(block.end)..block.end];
        let start = at + rest.find("<!--")?;
        let end = body[start..block.end]
            .find("-->")
            .map_or(block.end, |end| start + end + "-->".len());
        at = end;
        Some(start..end)
    })
}

/// A top-level paragraph, in byte offsets of the comment.
struct Paragraph {
    range: Range<usize>,
    /// Inline elements within which no line of text begins, in order and without overlaps.
    taken: Vec<Range<usize>>,
}

impl Paragraph {
    fn at(range: Range<usize>) -> Self {
        Self {
            range,
            taken: Vec::new(),
        }
    }

    /// Where its lines stand that begin with a slash.
    fn slash_lines(&self, body: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = self.range.start;
        for line in body[self.range.clone()].split('\n') {
            // Elements that end before this line do not matter to it.
            let from = self.taken.partition_point(|taken| taken.end <= start);
            let within = self.taken.get(from).is_some_and(|first| first.start <= start);
            let end = start + line.len();
            if begins_with_slash(line) && !within {
                found.push(start..end);
            }
            start = end + 1;
        }
        found
    }
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

    fn slash_lines(body: &str) -> Vec<String> {
        let lines = Page::read(body).map(|page| page.slashes).unwrap_or_default();
        lines.into_iter().map(|line| line.text).collect()
    }

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
