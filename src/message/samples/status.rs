//! Status comments, as an incident goes through its life.

use crate::{
    domain::{
        nudge::Nudge,
        phase::{Instants, Phase},
        postmortem::PostmortemStatus,
        report::Detector,
        role::Role,
        severity::Severity,
    },
    message::{
        Message,
        context::{
            AnnouncementRow, MeetingRow, NextStep, PostmortemRow, RoleRow, SeveritySource, SeverityTime,
            SnoozedRow, StatusContext,
        },
    },
};

use super::{HOME, Sample, all_instants, at, deadline, definitions, every_role, no_instants, response, told};

pub(super) fn samples() -> Vec<Sample> {
    let contexts = [
        ("declared, severity unknown", declared()),
        ("severity suggested", suggested()),
        ("fresh and minor", minor()),
        ("reported by a stranger", reported()),
        ("under way", under_way()),
        ("severity raised", raised()),
        ("mitigated, snoozed", snoozed()),
        ("drill", drill()),
        ("resolved, postmortem in review", in_review()),
        ("resolved, severity never chosen", never_chosen()),
        ("closed", closed()),
        (
            "postmortem opening",
            with_postmortem(PostmortemRow::Opening { by_hand: None }),
        ),
        (
            "postmortem to be opened by hand",
            with_postmortem(PostmortemRow::Opening {
                by_hand: Some(format!("{HOME}/compare/main...postmortem/7?expand=1")),
            }),
        ),
        (
            "postmortem abandoned",
            with_postmortem(PostmortemRow::Abandoned { number: 12 }),
        ),
        ("every next step", every_step()),
        ("long", long()),
    ];
    let contexts = contexts.into_iter().chain(super::item::lists());
    let samples = contexts.chain(response::withdrawals());
    samples
        .chain(response::hostile())
        .map(|(name, context)| Sample::new(name, Message::Status(Box::new(context))))
        .collect()
}

pub(super) fn declared() -> StatusContext {
    StatusContext {
        phase: Phase::Declared,
        awaiting_confirmation: false,
        drill: false,
        severity: Severity::Sev3,
        severity_source: SeveritySource::Default,
        severity_change: None,
        severity_times: Vec::new(),
        withdrawn: None,
        left_open: None,
        impact: None,
        detected_by: None,
        can: crate::domain::report::CanReport::default(),
        checklist: Vec::new(),
        items: None,
        item_records: Vec::new(),
        timeline: Vec::new(),
        earlier_rows: 0,
        snoozed_until: None,
        snoozed: Vec::new(),
        url: format!("{HOME}/issues/7"),
        kept: Vec::new(),
        definitions: definitions(None),
        declared_at: at(4),
        instants: Instants {
            started: Some(at(4)),
            ..no_instants()
        },
        roles: every_role(&[]),
        postmortem: PostmortemRow::NotRequired,
        meeting: None,
        announcement: None,
        next: vec![NextStep::ChooseSeverity, NextStep::Acknowledge],
    }
}

fn suggested() -> StatusContext {
    StatusContext {
        severity: Severity::Sev2,
        severity_source: SeveritySource::Suggested {
            because: response::reasons(),
        },
        impact: Some("Every fifth customer sees “payment declined”.".into()),
        detected_by: Some(Detector::Customer),
        postmortem: PostmortemRow::AtResolution,
        ..declared()
    }
}

fn minor() -> StatusContext {
    StatusContext {
        severity_source: SeveritySource::Chosen,
        definitions: Vec::new(),
        next: vec![NextStep::Acknowledge, NextStep::NameCommander],
        ..declared()
    }
}

fn reported() -> StatusContext {
    StatusContext {
        awaiting_confirmation: true,
        severity_source: SeveritySource::Chosen,
        definitions: Vec::new(),
        instants: no_instants(),
        next: vec![NextStep::Confirm],
        ..declared()
    }
}

pub(super) fn under_way() -> StatusContext {
    StatusContext {
        phase: Phase::Acknowledged,
        severity: Severity::Sev2,
        severity_source: SeveritySource::Chosen,
        definitions: Vec::new(),
        impact: Some("決済の約20％が失敗している。".into()),
        detected_by: Some(Detector::Monitor),
        instants: Instants {
            mitigated: None,
            resolved: None,
            ..all_instants()
        },
        roles: every_role(&[(Role::Commander, "haruka"), (Role::TechLead, "kenji_acme")]),
        postmortem: PostmortemRow::AtResolution,
        can: response::can(),
        checklist: response::checklist(),
        timeline: told(
            "The certificate of the payment gateway ran out.",
            &format!("{HOME}/issues/7#c1"),
        )[..7]
            .to_vec(),
        next: vec![NextStep::Mitigate],
        ..declared()
    }
}

