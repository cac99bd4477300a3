//! Quoted text within a paragraph, a list item, a table cell, or a title.

use super::{BREAK, MOST, at_most, one_line};

/// Text for a place where Markdown is read.
pub(in crate::message) fn inline(text: &str) -> String {
    run(&at_most(&one_line(text), MOST), Place::Start)
}

/// The same for text whose parts were made short before they were put together.
pub(in crate::message) fn whole(text: &str) -> String {
    run(&one_line(text), Place::Start)
}

/// A word or two for a title, where the sentence around it matters more.
pub(in crate::message) fn brief(text: &str) -> String {
    plain(&at_most(&one_line(text), 60))
}

/// Text for a place where nothing is read but the text itself: terminals, and remarks on lines.
pub(in crate::message) fn bare(text: &str) -> String {
    at_most(&one_line(text), MOST)
}

/// Text for a title, where Markdown is not read, but which ends up in commit messages and mails.
pub(in crate::message) fn plain(text: &str) -> String {
    let text = at_most(&one_line(text), MOST);
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        out.push(c);
        if breaks_after(before, rest) {
            out.push(BREAK);
        }
        before = Some(c);
    }
    out
}

/// Where a run of text begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the start of a line, where a character may open a list, a heading or somebody's command.
    Start,
    /// Behind something else on the same line.
    Within,
}

/// Text of one line without length limit.
pub(super) fn run(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    // Within a line, code may stand right before: another code span must not touch it.
    let mut before = (place == Place::Within).then_some('`');
    let list = (place == Place::Start).then(|| ordered_list_mark(text)).flatten();
    if place == Place::Start && (text.starts_with(['#', '+', '-', '=', '/']) || text.starts_with(":-")) {
        out.push('\\');
    }
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if let Some(address) = address(before, rest) {
            out.push('`');
            out.push_str(address);
            out.push('`');
            before = Some('`');
            at += address.len();
            continue;
        }
        if list == Some(at) {
            out.push('\\');
        }
        push(&mut out, before, rest, c);
        before = Some(c);
        at += c.len_utf8();
    }
    out
}

/// Writes the first character of `rest` so that it stands for itself.
fn push(out: &mut String, before: Option<char>, rest: &str, c: char) {
    let next = rest[c.len_utf8()..].chars().next();
    match c {
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' if next.is_some_and(|n| n.is_alphanumeric() || n == '#') => out.push_str("&amp;"),
        '_' if is_word(before) && is_word(next) => out.push('_'),
        '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
            out.push('\\');
            out.push(c);
        }
        _ => out.push(c),
    }
    if breaks_after(before, rest) {
        out.push(BREAK);
    }
}

/// Whether the first character of `rest` needs a break behind it, so that it does not begin a mention (`@x`), a
/// reference (`#1`, `GH-1`) or an address (`https://`, `www.`).
fn breaks_after(before: Option<char>, rest: &str) -> bool {
    let mut chars = rest.chars();
    let first = chars.next();
    let next = chars.next();
    let after = |length: usize| rest.chars().nth(length);
    match first {
        Some('@') => next.is_some_and(|c| !c.is_whitespace()),
        Some('#') => next.is_some_and(|c| c.is_ascii_digit()),
        Some(':') => rest.starts_with("://"),
        Some('h' | 'H') => {
            matches!(before, Some('g' | 'G'))
                && next == Some('-')
                && after(2).is_some_and(|c| c.is_ascii_digit())
        }
        Some('w' | 'W') => matches!(before, Some('w' | 'W')) && next == Some('.'),
        _ => false,
    }
}

/// The web address with which `rest` begins, to be shown as code: it can then be copied, but links to nothing.
fn address(before: Option<char>, rest: &str) -> Option<&str> {
    let scheme = ["https://", "http://", "ftp://", "www."]
        .into_iter()
        .find(|scheme| {
            rest.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })?;
    if before == Some('`') || is_word(before) {
        return None;
    }
    let end = rest
        .find(|c: char| !c.is_ascii_graphic() || "`<>|\\\"".contains(c))
        .unwrap_or(rest.len());
    let address = rest[..end].trim_end_matches(|c: char| ".,;:!?)'*_~".contains(c));
    let follows_backtick = rest[address.len()..].starts_with('`');
    (address.len() > scheme.len() && !follows_backtick).then_some(address)
}

/// Where the `.` or `)` is that would make text such as `1. a` an item of a numbered list.
fn ordered_list_mark(text: &str) -> Option<usize> {
    let mark = text.find(|c: char| !c.is_ascii_digit())?;
    (mark > 0 && text[mark..].starts_with(['.', ')'])).then_some(mark)
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}
