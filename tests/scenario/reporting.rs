//! Where things stand: reports in parts, their rhythm, and incidents that have gone quiet.

use crate::{
    harness::{LANGUAGES, REPOSITORY, World, part},
    surface::assert_snapshot,
};

#[tokio::test]
async fn a_report_is_put_together_from_its_parts() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        let (first, second, third) = if language == "ja" {
            (
                "/can\n状況: 決済が **3人に1人** 失敗している\n対応: v41 に戻している\n- 担当は @bob\n必要なもの: 決済に詳しい人",
                "/can 必要なもの: なし",
                "／ｃａｎ 失敗は 100人に1人 まで減った",
            )
        } else {
            (
                "/can\nConditions: checkout fails for **one customer in three**\nActions: rolling back to v41\n- by @bob\nNeeds: somebody who knows the gateway",
                "/can Needs: none",
                "/can down to one in a hundred",
            )
        };
        world
            .says("alice", number, &format!("/sev 1\n/commander me\n\n{first}"))
            .await;
        world.waits(10).await;
        world.says("bob", number, second).await;
        world.waits(10).await;
        world.says("alice", number, third).await;
        let status = world.status(number);
        let (from, to) = if language == "ja" {
            ("#### 現在の状況", "\n\n####")
        } else {
            ("#### Where things stand", "\n\n####")
        };
        assert_snapshot!(format!("standing.{language}"), part(&status, from, to));
        world.waits(10).await;
        world.says("alice", number, "/resolved").await;
        let status = world.status(number);
        assert_snapshot!(
            format!("last.{language}"),
            part(&status, "<details>", "</details>")
        );
        world.says("alice", number, "/can it is back").await;
        assert_snapshot!(format!("too-late.{language}"), world.last_word(number));
        world.skims(number);
        world.skims(number + 1);
        world.ends().await;
    }
}

/// How many reminders stand on the page, all but the last of them folded away, and that one as soon as it was heeded.
fn reminders(world: &mut World, number: u64) -> usize {
    let page = world.reads(number);
    let reminded = page.matches("`/snooze 2h`").count();
    let open = reminded - page.matches(", folded\n").count();
    assert!(
        open <= 1,
        "the one before is folded away when the next one comes: {page}"
    );
    reminded
}

#[tokio::test]
async fn reports_are_asked_for_in_the_rhythm_of_the_severity() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.says("alice", number, "/sev 1\n/commander @bob").await;
        world.waits(29).await;
        assert_eq!(reminders(&mut world, number), 0);
        world.waits(1).await;
        assert_snapshot!(format!("never-reported.{language}"), world.last_word(number));
        world.waits(15).await;
        world.says("bob", number, "/can Conditions: still bad").await;
        world.waits(29).await;
        assert_eq!(reminders(&mut world, number), 1, "the report starts it anew");
        world.waits(1).await;
        assert_snapshot!(format!("reported-before.{language}"), world.last_word(number));
        world
            .says("bob", number, "/mitigated\n/can Conditions: better\n/sev 2")
            .await;
        world.waits(59).await;
        assert_eq!(reminders(&mut world, number), 2, "a milder one has more time");
        world.waits(1).await;
        assert_eq!(reminders(&mut world, number), 3, "mitigated is not resolved");
        world.says("bob", number, "/owner me\n/resolved").await;
        world.waits(300).await;
        assert_eq!(reminders(&mut world, number), 3, "it is over");
        world.skims(number + 1);
        world.ends().await;
    }
}

#[tokio::test]
async fn reminders_are_held_back_and_come_again() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.says("alice", number, "/sev 1\n/commander @bob").await;
        world.says("bob", number, "/snooze 2h").await;
        let row = if language == "ja" {
            "| お知らせ"
        } else {
            "| Reminders"
        };
        let status = world.status(number);
        assert_snapshot!(format!("snoozed.{language}"), part(&status, row, "\n"));
        world.waits(119).await;
        assert_eq!(reminders(&mut world, number), 0);
        world.waits(1).await;
        let page = world.reads(number);
        assert_eq!(
            page.matches("`/snooze 2h`").count(),
            1,
            "one, and no backlog: {page}"
        );
        assert!(!world.status(number).contains(row), "{page}");
        world.says("bob", number, "/snooze until 2026-11-22 10:00").await;
        assert!(world.status(number).contains(row));
        world.says("bob", number, "/snooze off").await;
        assert!(!world.status(number).contains(row));
        world.skims(number);
        world.ends().await;
    }
}

#[tokio::test]
async fn a_quiet_incident_is_asked_about() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "severities:\n  SEV1:\n    update_every: never\n").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.says("alice", number, "/sev 1\n/commander @bob").await;
        world.waits(100).await;
        world.says("carol", number, "Still looking.").await;
        world.waits(119).await;
        assert_eq!(reminders(&mut world, number), 0, "carol was heard");
        world.waits(1).await;
        assert_snapshot!(format!("quiet.{language}"), world.last_word(number));
        world.waits(6 * 60).await;
        assert_eq!(reminders(&mut world, number), 2, "again after four times as long");
        world.waits(1).await;
        world
            .acts("carol", |carol| carol.assign(REPOSITORY, number, "carol"))
            .await;
        world.waits(119).await;
        assert_eq!(reminders(&mut world, number), 2, "a deed is heard too");
        world.ends().await;
    }
}

#[tokio::test]
async fn a_running_major_incident_wakes_people_at_night_and_a_minor_one_does_not() {
    let mut world = World::configured("time_zone: Asia/Tokyo\n").await;
    world.waits_until("2026-11-20T17:00:00Z").await;
    let major = world.declares("alice", "Checkout fails").await;
    world.says("alice", major, "/sev 1").await;
    let minor = world.declares("alice", "Search is slow").await;
    world.says("alice", minor, "/sev 3\n/commander me").await;
    world.waits(5).await;
    let asked = world.last_word(major);
    assert!(asked.contains("2026-11-21 02:00 JST"), "{asked}");
    world.says("bob", major, "/commander me").await;
    world.waits(30).await;
    assert_eq!(reminders(&mut world, major), 2, "in the middle of the night");
    world.says("bob", major, "/resolved\n/owner me").await;
    world.waits_until("2026-11-23T00:59:00Z").await;
    assert_eq!(reminders(&mut world, minor), 0, "weekends and nights are quiet");
    world.waits_until("2026-11-23T01:00:00Z").await;
    assert_eq!(reminders(&mut world, minor), 1);
    world.skims(major);
    world.skims(minor + 1);
    world.ends().await;
}
