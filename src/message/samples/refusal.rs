//! Every refusal, with a line that leads to it.

use chrono::NaiveDate;

use crate::domain::{
    nudge::Nudge, person::Login, phase::Milestone, refusal::Refusal, role::Role, when::TimeFault,
};

use super::at;

/// A name, the line that was typed, and the refusal it met.
pub(super) type Case = (&'static str, &'static str, Refusal);

/// Every refusal by what it is about; `text` stands where people's own text does.
pub(super) fn refusals(text: &str) -> Vec<(&'static str, Vec<Case>)> {
    vec![
        ("times", about_times(text)),
        ("zones", about_zones()),
        ("words", about_words(text)),
        ("people", about_people(text)),
        ("reports", about_reports(text)),
        ("reminders", about_reminders(text)),
        ("ends", about_ends(text)),
        ("postmortems", about_postmortems(text)),
        ("meetings", about_meetings()),
    ]
}

/// What is wrong with a time, in commands that have more than a time on their line, and in others.
fn about_times(text: &str) -> Vec<Case> {
    let typed = || text.to_owned();
    let impossible = || TimeFault::Impossible { typed: typed() };
    let future = || TimeFault::Future { at: at(99) };
    let bad = |command: &str, fault| Refusal::BadTime {
        command: command.into(),
        fault,
    };
    vec![
        (
            "unreadable time",
            "/ack typed",
            bad("ack", TimeFault::Unreadable { typed: typed() }),
        ),
        (
            "impossible time",
            "/ack 2026-02-30 25:00",
            bad("ack", impossible()),
        ),
        (
            "impossible time of a row",
            "/timeline 25:00 back",
            bad("timeline", impossible()),
        ),
        (
            "impossible end of a snooze",
            "/snooze until 2026-02-30",
            bad("snooze until", impossible()),
        ),
        ("future", "/resolved 23:59", bad("resolved", future())),
        ("future row", "/timeline 23:59 back", bad("timeline", future())),
        (
            "impossible order",
            "/resolved 22:00",
            Refusal::ImpossibleOrder {
                milestone: Milestone::Resolved,
                at: at(-20),
                other: Milestone::Detected,
                other_at: at(0),
            },
        ),
    ]
}

