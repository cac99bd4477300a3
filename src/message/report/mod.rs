//! Reports in words: Markdown, a page of HTML with charts, and a feed.
//!
//! Each section is one template that makes Markdown. The page is made from the same Markdown, so that both say the same, and
//! a chart stands above the table whose numbers it draws.

mod chart;
mod feed;
mod page;
mod section;

use handlebars::Handlebars;
use serde_json::Value;

use super::{
    Language, Voice,
    render::{of_language, tidy},
};
use crate::report::Report;

/// The report as Markdown.
pub fn markdown(report: &Report, voice: Voice) -> String {
    markdown_with(of_language(voice.language), report)
}

/// The report as a page of HTML that needs nothing besides itself.
pub fn page(report: &Report, voice: Voice) -> String {
    page_with(of_language(voice.language), report, voice.language)
}

/// The postmortems of a report as an Atom feed. An entry is one postmortem that is merged; practice is left out.
pub fn feed(report: &Report, voice: Voice) -> String {
    feed::feed(
        &Words::of(of_language(voice.language), report),
        report,
        voice.language,
    )
}

pub(super) fn markdown_with(registry: &Handlebars<'_>, report: &Report) -> String {
    let words = Words::of(registry, report);
    let sections = section::sections(&words, report);
    let texts: Vec<&str> = sections.iter().map(|section| section.text.as_str()).collect();
    format!("{}\n", texts.join("\n\n"))
}

pub(super) fn page_with(registry: &Handlebars<'_>, report: &Report, language: Language) -> String {
    let words = Words::of(registry, report);
    let title = words.line("report/title.hbs");
    page::page(&title, &section::sections(&words, report), language)
}

#[cfg(test)]
pub(super) fn feed_with(registry: &Handlebars<'_>, report: &Report, language: Language) -> String {
    feed::feed(&Words::of(registry, report), report, language)
}

/// The templates of a language, and what they see.
struct Words<'a> {
    registry: &'a Handlebars<'a>,
    data: Value,
}

impl<'a> Words<'a> {
    fn of(registry: &'a Handlebars<'a>, report: &Report) -> Self {
        let mut data = serde_json::to_value(report).expect("a report is plain data");
        data["source_name"] = report.source.name().into();
        data["source"]["left_out"] = report.source.left_out().into();
        data["bins"] = report.by_bin.len().into();
        let empty = report.by_bin.iter().filter(|counts| counts.incidents == 0);
        data["empty_bins"] = empty.count().into();
        let ends = report.by_bin.first().zip(report.by_bin.last());
        data["months"] = ends.map_or(
            Value::Null,
            |(first, last)| serde_json::json!({ "first": first.bin, "last": last.bin }),
        );
        Self { registry, data }
    }

    /// The same with more to be seen.
    fn with(&self, more: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        let mut data = self.data.clone();
        for (name, value) in more {
            data[name] = value;
        }
        Self {
            registry: self.registry,
            data,
        }
    }

    /// A section's Markdown.
    fn text(&self, template: &str) -> String {
        let rendered = self.registry.render(template, &self.data);
        tidy(&rendered.expect("every template renders every report, which a test proves"))
    }

    /// One line.
    fn line(&self, template: &str) -> String {
        self.text(template).trim().to_owned()
    }
}
