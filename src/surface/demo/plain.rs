//! Markdown as plain text for a terminal: what a person would read, without the marks.
//!
//! It shows what comments of a bot are made of: headings, paragraphs, lists, tables, quotes and code. It tells what is
//! folded away ([`Line::folded`]) and does not wrap; [`Line::hang`] says how far continued lines are to be set in.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::surface::ink::width;

/// One line of text, not yet wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The text.
    pub(super) text: String,
    /// Columns by which what does not fit is set in.
    pub(super) hang: usize,
    /// Whether it is an item of a list: then the line above the list belongs to it.
    pub(super) item: bool,
    /// Whether it stands where a reader has to unfold something first.
    pub(super) folded: bool,
    /// What the line says wherever it stands: without its number and without the padding of tables.
    pub(super) gist: String,
}

/// The lines a reader sees of a comment. HTML comments and the markers in them are not seen, nor are diagrams, of which
/// a terminal could only show the source.
pub(super) fn lines(markdown: &str) -> Vec<Line> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    let mut page = Page::default();
    for event in Parser::new_ext(markdown, options) {
        page.take(event);
    }
    page.end_line();
    page.lines
}

#[derive(Default)]
struct Page {
    lines: Vec<Line>,
    text: String,
    /// What stands before the text of the line: a number, a bullet.
    lead: String,
    /// The numbers of the lists we are in; absent for a bulleted one.
    lists: Vec<Option<u64>>,
    code: bool,
    diagram: bool,
    /// How many foldable parts we are in.
    folds: usize,
    table: Vec<Vec<String>>,
    /// How much of the text is the text of links.
    linked: usize,
    link: Option<usize>,
}

