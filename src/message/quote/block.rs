//! Quoted Markdown of several paragraphs: what a document says, retold in a comment.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    BREAK, code,
    inline::{Place, run},
    one_line,
};

/// Paragraphs and lists of the text, one after the other. Only words and code come through: emphasis, links,
/// images and headings become their words, HTML disappears.
pub(in crate::message) fn block(markdown: &str) -> String {
    written(markdown, Writer::default())
}

/// The same for what was written in a comment, where the end of a line is the end of a line.
pub(super) fn lines(markdown: &str) -> String {
    let writer = Writer {
        keeps_lines: true,
        ..Writer::default()
    };
    written(markdown, writer)
}

fn written(markdown: &str, mut writer: Writer) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(markdown, options) {
        writer.event(event);
    }
    writer.end_paragraph();
    writer.blocks.join("\n")
}

#[derive(Default)]
struct Writer {
    /// Whether lines end where the author ended them.
    keeps_lines: bool,
    /// Finished lines; an empty one parts paragraphs.
    blocks: Vec<String>,
    /// The paragraph that is being written.
    line: String,
    /// Text that has not been made safe yet: only whole runs can be.
    pending: String,
    /// Next number of each open list, none for bullets.
    lists: Vec<Option<u64>>,
    /// The mark that the next line of the innermost list gets.
    mark: Option<String>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => self.pending.push_str(&text),
            Event::Code(text) => self.code(&text),
            Event::SoftBreak | Event::HardBreak if self.keeps_lines => self.end_line(),
            Event::SoftBreak | Event::HardBreak => self.pending.push(' '),
            Event::Start(Tag::List(first)) => {
                self.end_paragraph();
                self.lists.push(first);
            }
            Event::Start(Tag::Item) => self.start_item(),
            Event::End(TagEnd::CodeBlock) => self.end_code_block(),
            Event::End(TagEnd::TableCell) => self.pending.push_str(" · "),
            Event::End(TagEnd::List(_)) => {
                self.end_paragraph();
                self.lists.pop();
            }
            Event::Start(Tag::CodeBlock(_))
            | Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead,
            ) => self.end_paragraph(),
            Event::TaskListMarker(done) => self.pending.push_str(if done { "☑ " } else { "☐ " }),
            _ => {}
        }
    }

    fn start_item(&mut self) {
        self.end_paragraph();
        let Some(number) = self.lists.last_mut() else {
            return;
        };
        self.mark = Some(match number {
            Some(number) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            None => "- ".to_owned(),
        });
    }

    fn code(&mut self, text: &str) {
        self.flush();
        if self.line.ends_with('`') {
            self.line.push(BREAK);
        }
        self.line.push_str(&code(text));
    }

    fn end_code_block(&mut self) {
        for line in std::mem::take(&mut self.pending).lines() {
            if !line.trim().is_empty() {
                self.line.push_str(&code(line));
                self.end_paragraph();
            }
        }
    }

    /// Makes the pending text safe, now that its end is known.
    fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        let place = if self.is_at_start() {
            Place::Start
        } else {
            Place::Within
        };
        let lead = if place == Place::Within && pending.starts_with(' ') {
            " "
        } else {
            ""
        };
        let trail = if pending.ends_with(' ') { " " } else { "" };
        let text = run(&one_line(&pending), place);
        if !text.is_empty() {
            self.line.extend([lead, text.as_str(), trail]);
        } else if !lead.is_empty() {
            self.line.push(' ');
        }
    }

    /// Whether nothing stands on the current line yet.
    fn is_at_start(&self) -> bool {
        self.line
            .rsplit('\n')
            .next()
            .is_none_or(|line| line.trim().is_empty())
    }

    /// Goes on with the paragraph on a line of its own.
    fn end_line(&mut self) {
        self.flush();
        if !self.is_at_start() {
            let kept = self.line.trim_end().len();
            self.line.truncate(kept);
            self.line.push('\n');
            self.line.push_str(&"    ".repeat(self.lists.len()));
        }
    }

    fn end_paragraph(&mut self) {
        self.flush();
        let line = std::mem::take(&mut self.line);
        let line = line.trim_end().trim_end_matches(" ·");
        if line.is_empty() {
            return;
        }
        let depth = self.lists.len();
        let line = match (depth, self.mark.take()) {
            (0, _) => format!("{line}\n"),
            (depth, Some(mark)) => format!("{}{mark}{line}", "    ".repeat(depth - 1)),
            (depth, None) => format!("\n{}{line}", "    ".repeat(depth)),
        };
        if depth > 0 || !self.blocks.last().is_some_and(|last| is_item(last)) {
            self.blocks.push(line);
        } else {
            self.blocks.push(format!("\n{line}"));
        }
    }
}

/// Whether a line written earlier belongs to a list, after which a paragraph needs an empty line.
fn is_item(line: &str) -> bool {
    !line.ends_with('\n')
}
