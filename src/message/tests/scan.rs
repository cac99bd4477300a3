//! What a text would do on GitHub: whom it notifies, what it refers to, where it links, what it formats.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Everything in a Markdown text that does more than being read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::message) struct Effects {
    /// Logins and teams that are notified, and mail addresses that become links.
    pub(in crate::message) mentions: BTreeSet<String>,
    /// Issues and pull requests that are referred to, as written.
    pub(in crate::message) references: BTreeSet<String>,
    /// Where links lead, those that GitHub makes by itself included.
    pub(in crate::message) links: BTreeSet<String>,
    /// HTML, images, formulas and footnotes.
    pub(in crate::message) markup: BTreeSet<String>,
    /// Text within headings, emphasis and other formatting.
    pub(in crate::message) formatted: String,
}

/// Reads a Markdown text as GitHub does.
pub(in crate::message) fn scan(markdown: &str) -> Effects {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut effects = Effects::default();
    let mut text = String::new();
    let (mut formatted, mut skipped) = (0, 0);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_)) => skipped += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_)) => skipped -= 1,
            Event::Start(Tag::Link { dest_url, .. }) => {
                effects.links.insert(dest_url.to_string());
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                effects.markup.insert(format!("image {dest_url}"));
            }
            Event::Start(Tag::Heading { .. } | Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                formatted += 1;
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                formatted -= 1;
            }
            Event::Text(part) if skipped == 0 => {
                if formatted > 0 {
                    effects.formatted.push_str(&part);
                }
                text.push_str(&part);
            }
            Event::Code(_) => text.push('\u{FFFC}'),
            Event::Html(html) | Event::InlineHtml(html) => {
                effects.markup.insert(html.trim().to_owned());
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => {
                effects.markup.insert(format!("math {math}"));
            }
            Event::FootnoteReference(name) => {
                effects.markup.insert(format!("footnote {name}"));
            }
            Event::End(tag) if !is_inline(tag) => text.push('\n'),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            _ => {}
        }
    }
    effects.read(&text);
    effects
}

/// Reads a title, in which Markdown means nothing.
pub(in crate::message) fn scan_plain(text: &str) -> Effects {
    let mut effects = Effects::default();
    effects.read(text);
    effects
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Link | TagEnd::Image | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough
    )
}

impl Effects {
    /// Finds what GitHub finds in text that is not code.
    fn read(&mut self, text: &str) {
        for (at, c) in text.char_indices() {
            let rest = &text[at..];
            let word: String = rest[c.len_utf8()..]
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/'))
                .collect();
            let number = word.starts_with(|c: char| c.is_ascii_digit());
            match c {
                '@' if word.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
                    self.mentions.insert(word);
                }
                '#' if number => {
                    self.references.insert(word);
                }
                'G' | 'g' if starts(rest, "gh-") && rest[3..].starts_with(|c: char| c.is_ascii_digit()) => {
                    self.references.insert(rest[..4].to_owned());
                }
                ':' if rest.starts_with("://") => {
                    self.links.insert(
                        text[..at]
                            .chars()
                            .rev()
                            .take(5)
                            .chain(rest.chars().take(20))
                            .collect(),
                    );
                }
                'w' | 'W' if starts(rest, "www.") => {
                    self.links.insert(rest.chars().take(20).collect());
                }
                _ => {}
            }
        }
    }
}

fn starts(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}
