//! What people type: every way to write a time, every way to write a command, and every refusal, in both languages.

use crate::{
    harness::{LANGUAGES, REPOSITORY, World},
    surface::assert_snapshot,
};

/// Times as people write them, and nothing that depends on the language of what we write.
const TIMES: [&str; 22] = [
    "14:05",
    "at 14:05",
    "2:05pm",
    "2:05 p.m.",
    "14:05 JST",
    "22:40 Asia/Tokyo",
    "12:40Z",
    "14:40+02:00",
    "yesterday 23:10",
    "2026-11-20 08:20",
    "2026-11-20T21:20:00+09:00",
    "2026/11/19 23:59",
    "Nov 19, 2026 23:59",
    "10m ago",
    "1h30m ago",
    "90 min ago",
    "昨日 23:10",
    "午前9時半",
    "11月20日 9時5分",
    "１０：０５",
    "30分前",
    "1時間半前",
];

#[tokio::test]
async fn every_way_to_write_a_time_shows_what_was_understood() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        world.waits_until("2026-11-20T14:30:00Z").await;
        let number = world.declares("alice", "Checkout fails").await;
        let lines: Vec<String> = TIMES
            .iter()
            .map(|time| format!("/timeline {time} ({time})"))
            .collect();
        world
            .says("alice", number, &format!("/sev 3\n{}", lines.join("\n")))
            .await;
        assert_eq!(world.count(number), 1, "everything was understood");
        let status = world.status(number);
        let rows = status.lines().filter(|line| line.contains("| ("));
        let told: Vec<&str> = rows.map(|row| row.split(" | [").next().unwrap_or(row)).collect();
        assert_eq!(told.len(), TIMES.len(), "{status}");
        assert_snapshot!(format!("times.{language}"), told.join("\n"));
        world.ends().await;
    }
}

#[tokio::test]
async fn milestones_take_the_same_times() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        world.waits_until("2026-11-20T14:30:00Z").await;
        let number = world.declares("alice", "Checkout fails").await;
        let line = "/started 40分前\n/detected 監視 30m ago\n/detected 35m ago by monitor\n/ack 13:58 UTC\n/mitigated at 14:20 UTC\n/sev 3\n/resolved now";
        world.says("alice", number, line).await;
        let status = world.status(number);
        let rows = status
            .lines()
            .filter(|line| line.contains("2026-11-20 ") && !line.contains("]("));
        assert_snapshot!(
            format!("milestones.{language}"),
            rows.collect::<Vec<_>>().join("\n")
        );
        world.skims(number);
        world.ends().await;
    }
}

#[tokio::test]
async fn clocks_that_were_changed_are_spoken_of() {
    for language in LANGUAGES {
        let mut world = World::configured(&format!("language: {language}\ntime_zone: Europe/Berlin\n")).await;
        let number = world.declares("alice", "Checkout fails").await;
        world
            .says("alice", number, "/sev 3\n/timeline 2026-10-25 02:30 errors began")
            .await;
        assert_snapshot!(format!("twice.{language}"), world.last_word(number));
        let both = "/timeline 2026-10-25T02:30:00+01:00 errors began";
        world.says("alice", number, both).await;
        assert_eq!(world.count(number), 2, "with its offset it came once");
        world
            .says(
                "alice",
                number,
                "/started 2026-03-29 02:30\n/resolved 2026-11-21 10:00",
            )
            .await;
        assert_snapshot!(format!("skipped.{language}"), world.last_word(number));
        world.skims(number);
        world.ends().await;
    }
}

