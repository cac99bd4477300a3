//! Colour, width and wrapping of text on a terminal.
//!
//! Whether there are colours is decided here for every command, by the rule that clap has for its help: `NO_COLOR` takes
//! them away, `CLICOLOR_FORCE` brings them everywhere, and otherwise they are for terminals that show them.

use anstream::{AutoStream, ColorChoice, stream::RawStream};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Columns that a transcript takes at most.
pub(super) const COLUMNS: usize = 92;

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// No escape code ever.
    Plain,
    /// Colours of the terminal's own palette.
    Coloured,
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Tone {
    /// A heading.
    Heading,
    /// A person.
    Person,
    /// Closeout.
    Bot,
    /// Something that happened.
    Deed,
    /// Beside the point.
    Aside,
    /// All is well.
    Good,
    /// Something could be better.
    Poor,
    /// Something is wrong.
    Bad,
}

impl Ink {
    /// Colours if the stream shows them, unless they are turned `off`.
    pub(super) fn on(stream: &impl RawStream, off: bool) -> Self {
        if off || AutoStream::choice(stream) == ColorChoice::Never {
            Self::Plain
        } else {
            Self::Coloured
        }
    }

    /// The text in its colour.
    pub(super) fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Heading => "1",
            Tone::Person => "1;36",
            Tone::Bot => "1;35",
            Tone::Deed => "35",
            Tone::Aside => "2",
            Tone::Good => "1;32",
            Tone::Poor => "1;33",
            Tone::Bad => "1;31",
        };
        match self {
            Self::Plain => text.to_owned(),
            Self::Coloured => format!("\x1b[{code}m{text}\x1b[0m"),
        }
    }
}

/// Columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Breaks a text into lines of at most `columns`; all but the first are set in by `hang`. Breaks between words, and
/// within one only where it has no room by itself. Wide letters, as Japanese has them, are words of their own; what
/// closes a sentence or a bracket stays with them.
pub(super) fn wrap(text: &str, columns: usize, hang: usize) -> Vec<String> {
    // However far it is set in, there is room for words.
    let hang = hang.min(columns * 2 / 3);
    let indent = " ".repeat(hang);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        if width(&line) + width(word.trim_end()) > columns
            && line.len() > hang
            && width(word) + hang <= columns
        {
            lines.push(std::mem::replace(&mut line, indent.clone()));
        }
        for letter in word.chars() {
            if width(&line) + letter.width().unwrap_or_default() > columns && letter != ' ' {
                lines.push(std::mem::replace(&mut line, indent.clone()));
            }
            line.push(letter);
        }
    }
    lines.push(line);
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// What is not broken unless it must be.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_wide = |letter: char| letter.width() == Some(2);
    let closes = |letter: char| "、。，．）」』】！？ー".contains(letter);
    let opens = |letter: char| "（「『【".contains(letter);
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut letters = rest.char_indices();
        let (_, mut last) = letters.next()?;
        let end = letters.find_map(|(at, letter)| {
            let ends = match (last, letter) {
                (' ', letter) => letter != ' ',
                (last, letter) if opens(last) || closes(letter) || letter == ' ' => false,
                (last, letter) => is_wide(last) || is_wide(letter),
            };
            last = letter;
            ends.then_some(at)
        });
        let (word, more) = rest.split_at(end.unwrap_or(rest.len()));
        rest = more;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_and_lines_hang() {
        assert_eq!(
            wrap("1. one two three four", 11, 3),
            ["1. one two", "   three", "   four"]
        );
        assert_eq!(wrap("", 10, 2), [""]);
        assert_eq!(wrap("abcdefghij", 4, 0), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn japanese_breaks_anywhere_and_counts_double() {
        assert_eq!(wrap("決済が失敗する", 6, 0), ["決済が", "失敗す", "る"]);
        assert_eq!(width("決済 ok"), 7);
        assert_eq!(
            wrap("これは `/ack` です。", 9, 0),
            ["これは", "`/ack` で", "す。"]
        );
        assert_eq!(wrap("決済が（一部）", 8, 0), ["決済が", "（一部）"]);
    }

    #[test]
    fn plain_text_has_no_escape_codes() {
        assert_eq!(Ink::Plain.paint(Tone::Bad, "no"), "no");
        assert_eq!(Ink::Coloured.paint(Tone::Bad, "no"), "\x1b[1;31mno\x1b[0m");
    }
}
