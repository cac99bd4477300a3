//! What is recognised as a command, what is refused, and what is left to others.

mod action;
mod arguments;
mod can;
mod meetings;
mod people;
mod properties;
mod refused;

use chrono::NaiveTime;

use super::{Command, CommandLine, Nominee, Snooze, parse, spec::Verb, without_commands};
use crate::domain::{
    person::Login,
    phase::Milestone,
    refusal::Refusal,
    report::{Detector, IssueRef},
    role::Role,
    severity::Severity,
    when::{Day, TimeFault, When},
};

/// The one command in a comment.
#[track_caller]
fn one(body: &str) -> Result<Command, Refusal> {
    let mut lines = parse(body);
    assert_eq!(lines.len(), 1, "{body:?} holds {lines:?}");
    lines.remove(0).command
}

fn reach(milestone: Milestone) -> Command {
    Command::Reach {
        milestone,
        when: None,
    }
}

#[test]
fn every_command_is_understood() {
    let cases = [
        ("/ack", reach(Milestone::Acknowledged)),
        ("/acknowledged", reach(Milestone::Acknowledged)),
        ("/ACK", reach(Milestone::Acknowledged)),
        ("/ack.", reach(Milestone::Acknowledged)),
        ("/mitigated", reach(Milestone::Mitigated)),
        ("/resolved!", reach(Milestone::Resolved)),
        ("/started", reach(Milestone::Started)),
        ("/sev 1", Command::Severity(Severity::Sev1)),
        ("/sev SEV2", Command::Severity(Severity::Sev2)),
        ("/sev sev-3", Command::Severity(Severity::Sev3)),
        ("/sev2", Command::Severity(Severity::Sev2)),
        ("/SEV-4", Command::Severity(Severity::Sev4)),
        ("/sev <!-- a --> 4", Command::Severity(Severity::Sev4)),
        ("/severity 4", Command::Severity(Severity::Sev4)),
        ("/sev: 4", Command::Severity(Severity::Sev4)),
        ("/postmortem", Command::RequestPostmortem),
        (
            "/postmortem skip known **cause**, see `x`",
            Command::SkipPostmortem {
                reason: "known **cause**, see `x`".into(),
            },
        ),
        ("/meeting held", Command::MeetingHeld { when: None }),
        ("/confirm", Command::Confirm),
        ("/help", Command::Help { topic: None }),
        (
            "/help sev",
            Command::Help {
                topic: Some("sev".into()),
            },
        ),
        (
            "/help /IC",
            Command::Help {
                topic: Some("commander".into()),
            },
        ),
        (
            "/help resolve",
            Command::Help {
                topic: Some("resolved".into()),
            },
        ),
        ("/help merge", Command::Help { topic: None }),
    ];
    for (typed, expected) in cases {
        assert_eq!(one(typed), Ok(expected), "{typed}");
    }
}

#[test]
fn times_follow_with_or_without_at() {
    let when = When::Local {
        day: Day::Latest,
        time: NaiveTime::from_hms_opt(14, 5, 0).expect("a time"),
        zone: None,
    };
    for typed in [
        "/resolved 14:05",
        "/resolved at 14:05",
        "/resolved AT  14:05",
        "／ｒｅｓｏｌｖｅｄ　ａｔ　１４：０５",
    ] {
        let expected = Command::Reach {
            milestone: Milestone::Resolved,
            when: Some(when.clone()),
        };
        assert_eq!(one(typed), Ok(expected), "{typed}");
    }
    assert_eq!(
        one("/meeting held 14:05"),
        Ok(Command::MeetingHeld { when: Some(when) })
    );
    assert_eq!(
        one("/ack 10分前"),
        Ok(Command::Reach {
            milestone: Milestone::Acknowledged,
            when: Some(When::Ago { minutes: 10 }),
        })
    );
}

#[test]
fn japanese_keyboards_are_understood() {
    let cases = [
        ("／ａｃｋ", reach(Milestone::Acknowledged)),
        ("／ack", reach(Milestone::Acknowledged)),
        ("/ack。", reach(Milestone::Acknowledged)),
        ("　／ＡＣＫ　", reach(Milestone::Acknowledged)),
        ("／ｓｅｖ　２", Command::Severity(Severity::Sev2)),
        ("/sev２", Command::Severity(Severity::Sev2)),
        (
            "／ｏｗｎｅｒ＠ｂｏｂ",
            Command::Appoint {
                role: Role::Owner,
                who: Nominee::Person(Login::new("bob")),
                reason: None,
            },
        ),
        (
            "/postmortem　ｓｋｉｐ　既知の原因（＃４１）",
            Command::SkipPostmortem {
                reason: "既知の原因（＃４１）".into(),
            },
        ),
    ];
    for (typed, expected) in cases {
        assert_eq!(one(typed), Ok(expected), "{typed}");
    }
    assert_eq!(
        one("/ack対応します"),
        Err(Refusal::BadTime {
            command: "ack".into(),
            fault: TimeFault::Unreadable {
                typed: "対応します".into()
            },
        })
    );
}

#[test]
fn what_is_not_ours_is_left_alone() {
    for body in [
        "",
        "/",
        "//",
        "///",
        "/ ack",
        "//comment",
        "/ack/foo",
        "/ack.md",
        "/ack*",
        "/ack()",
        "/ack=1",
        "/ack\\",
        "/usr/bin",
        "/etc/hosts is wrong",
        "/approve",
        "/hold",
        "/assign @bob",
        "/close",
        "/retest",
        "/lgtm",
        "/label bug",
        "/cc @bob",
        "/merge",
        "/unknown",
        "/障害",
        "ack",
        "please /ack",
        "\\/ack",
        "s/ack/nack/",
        "/2",
        "/-",
        "/😀",
        "http://example.com/ack",
        "/home/ack",
        "a\n b /ack",
    ] {
        assert_eq!(parse(body), [], "{body:?}");
    }
}

#[test]
fn the_line_is_kept_as_it_was_typed() {
    assert_eq!(
        parse("  ／ＡＣＫ  "),
        [CommandLine {
            text: "／ＡＣＫ".into(),
            command: Ok(reach(Milestone::Acknowledged)),
        }]
    );
}

#[test]
fn a_comment_of_the_greatest_length_is_read_whatever_is_in_it() {
    for piece in [
        "/ack\n",
        "> ",
        "[",
        "`/ack\n",
        "<!--\n/ack",
        "| /ack ",
        "/ack <!-- x --> ",
        "`a`\n/ack\n",
    ] {
        let body = piece.repeat(65_536 / piece.len());
        let lines = parse(&body);
        assert!(lines.len() <= body.len() / "/ack\n".len(), "{piece:?}");
    }
}

#[test]
fn what_is_said_besides_commands_is_left() {
    for (body, expected) in [
        ("no command", "no command"),
        ("a/b", "a/b"),
        ("/approve\ntext", "/approve\ntext"),
        ("/ack\nOn it.\n/sev 2\n\nMore.", "\nOn it.\n\n\nMore."),
        ("/akc\nOn it.", "\nOn it."),
        (
            "Before.\r\n/can\r\nNeeds: x\r\n\r\nmore\r\n/ack\r\nAfter.",
            "Before.\n\nAfter.",
        ),
        ("> /ack", "> /ack"),
    ] {
        assert_eq!(without_commands(body), expected, "{body:?}");
    }
}
