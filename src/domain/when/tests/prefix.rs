//! Times in front of other text.

use super::{TimeFault, When};

#[test]
fn the_longest_time_is_taken() {
    for (text, time, rest) in [
        ("14:05 rolled back to v41", "14:05", "rolled back to v41"),
        ("at 14:05 rolled back", "14:05", "rolled back"),
        ("14:05: rolled back", "14:05", "rolled back"),
        ("14:05, #12 merged", "14:05", "#12 merged"),
        ("14:05 - rolled back", "14:05", "rolled back"),
        ("14:05 -5% traffic", "14:05", "-5% traffic"),
        ("14:05", "14:05", ""),
        (
            "14:05 JST 10 servers restarted",
            "14:05 JST",
            "10 servers restarted",
        ),
        ("2pm standup", "2pm", "standup"),
        ("yesterday 23:10 paged", "yesterday 23:10", "paged"),
        (
            "23:10 yesterday we were paged",
            "23:10 yesterday",
            "we were paged",
        ),
        ("10m ago restarted", "10m ago", "restarted"),
        ("1 hour 30 minutes ago restarted", "1h30m ago", "restarted"),
        (
            "2026-11-20 13:20 JST deployed",
            "2026-11-20 13:20 JST",
            "deployed",
        ),
        (
            "2026-11-20T13:20:00+09:00 deployed",
            "2026-11-20T04:20:00Z",
            "deployed",
        ),
        (
            "Nov 20, 2026 13:20 JST deployed",
            "2026-11-20 13:20 JST",
            "deployed",
        ),
        (
            "September 20, 2026 13:20:01 America/Argentina/ComodRivadavia deployed",
            "2026-09-20 13:20:01 America/Argentina/ComodRivadavia",
            "deployed",
        ),
        ("１４：０５　切り戻した", "14:05", "切り戻した"),
        ("14:05に切り戻した", "14:05", "切り戻した"),
        ("14:05、切り戻した", "14:05", "切り戻した"),
        ("14時5分切り戻した", "14:05", "切り戻した"),
        ("14時に切り戻した", "14:00", "切り戻した"),
        ("10分前に再起動", "10m ago", "再起動"),
        ("昨日23:10に再起動", "yesterday 23:10", "再起動"),
    ] {
        let when = When::parse(time).expect(time);
        assert_eq!(When::prefix(text), Ok(Some((when, rest))), "{text}");
    }
}

#[test]
fn text_that_begins_with_no_time_is_left_alone() {
    for text in [
        "",
        "rolled back",
        "10 servers restarted",
        "5xx rate is down",
        "3/4 of the servers are back",
        "14時間停止した",
        "14時過ぎから復旧",
        "5分間停止した",
        "now rolling back",
        "yesterday was calm",
        "at last",
        "1.2.3 deployed",
        "10.0.0.1:8080 refused connections",
        "16:9 video",
        "10m users affected",
        "-",
        "😀 14:05",
    ] {
        assert_eq!(When::prefix(text), Ok(None), "{text}");
    }
}

#[test]
fn what_is_written_like_a_time_is_never_taken_for_another() {
    let impossible = |typed: &str| TimeFault::Impossible { typed: typed.into() };
    let unreadable = |typed: &str| TimeFault::Unreadable { typed: typed.into() };
    for (text, fault) in [
        ("25:00 rolled back", impossible("25:00")),
        ("14:05 2026-02-30 rolled back", impossible("14:05 2026-02-30")),
        ("2026-11-20 rolled back", unreadable("2026-11-20")),
        ("05/06 13:20 rolled back", unreadable("05/06 13:20")),
        ("13:20 05/06 rolled back", unreadable("13:20 05/06")),
        ("25:00に切り戻した", impossible("25:00")),
    ] {
        assert_eq!(When::prefix(text), Err(fault), "{text}");
    }
    let fault = When::prefix("13:20 CST rolled back");
    assert!(matches!(fault, Err(TimeFault::AmbiguousZone { .. })), "{fault:?}");
}
