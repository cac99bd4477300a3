//! Text as it is read, without marks, and the way back to the bytes it came from.

use std::{borrow::Cow, ops::Range};

use super::sentence;

/// A piece of text with one nature. Runs are in order and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run<'a> {
    pub(super) range: Range<usize>,
    pub(super) text: Cow<'a, str>,
    pub(super) kind: RunKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunKind {
    /// What somebody says.
    Words,
    /// Code within a line.
    Code,
    /// An address that stands for itself.
    Address,
    /// The end of a line of the source; readers see a space, or nothing between Japanese characters.
    Break,
    /// The end of a line as readers see it.
    HardBreak,
}

/// What a reader sees of a part of the document.
///
/// Marks, comments and destinations of links are gone, escapes are resolved; code and addresses are there, and
/// [`Plain::is_words`] tells them apart. [`Plain::source`] leads back to the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plain {
    /// The text. A line end that readers see is `\n`, any other is a space.
    pub text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    at: usize,
    source: Range<usize>,
    /// Byte by byte the same as in the document.
    verbatim: bool,
    words: bool,
}

impl Plain {
    pub(super) fn of(runs: &[Run<'_>]) -> Self {
        let mut plain = Self::default();
        for (index, run) in runs.iter().enumerate() {
            let text = match run.kind {
                RunKind::Break if joins(&plain.text, &runs[index + 1..]) => "",
                RunKind::Break => " ",
                RunKind::HardBreak => "\n",
                RunKind::Words | RunKind::Code | RunKind::Address => &run.text,
            };
            if text.is_empty() {
                continue;
            }
            plain.pieces.push(Piece {
                at: plain.text.len(),
                source: run.range.clone(),
                verbatim: text.len() == run.range.len()
                    && matches!(run.kind, RunKind::Words | RunKind::Address),
                words: !matches!(run.kind, RunKind::Code | RunKind::Address),
            });
            plain.text.push_str(text);
        }
        plain
    }

    /// Bytes of the document that a range of [`Plain::text`] came from.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.before(range.start + 1).map_or(0, |piece| {
            let into = if piece.verbatim { range.start - piece.at } else { 0 };
            (piece.source.start + into).min(piece.source.end)
        });
        let end = self.before(range.end).map_or(start, |piece| {
            if piece.verbatim {
                (piece.source.start + range.end - piece.at).min(piece.source.end)
            } else {
                piece.source.end
            }
        });
        start..end.max(start)
    }

    /// Whether a range of [`Plain::text`] is what somebody says: nothing in it is code or an address.
    pub fn is_words(&self, range: Range<usize>) -> bool {
        let first = self.pieces.partition_point(|piece| piece.at <= range.start);
        let touched = &self.pieces[first.saturating_sub(1)..];
        touched
            .iter()
            .take_while(|piece| piece.at < range.end.max(range.start + 1))
            .all(|piece| piece.words)
    }

    /// Ranges of [`Plain::text`] that nobody says: code and addresses.
    pub fn unsaid(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.pieces.iter().skip(1).map(|piece| piece.at);
        let ends = ends.chain([self.text.len()]);
        let pieces = self.pieces.iter().zip(ends);
        pieces
            .filter(|(piece, _)| !piece.words)
            .map(|(piece, end)| piece.at..end)
    }

    /// Ranges of [`Plain::text`] that are one sentence each, without blanks around them.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        sentence::split(&self.text, |at| self.is_words(at..at + 1))
    }

    /// The last piece that begins before a byte of the text.
    fn before(&self, at: usize) -> Option<&Piece> {
        let behind = self.pieces.partition_point(|piece| piece.at < at);
        self.pieces[..behind].last()
    }
}

/// Whether a line that ends goes on without a space, as between Japanese characters.
fn joins(before: &str, after: &[Run<'_>]) -> bool {
    let next = after.first().and_then(|run| run.text.chars().next());
    before.chars().next_back().is_some_and(is_wide) && next.is_some_and(is_wide)
}

/// Characters of scripts that are written without spaces, and their punctuation.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}
