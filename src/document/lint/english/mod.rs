//! Just enough English to tell who is said to have done what: words, clauses, and the head of a subject.
//!
//! It is no parser. Where it cannot tell, it says so, and rules then stay silent.

pub(super) mod blame;
mod deeds;
mod subject;
pub(super) mod task;
mod vocabulary;

use std::{borrow::Cow, ops::Range};

use super::prose::{CODE, QUOTE};
use crate::document::inline::is_wide;

pub(super) use subject::Subject;
pub(super) use vocabulary::is_person;

/// A word, a mark, a mention, or a piece that nobody says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// In lower case, with a straight apostrophe.
    pub(super) text: Cow<'t, str>,
    /// Bytes of the sentence.
    pub(super) range: Range<usize>,
}

/// A sentence in words.
pub(super) struct Words<'t> {
    pub(super) tokens: Vec<Token<'t>>,
    /// Logins and names of those who took part, in lower case.
    people: &'t [String],
}

impl<'t> Words<'t> {
    /// Takes a sentence apart. `people` are known names, in lower case.
    pub(super) fn of(text: &'t str, people: &'t [String]) -> Self {
        let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let length = token_length(&text[at..], c);
            let range = at..at + length;
            at = range.end;
            let text = match c {
                CODE | QUOTE => Cow::Borrowed(&text[range.start..=range.start]),
                _ if text[range.clone()].contains('’') => text[range.clone()].replace('’', "'").into(),
                _ => Cow::Borrowed(&text[range.clone()]),
            };
            tokens.push(Token { text, range });
        }
        Self { tokens, people }
    }

    /// The word at a place; nothing beyond the ends.
    pub(super) fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &token.text)
    }

    /// Whether these words stand at a place, one after another.
    pub(super) fn reads(&self, index: usize, words: &[&str]) -> bool {
        let mut expected = words.iter().enumerate();
        expected.all(|(behind, word)| self.word(index + behind) == *word)
    }

    /// Bytes of the sentence from one word to another.
    pub(super) fn range(&self, first: usize, last: usize) -> Range<usize> {
        self.tokens[first].range.start..self.tokens[last.min(self.tokens.len() - 1)].range.end
    }

    /// Whether a word means a person, by role or by name.
    pub(super) fn is_person(&self, index: usize) -> bool {
        let word = self.word(index);
        is_person(word) || self.is_named(word)
    }

    /// Whether a word is the name of somebody known, or a mention.
    pub(super) fn is_named(&self, word: &str) -> bool {
        word.starts_with('@') || self.people.iter().any(|name| name == word)
    }

    /// The first word of the clause in which a word stands.
    pub(super) fn clause_start(&self, index: usize) -> usize {
        let before = (0..index).rev();
        let end = before
            .into_iter()
            .find(|at| vocabulary::ends_clause(self.word(*at)));
        end.map_or(0, |end| end + 1)
    }

    /// Whether something in front of a word, in its clause, takes back what the word says.
    pub(super) fn is_denied(&self, index: usize) -> bool {
        let start = self.clause_start(index);
        let is_compared = start > 0 && self.word(start - 1) == "than";
        is_compared || (start..index).any(|at| vocabulary::denies(self.word(at)))
    }
}

/// Bytes of the token that begins a text.
fn token_length(text: &str, first: char) -> usize {
    let rest = &text[first.len_utf8()..];
    let run = |goes_on: &dyn Fn(char) -> bool| {
        first.len_utf8() + rest.find(|c: char| !goes_on(c)).unwrap_or(rest.len())
    };
    match first {
        CODE | QUOTE => run(&|c| c == first),
        '@' if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
            let end = run(&|c| c.is_ascii_alphanumeric() || "-_/".contains(c));
            first.len_utf8() + text[1..end].trim_end_matches(['-', '_', '/']).len()
        }
        _ if is_wide(first) => run(&is_wide),
        _ if first.is_alphanumeric() => word_length(text),
        _ => first.len_utf8(),
    }
}

/// Bytes of the word that begins a text: hyphens, apostrophes and dots belong to it while letters stand behind them.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let is_letter = |c: char| (c.is_alphanumeric() && !is_wide(c)) || c == '_';
        let joins = "-'’.:".contains(c)
            && characters
                .peek()
                .is_some_and(|(_, next)| is_letter(*next) && (c != ':' || next.is_ascii_digit()));
        if !is_letter(c) && !joins {
            return at;
        }
        end = at + c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_what_belongs_to_them() {
        let words = |text: &'static str| -> Vec<String> {
            let words = Words::of(text, &[]);
            words.tokens.iter().map(|token| token.text.to_string()).collect()
        };
        assert_eq!(
            words("the on-call didn’t, at 13:20, see v1.2 (main.rs)."),
            [
                "the", "on-call", "didn't", ",", "at", "13:20", ",", "see", "v1.2", "(", "main.rs", ")", "."
            ]
        );
        assert_eq!(words("kenjiが消した"), ["kenji", "が消した"]);
        assert_eq!(
            words("@sam-w's @acme/sre, \u{1}\u{1}\u{1} x"),
            ["@sam-w", "'", "s", "@acme/sre", ",", "\u{1}", "x"]
        );
        assert_eq!(words("team's error: none"), ["team's", "error", ":", "none"]);
    }
}
