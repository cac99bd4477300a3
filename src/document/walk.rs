//! One walk over the Markdown, in which every part of the body is found.

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{
    block::{Block, BlockKind, Checkbox, Comment, CommentKind, Item, Link, LinkKind, Passage, Place},
    comment::{comments, ours},
    inline::{Run, RunKind},
    region::Edge,
    section::Heading,
    table::{Alignment, Table, row},
};

/// The syntax of a document's body: GitHub's. Front matter is read elsewhere, because it stands only at the start.
const SYNTAX: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM);

/// What stands in a body, each list in order.
#[derive(Debug, Default)]
pub(super) struct Body<'a> {
    pub(super) headings: Vec<Heading>,
    pub(super) blocks: Vec<Block>,
    pub(super) tables: Vec<Table>,
    pub(super) items: Vec<Item>,
    pub(super) links: Vec<Link<'a>>,
    pub(super) passages: Vec<Passage>,
    pub(super) comments: Vec<Comment>,
    pub(super) edges: Vec<Edge>,
    pub(super) runs: Vec<Run<'a>>,
}

/// Finds everything in the text from a byte on.
pub(super) fn walk(text: &str, from: usize) -> Body<'_> {
    let mut walk = Walk {
        text,
        body: Body::default(),
        open: Vec::new(),
        quotes: 0,
        numbered: Vec::new(),
        items: Vec::new(),
        links: Vec::new(),
        cells: Vec::new(),
        passage: None,
    };
    for (event, range) in Parser::new_ext(&text[from..], SYNTAX).into_offset_iter() {
        walk.event(event, from + range.start..from + range.end);
    }
    walk.body
}

/// A block that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Paragraph,
    Heading,
    Item,
    Header,
    Cell,
    Code,
    Other,
}

struct Walk<'a> {
    text: &'a str,
    body: Body<'a>,
    open: Vec<Open>,
    quotes: usize,
    /// Of each list that is open, whether it is numbered.
    numbered: Vec<bool>,
    /// Places in the lists of items and links of those that are open.
    items: Vec<usize>,
    links: Vec<usize>,
    /// Cells of the row that is open.
    cells: Vec<Range<usize>>,
    passage: Option<Passage>,
}

