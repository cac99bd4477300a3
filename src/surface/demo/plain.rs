//! Markdown as plain text for a terminal: what a person would read, without the marks.
//!
//! It shows what comments of a bot are made of: headings, paragraphs, lists, tables, quotes and code. What is folded
//! away stays so, under its heading. It does not wrap; [`Line::hang`] says how far continued lines are to be set in.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::ink::width;

/// One line of text, not yet wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The text.
    pub(super) text: String,
    /// Columns by which what does not fit is set in.
    pub(super) hang: usize,
    /// Whether it is an item of a list: then the line above the list belongs to it.
    pub(super) item: bool,
    /// What the line says wherever it stands: without its number and without the padding of tables.
    pub(super) gist: String,
}

/// The lines a reader sees of a comment. HTML comments and the markers in them are not seen.
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
    /// Whether we are within a fold, which nobody opens here.
    folded: bool,
    table: Vec<Vec<String>>,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Html(html) => self.fold(html.trim()),
            _ if self.folded => {}
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)) => {
                self.end_line();
                self.code = true;
            }
            Event::End(TagEnd::CodeBlock) => {
                self.end_line();
                self.code = false;
            }
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
                if let Some(row) = self.table.last_mut() {
                    row.push(cell.trim().to_owned());
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) | Event::HardBreak => {
                self.end_line();
            }
            Event::SoftBreak => self.text.push(' '),
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

    fn fold(&mut self, html: &str) {
        match html {
            "<details>" => self.folded = true,
            "</details>" => self.folded = false,
            _ => {
                let heading = html
                    .strip_prefix("<summary>")
                    .and_then(|html| html.strip_suffix("</summary>"));
                if let Some(heading) = heading {
                    self.text = format!("▸ {heading}");
                    self.end_line();
                }
            }
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
        for row in rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())) {
            let Some((last, before)) = row.split_last() else {
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
                gist: row.join("\t"),
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
        let table = "| | Times |\n|:--|:--|\n| 検知 | 02:30 |\n| Declared | 02:47 |\n";
        assert_eq!(read(table), "          Times\n検知      02:30\nDeclared  02:47");
        let first = &lines(table)[1];
        assert_eq!((first.hang, first.gist.as_str()), (10, "検知\t02:30"));
    }

    #[test]
    fn nothing_is_left_of_nothing() {
        assert_eq!(read("<!-- only a marker -->"), "");
        let fold = "a\n\n<details>\n<summary>More</summary>\n\n- b\n\n```\nc\n```\n\n</details>\n\nd";
        assert_eq!(read(fold), "a\n▸ More\nd");
        assert_eq!(read(""), "");
    }
}
