//! A postmortem from which nothing follows.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "action-missing",
    level: Level::Error,
    gap: true,
    source: source::MERCARI,
    examples: &[
        Example::good(
            En,
            Section::ActionItems,
            actions!("| Alert on disk space | detect | P1 | @kenji | 2026-12-05 | #41 |"),
        ),
        Example::good(
            En,
            Section::ActionItems,
            "None: the machine is switched off for good on Friday.",
        ),
        Example::bad(En, Section::ActionItems, actions!(), &["## Action items"]),
        Example::good(Ja, Section::ActionItems, "なし。この機器は金曜日に撤去する。"),
        Example::bad(
            Ja,
            Section::ActionItems,
            actions_ja!("| | | | | | |"),
            &["## アクションアイテム"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let section = document
        .sections
        .iter()
        .find(|found| found.section == Some(Section::ActionItems));
    let is_empty = |body| document.part(body).is_blank();
    section
        .filter(|found| is_empty(found.body.clone()))
        .map(|found| Finding::at(found.heading.range.clone()))
        .into_iter()
        .collect()
}
