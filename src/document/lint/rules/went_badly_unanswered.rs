//! Something went badly, and no action item seems to answer it.

use std::collections::BTreeSet;

use crate::document::{
    Item, Postmortem, Section,
    inline::is_wide,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "went-badly-unanswered",
    level: Level::Warning,
    gap: true,
    source: source::SRE_EXAMPLE,
    examples: &[
        Example::good(
            En,
            Section::WentBadly,
            "- Nobody knew who may renew the certificate.",
        ),
        Example::good(
            En,
            Section::WentBadly,
            "- The status page was slow. It is the vendor's: no action.",
        ),
        Example::good(En, Section::WentBadly, "- The chat was noisy (#44)."),
        Example::bad(
            En,
            Section::WentBadly,
            "- The status page said that everything was fine.",
            &["The status page said that everything was fine."],
        ),
        Example::good(Ja, Section::WentBadly, "- 証明書を更新できる人が分からなかった。"),
        Example::good(
            Ja,
            Section::WentBadly,
            "- ステータスページの表示が遅れた。外部サービスのため対応しない。",
        ),
        Example::bad(
            Ja,
            Section::WentBadly,
            "- ステータスページには正常と表示されていた。",
            &["ステータスページには正常と表示されていた。"],
        ),
    ],
    check,
};

/// What somebody says who decided against an action item.
const DECIDED: &[&str] = &[
    "no action",
    "no follow-up",
    "accept",
    "won't",
    "will not",
    "not worth",
    "out of scope",
    "out of our",
    "already",
    "対応しない",
    "対応は不要",
    "対応不要",
    "許容",
    "見送",
    "受け入れ",
    "対象外",
    "対策済",
    "対応済",
    "解消済",
    "修正済",
];

/// Words that say nothing of what a sentence is about.
const STOPWORDS: &[&str] = &[
    "about", "after", "again", "also", "because", "been", "before", "being", "could", "does", "done",
    "during", "each", "every", "first", "from", "have", "hour", "hours", "into", "just", "know", "known",
    "long", "made", "make", "many", "minute", "minutes", "more", "most", "much", "nobody", "only", "other",
    "over", "people", "said", "several", "should", "since", "some", "still", "such", "take", "than", "that",
    "their", "them", "then", "there", "they", "this", "three", "time", "took", "under", "until", "very",
    "want", "well", "were", "what", "when", "where", "which", "while", "whole", "will", "with", "within",
    "without", "would",
];

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let items = document.action_items();
    let Some(part) = document.section(Section::WentBadly) else {
        return Vec::new();
    };
    if items.is_empty() {
        // That none exists is what another rule says, once.
        return Vec::new();
    }
    let actions: BTreeSet<String> = items
        .iter()
        .flat_map(|item| topics(&document.plain(&item.row.range).text))
        .collect();
    let points = part
        .items()
        .iter()
        .filter(|item| item.depth == 1 && !item.text.is_empty());
    let unanswered = points.filter(|point| !is_answered(document, point, &actions));
    unanswered.map(|point| Finding::at(point.text.clone())).collect()
}

/// Whether a point shares a word with an action item, names an issue, or says why it needs none.
fn is_answered(document: &Postmortem<'_>, point: &Item, actions: &BTreeSet<String>) -> bool {
    let text = document.plain(&point.range).text.to_lowercase();
    let names_issue = text
        .match_indices('#')
        .any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    let topics = topics(&text);
    // A point of one word, such as `Nothing.`, is about nothing in particular.
    names_issue
        || topics.len() < 2
        || DECIDED.iter().any(|word| text.contains(word))
        || topics.iter().any(|topic| actions.contains(topic))
}

/// What a text is about: the beginnings of its longer words, and pairs of neighbouring kanji and katakana.
fn topics(text: &str) -> BTreeSet<String> {
    const STEM: usize = 5;
    let text = text.to_lowercase();
    let words = text
        .split(|c: char| !c.is_alphanumeric() || is_wide(c))
        .filter(|word| {
            word.chars().count() > 3 && !STOPWORDS.contains(word) && word.starts_with(char::is_alphabetic)
        });
    let stems = words.map(|word| word.chars().take(STEM).collect());
    let is_content = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | 'ァ'..='ヶ' | 'ー' | '々');
    let runs = text.split(|c: char| !is_content(c));
    let pairs = runs.flat_map(|run| {
        let characters: Vec<char> = run.chars().collect();
        let pairs: Vec<String> = characters.windows(2).map(String::from_iter).collect();
        pairs
    });
    stems.chain(pairs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_what_a_text_is_about() {
        assert!(STOPWORDS.is_sorted());
        let of = |text: &str| topics(text).into_iter().collect::<Vec<_>>();
        assert_eq!(
            of("It took 40 minutes to renew the certificates"),
            ["certi", "renew"]
        );
        assert_eq!(of("証明書の更新 (TLS)"), ["明書", "更新", "証明"]);
    }
}
