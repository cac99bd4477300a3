//! What follows a command on its line.

use super::{Command, Detector, IssueRef, Snooze, When, one};
use crate::domain::nudge::Nudge;

fn time(text: &str) -> When {
    When::parse(text).expect(text)
}

#[test]
fn what_noticed_it_is_understood_with_and_without_a_time() {
    for (typed, when, by) in [
        ("/detected", None, None),
        ("/detected 13:24", Some("13:24"), None),
        ("/detected at 13:24", Some("13:24"), None),
        (
            "/detected 13:24 by monitor",
            Some("13:24"),
            Some(Detector::Monitor),
        ),
        (
            "/detected yesterday 13:24 JST by Alert",
            Some("yesterday 13:24 JST"),
            Some(Detector::Monitor),
        ),
        ("/detected by customer", None, Some(Detector::Customer)),
        ("/detected by a customer", None, Some(Detector::Customer)),
        (
            "/detected by customers 13:24",
            Some("13:24"),
            Some(Detector::Customer),
        ),
        (
            "/detected 10m ago by staff",
            Some("10m ago"),
            Some(Detector::Staff),
        ),
        ("/detected 13:24 monitor", Some("13:24"), Some(Detector::Monitor)),
        (
            "／ｄｅｔｅｃｔｅｄ　１３：２４　ｂｙ　ｓｔａｆｆ",
            Some("13:24"),
            Some(Detector::Staff),
        ),
        ("/detected 監視", None, Some(Detector::Monitor)),
        ("/detected 13:24 監視", Some("13:24"), Some(Detector::Monitor)),
        (
            "/detected 13:24 by 監視システム",
            Some("13:24"),
            Some(Detector::Monitor),
        ),
        ("/detected 13:24モニター", Some("13:24"), Some(Detector::Monitor)),
        (
            "/detected 10分前 お客さまから",
            Some("10m ago"),
            Some(Detector::Customer),
        ),
        ("/detected お客様により", None, Some(Detector::Customer)),
        ("/detected 顧客", None, Some(Detector::Customer)),
        ("/detected ユーザー", None, Some(Detector::Customer)),
        (
            "/detected 昨日23:10 社内",
            Some("yesterday 23:10"),
            Some(Detector::Staff),
        ),
    ] {
        let when = when.map(time);
        assert_eq!(one(typed), Ok(Command::Detected { when, by }), "{typed}");
    }
}

#[test]
fn rows_of_the_timeline_keep_their_text_as_it_was_typed() {
    for (typed, when, text) in [
        ("/timeline rolled back to v41", None, "rolled back to v41"),
        ("/timeline 14:05 rolled back", Some("14:05"), "rolled back"),
        ("/timeline at 14:05 rolled back", Some("14:05"), "rolled back"),
        (
            "/timeline 14:05 #12, **see** `x` | @bob",
            Some("14:05"),
            "#12, **see** `x` | @bob",
        ),
        (
            "/timeline yesterday 00:00:01 America/Argentina/Buenos_Aires rolled",
            Some("yesterday 00:00:01 America/Argentina/Buenos_Aires"),
            "rolled",
        ),
        ("/timeline 10m ago by hand", Some("10m ago"), "by hand"),
        ("/timeline 10 servers restarted", None, "10 servers restarted"),
        ("/timeline 5xx rate is down", None, "5xx rate is down"),
        ("/timeline yesterday's deployment", None, "yesterday's deployment"),
        ("/timeline 14:05に切り戻し", Some("14:05"), "切り戻し"),
        ("/timeline: 切り戻し", None, "切り戻し"),
        ("/timeline切り戻し", None, "切り戻し"),
    ] {
        let when = when.map(time);
        let text = text.to_owned();
        assert_eq!(one(typed), Ok(Command::Note { when, text }), "{typed}");
    }
}

#[test]
fn an_incident_is_withdrawn_with_a_reason_or_another_one() {
    for typed in [
        "/false-alarm",
        "/falsealarm",
        "/false_alarm",
        "／ｆａｌｓｅ－ａｌａｒｍ",
        "/False-Alarm:",
    ] {
        let reason = "the probe was broken, not #12".to_owned();
        assert_eq!(
            one(&format!("{typed} the probe was broken, not #12")),
            Ok(Command::FalseAlarm { reason }),
            "{typed}"
        );
    }
    for (typed, repository, number) in [
        ("/duplicate #12", None, 12),
        ("/duplicate ＃１２", None, 12),
        ("/duplicate 12", None, 12),
        ("/duplicate of #12.", None, 12),
        ("/duplicate octo-org/pay.ments#12", Some("octo-org/pay.ments"), 12),
        (
            "/duplicate https://github.example/octo/pay/issues/12",
            Some("octo/pay"),
            12,
        ),
        (
            "/duplicate <https://github.example/octo/pay/issues/12#issuecomment-7>",
            Some("octo/pay"),
            12,
        ),
        ("/duplicate #18446744073709551615", None, u64::MAX),
    ] {
        let repository = repository.map(str::to_owned);
        let of = IssueRef { repository, number };
        assert_eq!(one(typed), Ok(Command::Duplicate { of }), "{typed}");
    }
}

#[test]
fn reminders_of_one_kind_are_held_back_by_their_name() {
    let named = |nudge, snooze| {
        Ok(Command::Snooze {
            nudge: Some(nudge),
            snooze,
        })
    };
    for (typed, expected) in [
        (
            "/snooze deadline-missed 3 days",
            named(Nudge::DeadlineMissed, Snooze::Minutes(4_320)),
        ),
        (
            "/snooze Deadline_Missed for 2h",
            named(Nudge::DeadlineMissed, Snooze::Minutes(120)),
        ),
        ("/snooze gone-quiet off", named(Nudge::GoneQuiet, Snooze::Off)),
        (
            "/snooze owner-missing until monday",
            named(
                Nudge::OwnerMissing,
                Snooze::Until(When::parse_ahead("monday").expect("a day")),
            ),
        ),
    ] {
        assert_eq!(one(typed), expected, "{typed}");
    }
}

#[test]
fn reminders_are_held_back_for_a_span_or_until_a_time() {
    let all = |snooze| Command::Snooze { nudge: None, snooze };
    for (typed, minutes) in [
        ("/snooze 2h", 120),
        ("/snooze 90m", 90),
        ("/snooze for 90 minutes", 90),
        ("/snooze 3 days", 4_320),
        ("/snooze 1h30m", 90),
        ("/snooze 1w", 10_080),
        ("/snooze ２時間", 120),
        ("/snooze 1時間半", 90),
        ("/snooze 4294967295m", u32::MAX),
    ] {
        assert_eq!(one(typed), Ok(all(Snooze::Minutes(minutes))), "{typed}");
    }
    for (typed, until) in [
        ("/snooze until 2030-01-07 10:00", "2030-01-07 10:00"),
        ("/snooze UNTIL tomorrow 10:00", "tomorrow 10:00"),
        ("/snooze until tomorrow", "tomorrow"),
        ("/snooze till monday", "monday"),
        ("/snooze 明日10:00まで", "tomorrow 10:00"),
        ("/snooze until 月曜", "monday"),
    ] {
        let until = When::parse_ahead(until).expect(until);
        assert_eq!(one(typed), Ok(all(Snooze::Until(until))), "{typed}");
    }
    for typed in ["/snooze off", "/snooze OFF", "/snooze 解除"] {
        assert_eq!(one(typed), Ok(all(Snooze::Off)), "{typed}");
    }
}
