//! Text as a YAML scalar.

use std::fmt::Write as _;

/// Words that mean something else to some reader of YAML when they stand without quotes.
const RESERVED: &[&str] = &["true", "false", "yes", "no", "on", "off", "y", "n", "null"];

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Single,
    Double,
}

impl Style {
    /// The style of a scalar as it stands.
    pub(super) fn of(written: &str) -> Self {
        match written.as_bytes().first() {
            Some(b'\'') => Self::Single,
            Some(b'"') => Self::Double,
            _ => Self::Plain,
        }
    }
}

/// Somebody's text, in the style given as far as the text allows.
pub(super) fn text(text: &str, style: Style) -> String {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit());
    let is_reserved = RESERVED.iter().any(|word| word.eq_ignore_ascii_case(text));
    match style {
        Style::Plain if is_plain(text) && !is_number && !is_reserved => text.to_owned(),
        Style::Single if !text.chars().any(is_special) && !text.contains("<!--") => {
            format!("'{}'", text.replace('\'', "''"))
        }
        _ => double(text),
    }
}

/// A word of a vocabulary, a number or an instant: plain unless quotes stand there.
pub(super) fn word(word: &str, style: Style) -> String {
    match style {
        Style::Plain if is_plain(word) => word.to_owned(),
        Style::Plain => text(word, Style::Double),
        style => text(word, style),
    }
}

/// Whether a text reads back as itself without quotes, in brackets too.
fn is_plain(text: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || " _-./+@:".contains(c);
    text.starts_with(char::is_alphanumeric)
        && text.chars().all(inner)
        && !text.contains(": ")
        && !text.ends_with([' ', ':'])
}

/// In double quotes, as JSON would write it.
fn double(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // A search for generated regions must not find one in the front matter.
            '<' => out.push_str("\\u003c"),
            c if is_special(c) => {
                write!(out, "\\u{:04x}", u32::from(c)).expect("writing to a string succeeds");
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that YAML does not allow to stand for themselves, or that end a line for some reader.
fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
