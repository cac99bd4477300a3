//! What the keys about action items take.

use super::{
    super::DayUnit,
    cases::{Case, days},
};

#[expect(clippy::semicolon_if_nothing_returned, reason = "a table of assignments")]
pub(super) const P0: Case = Case {
    path: "actions.due_within.P0",
    good: &[
        ("20 business days", |p| {
            p.due_within(0, days(20, DayUnit::Business))
        }),
        ("7 calendar days", |p| p.due_within(0, days(7, DayUnit::Calendar))),
    ],
    lenient: &[],
    bad: &[("soon", 0, "soon"), ("0 calendar days", 0, "0 calendar days")],
    unseen: &[],
};

#[expect(clippy::semicolon_if_nothing_returned, reason = "a table of assignments")]
pub(super) const P1: Case = Case {
    path: "actions.due_within.P1",
    good: &[
        ("20 business days", |p| {
            p.due_within(1, days(20, DayUnit::Business))
        }),
        ("7 calendar days", |p| p.due_within(1, days(7, DayUnit::Calendar))),
    ],
    lenient: &[],
    bad: &[("soon", 0, "soon"), ("0 calendar days", 0, "0 calendar days")],
    unseen: &[],
};

#[expect(clippy::semicolon_if_nothing_returned, reason = "a table of assignments")]
pub(super) const P2: Case = Case {
    path: "actions.due_within.P2",
    good: &[
        ("20 business days", |p| {
            p.due_within(2, days(20, DayUnit::Business))
        }),
        ("7 calendar days", |p| p.due_within(2, days(7, DayUnit::Calendar))),
    ],
    lenient: &[],
    bad: &[("soon", 0, "soon"), ("0 calendar days", 0, "0 calendar days")],
    unseen: &[],
};

#[expect(clippy::semicolon_if_nothing_returned, reason = "a table of assignments")]
pub(super) const P3: Case = Case {
    path: "actions.due_within.P3",
    good: &[
        ("20 business days", |p| {
            p.due_within(3, days(20, DayUnit::Business))
        }),
        ("7 calendar days", |p| p.due_within(3, days(7, DayUnit::Calendar))),
    ],
    lenient: &[],
    bad: &[("soon", 0, "soon"), ("0 calendar days", 0, "0 calendar days")],
    unseen: &[],
};
