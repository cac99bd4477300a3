//! An announcement that speaks of an outage although the service went on.

use std::ops::Range;

use crate::{
    document::{
        Postmortem, Section,
        lint::{
            Example, Finding,
            Language::{En, Ja},
            Level, Rule, Setting,
            english::Words,
            prose::{Said, said_in},
            source,
        },
    },
    domain::severity::Severity,
};

pub(super) const RULE: Rule = Rule {
    id: "announcement-says-outage",
    level: Level::Warning,
    gap: false,
    source: source::ATLASSIAN_COMMUNICATION,
    examples: &[
        Example::good(
            En,
            Section::CustomerAnnouncement,
            "About a third of card payments failed for 70 minutes.",
        ),
        Example::good(
            En,
            Section::CustomerAnnouncement,
            "An outage at our payment provider delayed refunds.",
        ),
        Example::bad(
            En,
            Section::CustomerAnnouncement,
            "We are sorry for the outage.",
            &["outage"],
        ),
        Example::bad(
            En,
            Section::CustomerAnnouncement,
            "Our site was down for 70 minutes.",
            &["was down"],
        ),
        Example::good(
            Ja,
            Section::CustomerAnnouncement,
            "カード決済の約3分の1が、70分間失敗していました。",
        ),
        Example::good(
            Ja,
            Section::CustomerAnnouncement,
            "サービスは停止しておりません。",
        ),
        Example::bad(
            Ja,
            Section::CustomerAnnouncement,
            "サービス停止についてお詫び申し上げます。",
            &["サービス停止"],
        ),
        Example::bad(
            Ja,
            Section::CustomerAnnouncement,
            "70分間、サイトがダウンしていました。",
            &["サイトがダウン"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, setting: &Setting) -> Vec<Finding> {
    if !went_on(document, setting) {
        return Vec::new();
    }
    let said = said_in(document, Section::CustomerAnnouncement);
    let sentences = said.iter().flat_map(Said::sentences);
    let found = sentences.filter_map(|sentence| {
        let range = english(sentence.text).or_else(|| japanese(sentence.text))?;
        let words = sentence.words(&range).to_owned();
        Some(
            Finding::at(sentence.source(range))
                .with("found", words)
                .with("sentence", sentence.original()),
        )
    });
    found.collect()
}

/// Whether the service went on for some: by its severity, below SEV1, which means that nobody could use it. Where no
/// severity is known, nothing is said.
fn went_on(document: &Postmortem<'_>, setting: &Setting) -> bool {
    let front_matter = document.front_matter.as_ref();
    let written = || front_matter?.get("severity")?.text()?.parse().ok();
    let severity: Option<Severity> = setting.severity.or_else(written);
    severity.is_some_and(|severity| severity != Severity::Sev1)
}

fn english(text: &str) -> Option<Range<usize>> {
    let words = Words::of(text, &[]);
    (0..words.tokens.len()).find_map(|at| {
        let before = if at > 0 { words.word(at - 1) } else { "" };
        let is_theirs = matches!(words.word(at + 1), "at" | "of" | "in") && names_supplier(&words, at + 2);
        let is_limited = matches!(before, "partial" | "planned" | "scheduled" | "short" | "brief")
            || names_supplier_before(&words, at);
        let found = match words.word(at) {
            "outage" | "outages" | "downtime" | "blackout" => (at, at),
            "down" if matches!(before, "was" | "were" | "went") && is_ours(&words, at - 1) => (at - 1, at),
            _ => return None,
        };
        let is_meant = !is_theirs && !is_limited && !words.is_denied(at);
        is_meant.then(|| words.range(found.0, found.1))
    })
}

/// Whether what went down is the service as a whole.
fn is_ours(words: &Words<'_>, verb: usize) -> bool {
    verb > 0
        && matches!(
            words.word(verb - 1),
            "service"
                | "services"
                | "site"
                | "website"
                | "system"
                | "systems"
                | "platform"
                | "we"
                | "app"
                | "everything"
                | "completely"
        )
}

/// Whether somebody else is named within a few words: their outage is one.
fn names_supplier(words: &Words<'_>, start: usize) -> bool {
    (start..start + 5).any(|at| is_supplier(words.word(at)))
}

fn names_supplier_before(words: &Words<'_>, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|at| is_supplier(words.word(at)))
}

fn is_supplier(word: &str) -> bool {
    let word = word.strip_suffix("'s").unwrap_or(word);
    matches!(
        word,
        "provider"
            | "providers"
            | "supplier"
            | "vendor"
            | "partner"
            | "third-party"
            | "carrier"
            | "datacenter"
            | "bank"
    )
}

const WHAT: &[&str] = &["サービス", "システム", "サイト", "アプリ", "サーバー", "サーバ"];
const HOW: &[&str] = &[
    "停止",
    "ダウン",
    "が停止",
    "がダウン",
    "の停止",
    "を停止",
    "は停止",
    "が全面停止",
    "の全面停止",
    "が全面的に停止",
    "が完全に停止",
    "全面停止",
    "が落ち",
];
/// What limits it, or makes it somebody else's, in front.
const LIMITS: &[&str] = &[
    "一部",
    "計画",
    "予定",
    "定期",
    "メンテナンス",
    "会社の",
    "社の",
    "事業者の",
    "提携",
    "外部",
    "他社",
    "クラウド",
];
/// What takes it back, behind.
const DENIALS: &[&str] = &[
    "ていません",
    "ておりません",
    "ていない",
    "したわけで",
    "ありません",
    "はなく",
    "することなく",
    "せず",
];

fn japanese(text: &str) -> Option<Range<usize>> {
    WHAT.iter().find_map(|what| {
        text.match_indices(what).find_map(|(at, _)| {
            let behind = &text[at + what.len()..];
            let how = HOW
                .iter()
                .filter(|how| behind.starts_with(**how))
                .max_by_key(|how| how.len())?;
            let near: String = text[..at]
                .chars()
                .rev()
                .take(12)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            let after: String = behind[how.len()..].chars().take(12).collect();
            let is_limited = LIMITS.iter().any(|limit| near.contains(limit));
            let is_denied = DENIALS.iter().any(|denial| after.contains(denial));
            (!is_limited && !is_denied).then(|| at..at + what.len() + how.len())
        })
    })
}
