//! A section that is as the template made it: notes to the author, and generated parts.

use super::section_empty::prose_sections;
use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "section-untouched",
    level: Level::Error,
    gap: true,
    source: source::PAGERDUTY_CHECKLIST,
    examples: &[
        Example::good(
            En,
            Section::RootCause,
            "<!-- What happened, and why? -->\n\nThe disk was full, and nothing watches its space.",
        ),
        Example::bad(
            En,
            Section::WentWell,
            "<!-- What went well? -->",
            &["## What went well"],
        ),
        Example::bad(
            En,
            Section::Impact,
            "<!-- How many customers? -->\n\n<!-- closeout:begin impact -->\n\nAs it was reported: 40 customers.\n\n\
             <!-- closeout:end impact -->",
            &["## Impact"],
        ),
        Example::good(
            Ja,
            Section::RootCause,
            "<!-- なぜ起こり得たのか -->\n\nディスクが満杯になったが、空き容量を監視していなかった。",
        ),
        Example::bad(
            Ja,
            Section::WentWell,
            "<!-- これからも続けたいこと -->",
            &["## うまくいったこと"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let untouched = prose_sections(document).filter(|found| {
        let part = document.part(found.body.clone());
        let holds_something = part.notes().next().is_some() || !part.is_blank();
        part.is_untouched() && holds_something
    });
    untouched
        .map(|found| Finding::at(found.heading.range.clone()).with("section", &found.heading.words))
        .collect()
}
