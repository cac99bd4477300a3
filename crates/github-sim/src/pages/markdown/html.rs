//! The few HTML tags a visitor may write, and what becomes of all others.
//!
//! Comments vanish, allowed tags are written anew without their attributes (`open` on `details` excepted), and
//! everything else is shown as text. [`OpenTags`] keeps the result well nested: a tag left open is closed where
//! its Markdown container ends, and an end tag without a beginning is dropped.

use super::escape;

/// Where a piece of raw HTML stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// An HTML block: `details` and `summary` are allowed.
    Block,
    /// Inside a paragraph, heading or cell: only phrasing tags are.
    Inline,
}

const INLINE: [&str; 3] = ["sub", "sup", "kbd"];
const BLOCK: [&str; 2] = ["details", "summary"];

/// The allowed tags that are open, innermost last, each with the depth of the Markdown container it is in.
#[derive(Default)]
pub(super) struct OpenTags {
    tags: Vec<(&'static str, usize)>,
}

impl OpenTags {
    /// End tags for everything opened at `depth` or deeper, because that container ends here.
    pub(super) fn leave(&mut self, depth: usize) -> String {
        let mut out = String::new();
        while let Some((tag, _)) = self.tags.pop_if(|(_, at)| *at >= depth) {
            push_end(&mut out, tag);
        }
        out
    }

    /// `raw`, reduced to what is allowed, standing in a container at `depth`.
    pub(super) fn sanitize(&mut self, raw: &str, position: Position, depth: usize) -> String {
        let mut out = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find('<') {
            push_text(&mut out, &rest[..at]);
            rest = &rest[at..];
            rest = if let Some(comment) = rest.strip_prefix("<!--") {
                comment_end(comment)
            } else if let Some((tag, after)) = Tag::read(rest) {
                self.write(&mut out, &tag, position, depth);
                after
            } else {
                out.push_str("&lt;");
                &rest[1..]
            };
        }
        push_text(&mut out, rest);
        out
    }

    fn write(&mut self, out: &mut String, tag: &Tag<'_>, position: Position, depth: usize) {
        let allowed = match position {
            Position::Block => INLINE.iter().chain(&BLOCK).find(|known| tag.is(known)),
            Position::Inline => INLINE.iter().find(|known| tag.is(known)),
        };
        match allowed {
            Some(name) if tag.closing => self.close(out, name, depth),
            Some(name) => self.open(out, name, tag, depth),
            None if tag.is("br") => out.push_str("<br>"),
            None => out.push_str(&escape(tag.source)),
        }
    }

    fn open(&mut self, out: &mut String, name: &'static str, tag: &Tag<'_>, depth: usize) {
        if name == "summary" && self.tags.last() != Some(&("details", depth)) {
            return;
        }
        if name == "details" {
            // A block cannot stand inside a summary or a phrasing tag.
            while let Some((inner, _)) = self
                .tags
                .pop_if(|(inner, at)| *inner != "details" && *at == depth)
            {
                push_end(out, inner);
            }
        }
        self.tags.push((name, depth));
        out.push('<');
        out.push_str(name);
        if name == "details" && tag.has_attribute("open") {
            out.push_str(" open");
        }
        out.push('>');
    }

    fn close(&mut self, out: &mut String, name: &str, depth: usize) {
        if !self.tags.iter().any(|(tag, at)| *tag == name && *at == depth) {
            return;
        }
        while let Some((tag, _)) = self.tags.pop() {
            push_end(out, tag);
            if tag == name {
                return;
            }
        }
    }
}

struct Tag<'a> {
    source: &'a str,
    name: &'a str,
    attributes: &'a str,
    closing: bool,
}

impl<'a> Tag<'a> {
    /// The tag at the start of `text` and what follows it. A `>` inside a quoted attribute does not end it.
    fn read(text: &'a str) -> Option<(Self, &'a str)> {
        let inner = text.strip_prefix('<')?;
        let (closing, inner) = inner
            .strip_prefix('/')
            .map_or((false, inner), |inner| (true, inner));
        let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if length == 0 {
            return None;
        }
        let (name, attributes) = inner.split_at(length);
        let mut quote = None;
        for (at, byte) in attributes.bytes().enumerate() {
            match (quote, byte) {
                (None, b'>') => {
                    let used = text.len() - attributes.len() + at + 1;
                    let source = &text[..used];
                    return Some((
                        Self {
                            source,
                            name,
                            attributes: &attributes[..at],
                            closing,
                        },
                        &text[used..],
                    ));
                }
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
        }
        None
    }

    fn is(&self, name: &str) -> bool {
        let ends = self.attributes.is_empty() || self.attributes.starts_with(['/', ' ', '\t', '\n', '\r']);
        ends && self.name.eq_ignore_ascii_case(name)
    }

    fn has_attribute(&self, name: &str) -> bool {
        self.attributes.split_ascii_whitespace().any(|word| {
            word.split(['=', '/'])
                .next()
                .is_some_and(|attribute| attribute.eq_ignore_ascii_case(name))
        })
    }
}

fn push_end(out: &mut String, tag: &str) {
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// What follows the comment. One that never ends swallows the rest, as it does on GitHub.
fn comment_end(comment: &str) -> &str {
    if let Some(after) = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->")) {
        return after;
    }
    comment.find("-->").map_or("", |at| &comment[at + 3..])
}

/// Raw text keeps its character references, which are harmless between tags, and loses its markup.
fn push_text(out: &mut String, text: &str) {
    for (at, c) in text.char_indices() {
        match c {
            '&' if is_reference(&text[at + 1..]) => out.push('&'),
            '&' => out.push_str("&amp;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

fn is_reference(after: &str) -> bool {
    let body = after.strip_prefix('#').unwrap_or(after);
    let length = body
        .bytes()
        .take(32)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    length > 0 && body[length..].starts_with(';')
}
