//! Replies to comments with commands.

use chrono::{TimeZone as _, Utc};

use crate::{
    domain::{incident::AnswerLine, person::Login, refusal::Refusal, role::Role, severity::Severity},
    message::{Message, context::AnswerContext},
};

use super::{ADDRESSEE, HOSTILE, Sample, definitions, refusal};

pub(super) fn samples() -> Vec<Sample> {
    let mut samples = refused();
    samples.extend([
        severity_with_definitions(),
        Sample::new("more lines than are answered", to_addressee(vec![unknown(); 25])),
        Sample::new(
            "a time that came twice",
            to_addressee(vec![came_twice("/ack 2026-10-25 02:30 Europe/Berlin")]),
        ),
    ]);
    samples.extend(hostile());
    samples
}

/// Replies to comments that gave roles.
pub(super) fn duties() -> Vec<Sample> {
    let (me, other) = (Some(ADDRESSEE), Some("kenji_acme"));
    let alone = Role::ALL.map(|role| given(role, None, None)).to_vec();
    let reason = Some("my shift ends");
    let several = vec![
        given(Role::TechLead, Some("hana"), None),
        given(Role::Scribe, Some("hana"), reason),
        double(Role::TechLead),
    ];
    let mistyped = vec![given(Role::Commander, Some("hana"), reason), unknown()];
    vec![
        Sample::new("taken, every role", answer(me, alone)),
        Sample::new("taken over, and mistyped", answer(me, mistyped)),
        Sample::new("given", answer(other, vec![given(Role::Deputy, None, None)])),
        Sample::new(
            "handed over",
            answer(other, vec![given(Role::Commander, other, reason)]),
        ),
        Sample::new(
            "given in place of somebody",
            answer(other, vec![given(Role::Commander, Some("hana"), reason)]),
        ),
        Sample::new(
            "given by somebody who is gone",
            answer(None, vec![given(Role::Owner, Some("hana"), reason)]),
        ),
        Sample::new("several in one comment", answer(other, several)),
        Sample::new("two roles at once", answer(me, vec![double(Role::CommsLead)])),
        Sample::new("hostile", answer(Some(HOSTILE), hostile_duties())),
    ]
}

pub(super) fn help() -> Vec<Sample> {
    let topic = |topic: Option<&str>| {
        to_addressee(vec![AnswerLine::Help {
            topic: topic.map(str::to_owned),
        }])
    };
    vec![
        Sample::new("all", topic(None)),
        Sample::new("sev", topic(Some("/SEV"))),
        Sample::new("ack", topic(Some("ack"))),
        Sample::new("can", topic(Some("can"))),
        Sample::new("timeline", topic(Some("timeline"))),
        Sample::new("detected", topic(Some("detected"))),
        Sample::new("ic", topic(Some("ic"))),
        Sample::new("snooze", topic(Some("snooze"))),
        Sample::new("postmortem", topic(Some("postmortem"))),
        Sample::new("help", topic(Some("help"))),
        Sample::new("unknown topic", topic(Some("deploy"))),
        Sample::new("hostile", topic(Some(HOSTILE))),
    ]
}

fn answer(to: Option<&str>, lines: Vec<AnswerLine>) -> Message {
    Message::Answer(AnswerContext {
        to: to.map(Login::new),
        lines,
        definitions: Vec::new(),
        severity: Severity::Sev2,
    })
}

fn to_addressee(lines: Vec<AnswerLine>) -> Message {
    answer(Some(ADDRESSEE), lines)
}

fn refused() -> Vec<Sample> {
    let cases = refusal::refusals("typed")
        .into_iter()
        .flat_map(|(_, cases)| cases);
    cases
        .map(|(name, typed, refusal)| {
            let line = AnswerLine::Refused {
                typed: typed.into(),
                refusal,
            };
            Sample::new(name, to_addressee(vec![line]))
        })
        .collect()
}

fn unknown() -> AnswerLine {
    AnswerLine::Refused {
        typed: "/sev bad".into(),
        refusal: Refusal::UnknownSeverity { typed: "bad".into() },
    }
}

fn severity_with_definitions() -> Sample {
    let message = Message::Answer(AnswerContext {
        to: None,
        lines: vec![unknown()],
        definitions: definitions(None),
        severity: Severity::Sev3,
    });
    Sample::new("severity with definitions", message)
}

/// The clocks of Berlin are put back on 25 October 2026 at 01:00 UTC.
fn came_twice(typed: &str) -> AnswerLine {
    let utc = |hour| Utc.with_ymd_and_hms(2026, 10, 25, hour, 30, 0).single();
    AnswerLine::TimeCameTwice {
        typed: typed.into(),
        at: utc(0).expect("a valid instant"),
        later: utc(1).expect("a valid instant"),
    }
}

/// A role given to the addressee.
fn given(role: Role, from: Option<&str>, reason: Option<&str>) -> AnswerLine {
    AnswerLine::Duties {
        role,
        login: Login::new(ADDRESSEE),
        from: from.map(Login::new),
        reason: reason.map(str::to_owned),
    }
}

fn double(role: Role) -> AnswerLine {
    AnswerLine::DoubleRole {
        role,
        login: Login::new(ADDRESSEE),
    }
}

fn hostile() -> Vec<Sample> {
    let kinds = refusal::refusals(HOSTILE);
    let mut samples: Vec<Sample> = kinds
        .into_iter()
        .map(|(kind, cases)| {
            let lines = cases.into_iter().map(|(_, _, refusal)| AnswerLine::Refused {
                typed: HOSTILE.into(),
                refusal,
            });
            let message = Message::Answer(AnswerContext {
                to: Some(Login::new(HOSTILE)),
                lines: lines.collect(),
                definitions: Vec::new(),
                severity: Severity::Sev2,
            });
            (kind, message)
        })
        .map(|(kind, message)| Sample::new(kind, message))
        .collect();
    samples.push(Sample::new(
        "hostile definitions",
        Message::Answer(AnswerContext {
            to: Some(Login::new("app[bot]")),
            lines: vec![unknown(), came_twice(HOSTILE)],
            definitions: definitions(Some(HOSTILE)),
            severity: Severity::Sev2,
        }),
    ));
    samples
}

fn hostile_duties() -> Vec<AnswerLine> {
    let login = || Login::new(format!("{HOSTILE} again"));
    vec![
        given(Role::Commander, Some(HOSTILE), Some(HOSTILE)),
        AnswerLine::Duties {
            role: Role::Owner,
            login: login(),
            from: Some(Login::new("app[bot]")),
            reason: Some(HOSTILE.into()),
        },
        AnswerLine::DoubleRole {
            role: Role::TechLead,
            login: login(),
        },
    ]
}
