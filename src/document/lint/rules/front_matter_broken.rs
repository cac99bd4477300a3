//! Front matter that cannot be read, or says something that means nothing.

use crate::{
    document::{
        FrontMatterFaultKind, Postmortem, Value,
        lint::{
            Example, Finding,
            Language::{En, Ja},
            Level, Rule, Setting, source,
        },
    },
    domain::{announcement::is_address, severity::Severity},
};

pub(super) const RULE: Rule = Rule {
    id: "front-matter-broken",
    level: Level::Error,
    gap: false,
    source: source::SRE_WORKBOOK,
    examples: &[
        Example::good_document(
            En,
            "---\nseverity: SEV2\nannouncement: null\n---\n\n# Postmortem\n",
        ),
        Example::bad_document(
            En,
            "---\nseverity: SEV2\nseverity: SEV1\n---\n\n# Postmortem\n",
            &["severity: SEV1"],
        ),
        Example::bad_document(
            En,
            "---\nseverity: high\nannouncement: maybe\n---\n",
            &["high", "maybe"],
        ),
        Example::bad_document(En, "---\nseverity: SEV2\n\n# Postmortem\n", &["---"]),
        Example::good_document(Ja, "---\nseverity: SEV2\ntags: [決済]\n---\n\n# ポストモーテム\n"),
        Example::bad_document(Ja, "---\ntags: [決済\n---\n\n# ポストモーテム\n", &["[決済"]),
        Example::bad_document(Ja, "---\nannouncement: 必要\n---\n", &["必要"]),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let Some(front_matter) = &document.front_matter else {
        return Vec::new();
    };
    if let Err(fault) = &front_matter.entries {
        let text = document.text;
        let start = text[..fault.at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[fault.at..]
            .find('\n')
            .map_or(text.len(), |end| fault.at + end);
        let (kind, found) = told(&fault.kind);
        // Where the fault is at the end of a line, its whole line is shown.
        let from = if fault.at < end { fault.at } else { start };
        return vec![Finding::at(from..end).with("fault", kind).with("found", found)];
    }
    let value = |key: &str| front_matter.get(key).filter(|value| !value.is_null());
    let severity =
        value("severity").filter(|value| value.text().is_none_or(|text| text.parse::<Severity>().is_err()));
    let announcement = value("announcement").filter(|value| !is_announcement(value));
    let finding = |value: &Value, fault| {
        Finding::at(value.range.clone())
            .with("fault", fault)
            .with("found", &document.text[value.range.clone()])
    };
    let severity = severity.map(|value| finding(value, "severity"));
    let announcement = announcement.map(|value| finding(value, "announcement"));
    severity.into_iter().chain(announcement).collect()
}

fn is_announcement(value: &Value) -> bool {
    let is_known = |text: &str| matches!(text, "required" | "none" | "published") || is_address(text);
    value.text().is_some_and(is_known)
}

/// The fault by the name that templates know, and what was found.
fn told(kind: &FrontMatterFaultKind) -> (&'static str, String) {
    match kind {
        FrontMatterFaultKind::Unclosed => ("unclosed", String::new()),
        FrontMatterFaultKind::Syntax { detail } => ("syntax", detail.clone()),
        FrontMatterFaultKind::Unsupported { found } => ("unsupported", found.clone()),
        FrontMatterFaultKind::TooLarge { at_most } => ("too_large", at_most.to_string()),
        FrontMatterFaultKind::NotAMapping | FrontMatterFaultKind::NotAKey => ("shape", String::new()),
        FrontMatterFaultKind::KeyTwice { key } => ("key_twice", key.clone()),
    }
}
