//! A section that says nothing.

use crate::document::{
    Postmortem, Section,
    lint::{Example, Finding, Language, Level, Rule, Setting},
};

pub(super) const RULE: Rule = Rule {
    id: "section-empty",
    level: Level::Error,
    source: "Google SRE Workbook, ch. 10, “Postmortem Culture”: https://sre.google/workbook/postmortem-culture/",
    examples: &[
        Example::good(Language::En, Section::WentWell, "Nothing: we were lucky."),
        Example::bad(
            Language::En,
            Section::WentWell,
            "<!-- What went well? -->",
            &["## What went well"],
        ),
        Example::good(Language::Ja, Section::WentWell, "なし。"),
        Example::bad(Language::Ja, Section::WentWell, "\n", &["## うまくいったこと"]),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let empty = document
        .sections
        .iter()
        .filter(|found| found.section.is_some_and(is_prose) && document.part(found.body.clone()).is_blank());
    empty
        .map(|found| Finding::at(found.heading.range.clone()))
        .collect()
}

/// Tables have rules of their own.
fn is_prose(section: Section) -> bool {
    !matches!(section, Section::Timeline | Section::ActionItems)
}