impl Page {
    #[expect(clippy::too_many_lines, reason = "one arm a kind of event")]
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.end_line();
                self.diagram = matches!(&kind, CodeBlockKind::Fenced(language) if &**language == "mermaid");
                self.code = true;
            }
            Event::End(TagEnd::CodeBlock) => {
                self.end_line();
                (self.code, self.diagram) = (false, false);
            }
            Event::Html(html) => self.fold(html.trim()),
            Event::Start(Tag::List(first)) => {
                self.end_line();
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::Start(Tag::Item) => self.item(),
            Event::Start(Tag::Table(_)) => self.end_line(),
            Event::End(TagEnd::Table) => self.end_table(),
            Event::Start(Tag::TableHead | Tag::TableRow) => self.table.push(Vec::new()),
            Event::End(TagEnd::TableCell) => {
                let cell = std::mem::take(&mut self.text);
                // Where a link leads cannot be read here: a cell that is nothing else says nothing, unless it is the
                // value of a name.
                let is_value = self.table.last().is_some_and(|row| row.len() == 1)
                    && self.table.first().is_none_or(|head| head.len() <= 2);
                let says_nothing = std::mem::take(&mut self.linked) == cell.len();
                let cell = if says_nothing && !is_value {
                    String::new()
                } else {
                    cell
                };
                if let Some(row) = self.table.last_mut() {
                    row.push(cell.trim().to_owned());
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) | Event::HardBreak => {
                self.end_line();
            }
            Event::Start(Tag::Link { .. }) => self.link = Some(self.text.len()),
            Event::End(TagEnd::Link) => {
                let start = self.link.take().unwrap_or(self.text.len());
                self.linked += self.text.len().saturating_sub(start);
            }
            Event::SoftBreak => self.text.push(' '),
            Event::Text(_) if self.diagram => {}
            Event::Text(text) if self.code => {
                for line in text.split_inclusive('\n') {
                    self.text.push_str(line.trim_end_matches('\n'));
                    if line.ends_with('\n') {
                        self.end_line();
                    }
                }
            }
            Event::Text(text) => self.text.push_str(&text),
            Event::Code(code) => {
                self.text.push('`');
                self.text.push_str(&code);
                self.text.push('`');
            }
            _ => {}
        }
    }

    /// A part that can be folded begins or ends. What stands above it is seen even when it is folded.
    fn fold(&mut self, html: &str) {
        if html.starts_with("<details") {
            self.folds += 1;
        }
        let summary = html
            .split_once("<summary>")
            .and_then(|(_, rest)| rest.split_once("</summary>"));
        if let Some((summary, _)) = summary {
            let folds = std::mem::take(&mut self.folds);
            self.text = format!("▸ {summary}");
            self.end_line();
            self.folds = folds;
        }
        if html.ends_with("</details>") {
            self.folds = self.folds.saturating_sub(1);
        }
    }

    fn item(&mut self) {
        self.end_line();
        self.lead = match self.lists.last_mut() {
            Some(Some(number)) => {
                let lead = format!("{number}. ");
                *number += 1;
                lead
            }
            _ => "- ".to_owned(),
        };
    }

    fn end_line(&mut self) {
        self.linked = 0;
        let text = std::mem::take(&mut self.text);
        let text = text.trim_end();
        if text.is_empty() {
            return;
        }
        let lead = std::mem::take(&mut self.lead);
        let indent = if self.code { "    " } else { "" };
        self.lines.push(Line {
            hang: width(&lead) + indent.len(),
            item: !lead.is_empty(),
            folded: self.folds > 0,
            gist: text.to_owned(),
            text: format!("{indent}{lead}{text}"),
        });
    }

    /// Columns are as wide as their widest cell, except the last one.
    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.table);
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                let cells = rows.iter().filter_map(|row| row.get(column));
                cells.map(|cell| width(cell)).max().unwrap_or_default()
            })
            .collect();
        for row in rows {
            let filled = row
                .iter()
                .rposition(|cell| !cell.is_empty())
                .map_or(0, |last| last + 1);
            let Some((last, before)) = row[..filled].split_last() else {
                continue;
            };
            let mut text = String::new();
            for (cell, most) in before.iter().zip(&widths) {
                text.push_str(cell);
                text.extend(std::iter::repeat_n(' ', most - width(cell) + 2));
            }
            let hang = width(&text);
            text.push_str(last);
            self.lines.push(Line {
                text: text.trim_end().to_owned(),
                hang,
                item: false,
                folded: self.folds > 0,
                gist: row[..filled].join("\t"),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(markdown: &str) -> String {
        let texts: Vec<String> = lines(markdown).into_iter().map(|line| line.text).collect();
        texts.join("\n")
    }

    #[test]
    fn marks_go_and_words_stay() {
        let markdown = "### SEV2 · Resolved\n\nType **one** of `/ack`,\nor [this](https://example.com).\n\n```\n/sev 2\n\n/ack\n```\n\n1. First\n1. Then\n   - twice\n\n<!-- closeout:status {} -->";
        assert_eq!(
            read(markdown),
            "SEV2 · Resolved\nType one of `/ack`, or this.\n    /sev 2\n    /ack\n1. First\n2. Then\n- twice"
        );
    }

    #[test]
    fn columns_stand_below_each_other_in_japanese_too() {
        let table = "| | Times |\n|:--|:--|\n| Told | [here](a) |\n";
        assert_eq!(
            read(table),
            "      Times\nTold  here",
            "a value that is a link is read"
        );
        let table = "| | Times |\n|:--|:--|\n| 検知 | 02:30 |\n| Declared | 02:47 |\n";
        assert_eq!(read(table), "          Times\n検知      02:30\nDeclared  02:47");
        let first = &lines(table)[1];
        assert_eq!((first.hang, first.gist.as_str()), (10, "検知\t02:30"));
    }

    #[test]
    fn what_is_folded_is_known_to_be_and_diagrams_are_left_out() {
        let markdown = "Before\n\n<details>\n<summary>Rows: 2</summary>\n\n```mermaid\ngantt\n```\n\n| a | b [c](d) | [link](e) |\n|:--|:--|:--|\n\n</details>\n\nAfter";
        let lines = lines(markdown);
        let read: Vec<(&str, bool)> = lines
            .iter()
            .map(|line| (line.text.as_str(), line.folded))
            .collect();
        assert_eq!(
            read,
            [
                ("Before", false),
                ("▸ Rows: 2", false),
                ("a  b c", true),
                ("After", false)
            ]
        );
    }

    #[test]
    fn nothing_is_left_of_nothing() {
        assert_eq!(read("<!-- only a marker -->"), "");
        assert_eq!(read(""), "");
    }
}
