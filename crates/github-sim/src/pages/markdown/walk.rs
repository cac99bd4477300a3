//! The walk over parser events that turns a visitor's Markdown into safe ones.
//!
//! Where the stock renderer would write an inline style, an unlabelled checkbox, an id or a link target that a
//! visitor chose, the walk writes the markup itself; everything else it passes on.

use std::collections::HashMap;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use super::alert::alert;
use super::html::{OpenTags, Position};
use super::{Place, checkbox, diagram, escape, link, references};
use crate::pages::icon::Icon;

/// State between two events.
pub(super) struct Walk<'a> {
    place: Place<'a>,
    anchor: &'a str,
    out: Vec<Event<'a>>,
    open: OpenTags,
    depth: usize,
    /// The HTML block being collected; the parser hands it over line by line.
    raw: Option<String>,
    /// Whether each open link is written, innermost last.
    links: Vec<bool>,
    image: Option<Image>,
    in_code: bool,
    heading: Option<Heading>,
    slugs: HashMap<String, usize>,
    footnotes: Vec<String>,
    /// How many checkboxes there were.
    tasks: usize,
    table: Table,
    /// The source of a diagram being collected.
    diagram: Option<String>,
}

struct Image {
    href: Option<String>,
    alt: String,
    depth: usize,
}

struct Heading {
    start: usize,
    text: String,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    in_head: bool,
    column: usize,
    cell: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(place: Place<'a>, anchor: &'a str) -> Self {
        Self {
            place,
            anchor,
            out: Vec::new(),
            open: OpenTags::default(),
            depth: 0,
            raw: None,
            links: Vec::new(),
            image: None,
            in_code: false,
            heading: None,
            slugs: HashMap::new(),
            footnotes: Vec::new(),
            tasks: 0,
            table: Table::default(),
            diagram: None,
        }
    }

