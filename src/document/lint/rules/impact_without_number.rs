//! An impact that is told without a number.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting,
        prose::{Said, Sentence, said_in},
        source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "impact-without-number",
    level: Level::Error,
    gap: true,
    source: source::SRE_BOOK,
    examples: &[
        Example::good(
            En,
            Section::Impact,
            "4,812 card payments failed, by the provider's log.",
        ),
        Example::good(
            En,
            Section::Impact,
            "No customers were affected, as the access log shows.",
        ),
        Example::good(
            En,
            Section::Impact,
            "About half of the sign-ins failed, by the dashboard.",
        ),
        Example::bad(
            En,
            Section::Impact,
            "Many customers could not pay.",
            &["## Impact"],
        ),
        Example::bad(
            En,
            Section::Impact,
            "Card payments failed between 13:20 and 14:30 UTC on 2026-11-20 (see #12).",
            &["## Impact"],
        ),
        Example::good(
            Ja,
            Section::Impact,
            "4,812件の決済が失敗した（決済会社のログによる）。",
        ),
        Example::good(
            Ja,
            Section::Impact,
            "アクセスログによると、影響を受けたお客さまはいなかった。",
        ),
        Example::good(
            Ja,
            Section::Impact,
            "ログイン試行の約半数が失敗した（ログの集計による）。",
        ),
        Example::bad(
            Ja,
            Section::Impact,
            "多くのお客さまが決済できなかった。",
            &["## 影響"],
        ),
        Example::bad(
            Ja,
            Section::Impact,
            "13:20から14:30まで、決済が失敗した。",
            &["## 影響"],
        ),
    ],
    check,
};

/// Amounts in words.
const AMOUNTS: &[&str] = &[
    "all",
    "both",
    "dozen",
    "dozens",
    "eight",
    "every",
    "everybody",
    "everyone",
    "five",
    "four",
    "half",
    "hundred",
    "hundreds",
    "million",
    "nine",
    "nobody",
    "none",
    "one",
    "quarter",
    "seven",
    "six",
    "ten",
    "third",
    "thirds",
    "thousand",
    "thousands",
    "three",
    "twice",
    "two",
    "zero",
];
const AMOUNTS_JA: &[&str] = &[
    "すべて",
    "全て",
    "全員",
    "全件",
    "全社",
    "全ユーザー",
    "全利用者",
    "全お客",
    "半数",
    "半分",
    "ゼロ",
    "皆無",
    "いなかった",
    "いません",
    "影響はなかった",
    "影響はありません",
    "なし",
    "一件",
    "一人",
    "二人",
    "三人",
    "数件",
    "数人",
    "数十",
    "数百",
    "数千",
    "数万",
    "一社",
    "百",
    "千",
    "万",
];

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let said = said_in(document, Section::Impact);
    let has_number = any_counts(&said);
    let is_blank = document
        .section(Section::Impact)
        .is_none_or(|part| part.is_untouched());
    if is_blank || has_number {
        return Vec::new();
    }
    let impact = document
        .sections
        .iter()
        .find(|found| found.section == Some(Section::Impact));
    impact
        .map(|impact| Finding::at(impact.heading.range.clone()))
        .into_iter()
        .collect()
}

/// Whether something is counted. Times, dates and references count nothing.
fn counts(sentence: Sentence<'_>) -> bool {
    let text = sentence.text;
    let words = text.split(|c: char| !(c.is_alphanumeric() || "-:/#._'".contains(c)));
    words.into_iter().any(is_amount)
        || AMOUNTS_JA.iter().any(|amount| text.contains(amount))
        || text.starts_with("no ")
        || text.contains(" no ")
}

fn is_amount(word: &str) -> bool {
    let word = word.trim_matches(|c: char| "-:/._'".contains(c));
    if AMOUNTS.binary_search(&word).is_ok() {
        return true;
    }
    let digits = word.chars().filter(|c| c.is_numeric()).count();
    let is_reference = word.starts_with(['#', 'v']) || word.starts_with("sev");
    digits > 0 && !is_reference && !is_time(word)
}

/// Whether all numbers in a word are those of clocks and calendars: `13:20`, `2026-11-20`, `11月20日`, `22時20分から`.
fn is_time(word: &str) -> bool {
    const UNITS: &str = "年月日時分秒";
    let characters: Vec<char> = word.chars().collect();
    let is_digit = |c: &char| c.is_numeric();
    let mut at = 0;
    while at < characters.len() {
        if !is_digit(&characters[at]) {
            at += 1;
            continue;
        }
        let length = characters[at..].iter().take_while(|c| is_digit(c)).count();
        let before = at.checked_sub(1).map(|before| characters[before]);
        let after = characters.get(at + length).copied();
        let is_clock = before.is_some_and(|c| ":-/".contains(c)) || after.is_some_and(|c| ":-/".contains(c));
        let is_unit =
            after.is_some_and(|c| UNITS.contains(c)) && characters.get(at + length + 1) != Some(&'間');
        if !is_clock && !is_unit {
            return false;
        }
        at += length;
    }
    true
}

/// Whether the section counts anything.
pub(super) fn any_counts(said: &[Said]) -> bool {
    said.iter().any(|said| counts(said.whole()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_told_from_times() {
        assert!(AMOUNTS.is_sorted());
        for word in [
            "4812",
            "31",
            "70",
            "12件",
            "70分間",
            "2時間",
            "third",
            "10.5",
            "３１％",
        ] {
            assert!(is_amount(word), "{word}");
        }
        for word in [
            "13:20",
            "2026-11-20",
            "22時20分",
            "11月20日に",
            "#12",
            "v1.2",
            "sev2",
            "many",
            "20/11/2026",
        ] {
            assert!(!is_amount(word), "{word}");
        }
    }
}