fn about_zones() -> Vec<Case> {
    let local = NaiveDate::from_ymd_opt(2026, 3, 29).and_then(|day| day.and_hms_opt(2, 30, 0));
    let ambiguous = |command: &str| Refusal::BadTime {
        command: command.into(),
        fault: TimeFault::AmbiguousZone {
            typed: "IST".into(),
            candidates: vec!["Asia/Kolkata".into(), "Europe/Dublin".into(), "+02:00".into()],
        },
    };
    let skipped = |command: &str| Refusal::BadTime {
        command: command.into(),
        fault: TimeFault::Skipped {
            local: local.expect("a valid day and time"),
            zone: "Europe/Berlin".into(),
        },
    };
    vec![
        (
            "ambiguous zone",
            "/meeting held 14:05 IST",
            ambiguous("meeting held"),
        ),
        (
            "ambiguous zone of a row",
            "/timeline 14:05 IST back",
            ambiguous("timeline"),
        ),
        (
            "ambiguous end of a snooze",
            "/snooze until 2026-11-25 10:00 IST",
            ambiguous("snooze until"),
        ),
        (
            "skipped time",
            "/resolved 2026-03-29 02:30 Europe/Berlin",
            skipped("resolved"),
        ),
        (
            "skipped time of a row",
            "/timeline 2026-03-29 02:30 back",
            skipped("timeline"),
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
                typed: "resolvd".into(),
                nearest: "resolved".into(),
            },
        ),
        (
            "unexpected argument",
            "/detected by monitor typed",
            Refusal::UnexpectedArgument {
                command: "detected".into(),
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

/// Every role has its own lines to type.
fn about_people(text: &str) -> Vec<Case> {
    let bad = |role| {
        let typed = text.to_owned();
        Refusal::BadNominee { role, typed }
    };
    let blind = |role| {
        let login = Login::new(text);
        Refusal::CannotSeeRepository { role, login }
    };
    let missing = Refusal::BadNominee {
        role: Role::Commander,
        typed: String::new(),
    };
    vec![
        ("bad commander", "/commander typed", bad(Role::Commander)),
        ("bad deputy", "/deputy typed", bad(Role::Deputy)),
        ("bad tech lead", "/tech typed", bad(Role::TechLead)),
        ("bad comms lead", "/comms typed", bad(Role::CommsLead)),
        ("bad scribe", "/scribe typed", bad(Role::Scribe)),
        ("bad owner", "/owner typed", bad(Role::Owner)),
        ("nominee missing", "/ic", missing),
        ("tech lead without access", "/tech @typed", blind(Role::TechLead)),
        ("owner without access", "/owner @typed", blind(Role::Owner)),
    ]
}

fn about_reports(text: &str) -> Vec<Case> {
    let empty = |command: &str| Refusal::TextMissing {
        command: command.into(),
    };
    let detector = |typed: &str| Refusal::UnknownDetector { typed: typed.into() };
    vec![
        ("empty row", "/timeline", empty("timeline")),
        ("empty report", "/can", empty("can")),
        ("empty action item", "/action P1 @octocat", empty("action")),
        (
            "bad day",
            "/action due typed Alert",
            Refusal::BadDay { typed: text.into() },
        ),
        (
            "day missing",
            "/action due",
            Refusal::BadDay { typed: String::new() },
        ),
        (
            "another owner",
            "/action P1 in octo-org/payments Alert on retries",
            Refusal::OtherOwner {
                repository: "octo-org/payments".into(),
                owner: "acme".into(),
            },
        ),
        ("unknown detector", "/detected by typed", detector(text)),
        ("detector missing", "/detected by", detector("")),
        (
            "for a running incident",
            "/can Conditions: fine",
            Refusal::AlreadyResolved {
                command: "can".into(),
            },
        ),
        (
            "for a resolved incident",
            "/meeting held",
            Refusal::NotResolvedYet {
                command: "meeting held".into(),
            },
        ),
    ]
}

fn about_reminders(text: &str) -> Vec<Case> {
    let bad = |typed: &str| Refusal::BadSnooze { typed: typed.into() };
    vec![
        ("bad snooze", "/snooze typed", bad(text)),
        ("snooze without end", "/snooze", bad("")),
        (
            "snooze of a mistyped reminder",
            "/snooze typed 3 days",
            Refusal::UnknownNudge {
                typed: text.into(),
                meant: Nudge::DeadlineMissed,
            },
        ),
        (
            "snooze too long",
            "/snooze 3 months",
            Refusal::SnoozeTooLong { at_most_days: 14 },
        ),
        (
            "snooze in the past",
            "/snooze until 2026-11-20 20:20",
            Refusal::SnoozeInThePast { at: at(-120) },
        ),
    ]
}

fn about_ends(text: &str) -> Vec<Case> {
    let issue = |typed: &str| Refusal::BadIssue { typed: typed.into() };
    let unexplained = Refusal::ReasonMissing {
        command: "false-alarm".into(),
    };
    vec![
        ("bad issue", "/duplicate typed", issue(text)),
        ("issue missing", "/duplicate", issue("")),
        ("duplicate of itself", "/duplicate #7", Refusal::DuplicateOfItself),
        ("false alarm without reason", "/false-alarm", unexplained),
        (
            "withdrawn too late",
            "/false-alarm typed",
            Refusal::WithdrawTooLate,
        ),
        ("withdrawn", "/ack", Refusal::Withdrawn),
        ("awaiting confirmation", "/ack", Refusal::AwaitingConfirmation),
    ]
}

fn about_postmortems(text: &str) -> Vec<Case> {
    let subcommand = |typed: &str| Refusal::UnknownSubcommand {
        command: "meeting".into(),
        typed: typed.into(),
        allowed: vec!["/meeting 2030-01-08 15:00".into(), "/meeting held".into()],
    };
    let unexplained = Refusal::ReasonMissing {
        command: "postmortem skip".into(),
    };
    let silent = Refusal::ReasonMissing {
        command: "announced none".into(),
    };
    vec![
        ("unknown subcommand", "/meeting typed", subcommand(text)),
        ("subcommand missing", "/meeting", subcommand("")),
        ("skip without reason", "/postmortem skip", unexplained),
        (
            "skip not yours",
            "/postmortem skip duplicate",
            Refusal::SkipNotYours,
        ),
        (
            "bad address",
            "/announced typed",
            Refusal::BadAddress { typed: text.into() },
        ),
        (
            "address missing",
            "/announced",
            Refusal::BadAddress { typed: String::new() },
        ),
        ("announcement without reason", "/announced none", silent),
        (
            "announcement not yours",
            "/announced https://status.example.com/1",
            Refusal::AnnouncementNotYours,
        ),
        (
            "skip too late",
            "/postmortem skip duplicate",
            Refusal::SkipTooLate,
        ),
    ]
}

fn about_meetings() -> Vec<Case> {
    vec![
        (
            "nothing to meet about",
            "/meeting tomorrow 15:00",
            Refusal::NoPostmortem,
        ),
        (
            "meeting in the past",
            "/meeting 2026-11-20 15:00",
            Refusal::MeetingInThePast { at: at(-440) },
        ),
        (
            "meeting without end",
            "/meeting 3 days",
            Refusal::MeetingLength { minutes: 4320 },
        ),
        (
            "meeting held already",
            "/meeting 45m",
            Refusal::MeetingHeldAlready { at: at(60 * 24) },
        ),
        (
            "meeting skipped by somebody",
            "/meeting skip typed",
            Refusal::MeetingNotYours,
        ),
        (
            "impossible meeting",
            "/meeting 2026-02-30 15:00",
            Refusal::BadTime {
                command: "meeting".into(),
                fault: TimeFault::Impossible {
                    typed: "2026-02-30 15:00".into(),
                },
            },
        ),
    ]
}
