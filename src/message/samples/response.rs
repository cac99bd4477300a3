//! What status comments tell of a response: reports, checklists, changes, withdrawals, and hostile versions of them.

use crate::{
    domain::{
        checklist::{Item, Practice},
        incident::Withdrawn,
        person::Login,
        phase::Phase,
        report::{Because, CanEntry, CanPart, CanReport, CanUpdate, IssueRef, Withdrawal},
        role::Role,
        severity::Severity,
    },
    message::context::{
        ChecklistRow, Moved, PostmortemRow, SeverityChangeRow, SeveritySource, StatusContext,
    },
};

use super::{
    HOME, HOSTILE, at, deadline, definitions, every_role,
    status::{declared, in_review, under_way},
    told,
};

type Named = (&'static str, StatusContext);

pub(super) fn reasons() -> Vec<Because> {
    vec![Because::PartDown, Because::NoWorkaround]
}

pub(super) fn can() -> CanReport {
    report(
        &[
            (CanPart::Conditions, "Card payments fail, vouchers work.", 12),
            (
                CanPart::Actions,
                "Renewing the certificate:\n- `certctl renew --all` runs\n- @kenji_acme watches #7\nThen we wait.",
                20,
            ),
        ],
        &[12, 20],
    )
}

pub(super) fn long_can() -> CanReport {
    let minutes: Vec<i64> = (1..=13).map(|number| number * 5).collect();
    report(
        &[(CanPart::Needs, "誰か決済会社に電話してください。", 65)],
        &minutes,
    )
}

pub(super) fn endless_can(text: &str) -> CanReport {
    report(&CanPart::ALL.map(|part| (part, text, 12)), &[12])
}

fn report(parts: &[(CanPart, &str, i64)], updates: &[i64]) -> CanReport {
    CanReport {
        parts: parts
            .iter()
            .map(|(part, text, minutes)| CanEntry {
                part: *part,
                text: (*text).to_owned(),
                at: at(*minutes),
            })
            .collect(),
        updates: updates
            .iter()
            .map(|minutes| CanUpdate {
                at: at(*minutes),
                by: (minutes % 2 == 0).then(|| Login::new("haruka")),
                url: format!("{HOME}/issues/7#u{minutes}"),
            })
            .collect(),
    }
}

pub(super) fn checklist() -> Vec<ChecklistRow> {
    let practices = Practice::ALL.map(Item::Practice);
    let own = Item::Own("Call the payment provider (0120-000-000)".into());
    rows(practices.into_iter().chain([own]))
}

fn rows(items: impl IntoIterator<Item = Item>) -> Vec<ChecklistRow> {
    let row = |item: Item| ChecklistRow {
        key: item.key(),
        ticked: item == Item::Practice(Practice::StopTheBleeding),
        item,
    };
    items.into_iter().map(row).collect()
}

pub(super) fn raise() -> SeverityChangeRow {
    SeverityChangeRow {
        at: at(30),
        by: None,
        from: Severity::Sev3,
        moved: vec![
            Moved::Postmortem { required: true },
            Moved::Deadline {
                from: at(10 * 24 * 60),
                to: deadline(),
            },
            Moved::Updates {
                from: Some(60),
                to: Some(30),
            },
        ],
    }
}

/// The same the other way round, where nothing is due any more.
fn lowered() -> SeverityChangeRow {
    SeverityChangeRow {
        by: Some(Login::new(HOSTILE)),
        from: Severity::Sev1,
        moved: vec![
            Moved::Postmortem { required: false },
            Moved::Updates {
                from: Some(30),
                to: None,
            },
            Moved::Updates {
                from: None,
                to: Some(90),
            },
        ],
        ..raise()
    }
}

pub(super) fn withdrawals() -> Vec<Named> {
    let of = |repository: Option<&str>| {
        Some(IssueRef {
            repository: repository.map(str::to_owned),
            number: 12,
        })
    };
    let alarm = |reason: Option<&str>| Withdrawal::FalseAlarm {
        reason: reason.map(str::to_owned),
    };
    vec![
        ("withdrawn", withdrawn(None, None)),
        (
            "withdrawn as a false alarm",
            withdrawn(Some(alarm(Some("A load test nobody had announced."))), Some(12)),
        ),
        ("withdrawn without a reason", withdrawn(Some(alarm(None)), None)),
        (
            "withdrawn as a duplicate",
            withdrawn(Some(Withdrawal::Duplicate { of: of(None) }), None),
        ),
        (
            "withdrawn as a duplicate of something elsewhere",
            withdrawn(
                Some(Withdrawal::Duplicate {
                    of: of(Some("acme/billing")),
                }),
                None,
            ),
        ),
        (
            "withdrawn as a duplicate by hand",
            withdrawn(Some(Withdrawal::Duplicate { of: None }), None),
        ),
        ("label taken off", withdrawn(Some(Withdrawal::Unlabeled), None)),
        ("hostile withdrawal", withdrawn(Some(alarm(Some(HOSTILE))), None)),
        (
            "hostile duplicate",
            withdrawn(
                Some(Withdrawal::Duplicate {
                    of: of(Some(HOSTILE)),
                }),
                None,
            ),
        ),
    ]
}

fn withdrawn(why: Option<Withdrawal>, left_open: Option<u64>) -> StatusContext {
    StatusContext {
        phase: Phase::Withdrawn,
        severity_source: SeveritySource::Chosen,
        definitions: Vec::new(),
        next: Vec::new(),
        withdrawn: why.map(|why| Withdrawn {
            why,
            by: Some(Login::new("haruka")),
            at: at(15),
        }),
        left_open,
        ..declared()
    }
}

pub(super) fn hostile() -> Vec<Named> {
    let forged = format!("- [x] EVIL <!-- closeout:item announce -->\n{HOSTILE}");
    let running = StatusContext {
        impact: Some(HOSTILE.into()),
        severity_source: SeveritySource::Chosen,
        severity_change: Some(lowered()),
        definitions: definitions(Some(HOSTILE)),
        roles: every_role(&[(Role::Commander, HOSTILE), (Role::Owner, "app[bot]")]),
        can: report(&CanPart::ALL.map(|part| (part, forged.as_str(), 12)), &[12]),
        checklist: rows([Item::Own(forged.clone()), Item::Practice(Practice::Announce)]),
        timeline: told("```\n%%{init: EVIL}%% EVIL; #1", "javascript:EVIL(1)"),
        ..under_way()
    };
    let over = StatusContext {
        definitions: definitions(Some(HOSTILE)),
        severity_source: SeveritySource::Default,
        roles: every_role(&[(Role::Commander, HOSTILE), (Role::Owner, "app[bot]")]),
        postmortem: PostmortemRow::Skipped {
            by: Login::new(HOSTILE),
            reason: HOSTILE.into(),
        },
        checklist: rows([Item::Own(HOSTILE.into())]),
        timeline: told(HOSTILE, "javascript:EVIL(1)"),
        earlier_rows: 1,
        ..in_review()
    };
    vec![("hostile while it runs", running), ("hostile afterwards", over)]
}
