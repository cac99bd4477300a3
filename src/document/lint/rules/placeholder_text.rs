//! Text that stands in for text.

use std::ops::Range;

use crate::document::{
    Place, Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting,
        prose::{Said, said},
        source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "placeholder-text",
    level: Level::Error,
    gap: true,
    source: source::PAGERDUTY_CHECKLIST,
    examples: &[
        Example::good(En, Section::Summary, "The task list `todo.md` was not read."),
        Example::bad(En, Section::Summary, "TBD", &["TBD"]),
        Example::bad(
            En,
            Section::Resolution,
            "We restarted xxx, see [add link here].",
            &["xxx", "[add link here]"],
        ),
        Example::bad(
            En,
            Section::Lessons,
            "Lorem ipsum dolor sit amet.",
            &["Lorem ipsum"],
        ),
        Example::good(
            Ja,
            Section::Summary,
            "未記入の項目があっても、申請は受け付けられた。",
        ),
        Example::bad(Ja, Section::Summary, "未記入", &["未記入"]),
        Example::bad(Ja, Section::Resolution, "ここに記入", &["ここに記入"]),
        Example::bad(
            Ja,
            Section::Lessons,
            "●●のため、〇〇を再起動した。",
            &["●●", "〇〇"],
        ),
    ],
    check,
};

/// Words that stand in for others wherever they are.
const WORDS: &[&str] = &["tbd", "tba", "todo", "fixme", "xxx", "xxxx"];

/// Phrases that ask for text.
const PHRASES: &[&str] = &[
    "???",
    "？？？",
    "lorem ipsum",
    "fill me in",
    "fill this in",
    "to be written",
    "to be filled in",
    "write me",
    "●●",
    "〇〇",
    "○○",
    "××",
    "△△",
    "ここに記入",
    "ここに書く",
    "（記入）",
    "(記入)",
    "後で書く",
    "あとで書く",
    "後ほど記入",
    "記入してください",
];

/// What is a placeholder only when nothing stands beside it.
const ALONE: &[&str] = &[
    "未記入",
    "未定",
    "記入中",
    "作成中",
    "後日記入",
    "要記入",
    "wip",
    "pending",
    "...",
];

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let said = said(document);
    let own = said.iter().filter(|said| !is_field(said));
    let found = own.flat_map(|said| {
        let sentence = said.whole();
        let mut ranges = ranges(sentence.text);
        ranges.sort_by_key(|range| range.start);
        ranges.dedup();
        let findings: Vec<Finding> = ranges
            .into_iter()
            .map(|range| {
                let words = sentence.words(&range).to_owned();
                Finding::at(sentence.source(range)).with("found", words)
            })
            .collect();
        findings
    });
    found.collect()
}

/// A cell that says only that it is not filled in, where a rule of its own asks for what belongs there.
fn is_field(said: &Said) -> bool {
    let is_table = matches!(said.section, Some(Section::ActionItems | Section::Timeline));
    is_table && said.place == Place::Cell
}

fn ranges(text: &str) -> Vec<Range<usize>> {
    let whole = text.trim();
    let start = text.len() - text.trim_start().len();
    if ALONE.contains(&whole.trim_end_matches(['.', '。']).trim()) || ALONE.contains(&whole) {
        return std::iter::once(start..start + whole.len()).collect();
    }
    let mut found: Vec<Range<usize>> = PHRASES
        .iter()
        .flat_map(|phrase| text.match_indices(phrase))
        .map(|(at, phrase)| at..at + phrase.len())
        .collect();
    for word in WORDS {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        let alone = text.match_indices(word).filter(|(at, word)| {
            let after = &text[at + word.len()..];
            !text[..*at].ends_with(is_part)
                && !after.starts_with(|c: char| is_part(c) && c != '.' && c != '/')
        });
        found.extend(alone.map(|(at, word)| at..at + word.len()));
    }
    found.extend(brackets(text));
    found
}

/// `[add link here]`, `<name>`: brackets that ask for something.
fn brackets(text: &str) -> Vec<Range<usize>> {
    const ASKS: &[&str] = &[
        "add ",
        "insert ",
        "describe ",
        "fill ",
        "your ",
        "link here",
        "name here",
        "date here",
    ];
    let mut found = Vec::new();
    for (at, _) in text.match_indices('[') {
        let Some(length) = text[at..].find(']') else {
            continue;
        };
        let inside = &text[at + 1..at + length];
        let asks = ASKS
            .iter()
            .any(|ask| inside.starts_with(ask) || (ask.ends_with("here") && inside.ends_with(ask)));
        if asks && inside.len() < 60 {
            found.push(at..at + length + 1);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_alone_only() {
        let found = |text: &'static str| -> Vec<&str> {
            let mut ranges = ranges(text);
            ranges.sort_by_key(|range| range.start);
            ranges.into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(found("todo: ask. fixme"), ["todo", "fixme"]);
        assert_eq!(found("mastodon, todos, xxx-large, 5xx"), [""; 0]);
        assert_eq!(found("why???"), ["???"]);
        assert_eq!(found("[insert number] [see above]"), ["[insert number]"]);
    }
}
