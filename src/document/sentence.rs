//! Where sentences end, in English and Japanese.
//!
//! A wrong guess that joins two sentences does less harm than one that cuts a sentence in half, because rules look
//! for words that belong together.

use std::ops::Range;

use super::inline::is_wide;

/// Abbreviations that never end a sentence: something always follows.
const LEADING: &[&str] = &[
    "e.g", "i.e", "eg", "ie", "vs", "cf", "approx", "ca", "mr", "mrs", "ms", "dr", "prof", "st", "fig", "eq",
    "ver", "resp", "incl", "excl", "est",
];

/// Abbreviations that end a sentence only when the next one begins with a capital letter.
const TRAILING: &[&str] = &[
    "etc", "inc", "ltd", "co", "corp", "a.m", "p.m", "min", "max", "hr", "hrs", "sec", "al",
];

/// Abbreviations in front of a number.
const NUMBERED: &[&str] = &["no", "nr", "vol", "p", "pp", "ch", "art", "sect", "step"];

/// Splits a text. `is_words` says of a byte whether it belongs to words: code and addresses end no sentence.
pub(super) fn split(text: &str, is_words: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let reader = Reader {
        text,
        depth: depths(&characters),
        characters,
    };
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut index = 0;
    while index < reader.characters.len() {
        let (at, c) = reader.characters[index];
        let mut behind = index + 1;
        let ends = if is_terminator(c) && is_words(at) {
            let (end, ends) = reader.end(index);
            behind = end;
            ends
        } else {
            c == '\n'
        };
        if ends {
            let end = reader.offset(behind);
            push(text, start..end, &mut sentences);
            start = end;
        }
        index = behind;
    }
    push(text, start..text.len(), &mut sentences);
    sentences
}

fn push(text: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let range = trimmed(text, range);
    if !range.is_empty() {
        sentences.push(range);
    }
}

/// A range without the blanks at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.start + inside.len() - inside.trim_start().len();
    start..start + inside.trim().len()
}

struct Reader<'t> {
    text: &'t str,
    characters: Vec<(usize, char)>,
    /// How many brackets are open in front of each character, and at the end.
    depth: Vec<usize>,
}

impl Reader<'_> {
    fn offset(&self, index: usize) -> usize {
        self.characters.get(index).map_or(self.text.len(), |(at, _)| *at)
    }

    fn character(&self, index: usize) -> Option<char> {
        self.characters.get(index).map(|(_, c)| *c)
    }

    /// From a terminator: behind it, behind its repetitions and the brackets that close with it, and whether a sentence
    /// ends there.
    fn end(&self, first: usize) -> (usize, bool) {
        let mut behind = first;
        while self.character(behind).is_some_and(is_terminator) {
            behind += 1;
        }
        let marks = behind - first;
        while self.character(behind).is_some_and(is_closer) {
            behind += 1;
        }
        let closer = self.character(behind - 1).filter(|c| is_closer(*c));
        // A mark that follows the bracket ends the sentence itself.
        let is_outside = self.depth[behind] == 0 && !self.character(behind).is_some_and(is_terminator);
        let last = self.character(first + marks - 1).unwrap_or_default();
        (
            behind,
            is_outside && self.is_end(first, marks, last, closer, behind),
        )
    }

    fn is_end(&self, first: usize, marks: usize, last: char, closer: Option<char>, behind: usize) -> bool {
        let Some(next) = self.character(behind) else {
            return true;
        };
        let rest = || self.characters[behind..].iter().map(|(_, c)| *c);
        let follows = rest().find(|c| !c.is_whitespace());
        let goes_on = follows.is_some_and(char::is_lowercase);
        if is_wide_terminator(last) {
            let speaks = closer.is_some_and(|closer| "」』\"”’'".contains(closer));
            return !speaks || next.is_whitespace();
        }
        if !next.is_whitespace() {
            return last != '.' && is_wide(next);
        }
        if closer.is_some() || last != '.' || marks > 1 {
            return !goes_on;
        }
        let end = self.offset(first);
        let before =
            self.text[..end].rsplit(|c: char| c.is_whitespace() || is_wide(c) || "([\"“".contains(c));
        let word = before.into_iter().next().unwrap_or_default();
        !is_abbreviated(word, follows)
    }
}

/// Whether the dot behind a word belongs to the word, seen from what follows.
fn is_abbreviated(word: &str, follows: Option<char>) -> bool {
    let is = |list: &[&str]| {
        list.iter()
            .any(|abbreviation| abbreviation.eq_ignore_ascii_case(word))
    };
    let initial = word.len() == 1 && word != "I" && word.starts_with(char::is_uppercase);
    let number = follows.is_some_and(|c| c.is_ascii_digit());
    let begins_sentence = follows.is_some_and(|c| c.is_uppercase() || is_wide(c));
    is(LEADING) || initial || (is(NUMBERED) && number) || (is(TRAILING) && !begins_sentence)
}

fn is_terminator(c: char) -> bool {
    ".!?".contains(c) || is_wide_terminator(c)
}

fn is_wide_terminator(c: char) -> bool {
    "。！？｡．".contains(c)
}

fn is_closer(c: char) -> bool {
    "\"'”’)]）」』】".contains(c)
}

/// How many brackets are open in front of each character, and at the end. Those without a partner do not count.
fn depths(characters: &[(usize, char)]) -> Vec<usize> {
    const PAIRS: [(char, char); 6] = [
        ('(', ')'),
        ('[', ']'),
        ('（', '）'),
        ('「', '」'),
        ('『', '』'),
        ('【', '】'),
    ];
    let mut open: [Vec<usize>; PAIRS.len()] = Default::default();
    let mut opens = vec![0_usize; characters.len() + 1];
    let mut closes = vec![0_usize; characters.len() + 1];
    for (index, (_, c)) in characters.iter().enumerate() {
        for (pair, waiting) in PAIRS.iter().zip(&mut open) {
            if *c == pair.0 {
                waiting.push(index);
            } else if *c == pair.1
                && let Some(start) = waiting.pop()
            {
                opens[start + 1] += 1;
                closes[index + 1] += 1;
            }
        }
    }
    let mut depth = 0;
    let steps = opens.iter().zip(&closes);
    steps
        .map(|(opened, closed)| {
            depth = depth + opened - closed;
            depth
        })
        .collect()
}
