//! What the keys about templates take.

use super::{
    super::TemplateName,
    cases::{Case, sev3},
};

pub(super) const OF_SEVERITY: Case = Case {
    path: "severities.*.template",
    good: &[("full", |p| sev3(p).template = Some(TemplateName::Full))],
    lenient: &[],
    bad: &[("Full", 0, "Full"), ("/a.hbs", 0, "/a.hbs")],
    unseen: &[],
};

#[expect(clippy::semicolon_if_nothing_returned, reason = "a table of assignments")]
pub(super) const OF_ALL: Case = Case {
    path: "postmortem.template",
    good: &[
        ("minimal", |p| p.template = TemplateName::Minimal),
        ("事後.hbs", |p| {
            p.template = TemplateName::Own("事後.hbs".into())
        }),
    ],
    lenient: &[],
    bad: &[("a.md", 0, "a.md"), ("../a.hbs", 0, "../a.hbs")],
    unseen: &[],
};
