//! What is refused, and what the refusal says was typed.

use super::one;
use crate::domain::{nudge::Nudge, refusal::Refusal, when::TimeFault};

#[test]
#[expect(clippy::too_many_lines, reason = "one table, one row a case")]
fn refusals_say_what_was_typed() {
    let bad_time = |command: &str, typed: &str| Refusal::BadTime {
        command: command.into(),
        fault: TimeFault::Unreadable { typed: typed.into() },
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
    let meeting = |typed: &str| {
        let lines = [
            "/meeting 2030-01-08 15:00",
            "/meeting 45m",
            "/meeting https://meet.example.com/review",
            "/meeting held",
            "/meeting skip everybody was in the room when it was solved",
        ];
        subcommand("meeting", typed, &lines)
    };
    let skip = "/postmortem skip same cause as #41, which has one";
    let unexpected = |command: &str, typed: &str| Refusal::UnexpectedArgument {
        command: command.into(),
        typed: typed.into(),
    };
    let bad_issue = |typed: &str| Refusal::BadIssue { typed: typed.into() };
    let bad_snooze = |typed: &str| Refusal::BadSnooze { typed: typed.into() };
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
        ("/resolved at 2 past 3", bad_time("resolved", "2 past 3")),
        ("/meeting held soon", bad_time("meeting held", "soon")),
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
        ("/meeting", meeting("")),
        ("/meeting soon", meeting("soon")),
        ("/meeting tomorrow", meeting("tomorrow")),
        ("/meeting cancel", meeting("cancel")),
        (
            "/meeting meet.example.com/review",
            meeting("meet.example.com/review"),
        ),
        ("/meeting ftp://meet.example", meeting("ftp://meet.example")),
        ("/meeting https://", meeting("https://")),
        (
            "/meeting https://a.example https://b.example",
            meeting("https://a.example https://b.example"),
        ),
        ("/meeting 45m 30m", meeting("45m 30m")),
        ("/meeting 15:00 45", meeting("15:00 45")),
        ("/meeting 4m", Refusal::MeetingLength { minutes: 4 }),
        ("/meeting 15:00 481m", Refusal::MeetingLength { minutes: 481 }),
        (
            "/meeting 2026-02-30 15:00 45m",
            Refusal::BadTime {
                command: "meeting".into(),
                fault: TimeFault::Impossible {
                    typed: "2026-02-30 15:00".into(),
                },
            },
        ),
        (
            "/meeting skip",
            Refusal::ReasonMissing {
                command: "meeting skip".into(),
            },
        ),
        ("/detected by", Refusal::UnknownDetector { typed: String::new() }),
        (
            "/detected 13:24 by bob",
            Refusal::UnknownDetector { typed: "bob".into() },
        ),
        (
            "/detected by customer support",
            Refusal::UnknownDetector {
                typed: "customer support".into(),
            },
        ),
        ("/detected soon by monitor", bad_time("detected", "soon")),
        ("/detected soon", bad_time("detected", "soon")),
        (
            "/timeline",
            Refusal::TextMissing {
                command: "timeline".into(),
            },
        ),
        (
            "/timeline 14:05",
            Refusal::TextMissing {
                command: "timeline".into(),
            },
        ),
        (
            "/timeline 14:05:",
            Refusal::TextMissing {
                command: "timeline".into(),
            },
        ),
        (
            "/timeline 2026-11-20 rolled back",
            bad_time("timeline", "2026-11-20"),
        ),
        (
            "/timeline 05/06 13:20 rolled back",
            bad_time("timeline", "05/06 13:20"),
        ),
        (
            "/timeline at 25:00 rolled back",
            Refusal::BadTime {
                command: "timeline".into(),
                fault: TimeFault::Impossible {
                    typed: "25:00".into(),
                },
            },
        ),
        (
            "/false-alarm",
            Refusal::ReasonMissing {
                command: "false-alarm".into(),
            },
        ),
        (
            "/falsealarm <!-- why -->",
            Refusal::ReasonMissing {
                command: "false-alarm".into(),
            },
        ),
        ("/duplicate", bad_issue("")),
        ("/duplicate #", bad_issue("#")),
        ("/duplicate #0", bad_issue("#0")),
        ("/duplicate #-1", bad_issue("#-1")),
        ("/duplicate #+1", bad_issue("#+1")),
        (
            "/duplicate #18446744073709551616",
            bad_issue("#18446744073709551616"),
        ),
        ("/duplicate octo#12", bad_issue("octo#12")),
        ("/duplicate a/b/c#12", bad_issue("a/b/c#12")),
        ("/duplicate /b#12", bad_issue("/b#12")),
        (
            "/duplicate https://github.example/octo/pay/pull/12",
            bad_issue("https://github.example/octo/pay/pull/12"),
        ),
        ("/duplicate the other one", bad_issue("the other one")),
        ("/duplicate #12 same cause", unexpected("duplicate", "same cause")),
        ("/snooze", bad_snooze("")),
        ("/snooze later", bad_snooze("later")),
        ("/snooze 0m", bad_snooze("0m")),
        ("/snooze -1h", bad_snooze("-1h")),
        ("/snooze 2", bad_snooze("2")),
        ("/snooze 4294967296m", bad_snooze("4294967296m")),
        (
            "/snooze 99999999999999999999 days",
            bad_snooze("99999999999999999999 days"),
        ),
        ("/snooze until", bad_snooze("until")),
        ("/snooze deadline-missed", bad_snooze("")),
        ("/snooze deadline-missed later", bad_snooze("later")),
        (
            "/snooze deadlin-mised 3 days",
            Refusal::UnknownNudge {
                typed: "deadlin-mised".into(),
                meant: Nudge::DeadlineMissed,
            },
        ),
        ("/snooze until later", bad_snooze("until later")),
        (
            "/snooze until 2026-02-30",
            Refusal::BadTime {
                command: "snooze until".into(),
                fault: TimeFault::Impossible {
                    typed: "2026-02-30".into(),
                },
            },
        ),
        (
            "/can",
            Refusal::TextMissing {
                command: "can".into(),
            },
        ),
        (
            "/can\n\n<!-- Needs: x -->\n",
            Refusal::TextMissing {
                command: "can".into(),
            },
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