#[tokio::test]
async fn commands_are_found_however_they_are_typed() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    world.waits(30).await;
    let body = "Rolled back.\r\n\r\n/SEV 3\r\n／ｃｏｍｍａｎｄｅｒ　＠ｂｏｂ\r\n  /Mitigated 5m ago.\r\nand\r\n/tech: me\r\n";
    world.says("alice", number, body).await;
    let page = world.reads(number);
    assert!(page.contains("### SEV3 · Mitigated"), "{page}");
    assert!(page.contains("| Mitigated | 2026-11-20 13:25 UTC |"), "{page}");
    assert!(page.contains("| Commander | bob |"), "{page}");
    assert!(page.contains("| Tech lead | alice |"), "{page}");
    let ignored = "> /resolved\n\n1. /sev 1\n\n```\n/sev 1\n```\n\n    /sev 1\n\n`/sev 1`\n\n<!-- /sev 1 -->\n\nsee /sev 1";
    world.says("alice", number, ignored).await;
    assert_eq!(
        world.reads(number),
        page.clone() + &said_only(ignored),
        "nothing happens"
    );
    world.ends().await;
}

fn said_only(body: &str) -> String {
    format!("\n── alice, 11-20 13:30\n{body}\n")
}

/// Lines that are refused while an incident goes on. One answer holds twenty.
const REFUSED: [&str; 34] = [
    "/mitigatd",
    "/confirm please",
    "/sev",
    "/sev bad",
    "/sev 5",
    "/started soon",
    "/started 25:00",
    "/started 13:00 CST",
    "/timeline 13:00 IST errors",
    "/timeline 2026-13-01 10:00 errors",
    "/resolved 2026-11-21 10:00",
    "/resolved 2026-11-19 10:00",
    "/commander",
    "/commander @bob and @carol",
    "/tech @acme/sre",
    "/owner @nobody-here",
    "/can",
    "/timeline",
    "/false-alarm",
    "/duplicate",
    "/duplicate that one",
    "/duplicate #1",
    "/detected by",
    "/detected by luck",
    "/snooze",
    "/snooze a while",
    "/snooze 90 days",
    "/snooze until 2026-11-19 10:00",
    "/snooze until 25:00",
    "/postmortem skip",
    "/postmortem skip all is well",
    "/postmortem later",
    "/meeting",
    "/meeting held",
];

#[tokio::test]
async fn every_refusal_while_it_goes_on() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.waits(2).await;
        world.says("bob", number, "/sev 2\n/started 12:55 UTC").await;
        let mut told = Vec::new();
        for lines in REFUSED.chunks(17) {
            world.says("bob", number, &lines.join("\n")).await;
            told.push(world.last_word(number));
        }
        assert_snapshot!(format!("refused.{language}"), told.join("\n\n════\n\n"));
        let status = world.status(number);
        assert!(status.starts_with("### SEV2 · "), "{status}");
        world.skims(number);
        world.ends().await;
    }
}

#[tokio::test]
async fn every_refusal_before_and_after() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let mut told = Vec::new();
        let waiting = world
            .acts("rita", |rita| {
                rita.open_form(REPOSITORY, "Is it down?", "", &["incident"])
            })
            .await;
        world.says("bob", waiting, "/sev 1").await;
        told.push(world.last_word(waiting));
        world.says("bob", waiting, "/confirm").await;
        world.says("bob", waiting, "/false-alarm it was my browser").await;
        world.says("bob", waiting, "/resolved").await;
        told.push(world.last_word(waiting));
        world.skims(waiting);

        let number = world.declares("alice", "Checkout fails").await;
        world.says("alice", number, "/sev 2\n/owner me\n/resolved").await;
        world.waits(5).await;
        world.says("alice", number, "/can it is back").await;
        told.push(world.last_word(number));
        let pull = number + 1;
        world
            .acts("alice", |alice| alice.mark_ready(REPOSITORY, pull))
            .await;
        world.acts("alice", |alice| alice.merge(REPOSITORY, pull)).await;
        world
            .says(
                "alice",
                number,
                "/false-alarm it was nothing\n/postmortem skip it was nothing",
            )
            .await;
        told.push(world.last_word(number));
        world.skims(number);
        world.skims(pull);
        assert_snapshot!(format!("refused-otherwise.{language}"), told.join("\n\n════\n\n"));
        world.ends().await;
    }
}
