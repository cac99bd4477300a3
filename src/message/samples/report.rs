//! Reports: of nothing, of one of everything, and of few things by quarters.

use super::HOSTILE;
use crate::{
    domain::{postmortem::PostmortemStatus, severity::Severity},
    report::{
        ActionState, By, DetectedBy, Meeting, Postmortem, Record, Report, Setting, Source,
        tests::made::{action, at, record, report, setting},
    },
};

/// Every report with a name for its snapshot.
pub(super) fn reports() -> Vec<(&'static str, Report)> {
    let github = |left_out| Source::Github {
        repository: "acme/shop".into(),
        left_out,
    };
    let quarters = Setting {
        by: By::Quarter,
        ..setting()
    };
    vec![
        ("nothing", report(&[], &setting())),
        (
            "nothing but practice",
            Report::of(&[drill()], github(0), &setting()),
        ),
        ("everything", Report::of(&everything(), github(1), &setting())),
        ("quarters", report(&[closed(), running()], &quarters)),
    ]
}

fn everything() -> Vec<Record> {
    vec![
        closed(),
        skipped(),
        draft(),
        running(),
        drill(),
        withdrawn(),
        unknown(),
    ]
}

/// Reviewed and Closed in time, with action items in every state.
fn closed() -> Record {
    let (done, declined) = (at("2026-09-20T09:00:00Z"), at("2026-10-01T09:00:00Z"));
    Record {
        url: Some("https://github.com/acme/shop/issues/3".into()),
        document: Some("postmortems/2026/3-checkout.md".into()),
        document_url: Some("https://github.com/acme/shop/blob/main/postmortems/2026/3-checkout.md".into()),
        detected_by: Some(DetectedBy::Monitor),
        tags: vec!["database".into(), HOSTILE.into()],
        summary: HOSTILE.into(),
        postmortem: Postmortem {
            due: true,
            status: Some(PostmortemStatus::Closed),
            merged: true,
            reviewed: Some(at("2026-09-04T15:00:00Z")),
            closed: Some(at("2026-09-05T10:00:00Z")),
            skipped: None,
        },
        meeting: Meeting {
            deadline: Some(at("2026-09-04T18:00:00Z")),
            held: Some(at("2026-09-04T15:00:00Z")),
            skipped: None,
        },
        actions: vec![
            action(
                Some(0),
                Some("2026-09-10"),
                Some("2026-09-04T16:00:00Z"),
                ActionState::Done { at: done },
            ),
            action(
                Some(1),
                Some("2026-10-10"),
                Some("2026-09-04T16:00:00Z"),
                ActionState::Open,
            ),
            action(
                Some(1),
                Some("2026-12-10"),
                Some("2026-11-24T16:00:00Z"),
                ActionState::Open,
            ),
            action(
                Some(1),
                None,
                Some("2026-09-04T16:00:00Z"),
                ActionState::Declined { at: declined },
            ),
            action(None, Some("2026-09-30"), None, ActionState::Unknown),
        ],
        ..record(3, Severity::Sev1, "2026-09-01T08:00:00Z", 6, 150)
    }
}

fn skipped() -> Record {
    Record {
        title: HOSTILE.into(),
        url: Some("https://github.com/acme/shop/issues/5".into()),
        detected_by: Some(DetectedBy::Customer),
        postmortem: Postmortem {
            due: true,
            status: Some(PostmortemStatus::Skipped),
            skipped: Some(HOSTILE.into()),
            ..Postmortem::default()
        },
        ..record(5, Severity::Sev2, "2026-09-14T08:00:00Z", 20, 600)
    }
}

/// Overdue, and its meeting was decided against.
fn draft() -> Record {
    Record {
        detected_by: Some(DetectedBy::Staff),
        postmortem: Postmortem {
            due: true,
            status: Some(PostmortemStatus::Draft),
            ..Postmortem::default()
        },
        meeting: Meeting {
            deadline: Some(at("2026-11-10T18:00:00Z")),
            held: None,
            skipped: Some("Everybody read it.".into()),
        },
        ..record(8, Severity::Sev2, "2026-11-03T08:00:00Z", 9, 45)
    }
}

fn running() -> Record {
    let mut running = record(11, Severity::Sev3, "2026-11-30T11:00:00Z", 2, 0);
    running.instants.resolved = None;
    running.detected_by = Some(DetectedBy::Other);
    running
}

fn drill() -> Record {
    Record {
        drill: true,
        ..record(9, Severity::Sev1, "2026-11-05T08:00:00Z", 1, 30)
    }
}

fn withdrawn() -> Record {
    Record {
        withdrawn: true,
        ..record(10, Severity::Sev4, "2026-11-06T08:00:00Z", 1, 30)
    }
}

/// Neither its severity nor its meeting's deadline is known.
fn unknown() -> Record {
    Record {
        incident: None,
        severity: None,
        postmortem: Postmortem {
            due: true,
            status: Some(PostmortemStatus::Closed),
            merged: true,
            ..Postmortem::default()
        },
        meeting: Meeting {
            held: Some(at("2026-11-12T15:00:00Z")),
            ..Meeting::default()
        },
        ..record(1, Severity::Sev4, "2026-11-07T08:00:00Z", 5, 55)
    }
}
