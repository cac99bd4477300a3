//! What is recognised as a command, what is refused, and what is left to others.

use chrono::NaiveTime;
use proptest::prelude::*;

use super::{Command, CommandLine, Nominee, parse, spec::Verb};
use crate::domain::{
    person::Login,
    phase::Milestone,
    refusal::Refusal,
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
#[expect(clippy::too_many_lines, reason = "one table, one row a case")]
fn every_command_is_understood() {
    let bob = || Nominee::Person(Login::new("bob"));
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
        (
            "/commander @bob",
            Command::Appoint {
                role: Role::Commander,
                who: bob(),
                reason: None,
            },
        ),
        (
            "/commander bob",
            Command::Appoint {
                role: Role::Commander,
                who: bob(),
                reason: None,
            },
        ),
        (
            "/commander@bob",
            Command::Appoint {
                role: Role::Commander,
                who: bob(),
                reason: None,
            },
        ),
        (
            "/ic @Bob",
            Command::Appoint {
                role: Role::Commander,
                who: bob(),
                reason: None,
            },
        ),
        (
            "/ic ME",
            Command::Appoint {
                role: Role::Commander,
                who: Nominee::Author,
                reason: None,
            },
        ),
        (
            "/owner @me",
            Command::Appoint {
                role: Role::Owner,
                who: Nominee::Author,
                reason: None,
            },
        ),
        (
            "/owner bob",
            Command::Appoint {
                role: Role::Owner,
                who: bob(),
                reason: None,
            },
        ),
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
#[expect(clippy::too_many_lines, reason = "one table, one row a case")]
fn refusals_say_what_was_typed() {
    let bad_time = |command: &str, typed: &str| Refusal::BadTime {
        command: command.into(),
        fault: TimeFault::Unreadable { typed: typed.into() },
    };
    let bad_nominee = |role, typed: &str| Refusal::BadNominee {
        role,
        typed: typed.into(),
    };
    let unknown = |typed: &str, nearest: &str| Refusal::UnknownCommand {
        typed: typed.into(),
        nearest: nearest.into(),
    };
    let subcommand = |command: &str, typed: &str, allowed: &[&str]| Refusal::UnknownSubcommand {
        command: command.into(),
        typed: typed.into(),
        allowed: allowed.iter().map(|line| (*line).to_owned()).collect(),
    };
    let skip = "/postmortem skip same cause as #41, which has one";
    let unexpected = |command: &str, typed: &str| Refusal::UnexpectedArgument {
        command: command.into(),
        typed: typed.into(),
    };
    let severity = |typed: &str| Refusal::UnknownSeverity { typed: typed.into() };
    let cases = [
        ("/sev", severity("")),
        ("/sev 0", severity("0")),
        ("/sev high", severity("high")),
        ("/sev 22", severity("22")),
        ("/sev6", severity("6")),
        ("/sev 5", Refusal::CosmeticSeverity),
        ("/sev SEV5", Refusal::CosmeticSeverity),
        ("/sev sev-5", Refusal::CosmeticSeverity),
        ("/sev5", Refusal::CosmeticSeverity),
        ("/sev ５", Refusal::CosmeticSeverity),
        ("/sev 2 payments fail", unexpected("sev", "payments fail")),
        ("/ack on it", bad_time("ack", "on it")),
        ("/resolved at", bad_time("resolved", "at")),
        ("/resolved at 2pm", bad_time("resolved", "2pm")),
        ("/meeting held soon", bad_time("meeting held", "soon")),
        ("/commander", bad_nominee(Role::Commander, "")),
        ("/ic @", bad_nominee(Role::Commander, "@")),
        ("/owner @a @b", bad_nominee(Role::Owner, "@a @b")),
        ("/owner @org/team", bad_nominee(Role::Owner, "@org/team")),
        ("/owner アリス", bad_nominee(Role::Owner, "アリス")),
        ("/owner -x", bad_nominee(Role::Owner, "-x")),
        (
            "/postmortem later",
            subcommand("postmortem", "later", &["/postmortem", skip]),
        ),
        (
            "/postmortem skip",
            Refusal::ReasonMissing {
                command: "postmortem skip".into(),
            },
        ),
        (
            "/postmortem skip <!-- why -->",
            Refusal::ReasonMissing {
                command: "postmortem skip".into(),
            },
        ),
        ("/meeting", subcommand("meeting", "", &["/meeting held"])),
        (
            "/meeting tomorrow 15:00",
            subcommand("meeting", "tomorrow", &["/meeting held"]),
        ),
        ("/confirm please", unexpected("confirm", "please")),
        ("/akc", unknown("akc", "ack")),
        ("/Resovled 14:05", unknown("resovled", "resolved")),
        ("／ａｋｃ", unknown("akc", "ack")),
        ("/comander @bob", unknown("comander", "commander")),
    ];
    for (typed, expected) in cases {
        assert_eq!(one(typed), Err(expected), "{typed}");
    }
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

proptest! {
    #[test]
    fn no_text_makes_it_panic(body in "\\PC{0,80}") {
        parse(&body);
    }

    #[test]
    fn nothing_made_of_markdown_makes_it_panic(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "/", "／", "/ack", "/sev", " ", "　", "\n", "\r\n", "\r", "\t", "> ", "- ", "`", "```", "<!--", "-->",
                "[", "](", ")", "|", "---", "#", "<b>", "\\", "。", "2", "２", "@", "skip", "held", "🚀", "\u{0}", "&#47;",
            ]),
            0..24,
        ),
    ) {
        for line in parse(&pieces.concat()) {
            prop_assert_eq!(line.text.trim(), line.text.as_str());
            prop_assert!(!line.text.contains(['\n', '\r']));
        }
    }

    #[test]
    fn a_command_means_the_same_wherever_it_may_stand(
        verb in prop::sample::select(Verb::ALL.to_vec()),
        before in "[a-z ]{0,10}",
        indent in 0_usize..4,
        ending in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        for example in verb.spec().forms.iter().flat_map(|form| form.examples) {
            let body = format!("{before}{ending}{ending}{}{example}{ending}{before}", " ".repeat(indent));
            prop_assert_eq!(parse(&body), parse(example));
        }
    }
}
