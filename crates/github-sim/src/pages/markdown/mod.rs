//! Markdown as GitHub shows it: in conversations and in files.
//!
//! Everything a visitor wrote passes through [`render`], which is also the wall against hostile text: raw HTML
//! is reduced to a handful of harmless tags ([`html`]), link targets to `http`, `https`, `mailto` and relative
//! ones ([`link`]), images to links, and nothing carries an inline style or script. Whatever the input, the
//! output is well nested.
//!
//! Mermaid's timelines and simple Gantt charts are drawn ([`diagram`]); other diagrams are shown as code. It
//! deliberately does not load images or translate `:emoji:` names. Start at [`render`]; the walk over parser events is in [`walk`].

mod alert;
mod checkbox;
mod diagram;
mod front_matter;
mod html;
mod link;
mod references;
mod walk;

#[cfg(test)]
mod tests;

use pulldown_cmark::{Parser, TextMergeStream, html::push_html};

use crate::world::ops::markdown_options;

/// Rendered, safe HTML. Templates print it without escaping, so only this module makes one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl Html {
    /// True when there is nothing to show, for instance because the text was one HTML comment.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl std::fmt::Display for Html {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

/// What a conversation can refer to.
pub(crate) trait Surroundings {
    /// The login or team as GitHub spells it, when `name` (without the `@`) exists.
    fn mention(&self, name: &str) -> Option<String>;

    /// The form that ticks checkboxes, if the visitor may.
    fn task_form(&self) -> Option<&str>;

    /// The page of issue or pull request `number`, in `repository` (`owner/name`) or in the conversation's own.
    fn reference(&self, repository: Option<&str>, number: u64) -> Option<String>;
}

/// Where a text stands. GitHub reads the same text differently in the two places.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    /// A comment, a description, a check's output: line breaks count, `@name` and `#1` become links.
    Conversation(&'a dyn Surroundings),
    /// A file: line breaks are spaces, front matter is a table, relative links point into the repository.
    File {
        /// Address of the repository's files at this revision: `/owner/name/blob/main`.
        root: &'a str,
        /// Folder of the file inside the repository, without slashes around it; empty at the top.
        folder: &'a str,
    },
}

/// Renders `text`. `anchor` is unique on the page and keeps the ids of footnotes and headings apart.
pub(crate) fn render(text: &str, place: Place<'_>, anchor: &str) -> Html {
    let mut out = String::with_capacity(text.len() * 2);
    let body = match place {
        Place::File { .. } => {
            let (matter, rest) = front_matter::split(text);
            out.push_str(&matter.map(front_matter::table).unwrap_or_default());
            rest
        }
        Place::Conversation(_) => text,
    };
    let mut walk = walk::Walk::new(place, anchor);
    for event in TextMergeStream::new(Parser::new_ext(body, markdown_options())) {
        walk.event(event);
    }
    push_html(&mut out, walk.finish().into_iter());
    Html(out)
}

/// `text` for the inside of an element or of a double-quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
