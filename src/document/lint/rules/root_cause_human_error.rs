//! Human error given as a cause.

use std::{ops::Range, sync::LazyLock};

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting,
        english::Words,
        japanese::{self, Lexicon, people::owns_near},
        prose::{Said, said},
        source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "root-cause-human-error",
    level: Level::Error,
    gap: false,
    source: source::ETSY,
    examples: &[
        Example::good(
            En,
            Section::RootCause,
            "We do not stop at human error: the form accepts an empty selector.",
        ),
        Example::good(En, Section::Lessons, "A second prompt would prevent human error."),
        Example::bad(
            En,
            Section::RootCause,
            "Human error removed the route.",
            &["Human error"],
        ),
        Example::bad(
            En,
            Section::Summary,
            "It was caused by an operator error.",
            &["operator error"],
        ),
        Example::good(
            Ja,
            Section::RootCause,
            "ヒューマンエラーで片付けず、空の条件を受け付けた理由を調べた。",
        ),
        Example::good(Ja, Section::RootCause, "操作ミスを防ぐ確認画面がなかった。"),
        Example::bad(Ja, Section::RootCause, "原因は操作ミスである。", &["操作ミス"]),
        Example::bad(
            Ja,
            Section::Summary,
            "ヒューマンエラーにより経路が削除された。",
            &["ヒューマンエラー"],
        ),
    ],
    check,
};

static TERMS: &[(&str, ())] = &[
    ("ヒューマンエラー", ()),
    ("ヒューマン・エラー", ()),
    ("人為的ミス", ()),
    ("人為的なミス", ()),
    ("人為ミス", ()),
    ("人的ミス", ()),
    ("操作ミス", ()),
    ("作業ミス", ()),
    ("オペミス", ()),
    ("オペレーションミス", ()),
    ("入力ミス", ()),
    ("確認ミス", ()),
    ("ケアレスミス", ()),
    ("凡ミス", ()),
    ("単純ミス", ()),
    ("確認不足", ()),
    ("確認漏れ", ()),
    ("見落とし", ()),
];

static LEXICON: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::new(TERMS));

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let said = said(document);
    let own = said
        .iter()
        .filter(|said| said.section != Some(Section::ActionItems));
    let found = own
        .flat_map(Said::sentences_with_section)
        .filter_map(|(section, sentence)| {
            let text = sentence.text;
            let range = english(text, section).or_else(|| japanese(text))?;
            let words = sentence.words(&range).to_owned();
            Some(
                Finding::at(sentence.source(range))
                    .with("found", words)
                    .with("sentence", sentence.original()),
            )
        });
    found.collect()
}

/// `human error`: in the root cause always, elsewhere where it is called a cause.
fn english(text: &str, section: Option<Section>) -> Option<Range<usize>> {
    if !(text.contains("error") || text.contains("mistake")) {
        return None;
    }
    let words = Words::of(text, &[]);
    let is_term = |at: usize| {
        let whose = words.word(at);
        let what = words.word(at + 1);
        let is_lapse = matches!(what, "error" | "errors" | "mistake" | "mistakes");
        let names_thing = matches!(
            words.word(at + 2),
            "handler" | "handling" | "rate" | "rates" | "budget" | "page" | "code"
        );
        matches!(whose, "human" | "operator" | "pilot" | "manual") && is_lapse && !names_thing
    };
    let at = (0..words.tokens.len()).find(|at| is_term(*at))?;
    let is_cause = section == Some(Section::RootCause)
        || words.tokens.iter().any(|token| {
            matches!(
                &*token.text,
                "cause" | "caused" | "due" | "because" | "reason" | "result"
            )
        });
    (is_cause && !words.is_denied(at)).then(|| words.range(at, at + 1))
}

/// `操作ミスにより`: where it is called a cause. Whose it was is what the rule about blame asks.
fn japanese(text: &str) -> Option<Range<usize>> {
    if text.is_ascii() {
        return None;
    }
    LEXICON.find(text).find_map(|(at, (term, ()))| {
        let (before, after) = (&text[..at], &text[at + term.len()..]);
        let is_cause =
            calls_cause(after) || (before.contains("原因は") && after.trim_matches(['。', '.']).is_empty());
        let is_meant = is_cause && !japanese::is_denied(after) && !owns_near(before, &[]);
        is_meant.then(|| at..at + term.len())
    })
}

/// Whether a cause is what the words behind it make of a term.
fn calls_cause(after: &str) -> bool {
    const CAUSES: &[&str] = &[
        "により",
        "による",
        "によって",
        "によっ",
        "が原因",
        "に起因",
        "が発端",
        "が引き金",
        "から",
        "で、",
        "で発生",
        "で起き",
        "のため",
        "だった",
        "である",
        "でした",
        "です",
    ];
    CAUSES.iter().any(|cause| after.starts_with(cause))
}
