//! The whole ladder of reminders, as a team in Tokyo gets it.
//!
//! Friday, 20 November 2026, 22:00 in Tokyo; Monday the 23rd is a holiday (勤労感謝の日).

use crate::{
    harness::{LANGUAGES, REPOSITORY, World},
    surface::assert_snapshot,
};

const TOKYO: &str = "time_zone: Asia/Tokyo\nholidays: [jp]\nescalation: '@acme/sre-leads'\n";

/// A world in Tokyo, in a language.
async fn tokyo(language: &str, more: &str) -> World {
    World::configured(&format!("language: {language}\n{TOKYO}{more}")).await
}

/// Everything that anybody was reminded of, with its time in UTC.
#[expect(clippy::format_collect, reason = "a few short lines of a test")]
fn reminders(world: &mut World, number: u64) -> String {
    let page = world.reads(number);
    let said = page.split("\n── ").filter(|said| said.contains("`/snooze 2h`"));
    said.map(|said| format!("── {}\n", said.trim_end())).collect()
}

/// How often anybody was reminded.
fn count(world: &mut World, number: u64) -> usize {
    reminders(world, number).matches("\n── ").count() + usize::from(!reminders(world, number).is_empty())
}

#[tokio::test]
async fn everybody_is_slow_before_a_three_day_weekend() {
    for language in LANGUAGES {
        let mut world = tokyo(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.waits(40).await;
        world.says("bob", number, "/sev 1\n/commander me").await;
        world.waits_until("2026-11-20T15:20:00Z").await;
        world.says("bob", number, "/can Conditions: it burns").await;
        world.waits_until("2026-11-20T17:05:00Z").await;
        world.says("bob", number, "/mitigated\n/resolved").await;
        let pull = number + 1;
        let night = count(&mut world, number);
        world.waits_until("2026-11-24T00:59:00Z").await;
        assert_eq!(
            count(&mut world, number),
            night,
            "three days off are three days off"
        );
        world.waits_until("2026-11-25T03:00:00Z").await;
        world.says("bob", number, "/owner @alice").await;
        world.waits_until("2026-12-09T02:00:00Z").await;
        world
            .acts("alice", |alice| alice.mark_ready(REPOSITORY, pull))
            .await;
        world.acts("carol", |carol| carol.approve(REPOSITORY, pull)).await;
        world.says("alice", number, "/meeting held").await;
        world.waits_until("2026-12-14T02:00:00Z").await;
        world
            .says(
                "alice",
                number,
                "/announced https://status.example.com/incidents/41",
            )
            .await;
        world.waits_until("2026-12-18T02:00:00Z").await;
        world.acts("alice", |alice| alice.merge(REPOSITORY, pull)).await;
        world.waits(60 * 24 * 14).await;
        assert_snapshot!(format!("slow.{language}"), reminders(&mut world, number));
        world.skims(number);
        world.skims(pull);
        world.ends().await;
    }
}

#[tokio::test]
async fn everybody_is_prompt_and_nobody_is_reminded() {
    for language in LANGUAGES {
        let mut world = tokyo(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.waits(3).await;
        world.says("bob", number, "/sev 1\n/commander me").await;
        for minutes in [25, 28, 29, 20] {
            world.waits(minutes).await;
            world.says("bob", number, "/can Conditions: it burns").await;
        }
        world.waits_until("2026-11-20T15:05:00Z").await;
        world.says("bob", number, "/mitigated\n/resolved").await;
        let pull = number + 1;
        world.waits_until("2026-11-24T00:55:00Z").await;
        world.says("bob", number, "/owner @alice").await;
        world.waits_until("2026-11-25T02:00:00Z").await;
        world
            .acts("alice", |alice| alice.mark_ready(REPOSITORY, pull))
            .await;
        world.acts("carol", |carol| carol.approve(REPOSITORY, pull)).await;
        world.waits_until("2026-11-26T06:50:00Z").await;
        world.says("alice", number, "/meeting held").await;
        world
            .says(
                "alice",
                number,
                "/announced https://status.example.com/incidents/41",
            )
            .await;
        world.waits(60).await;
        world.acts("alice", |alice| alice.merge(REPOSITORY, pull)).await;
        world.waits(60 * 24 * 14).await;
        assert_eq!(reminders(&mut world, number), "");
        world.skims(pull);
        world.ends().await;
    }
}

#[tokio::test]
async fn two_weeks_of_our_absence_are_one_comment() {
    let mut world = tokyo("en", "").await;
    let number = world.declares("alice", "Checkout fails").await;
    world
        .says("bob", number, "/sev 1\n/commander me\n/resolved")
        .await;
    let pull = number + 1;
    // Back on Friday, 4 December, 13:00 in Tokyo.
    world.stage.clock.advance(chrono::TimeDelta::hours(13 * 24 + 15));
    world.says("carol", number, "Anybody here?").await;
    assert_snapshot!("absent", reminders(&mut world, number));
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn one_kind_of_reminder_rests_and_the_limit_holds() {
    let mut world = tokyo("en", "nudges: {at_most: 2}\n").await;
    let number = world
        .acts("alice", |alice| {
            alice.open_issue(REPOSITORY, "Checkout fails", "", &["incident", "drill", "SEV2"])
        })
        .await;
    world
        .says("bob", number, "/commander me\n/resolved\n/owner me")
        .await;
    let pull = number + 1;
    world.waits_until("2026-12-01T09:00:00Z").await;
    world.says("bob", number, "/snooze deadline-mised 3 days").await;
    assert_snapshot!("mistyped", world.last_word(number));
    world.says("bob", number, "/snooze deadline-missed 3 days").await;
    let status = world.status(number);
    assert!(
        status.contains("| Reminders `deadline-missed` | held back until"),
        "{status}"
    );
    world.waits_until("2027-03-01T00:00:00Z").await;
    assert_snapshot!("limited", reminders(&mut world, number));
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn looking_every_minute_reads_like_looking_when_there_is_something_to_do() {
    let mut threads = Vec::new();
    for often in [true, false] {
        let mut world = tokyo("en", "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.says("alice", number, "/sev 1").await;
        for act in [
            "/commander me",
            "/can Conditions: it burns",
            "/snooze update-due 45m",
            "/resolved",
        ] {
            if often {
                for _ in 0..50 {
                    world.waits(1).await;
                    let key = [world.locator(number)];
                    let now = closeout::clock::Clock::now(&world.stage.clock);
                    world
                        .stage
                        .store()
                        .enqueue(&key, now)
                        .await
                        .expect("the queue takes it");
                    world.settles().await;
                }
            } else {
                world.waits(50).await;
            }
            world.says("bob", number, act).await;
        }
        threads.push(reminders(&mut world, number));
        world.skims(number + 1);
        world.ends().await;
    }
    assert_eq!(threads[0], threads[1]);
}

#[tokio::test]
async fn what_was_agreed_is_asked_about_after_closed_until_it_is_done() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    world.says("alice", number, "/sev 2\n/commander me").await;
    world.says("alice", number, "/resolved\n/owner @bob").await;
    let (pull, item) = (number + 1, number + 2);
    world
        .says(
            "alice",
            number,
            "/action P1 @bob due 2026-12-10 Alert on a full pool",
        )
        .await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
    assert_eq!(world.state(number), "completed");
    let closed = world.count(number);
    world.waits_until("2026-12-08T09:00:00Z").await;
    assert_eq!(world.count(number), closed, "there is time");
    world.waits_until("2026-12-22T17:00:00Z").await;
    assert_snapshot!("items", reminders(&mut world, number));
    world.acts("bob", |bob| bob.close(REPOSITORY, item)).await;
    let asked = world.count(number);
    world.waits_until("2027-02-01T12:00:00Z").await;
    assert_eq!(world.count(number), asked, "what is done is done");
    for read in [number, pull, item] {
        world.skims(read);
    }
    world.ends().await;
}
