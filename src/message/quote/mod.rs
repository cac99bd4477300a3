//! Text that somebody else wrote, made safe to stand in a message of ours.
//!
//! Whatever a title or a comment says, once quoted it notifies nobody, refers to nothing, breaks no table, closes
//! no HTML comment, forges no marker, and is no command of anybody's bot. What a reader sees stays what was written.
//! Nothing here decides where text goes: templates do, and [`inline()`] is what they do unless they ask otherwise.
//!
//! Commit ids are left alone: they can lead to nothing but a commit, notify nobody, and must stay copyable.

mod block;
mod code;
mod diagram;
mod excerpt;
mod inline;
mod link;
mod passage;
mod scalar;

pub(super) use block::block;
pub(super) use code::{cell, code, fenced, verbatim};
pub(super) use diagram::{label, width};
pub(super) use excerpt::{Rest, excerpt, quoted, retold};
pub(super) use inline::{bare, brief, inline, plain, whole};
pub(super) use link::link;
pub(super) use scalar::scalar;

/// Stands between the characters of a mention, reference or address, so that GitHub does not see one.
const BREAK: char = '\u{200B}';

/// The most characters of one quoted piece of text.
const MOST: usize = 300;

/// One line without control characters, and without the invisible ones that reorder or hide text.
fn one_line(text: &str) -> String {
    let visible = text.chars().filter(|&c| !is_deceptive(c));
    let spaced: String = visible
        .map(|c| if c.is_control() || is_line_end(c) { ' ' } else { c })
        .collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ")
}

/// The first `most` characters, with an ellipsis in place of the rest.
pub(super) fn at_most(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Line and paragraph separators, which some readers treat as the end of a line.
fn is_line_end(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Characters that show nothing and change how the others are read: direction marks, tags, and zero-width ones
/// except the joiners that scripts and emoji need.
fn is_deceptive(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}'
        | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests;
