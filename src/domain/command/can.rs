//! `/can` and the lines below it: the parts of a CAN report.

use std::collections::BTreeMap;

use super::{Command, lines::Line};
use crate::domain::{keyboard::narrow, refusal::Refusal, report::CanPart};

use super::parse::from_character;

/// The words that a part begins with, in lower case, the first of which is its name.
const HEADINGS: [(CanPart, &[&str]); 3] = [
    (
        CanPart::Conditions,
        &["conditions", "condition", "c", "状況", "現状"],
    ),
    (
        CanPart::Actions,
        &["actions", "action", "a", "対応", "対応状況", "対応中"],
    ),
    (
        CanPart::Needs,
        &[
            "needs",
            "need",
            "n",
            "要請",
            "必要",
            "必要なもの",
            "必要なこと",
            "要望",
            "依頼",
        ],
    ),
];

/// What people write when there is nothing to say; the part is cleared.
const NOTHING: [&str; 9] = [
    "-",
    "none",
    "none.",
    "nothing",
    "n/a",
    "なし",
    "無し",
    "特になし",
    "なし。",
];

/// Reads what follows `/can` on its line, and the lines below.
///
/// A part goes on until the next one begins; of a part that is given twice the last one counts. Text in front of the
/// first is about conditions.
pub(super) fn read(rest: &str, below: &[Line]) -> Result<Command, Refusal> {
    let mut parts: BTreeMap<CanPart, String> = BTreeMap::new();
    let mut current = None;
    let lines = below.iter().map(|line| (line.text.as_str(), line.is_literal));
    for (line, is_literal) in std::iter::once((rest, false)).chain(lines) {
        let heading = if is_literal { None } else { heading(line) };
        if let Some((part, text)) = heading {
            parts.insert(part, text.to_owned());
            current = Some(part);
            continue;
        }
        if current.is_none() && line.trim().is_empty() {
            continue;
        }
        let part = *current.get_or_insert(CanPart::Conditions);
        let text = parts.entry(part).or_default();
        text.push('\n');
        text.push_str(line);
    }
    if parts.is_empty() {
        return Err(Refusal::TextMissing {
            command: "can".to_owned(),
        });
    }
    let parts = parts
        .into_iter()
        .map(|(part, text)| (part, cleared(text.trim()).to_owned()));
    Ok(Command::Can(parts.collect()))
}

/// The text of a part; empty when it says that there is nothing.
fn cleared(text: &str) -> &str {
    let narrowed = narrow(text).to_ascii_lowercase();
    if NOTHING.contains(&narrowed.as_str()) {
        ""
    } else {
        text
    }
}

/// The part that begins on a line, and what follows its heading there.
///
/// The heading may be an item of a list, bold, or a Markdown heading; only the last needs no colon.
fn heading(line: &str) -> Option<(CanPart, &str)> {
    let text = without_bullet(line.trim_start());
    let bare = text.trim_start_matches('#');
    let is_markdown = bare.len() < text.len() && bare.starts_with(char::is_whitespace);
    let text = if is_markdown { bare.trim_start() } else { text };
    let opened = text.trim_start_matches(['*', '_']);
    let marks = text.len() - opened.len();
    let (part, word) = named(opened)?;
    let (behind, closed) = without_marks(from_character(opened, word), marks);
    let unspaced = behind.trim_start();
    let Some(text) = unspaced.strip_prefix([':', '：']) else {
        return (is_markdown && unspaced.is_empty()).then_some((part, ""));
    };
    let text = if closed {
        text
    } else {
        without_marks(text, marks).0
    };
    // A single letter is more often the name of a drive or a type.
    let stands_apart = word > 1 || text.is_empty() || text.starts_with(char::is_whitespace);
    stands_apart.then(|| (part, text.trim_start()))
}

/// The longest heading that the text begins with, and how many characters it has.
fn named(text: &str) -> Option<(CanPart, usize)> {
    let narrowed = narrow(text).to_ascii_lowercase();
    HEADINGS
        .iter()
        .flat_map(|(part, words)| words.iter().map(move |word| (*part, *word)))
        .filter(|(_, word)| narrowed.starts_with(word))
        .map(|(part, word)| (part, word.chars().count()))
        .max_by_key(|(_, characters)| *characters)
}

/// The text of a list's item.
fn without_bullet(line: &str) -> &str {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = if digits.len() < line.len() {
        digits.strip_prefix(['.', ')'])
    } else {
        line.strip_prefix(['-', '*', '+', '・', '•'])
    };
    match behind {
        Some(text) if text.starts_with(char::is_whitespace) || line.starts_with('・') => text.trim_start(),
        _ => line,
    }
}

/// The text without so many marks of emphasis in front, and whether they were there.
fn without_marks(text: &str, marks: usize) -> (&str, bool) {
    let behind = text.trim_start_matches(['*', '_']);
    if marks > 0 && text.len() - behind.len() == marks {
        (behind, true)
    } else {
        (text, false)
    }
}
