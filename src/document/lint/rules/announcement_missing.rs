//! Customers are to be told, or might be, and nothing says what.

use crate::{
    document::{
        Postmortem, Section, Value,
        lint::{
            Example, Finding,
            Language::{En, Ja},
            Level, Rule, Setting, source,
        },
    },
    domain::announcement::is_address,
};

pub(super) const RULE: Rule = Rule {
    id: "announcement-missing",
    level: Level::Error,
    gap: true,
    source: source::ATLASSIAN_COMMUNICATION,
    examples: &[
        Example::good(En, Section::CustomerAnnouncement, "None: no customer noticed."),
        Example::bad(
            En,
            Section::CustomerAnnouncement,
            "<!-- What do they need to know? -->",
            &["## Customer announcement"],
        ),
        Example::bad_document(
            En,
            "---\nannouncement: required\n---\n\n## Customer announcement\n\nNone.\n",
            &["## Customer announcement"],
        ),
        Example::bad_document(
            En,
            "---\nannouncement: null\n---\n\n## Customer announcement\n\nMail was late.\n",
            &["null"],
        ),
        Example::good(
            Ja,
            Section::CustomerAnnouncement,
            "不要。お客さまへの影響がなかったため。",
        ),
        Example::bad(
            Ja,
            Section::CustomerAnnouncement,
            "",
            &["## お客さまへのお知らせ"],
        ),
        Example::bad_document(
            Ja,
            "---\nannouncement: required\n---\n\n## お客さまへのお知らせ\n\nなし。\n",
            &["## お客さまへのお知らせ"],
        ),
    ],
    check,
};

/// What is written where nothing is announced.
const NONE: &[&str] = &[
    "none",
    "not needed",
    "not required",
    "no",
    "n/a",
    "-",
    "なし",
    "不要",
    "ありません",
    "該当なし",
    "特になし",
];

fn check(document: &Postmortem<'_>, setting: &Setting) -> Vec<Finding> {
    let mut findings: Vec<Finding> = undecided(document).into_iter().collect();
    let section = document
        .sections
        .iter()
        .find(|found| found.section == Some(Section::CustomerAnnouncement));
    let Some(section) = section else {
        return findings;
    };
    let part = document.part(section.body.clone());
    let text = document.plain(&section.body).text;
    let words = text.trim().trim_end_matches(['.', '。']).to_lowercase();
    let says_none = NONE.contains(&words.as_str());
    let what = if part.is_blank() {
        "text"
    } else if says_none && (setting.announcement_required || is_required(document)) {
        "required"
    } else {
        return findings;
    };
    findings.push(Finding::at(section.heading.range.clone()).with("what", what));
    findings
}

fn is_required(document: &Postmortem<'_>) -> bool {
    let front_matter = document.front_matter.as_ref();
    let value = front_matter.and_then(|front_matter| front_matter.get("announcement"));
    let is_told = |text: &str| matches!(text, "required" | "published") || is_address(text);
    value.and_then(Value::text).is_some_and(is_told)
}

/// The front matter's key when it stands there undecided.
fn undecided(document: &Postmortem<'_>) -> Option<Finding> {
    let entries = document.front_matter.as_ref()?.entries.as_ref().ok()?;
    let entry = entries
        .iter()
        .find(|entry| entry.key == "announcement" && entry.value.is_null())?;
    let range = if entry.value.range.is_empty() {
        entry.key_range.start..entry.key_range.end + 1
    } else {
        entry.value.range.clone()
    };
    Some(Finding::at(range).with("what", "decision"))
}
