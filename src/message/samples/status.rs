//! Status comments.

use crate::{
    domain::{
        person::Login, phase::Instants, phase::Phase, postmortem::PostmortemStatus, severity::Severity,
    },
    message::{
        Message,
        context::{MeetingRow, NextStep, PostmortemRow, SeveritySource, StatusContext},
    },
};

use super::{HOSTILE, Sample, all_instants, at, deadline, definitions, no_instants, roles};

pub(super) fn samples() -> Vec<Sample> {
    vec![
        Sample::new("declared, severity unknown", Message::Status(declared())),
        Sample::new("reported by a stranger", Message::Status(reported())),
        Sample::new("under way", Message::Status(under_way())),
        Sample::new("resolved, postmortem in review", Message::Status(in_review())),
        Sample::new("closed", Message::Status(closed())),
        Sample::new(
            "postmortem opening",
            Message::Status(with_postmortem(PostmortemRow::Opening)),
        ),
        Sample::new(
            "postmortem abandoned",
            Message::Status(with_postmortem(PostmortemRow::Abandoned { number: 12 })),
        ),
        Sample::new("withdrawn", Message::Status(withdrawn())),
        Sample::new("every next step", Message::Status(every_step())),
        Sample::new("hostile", Message::Status(hostile())),
    ]
}

fn declared() -> StatusContext {
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
        timeline: Vec::new(),
        earlier_rows: 0,
        snoozed_until: None,
        url: format!("{}/issues/7", crate::message::samples::HOME),
        kept: Vec::new(),
        definitions: definitions(None),
        declared_at: at(4),
        instants: Instants {
            started: Some(at(4)),
            ..no_instants()
        },
        roles: roles(None, None),
        postmortem: PostmortemRow::NotRequired,
        meeting: None,
        next: vec![NextStep::ChooseSeverity, NextStep::Acknowledge],
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

fn under_way() -> StatusContext {
    StatusContext {
        phase: Phase::Mitigated,
        drill: true,
        severity: Severity::Sev1,
        severity_source: SeveritySource::Chosen,
        definitions: Vec::new(),
        instants: Instants {
            resolved: None,
            ..all_instants()
        },
        roles: roles(Some("haruka"), None),
        postmortem: PostmortemRow::AtResolution,
        next: vec![NextStep::Resolve, NextStep::NameOwner],
        ..declared()
    }
}

fn in_review() -> StatusContext {
    StatusContext {
        phase: Phase::Resolved,
        drill: false,
        severity: Severity::Sev2,
        instants: all_instants(),
        roles: roles(Some("haruka"), Some("kenji_acme")),
        postmortem: PostmortemRow::Open {
            status: PostmortemStatus::InReview,
            number: 12,
        },
        meeting: Some(MeetingRow {
            deadline: deadline(),
            held: None,
        }),
        next: vec![NextStep::Approve, NextStep::HoldMeeting],
        ..under_way()
    }
}

fn closed() -> StatusContext {
    StatusContext {
        postmortem: PostmortemRow::Open {
            status: PostmortemStatus::Closed,
            number: 12,
        },
        meeting: Some(MeetingRow {
            deadline: deadline(),
            held: Some(at(3 * 24 * 60)),
        }),
        next: Vec::new(),
        ..in_review()
    }
}

fn with_postmortem(postmortem: PostmortemRow) -> StatusContext {
    StatusContext {
        postmortem,
        next: vec![NextStep::DecidePostmortem],
        ..in_review()
    }
}

fn withdrawn() -> StatusContext {
    StatusContext {
        phase: Phase::Withdrawn,
        severity_source: SeveritySource::Chosen,
        definitions: Vec::new(),
        next: Vec::new(),
        ..declared()
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
            NextStep::Approve,
            NextStep::HoldMeeting,
            NextStep::Merge,
            NextStep::DecidePostmortem,
            NextStep::CloseOrWrite,
        ],
        ..in_review()
    }
}

fn hostile() -> StatusContext {
    StatusContext {
        definitions: definitions(Some(HOSTILE)),
        severity_source: SeveritySource::Default,
        roles: roles(Some(HOSTILE), Some("app[bot]")),
        postmortem: PostmortemRow::Skipped {
            by: Login::new(HOSTILE),
            reason: HOSTILE.into(),
        },
        ..in_review()
    }
}
