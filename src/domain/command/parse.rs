//! A comment's text to commands: which word was typed, and how far what it takes goes.
//!
//! Whether the author may command, and whether the command makes sense for the incident at hand, is not decided
//! here. Start with [`parse`].

use std::ops::Range;

use super::{CommandLine, arguments, can, lines::Page, nearest::nearest, spec::Verb};
use crate::domain::{keyboard::narrow, refusal::Refusal};

/// Punctuation that people put right behind a command (`/ack.`) without meaning anything by it.
pub(super) const PUNCTUATION: [char; 8] = ['.', ',', '!', ':', ';', '。', '、', '…'];

/// The commands in a comment or an issue's first post, in order.
///
/// Lines that are not meant for us are left out: other bots' commands, paths, slashes in prose.
pub fn parse(body: &str) -> Vec<CommandLine> {
    let Some(page) = Page::read(body) else {
        return Vec::new();
    };
    calls(&page)
        .into_iter()
        .map(|call| {
            let command = match call.word {
                Word::Known(Verb::Can, rest) => can::read(rest, &page.lines(call.below)),
                Word::Known(verb, rest) => arguments::read(verb, rest),
                Word::GluedSeverity(argument) => arguments::read(Verb::Severity, argument.trim()),
                Word::Slip(refusal) => Err(refusal),
            };
            CommandLine {
                text: call.text.to_owned(),
                command,
            }
        })
        .collect()
}

/// What a comment says besides its commands: without their lines, and without what belongs to a command below its
/// line.
pub fn without_commands(body: &str) -> String {
    let Some(page) = Page::read(body) else {
        return body.to_owned();
    };
    let mut text = String::new();
    let mut at = 0;
    for call in calls(&page) {
        text.push_str(page.source(at..call.line.start));
        let is_can = matches!(call.word, Word::Known(Verb::Can, _));
        at = if is_can { call.below.end } else { call.line.end };
    }
    text.push_str(page.source(at..page.len()));
    text
}

/// A line that is meant for us.
struct Call<'a> {
    /// The line as it was typed.
    text: &'a str,
    /// Where it stands.
    line: Range<usize>,
    word: Word<'a>,
    /// What is below it, up to the next line that is meant for us.
    below: Range<usize>,
}

/// The word behind a slash.
enum Word<'a> {
    /// One of ours, and what follows it.
    Known(Verb, &'a str),
    /// `/sev2`, with the number in front of what follows it.
    GluedSeverity(String),
    /// Nearly one of ours.
    Slip(Refusal),
}

/// The lines that are meant for us.
fn calls<'a>(page: &'a Page<'_>) -> Vec<Call<'a>> {
    let mut calls: Vec<Call<'_>> = page
        .slash_lines()
        .iter()
        .filter_map(|line| {
            Some(Call {
                text: &line.text,
                line: line.range.clone(),
                word: recognized(&line.text)?,
                below: (line.range.end + 1).min(page.len())..page.len(),
            })
        })
        .collect();
    for index in 1..calls.len() {
        calls[index - 1].below.end = calls[index].line.start;
    }
    calls
}

/// What the word of a line that begins with a slash is, if the line is meant for us.
fn recognized(line: &str) -> Option<Word<'_>> {
    let (word, rest) = split_word(line)?;
    if let Some(verb) = Verb::named(&word) {
        return Some(Word::Known(verb, rest));
    }
    if let Some(number) = glued_severity(&word) {
        return Some(Word::GluedSeverity(format!("{number} {rest}")));
    }
    let nearest = nearest(&word)?;
    Some(Word::Slip(Refusal::UnknownCommand {
        typed: word,
        nearest: nearest.to_owned(),
    }))
}

/// The command word in lower case, and what follows it, as it was typed.
///
/// The word ends at white space, or where Japanese text or a mention follows without any. Anything else behind it
/// makes it a path or another kind of word.
fn split_word(line: &str) -> Option<(String, &str)> {
    let narrowed = narrow(line);
    let word: String = narrowed
        .strip_prefix('/')?
        .chars()
        .take_while(|&c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        .collect();
    // Narrowing keeps the number of characters, so positions carry over: the slash, then the word.
    let rest = from_character(line, 1 + word.len());
    let tail = narrow(rest);
    let after = tail.trim_start_matches(PUNCTUATION);
    let punctuation = tail.chars().count() - after.chars().count();
    let ends = match after.chars().next() {
        None => true,
        Some(c) if c.is_whitespace() => true,
        Some(c) => punctuation == 0 && (c == '@' || !c.is_ascii()),
    };
    if word.is_empty() || !ends {
        return None;
    }
    Some((
        word.to_ascii_lowercase(),
        from_character(rest, punctuation).trim(),
    ))
}

/// The text from its nth character on.
pub(super) fn from_character(text: &str, index: usize) -> &str {
    text.char_indices().nth(index).map_or("", |(at, _)| &text[at..])
}

/// The number of `/sev2` or `/sev-2`, typed without a space.
fn glued_severity(word: &str) -> Option<&str> {
    let number = word.strip_prefix("sev")?.trim_start_matches(['-', '_']);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(number)
}