fn raised() -> StatusContext {
    StatusContext {
        severity: Severity::Sev1,
        severity_change: Some(response::raise()),
        definitions: definitions(None),
        ..under_way()
    }
}

fn snoozed() -> StatusContext {
    StatusContext {
        phase: Phase::Mitigated,
        instants: Instants {
            resolved: None,
            ..all_instants()
        },
        snoozed_until: Some(at(180)),
        snoozed: vec![SnoozedRow {
            nudge: Nudge::DeadlineMissed,
            until: at(240),
        }],
        can: response::long_can(),
        timeline: Vec::new(),
        earlier_rows: 3,
        next: vec![NextStep::Resolve, NextStep::NameOwner],
        ..under_way()
    }
}

fn drill() -> StatusContext {
    StatusContext {
        drill: true,
        ..minor()
    }
}

pub(super) fn in_review() -> StatusContext {
    let mut checklist = response::checklist();
    for row in &mut checklist[1..] {
        row.ticked = true;
    }
    StatusContext {
        phase: Phase::Resolved,
        instants: all_instants(),
        severity_times: vec![
            SeverityTime {
                severity: Severity::Sev3,
                minutes: 20,
            },
            SeverityTime {
                severity: Severity::Sev2,
                minutes: 61,
            },
        ],
        roles: every_role(&[(Role::Commander, "haruka"), (Role::Owner, "kenji_acme")]),
        postmortem: PostmortemRow::Open {
            status: PostmortemStatus::InReview,
            number: 12,
            instead_of: None,
        },
        meeting: Some(MeetingRow {
            deadline: deadline(),
            held: None,
            skipped: None,
            slot: None,
        }),
        announcement: Some(AnnouncementRow::Required),
        checklist,
        timeline: told("It works again.", &format!("{HOME}/issues/7#c2")),
        next: vec![NextStep::Approve, NextStep::HoldMeeting],
        ..under_way()
    }
}

fn never_chosen() -> StatusContext {
    StatusContext {
        severity: Severity::Sev3,
        severity_source: SeveritySource::Default,
        instants: all_instants(),
        phase: Phase::Resolved,
        definitions: Vec::new(),
        next: vec![NextStep::CloseOrWrite],
        ..declared()
    }
}

fn closed() -> StatusContext {
    StatusContext {
        postmortem: PostmortemRow::Open {
            status: PostmortemStatus::Closed,
            number: 12,
            instead_of: Some(7),
        },
        meeting: Some(MeetingRow {
            deadline: deadline(),
            held: Some(at(3 * 24 * 60)),
            skipped: None,
            slot: None,
        }),
        announcement: Some(AnnouncementRow::Published {
            url: Some(format!("{HOME}/announcements/41")),
        }),
        next: Vec::new(),
        ..in_review()
    }
}

fn with_postmortem(postmortem: PostmortemRow) -> StatusContext {
    StatusContext {
        postmortem,
        next: vec![NextStep::DecidePostmortem],
        can: crate::domain::report::CanReport::default(),
        checklist: Vec::new(),
        timeline: Vec::new(),
        ..in_review()
    }
}

fn every_step() -> StatusContext {
    StatusContext {
        next: vec![
            NextStep::Confirm,
            NextStep::ChooseSeverity,
            NextStep::Acknowledge,
            NextStep::NameCommander,
            NextStep::Mitigate,
            NextStep::Resolve,
            NextStep::NameOwner,
            NextStep::WritePostmortem,
            NextStep::ChangeBase,
            NextStep::BringToDefault,
            NextStep::ResolveConflicts,
            NextStep::Approve,
            NextStep::HoldMeeting,
            NextStep::PublishAnnouncement,
            NextStep::Merge,
            NextStep::DecidePostmortem,
            NextStep::CloseOrWrite,
        ],
        ..never_chosen()
    }
}

/// More rows than are shown, and texts longer than are quoted.
fn long() -> StatusContext {
    let sentence = "Payments fail again, and nobody knows why. ";
    let rows = told(sentence, &format!("{HOME}/issues/7#c3"));
    StatusContext {
        impact: Some(sentence.repeat(20)),
        can: response::endless_can(&sentence.repeat(60)),
        timeline: rows.iter().cycle().take(53).cloned().collect(),
        postmortem: PostmortemRow::Skipped {
            by: crate::domain::person::Login::new("haruka"),
            reason: sentence.repeat(8),
        },
        announcement: Some(AnnouncementRow::Unneeded {
            reason: Some(sentence.repeat(8)),
        }),
        roles: vec![RoleRow {
            role: Role::Commander,
            login: None,
        }],
        checklist: Vec::new(),
        ..in_review()
    }
}
