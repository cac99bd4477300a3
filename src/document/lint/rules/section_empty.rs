//! A section that says nothing, and holds no note that asks for anything.

use crate::document::{
    Found, Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "section-empty",
    level: Level::Error,
    gap: true,
    source: source::SRE_WORKBOOK,
    examples: &[
        Example::good(En, Section::WentWell, "Nothing: we were lucky."),
        Example::good(En, Section::Summary, "### In one line\n\nMail was late."),
        Example::bad(En, Section::WentWell, "", &["## What went well"]),
        Example::bad(En, Section::GotLucky, "### Luck\n\n", &["## Where we got lucky"]),
        Example::good(Ja, Section::WentWell, "なし。"),
        Example::bad(Ja, Section::WentWell, "\n", &["## うまくいったこと"]),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let empty = prose_sections(document).filter(|found| {
        let part = document.part(found.body.clone());
        part.is_blank() && part.notes().next().is_none()
    });
    empty
        .map(|found| Finding::at(found.heading.range.clone()).with("section", &found.heading.words))
        .collect()
}

/// The sections that are written as text. Timeline, action items and announcement have rules of their own.
pub(super) fn prose_sections<'p>(document: &'p Postmortem<'_>) -> impl Iterator<Item = &'p Found> {
    let is_prose = |section: Section| {
        !matches!(
            section,
            Section::Timeline | Section::ActionItems | Section::CustomerAnnouncement
        )
    };
    document
        .sections
        .iter()
        .filter(move |found| found.section.is_some_and(is_prose))
}
