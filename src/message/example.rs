//! An incident to try templates with: one about which everything is known, and one about which nothing is.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{
    incident::{Fact, TimelineRow},
    person::Login,
    phase::{Instants, Milestone},
    report::Detector,
    role::Role,
    severity::Severity,
};

use super::context::{DocumentContext, RoleRow, SeverityTime, Template};

const HOME: &str = "https://github.example/acme/shop/issues/42";

/// So many minutes after impact began.
fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_180_800, 0).unwrap_or_default() + TimeDelta::minutes(minutes)
}

fn roles() -> Vec<RoleRow> {
    let held = |role: Role| match role {
        Role::Commander => Some("haruka"),
        Role::TechLead | Role::Owner => Some("bob"),
        Role::Deputy | Role::CommsLead | Role::Scribe => None,
    };
    Role::ALL
        .map(|role| RoleRow {
            role,
            login: held(role).map(Login::new),
        })
        .into()
}

fn timeline() -> Vec<TimelineRow> {
    let reached = |milestone| Fact::Reached { milestone };
    let noted = Fact::Noted {
        text: "Rolled the deploy back".to_owned(),
    };
    let worse = Fact::Severity {
        severity: Severity::Sev1,
    };
    let rows = [
        (0, "haruka", reached(Milestone::Started)),
        (4, "haruka", Fact::Declared),
        (15, "haruka", worse),
        (30, "bob", noted),
        (41, "bob", reached(Milestone::Mitigated)),
        (65, "haruka", reached(Milestone::Resolved)),
    ];
    let row = |(minutes, by, fact)| TimelineRow {
        at: at(minutes),
        by: Some(Login::new(by)),
        fact,
        url: HOME.to_owned(),
    };
    rows.map(row).into()
}

/// An incident about which everything is known.
pub fn full() -> DocumentContext {
    DocumentContext {
        template: Template::Full,
        repository: "acme/shop".to_owned(),
        number: 42,
        url: HOME.to_owned(),
        title: "Checkout answers 503".to_owned(),
        drill: false,
        severity: Severity::Sev1,
        declared_at: at(4),
        instants: Instants {
            started: Some(at(0)),
            detected: Some(at(2)),
            acknowledged: Some(at(6)),
            mitigated: Some(at(41)),
            resolved: Some(at(65)),
        },
        severity_times: vec![
            SeverityTime {
                severity: Severity::Sev2,
                minutes: 11,
            },
            SeverityTime {
                severity: Severity::Sev1,
                minutes: 50,
            },
        ],
        impact: Some("One checkout in three fails.".to_owned()),
        detected_by: Some(Detector::Monitor),
        roles: roles(),
        participants: vec![Login::new("haruka"), Login::new("bob")],
        deadline: at(3 * 24 * 60),
        meeting_scheduled: None,
        meeting_held: None,
        announcement_required: true,
        timeline: timeline(),
    }
}

/// The same incident when nothing is known about it but that it was one.
pub(super) fn bare() -> DocumentContext {
    let full = full();
    DocumentContext {
        drill: true,
        instants: Instants::default(),
        severity_times: Vec::new(),
        impact: None,
        detected_by: None,
        roles: full
            .roles
            .iter()
            .map(|row| RoleRow {
                login: None,
                ..row.clone()
            })
            .collect(),
        participants: Vec::new(),
        announcement_required: false,
        timeline: Vec::<TimelineRow>::new(),
        meeting_held: None::<DateTime<Utc>>,
        ..full
    }
}
