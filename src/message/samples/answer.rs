//! Replies to comments with commands.

use chrono::NaiveDate;

use crate::{
    domain::{
        incident::AnswerLine, person::Login, phase::Milestone, refusal::Refusal, role::Role,
        severity::Severity, when::TimeFault,
    },
    message::{Message, context::AnswerContext},
};

use super::{ADDRESSEE, HOSTILE, Sample, at, definitions};

pub(super) fn samples() -> Vec<Sample> {
    let mut samples: Vec<Sample> = refusals("typed")
        .into_iter()
        .map(|(name, typed, refusal)| {
            let line = AnswerLine::Refused {
                typed: typed.into(),
                refusal,
            };
            Sample::new(name, answer(vec![line]))
        })
        .collect();
    let severity = AnswerLine::Refused {
        typed: "/sev bad".into(),
        refusal: Refusal::UnknownSeverity { typed: "bad".into() },
    };
    samples.push(Sample::new(
        "severity with definitions",
        Message::Answer(AnswerContext {
            to: None,
            lines: vec![severity.clone()],
            definitions: definitions(None),
            severity: Severity::Sev3,
        }),
    ));
    samples.push(Sample::new(
        "more lines than are answered",
        answer(vec![severity; 25]),
    ));
    samples.push(Sample::new("hostile", hostile()));
    samples
}

pub(super) fn help() -> Vec<Sample> {
    let topic = |topic: Option<&str>| {
        answer(vec![AnswerLine::Help {
            topic: topic.map(str::to_owned),
        }])
    };
    vec![
        Sample::new("all", topic(None)),
        Sample::new("sev", topic(Some("/SEV"))),
        Sample::new("ack", topic(Some("ack"))),
        Sample::new("mitigated", topic(Some("mitigated"))),
        Sample::new("resolved", topic(Some("resolved"))),
        Sample::new("started", topic(Some("started"))),
        Sample::new("commander", topic(Some("commander"))),
        Sample::new("ic", topic(Some("ic"))),
        Sample::new("owner", topic(Some("owner"))),
        Sample::new("postmortem", topic(Some("postmortem"))),
        Sample::new("meeting", topic(Some("meeting"))),
        Sample::new("confirm", topic(Some("confirm"))),
        Sample::new("help", topic(Some("help"))),
        Sample::new("unknown topic", topic(Some("deploy"))),
        Sample::new("hostile", topic(Some(HOSTILE))),
    ]
}

fn answer(lines: Vec<AnswerLine>) -> Message {
    Message::Answer(AnswerContext {
        to: Some(Login::new(ADDRESSEE)),
        lines,
        definitions: Vec::new(),
        severity: Severity::Sev2,
    })
}

fn hostile() -> Message {
    let lines = refusals(HOSTILE)
        .into_iter()
        .map(|(_, _, refusal)| AnswerLine::Refused {
            typed: HOSTILE.into(),
            refusal,
        });
    Message::Answer(AnswerContext {
        to: Some(Login::new(HOSTILE)),
        lines: lines.collect(),
        definitions: definitions(Some(HOSTILE)),
        severity: Severity::Sev2,
    })
}

/// A name, the line that was typed, and the refusal it met.
type Case = (&'static str, &'static str, Refusal);

/// Every refusal with a line that leads to it; `text` stands where people's own text does.
fn refusals(text: &str) -> Vec<Case> {
    let kinds = [about_times, about_words, about_people, about_postmortems];
    kinds.into_iter().flat_map(|kind| kind(text)).collect()
}

fn about_times(text: &str) -> Vec<Case> {
    let local = NaiveDate::from_ymd_opt(2026, 3, 29).and_then(|day| day.and_hms_opt(2, 30, 0));
    let bad = |command: &str, fault| Refusal::BadTime {
        command: command.into(),
        fault,
    };
    vec![
        (
            "unreadable time",
            "/ack typed",
            bad("ack", TimeFault::Unreadable { typed: text.into() }),
        ),
        (
            "impossible time",
            "/ack 2026-02-30 25:00",
            bad("ack", TimeFault::Impossible { typed: text.into() }),
        ),
        (
            "ambiguous zone",
            "/meeting held 14:05 IST",
            bad(
                "meeting held",
                TimeFault::AmbiguousZone {
                    typed: text.into(),
                    candidates: vec!["Asia/Kolkata".into(), "Europe/Dublin".into(), "+02:00".into()],
                },
            ),
        ),
        (
            "skipped time",
            "/resolved 2026-03-29 02:30 Europe/Berlin",
            bad(
                "resolved",
                TimeFault::Skipped {
                    local: local.expect("a valid day and time"),
                    zone: "Europe/Berlin".into(),
                },
            ),
        ),
        (
            "future",
            "/resolved 23:59",
            bad("resolved", TimeFault::Future { at: at(99) }),
        ),
        (
            "impossible order",
            "/resolved 22:00",
            Refusal::ImpossibleOrder {
                milestone: Milestone::Resolved,
                at: at(-20),
                other: Milestone::Started,
                other_at: at(0),
            },
        ),
    ]
}

fn about_words(text: &str) -> Vec<Case> {
    let typed = || text.to_owned();
    vec![
        (
            "unknown command",
            "/resolvd at 14:05",
            Refusal::UnknownCommand {
                typed: typed(),
                nearest: "resolved".into(),
            },
        ),
        (
            "unexpected argument",
            "/confirm typed",
            Refusal::UnexpectedArgument {
                command: "confirm".into(),
                typed: typed(),
            },
        ),
        (
            "unknown severity",
            "/sev typed",
            Refusal::UnknownSeverity { typed: typed() },
        ),
        (
            "severity missing",
            "/sev",
            Refusal::UnknownSeverity { typed: String::new() },
        ),
        ("cosmetic severity", "/sev 5", Refusal::CosmeticSeverity),
    ]
}

fn about_people(text: &str) -> Vec<Case> {
    let typed = || text.to_owned();
    vec![
        (
            "bad nominee",
            "/owner typed",
            Refusal::BadNominee {
                role: Role::Owner,
                typed: typed(),
            },
        ),
        (
            "nominee missing",
            "/ic",
            Refusal::BadNominee {
                role: Role::Commander,
                typed: String::new(),
            },
        ),
        (
            "cannot see repository",
            "/owner @typed",
            Refusal::CannotSeeRepository {
                role: Role::Owner,
                login: Login::new(text),
            },
        ),
    ]
}

fn about_postmortems(text: &str) -> Vec<Case> {
    let typed = || text.to_owned();
    vec![
        (
            "unknown subcommand",
            "/meeting typed",
            Refusal::UnknownSubcommand {
                command: "meeting".into(),
                typed: typed(),
                allowed: vec!["/meeting held".into()],
            },
        ),
        (
            "subcommand missing",
            "/meeting",
            Refusal::UnknownSubcommand {
                command: "meeting".into(),
                typed: String::new(),
                allowed: vec!["/meeting held".into()],
            },
        ),
        (
            "reason missing",
            "/postmortem skip",
            Refusal::ReasonMissing {
                command: "postmortem skip".into(),
            },
        ),
        (
            "skip not yours",
            "/postmortem skip duplicate",
            Refusal::SkipNotYours,
        ),
        (
            "skip too late",
            "/postmortem skip duplicate",
            Refusal::SkipTooLate,
        ),
        ("withdrawn", "/ack", Refusal::Withdrawn),
        ("awaiting confirmation", "/ack", Refusal::AwaitingConfirmation),
    ]
}
