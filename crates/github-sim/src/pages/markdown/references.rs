//! `@name`, `#12`, `owner/name#12` and bare addresses inside a conversation's plain text.

use super::{Surroundings, escape};

/// `text` as HTML with its references linked, or `None` when there are none.
pub(super) fn link_all(text: &str, around: &dyn Surroundings) -> Option<String> {
    if !text.contains(['@', '#']) {
        return link_addresses(text);
    }
    let mut out = String::with_capacity(text.len() * 2);
    let (mut done, mut found) = (0, false);
    let mut from = 0;
    while let Some(at) = text[from..].find(['@', '#', ':']).map(|at| at + from) {
        let hit = match text.as_bytes()[at] {
            b'@' => mention(text, at, around),
            b'#' => number(text, at, around),
            _ => address(text, at),
        };
        if let Some(hit) = hit.filter(|hit| hit.start >= done) {
            out.push_str(&escape(&text[done..hit.start]));
            out.push_str(&hit.html);
            (done, from, found) = (hit.end, hit.end, true);
        } else {
            from = at + 1;
        }
    }
    out.push_str(&escape(&text[done..]));
    found.then_some(out)
}

/// `text` as HTML with bare addresses linked, or `None` when there are none. Files get only this.
pub(super) fn link_addresses(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() * 2);
    let (mut done, mut from) = (0, 0);
    while let Some(at) = text[from..].find("://").map(|at| at + from) {
        from = at + 1;
        if let Some(hit) = address(text, at).filter(|hit| hit.start >= done) {
            out.push_str(&escape(&text[done..hit.start]));
            out.push_str(&hit.html);
            (done, from) = (hit.end, hit.end);
        }
    }
    out.push_str(&escape(&text[done..]));
    (done > 0).then_some(out)
}

struct Hit {
    start: usize,
    end: usize,
    html: String,
}

fn mention(text: &str, at: usize, around: &dyn Surroundings) -> Option<Hit> {
    if text[..at].ends_with(is_word) {
        return None;
    }
    let length = text[at + 1..]
        .bytes()
        .take_while(|b| is_name(*b) || *b == b'/')
        .count();
    let name = text[at + 1..at + 1 + length].trim_end_matches(['-', '.', '/']);
    let known = around.mention(name)?;
    let html = format!("<strong class=\"mention\">@{}</strong>", escape(&known));
    Some(Hit {
        start: at,
        end: at + 1 + name.len(),
        html,
    })
}

fn number(text: &str, at: usize, around: &dyn Surroundings) -> Option<Hit> {
    let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let end = at + 1 + digits;
    let number = text[at + 1..end].parse().ok()?;
    if text[end..].starts_with(is_word) {
        return None;
    }
    let before = text[..at]
        .bytes()
        .rev()
        .take_while(|b| is_name(*b) || matches!(b, b'/' | b'.'))
        .count();
    let start = at - before;
    let repository = &text[start..at];
    if text[..start].ends_with(is_word) || (!repository.is_empty() && !repository.contains('/')) {
        return None;
    }
    let page = around.reference((!repository.is_empty()).then_some(repository), number)?;
    let html = format!("<a href=\"{}\">{}</a>", escape(&page), escape(&text[start..end]));
    Some(Hit { start, end, html })
}

/// A bare `http://` or `https://` address around the colon at `at`.
fn address(text: &str, at: usize) -> Option<Hit> {
    let scheme = ["https", "http"]
        .into_iter()
        .find(|scheme| text[..at].ends_with(scheme))?;
    let start = at - scheme.len();
    if text[..start].ends_with(is_word) || !text[at..].starts_with("://") {
        return None;
    }
    let length =
        text[at..].find(|c: char| c.is_whitespace() || matches!(c, '<' | '"' | '、' | '。' | '」' | ')'));
    let whole = length.map_or(&text[start..], |length| &text[start..at + length]);
    let target = whole.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '_', '~']);
    if target.len() <= scheme.len() + 3 {
        return None;
    }
    let safe = escape(target);
    let html = format!("<a href=\"{safe}\" rel=\"nofollow noopener noreferrer\">{safe}</a>");
    Some(Hit {
        start,
        end: start + target.len(),
        html,
    })
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}
