//! The report as one page of HTML: no script, nothing from elsewhere, readable on a phone, and in the dark.

use std::fmt::{self, Write as _};

use handlebars::html_escape;
use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::{chart::Labels, section::Section};
use crate::message::Language;

/// What every page of ours looks like, and what a report needs besides.
const STYLE: [&str; 2] = [
    include_str!("../../../templates/page.css"),
    include_str!("../../../templates/report.css"),
];

/// The page.
pub(super) fn page(title: &str, sections: &[Section], language: Language) -> String {
    let name = match language {
        Language::En => "en",
        Language::Ja => "ja",
    };
    let sections: Vec<String> = sections
        .iter()
        .map(|section| section_html(section, language))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"{name}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
        html_escape(title),
        STYLE[0],
        STYLE[1],
        sections.concat()
    )
}

/// A section; its chart stands before its first table.
fn section_html(section: &Section, language: Language) -> String {
    let mut chart = section.chart.as_ref();
    let mut heading = String::new();
    let mut out = format!("<section id=\"{}\">\n", section.id);
    let mut events = events(&section.text);
    let mut plain = Vec::new();
    while let Some(event) = events.next() {
        let Event::Start(Tag::Table(alignments)) = event else {
            plain.push(event);
            continue;
        };
        if heading.is_empty() {
            heading = heading_of(&plain);
        }
        html::push_html(&mut out, plain.drain(..));
        let table = Table::read(&mut events, alignments);
        if let Some(chart) = chart.take() {
            let labels = Labels {
                title: &heading,
                heads: &table.head.iter().map(|cell| words(cell)).collect::<Vec<_>>(),
                rows: &table
                    .rows
                    .iter()
                    .map(|row| row.first().map_or_else(String::new, |cell| words(cell)))
                    .collect::<Vec<_>>(),
            };
            out.push_str(&chart.html(section.id, &labels, language));
        }
        table.write(&mut out, &heading);
    }
    html::push_html(&mut out, plain.into_iter());
    out + "</section>\n"
}

/// Markdown as HTML, in which HTML is text.
pub(super) fn html_of(markdown: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, events(markdown));
    out
}

fn events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        // No template writes any, and nobody else is to.
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    })
}

/// What the heading among some events says.
fn heading_of(events: &[Event<'_>]) -> String {
    let is_heading = |event: &Event<'_>| {
        matches!(
            event,
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1 | HeadingLevel::H2,
                ..
            })
        )
    };
    let from = events.iter().position(is_heading).unwrap_or(0);
    let ends = |event: &&Event<'_>| !matches!(event, Event::End(TagEnd::Heading(_)));
    words(
        &events[from..]
            .iter()
            .take_while(ends)
            .cloned()
            .collect::<Vec<_>>(),
    )
}

/// What a reader sees of some events.
fn words(events: &[Event<'_>]) -> String {
    let words = events.iter().filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
        Event::SoftBreak | Event::HardBreak => Some(" "),
        _ => None,
    });
    words.collect()
}

fn put(out: &mut String, words: fmt::Arguments<'_>) {
    out.write_fmt(words).expect("writing to a string succeeds");
}

type Cell<'a> = Vec<Event<'a>>;

/// A table, read whole so that its rows get heads and its chart gets words.
struct Table<'a> {
    alignments: Vec<Alignment>,
    head: Vec<Cell<'a>>,
    rows: Vec<Vec<Cell<'a>>>,
}

impl<'a> Table<'a> {
    fn read(events: &mut impl Iterator<Item = Event<'a>>, alignments: Vec<Alignment>) -> Self {
        let mut table = Self {
            alignments,
            head: Vec::new(),
            rows: Vec::new(),
        };
        let (mut row, mut cell) = (Vec::new(), Vec::new());
        for event in events {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow | Tag::TableCell) => {}
                Event::End(TagEnd::TableCell) => row.push(std::mem::take(&mut cell)),
                Event::End(TagEnd::TableHead) => table.head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => table.rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                other => cell.push(other),
            }
        }
        table
    }

    fn write(self, out: &mut String, heading: &str) {
        let class = |column: usize| match self.alignments.get(column) {
            Some(Alignment::Right) => " class=\"number\"",
            _ => "",
        };
        // A section can have two tables, which need names of their own.
        let first = self.head.first().map_or_else(String::new, |cell| words(cell));
        let label = html_escape(&format!("{heading}: {first}"));
        put(
            out,
            format_args!(
                "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">\n<table>\n<thead>\n<tr>"
            ),
        );
        for (column, cell) in self.head.into_iter().enumerate() {
            put(out, format_args!("<th scope=\"col\"{}>", class(column)));
            html::push_html(out, cell.into_iter());
            out.push_str("</th>");
        }
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in self.rows {
            out.push_str("<tr>");
            for (column, cell) in row.into_iter().enumerate() {
                let (tag, scope) = if column == 0 {
                    ("th", " scope=\"row\"")
                } else {
                    ("td", "")
                };
                put(out, format_args!("<{tag}{scope}{}>", class(column)));
                html::push_html(out, cell.into_iter());
                put(out, format_args!("</{tag}>"));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
    }
}