    /// The safe events, every tag closed.
    pub(super) fn finish(mut self) -> Vec<Event<'a>> {
        let ends = self.open.leave(0);
        self.html(ends);
        self.out
    }

    pub(super) fn event(&mut self, event: Event<'a>) {
        if let Some(image) = &mut self.image {
            if image.take(&event) {
                self.end_image();
            }
            return;
        }
        match event {
            Event::Start(Tag::HtmlBlock) => self.raw = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => self.end_html_block(),
            Event::Start(tag) => {
                self.depth += 1;
                self.start(tag);
            }
            Event::End(tag) => {
                let ends = self.open.leave(self.depth);
                self.html(ends);
                self.depth -= 1;
                self.end(tag);
            }
            Event::Html(html) => match &mut self.raw {
                Some(raw) => *raw += &html,
                None => self.raw_html(&html, Position::Block),
            },
            Event::InlineHtml(html) => self.raw_html(&html, Position::Inline),
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.note_heading(&code);
                self.out.push(Event::Code(code));
            }
            Event::SoftBreak if matches!(self.place, Place::Conversation(_)) => {
                self.out.push(Event::HardBreak);
            }
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::TaskListMarker(done) => self.task_marker(done),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.out.push(Event::Code(text)),
            Event::SoftBreak | Event::HardBreak | Event::Rule => self.out.push(event),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.start_link(link_type, &dest_url, &title),
            Tag::Image { dest_url, .. } => {
                // The image swallows its own end, so it is no container of the walk's.
                self.depth -= 1;
                let href = link::resolve(&dest_url, self.place, self.anchor);
                self.image = Some(Image {
                    href,
                    alt: String::new(),
                    depth: 1,
                });
            }
            Tag::Heading { .. } => {
                self.heading = Some(Heading {
                    start: self.out.len(),
                    text: String::new(),
                });
                self.out.push(Event::Start(tag));
            }
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::BlockQuote(Some(kind)) => self.html(alert(kind)),
            Tag::FootnoteDefinition(name) => {
                let number = self.footnote_number(&name);
                let anchor = escape(self.anchor);
                self.html(format!(
                    "<div class=\"footnote\" id=\"user-content-{anchor}-fn-{number}\"><sup>{number}</sup> "
                ));
            }
            Tag::Table(alignments) => {
                self.table = Table {
                    alignments,
                    ..Table::default()
                };
                self.html("<div class=\"scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>");
            }
            Tag::TableHead => {
                (self.table.in_head, self.table.column) = (true, 0);
                self.html("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.html("<tr>");
            }
            Tag::TableCell => {
                self.table.cell = self.out.len();
                self.html(self.table.open_cell(self.table.in_head));
            }
            other => self.out.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.html("</a>");
                }
            }
            TagEnd::Heading(_) => {
                self.out.push(Event::End(tag));
                self.end_heading();
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                match self.diagram.take() {
                    Some(source) => self.html(diagram::figure(&source)),
                    None => self.html("</code></pre>\n"),
                }
            }
            TagEnd::BlockQuote(Some(_)) | TagEnd::FootnoteDefinition => self.html("</div>\n"),
            TagEnd::Table => self.html("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.html("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.html("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            other => self.out.push(Event::End(other)),
        }
    }

    fn html(&mut self, html: impl Into<CowStr<'a>>) {
        let html = html.into();
        if !html.is_empty() {
            self.out.push(Event::InlineHtml(html));
        }
    }

    fn raw_html(&mut self, raw: &str, position: Position) {
        let safe = self.open.sanitize(raw, position, self.depth);
        self.html(safe);
    }

    fn end_html_block(&mut self) {
        if let Some(raw) = self.raw.take() {
            self.raw_html(&raw, Position::Block);
        }
    }

    fn text(&mut self, text: CowStr<'a>) {
        if let Some(source) = &mut self.diagram {
            source.push_str(&text);
            return;
        }
        self.note_heading(&text);
        let linked = match self.place {
            _ if self.in_code || !self.links.is_empty() => None,
            Place::Conversation(around) => references::link_all(&text, around),
            Place::File { .. } => references::link_addresses(&text),
        };
        match linked {
            Some(html) => self.html(html),
            None => self.out.push(Event::Text(text)),
        }
    }

    fn start_link(&mut self, kind: LinkType, target: &str, title: &str) {
        let mail = format!("mailto:{target}");
        let target = if kind == LinkType::Email { &mail } else { target };
        let address = link::resolve(target, self.place, self.anchor);
        self.links.push(address.is_some());
        let Some(address) = address else { return };
        let title = if title.is_empty() {
            String::new()
        } else {
            format!(" title=\"{}\"", escape(title))
        };
        let rel = if link::is_external(&address) {
            " rel=\"nofollow noopener noreferrer\""
        } else {
            ""
        };
        self.html(format!("<a href=\"{}\"{title}{rel}>", escape(&address)));
    }

    fn end_image(&mut self) {
        let Some(image) = self.image.take() else { return };
        let alt = if image.alt.is_empty() { "image" } else { &image.alt };
        let label = format!("{}{}", Icon::Image, escape(alt));
        match image.href.filter(|_| self.links.is_empty()) {
            Some(href) => {
                let href = escape(&href);
                self.html(format!(
                    "<a class=\"image\" href=\"{href}\" rel=\"nofollow noopener noreferrer\">{label}</a>"
                ));
            }
            None => self.html(format!("<span class=\"image\">{label}</span>")),
        }
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.in_code = true;
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '\t']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        if language.eq_ignore_ascii_case("mermaid") {
            self.diagram = Some(String::new());
            return;
        }
        let class = if language.is_empty() {
            String::new()
        } else {
            format!(" class=\"language-{}\"", escape(language))
        };
        self.html(format!("<pre tabindex=\"0\"><code{class}>"));
    }

    fn note_heading(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
    }

    /// Headings of a file get an id, so that a table of contents works.
    fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else {
            return;
        };
        if matches!(self.place, Place::Conversation(_)) {
            return;
        }
        let slug = link::slug(&heading.text);
        let seen = self.slugs.entry(slug.clone()).or_default();
        let slug = if *seen == 0 {
            slug
        } else {
            format!("{slug}-{seen}")
        };
        *seen += 1;
        if let Some(Event::Start(Tag::Heading { id, .. })) = self.out.get_mut(heading.start) {
            *id = Some(link::heading_id(self.anchor, &slug).into());
        }
    }

    fn footnote_number(&mut self, name: &str) -> usize {
        let known = self.footnotes.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.footnotes.push(name.to_owned());
            self.footnotes.len() - 1
        }) + 1
    }

    fn footnote_reference(&mut self, name: &str) {
        let number = self.footnote_number(name);
        if self.links.is_empty() {
            let anchor = escape(self.anchor);
            self.html(format!(
                "<sup><a href=\"#user-content-{anchor}-fn-{number}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
            ));
        } else {
            self.html(format!("<sup>{number}</sup>"));
        }
    }

    fn task_marker(&mut self, done: bool) {
        self.tasks += 1;
        let form = match self.place {
            Place::Conversation(around) => around.task_form(),
            Place::File { .. } => None,
        };
        self.html(checkbox::of(self.tasks, done, form));
    }

    fn end_cell(&mut self) {
        let empty = self.out.len() == self.table.cell + 1;
        let head = self.table.in_head && !empty;
        if self.table.in_head && empty {
            // A header cell must name its column; an empty one is a plain cell.
            self.out.pop();
            self.html(self.table.open_cell(false));
        }
        self.html(if head { "</th>" } else { "</td>" });
        self.table.column += 1;
    }
}

impl Table {
    fn open_cell(&self, head: bool) -> String {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        };
        if head {
            format!("<th scope=\"col\"{class}>")
        } else {
            format!("<td{class}>")
        }
    }
}

impl Image {
    /// Adds `event` to the alternative text; true when the image ends with it.
    fn take(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Text(text) | Event::Code(text) => self.alt.push_str(text),
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth -= 1,
            _ => {}
        }
        self.depth == 0
    }
}