impl<'a> Walk<'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) if self.open.last() != Some(&Open::Code) => {
                let bracketed = self
                    .links
                    .last()
                    .is_some_and(|link| matches!(self.body.links[*link].kind, LinkKind::Bracketed));
                let kind = if bracketed {
                    RunKind::Address
                } else {
                    RunKind::Words
                };
                self.run(kind, owned(text), range);
            }
            Event::Code(text) => self.run(RunKind::Code, owned(text), range),
            Event::SoftBreak => self.run(RunKind::Break, Cow::Borrowed(""), range),
            Event::HardBreak => self.run(RunKind::HardBreak, Cow::Borrowed(""), range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::TaskListMarker(ticked) => {
                if let Some(item) = self.items.last() {
                    self.body.items[*item].checkbox = Some(Checkbox { mark: range, ticked });
                }
            }
            Event::FootnoteReference(_) => self.stretch(&range),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Link {
                link_type, dest_url, ..
            } => return self.start_link(kind(link_type), dest_url, range),
            Tag::Image { dest_url, .. } => return self.start_link(LinkKind::Image, dest_url, range),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {
                return self.stretch(&range);
            }
            _ => {}
        }
        self.end_passage();
        if let (true, Some(kind)) = (self.open.is_empty(), block(&tag)) {
            let range = range.clone();
            self.body.blocks.push(Block { range, kind });
        }
        let opened = self.opened(tag, range);
        self.open.push(opened);
    }

    /// Notes a block that begins, and says how text within it is to be taken.
    fn opened(&mut self, tag: Tag<'a>, range: Range<usize>) -> Open {
        match tag {
            Tag::Paragraph => Open::Paragraph,
            Tag::Heading { level, .. } => {
                if self.open.is_empty() {
                    let end = range.start + self.text[range.clone()].trim_end().len();
                    self.body.headings.push(Heading {
                        level: level as u8,
                        range: range.start..end,
                        words: String::new(),
                    });
                }
                Open::Heading
            }
            Tag::CodeBlock(_) => Open::Code,
            Tag::HtmlBlock => {
                self.html_block(&range);
                Open::Other
            }
            Tag::BlockQuote(_) => {
                self.quotes += 1;
                Open::Other
            }
            Tag::List(first) => {
                self.numbered.push(first.is_some());
                Open::Other
            }
            Tag::Item => {
                self.items.push(self.body.items.len());
                self.body.items.push(Item {
                    text: range.start..range.start,
                    range,
                    depth: self.numbered.len(),
                    numbered: self.numbered.last().copied().unwrap_or_default(),
                    checkbox: None,
                });
                Open::Item
            }
            Tag::Table(alignments) => {
                let alignments = alignments.into_iter().map(alignment).collect();
                let end = range.start + self.text[range.clone()].trim_end_matches(['\r', '\n']).len();
                self.body.tables.push(Table {
                    range: range.start..end,
                    alignments,
                    header: row(self.text, &(range.start..range.start), &[]),
                    rows: Vec::new(),
                });
                Open::Other
            }
            Tag::TableHead => Open::Header,
            Tag::TableRow => Open::Cell,
            Tag::TableCell => {
                self.cells.push(range);
                self.open.last().copied().unwrap_or(Open::Cell)
            }
            _ => Open::Other,
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Link | TagEnd::Image => {
                let ended = self.links.pop().map(|link| self.body.links[link].range.clone());
                self.show_in_link(&ended.unwrap_or_default());
                return;
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => return,
            _ => {}
        }
        self.end_passage();
        self.open.pop();
        match tag {
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::List(_) => {
                self.numbered.pop();
            }
            TagEnd::Item => {
                self.items.pop();
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                let cells = std::mem::take(&mut self.cells);
                let row = row(self.text, range, &cells);
                if let Some(table) = self.body.tables.last_mut() {
                    if tag == TagEnd::TableHead {
                        table.header = row;
                    } else {
                        table.rows.push(row);
                    }
                }
            }
            _ => {}
        }
    }

    fn start_link(&mut self, kind: LinkKind, destination: CowStr<'a>, range: Range<usize>) {
        self.stretch(&range);
        // A link is known by its text; one that shows nothing has none, at its own start.
        let text = range.start..range.start;
        self.links.push(self.body.links.len());
        self.body.links.push(Link {
            range,
            text,
            destination: owned(destination),
            kind,
        });
    }

    fn run(&mut self, kind: RunKind, text: Cow<'a, str>, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.stretch(&range);
        self.show_in_link(&range);
        if self.open == [Open::Heading]
            && let Some(heading) = self.body.headings.last_mut()
        {
            heading.words.push_str(&text);
        }
        let is_verbatim = text == self.text[range.clone()];
        match self.body.runs.last_mut() {
            Some(last)
                if kind == RunKind::Words
                    && last.kind == kind
                    && is_verbatim
                    && last.range.end == range.start
                    && last.text.len() == last.range.len() =>
            {
                last.range.end = range.end;
                last.text = Cow::Borrowed(&self.text[last.range.clone()]);
            }
            _ => self.body.runs.push(Run { range, text, kind }),
        }
    }

    /// Makes something part of what the innermost link shows.
    fn show_in_link(&mut self, range: &Range<usize>) {
        let Some(link) = self.links.last() else {
            return;
        };
        let shown = &mut self.body.links[*link].text;
        if shown.start == shown.end {
            *shown = range.clone();
        }
        shown.end = shown.end.max(range.end);
    }

    /// Opens a passage, or makes the open one reach to the end of something within a line.
    fn stretch(&mut self, range: &Range<usize>) {
        let passage = self.passage.get_or_insert_with(|| Passage {
            range: range.clone(),
            place: place(&self.open),
            quoted: self.quotes > 0,
        });
        passage.range.end = passage.range.end.max(range.end);
    }

    fn end_passage(&mut self) {
        let Some(passage) = self.passage.take() else {
            return;
        };
        if passage.place == Place::Item
            && let Some(item) = self.items.last()
            && self.body.items[*item].text.is_empty()
        {
            self.body.items[*item].text = passage.range.clone();
        }
        self.body.passages.push(passage);
    }

    fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if html.starts_with("<!--") {
            self.comment(range, self.open.len() == 1);
        } else if is_line_break(html) {
            self.run(RunKind::HardBreak, Cow::Borrowed(""), range);
        } else {
            self.stretch(&range);
        }
    }

    fn html_block(&mut self, range: &Range<usize>) {
        for comment in comments(&self.text[range.clone()], range.start) {
            self.comment(comment, self.open.is_empty());
        }
    }

    fn comment(&mut self, range: Range<usize>, is_outside: bool) {
        let is_ours = ours(&self.text[range.clone()]).is_some();
        if is_ours && is_outside && is_alone(self.text, &range) {
            self.body.edges.extend(Edge::read(self.text, &range));
        }
        let kind = if is_ours {
            CommentKind::Ours
        } else {
            CommentKind::Note
        };
        self.body.comments.push(Comment { range, kind });
    }
}

fn owned(text: CowStr<'_>) -> Cow<'_, str> {
    match text {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.into_string()),
    }
}

fn kind(kind: LinkType) -> LinkKind {
    match kind {
        LinkType::Inline => LinkKind::Inline,
        LinkType::Autolink | LinkType::Email => LinkKind::Bracketed,
        _ => LinkKind::Reference,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

fn block(tag: &Tag<'_>) -> Option<BlockKind> {
    Some(match tag {
        Tag::Paragraph => BlockKind::Paragraph,
        Tag::Heading { .. } => BlockKind::Heading,
        Tag::List(_) => BlockKind::List,
        Tag::Table(_) => BlockKind::Table,
        Tag::CodeBlock(_) => BlockKind::Code,
        Tag::BlockQuote(_) => BlockKind::Quote,
        Tag::HtmlBlock => BlockKind::Html,
        Tag::FootnoteDefinition(_) => BlockKind::Footnote,
        _ => return None,
    })
}

fn place(open: &[Open]) -> Place {
    match open {
        [.., Open::Item, Open::Paragraph] | [.., Open::Item] => Place::Item,
        [.., Open::Heading] => Place::Heading,
        [.., Open::Header] => Place::Header,
        [.., Open::Cell] => Place::Cell,
        _ => Place::Paragraph,
    }
}

/// Whether nothing else stands on the lines of a range.
fn is_alone(text: &str, range: &Range<usize>) -> bool {
    let is_blank = |c: &char| matches!(c, ' ' | '\t' | '\r' | '\u{feff}');
    let before = text[..range.start].chars().rev().find(|c| !is_blank(c));
    let after = text[range.end..].chars().find(|c| !is_blank(c));
    before.is_none_or(|c| c == '\n') && after.is_none_or(|c| c == '\n')
}

fn is_line_break(html: &str) -> bool {
    let name = html.trim_start_matches('<').trim_end_matches('>');
    name.trim_end_matches('/').trim().eq_ignore_ascii_case("br")
}
