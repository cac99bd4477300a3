//! The review meeting: proposed, chosen, moved, skipped, called off, begun, held.

use crate::{
    harness::{REPOSITORY, World},
    surface::assert_snapshot,
};

const TOKYO: &str = "time_zone: Asia/Tokyo\nholidays: [jp]\n";

/// A SEV2 of Friday evening in Tokyo, before a weekend of three days: alice commanded, bob writes.
async fn resolved(world: &mut World) -> (u64, u64) {
    let number = world.declares("alice", "Checkout fails").await;
    world
        .says(
            "alice",
            number,
            "/sev 2\n/commander me\n/owner @bob\n/comms @carol",
        )
        .await;
    world.waits(30).await;
    world.says("alice", number, "/resolved").await;
    (number, number + 1)
}

/// How often the bot has said something that can still be seen.
fn said(page: &str) -> usize {
    page.lines()
        .filter(|line| line.starts_with("── closeout[bot]") && !line.ends_with("folded"))
        .count()
}

#[tokio::test]
async fn a_slot_is_proposed_at_once_and_the_agenda_comes_when_it_begins() {
    let mut world = World::configured(TOKYO).await;
    let (number, pull) = resolved(&mut world).await;
    assert_snapshot!("proposed", world.reads(pull));
    assert!(
        world.reads(number).contains("(proposed)"),
        "{}",
        world.reads(number)
    );
    // Five business days after Friday 20 November, of which Monday 23 is a holiday, end on Monday 30 at 18:00.
    world.waits_until("2026-11-30T05:59:00Z").await;
    assert!(!world.reads(pull).contains("The review meeting begins"));
    world.waits_until("2026-11-30T06:00:00Z").await;
    assert_snapshot!("begun", world.reads(pull));
    world.waits(40).await;
    world.says("bob", pull, "/meeting held").await;
    let status = world.reads(number);
    assert!(
        status.contains("| Review meeting | held 2026-11-30 15:40 JST"),
        "{status}"
    );
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn people_move_it_and_everybody_learns_of_it_once() {
    let mut world = World::configured(TOKYO).await;
    let (number, pull) = resolved(&mut world).await;
    world.says("bob", pull, "/meeting 2026-11-25 11:00").await;
    let page = world.reads(pull);
    assert!(page.contains("bob moved it"), "{page}");
    assert_eq!(said(&page), 1, "the first one is folded: {page}");
    assert_eq!(
        page.matches("@bob").count(),
        1,
        "nobody is mentioned twice: {page}"
    );
    world.waits(10).await;
    world
        .says("alice", number, "/meeting 30m https://meet.example.com/review")
        .await;
    let page = world.reads(pull);
    assert!(
        page.contains("30 min") && page.contains("https://meet.example.com/review"),
        "{page}"
    );
    assert_eq!(
        page.matches("── closeout[bot]").count(),
        2,
        "a place is an edit: {page}"
    );
    world.waits(10).await;
    world
        .says(
            "bob",
            pull,
            "予定を変えます。\n\n／ｍｅｅｔｉｎｇ　１２月１日　２０：００　４５ｍ",
        )
        .await;
    assert_snapshot!("moved", world.reads(pull));
    assert_snapshot!("moved-status", world.reads(number));
    world.ends().await;
}

#[tokio::test]
async fn a_change_of_severity_proposes_anew_until_somebody_has_chosen() {
    let mut world = World::configured(TOKYO).await;
    let (number, pull) = resolved(&mut world).await;
    world.waits(60).await;
    world.says("alice", number, "/sev 1").await;
    let page = world.reads(pull);
    assert!(
        page.contains("because the deadline is another one now") || page.contains("It was moved because"),
        "{page}"
    );
    assert!(
        page.contains("carol (Comms lead)") || page.contains("@carol (Comms lead)"),
        "{page}"
    );
    world.says("bob", pull, "/meeting 2026-11-30 15:00").await;
    world.waits(10).await;
    let before = world.reads(pull).matches("── closeout[bot]").count();
    assert!(world.reads(pull).contains("late:**"), "{}", world.reads(pull));
    world.says("alice", number, "/sev 2").await;
    let page = world.reads(pull);
    assert_eq!(
        page.matches("── closeout[bot]").count(),
        before,
        "a choice stands: {page}"
    );
    assert_snapshot!("severity", page);
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn commander_or_owner_skip_it_with_a_reason_and_think_again() {
    let mut world = World::configured(TOKYO).await;
    let (number, pull) = resolved(&mut world).await;
    world.says("carol", pull, "/meeting skip too small").await;
    assert!(
        world
            .reads(pull)
            .contains("only the incident's commander and the postmortem's owner")
    );
    world
        .says("bob", pull, "/meeting skip we all sat in one room")
        .await;
    assert_snapshot!("skipped", world.reads(pull));
    let status = world.reads(number);
    assert!(
        status.contains("none, as bob decided: we all sat in one room"),
        "{status}"
    );
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.acts("carol", |carol| carol.approve(REPOSITORY, pull)).await;
    assert!(
        world.reads(number).contains("postmortem: reviewed"),
        "{}",
        world.reads(number)
    );
    world.says("bob", pull, "/meeting 2026-11-25 11:00").await;
    let page = world.reads(pull);
    assert!(page.contains("bob chose this time"), "{page}");
    assert!(world.reads(number).contains("postmortem: in review"));
    world.ends().await;
}

#[tokio::test]
async fn withdrawing_calls_it_off_and_taking_up_again_proposes_anew() {
    let mut world = World::configured(TOKYO).await;
    let (number, pull) = resolved(&mut world).await;
    world.waits(10).await;
    world
        .says("alice", number, "/false-alarm the probe was broken")
        .await;
    let page = world.reads(pull);
    assert!(page.contains("### Review meeting called off"), "{page}");
    world.waits(10).await;
    world
        .acts("alice", |alice| alice.reopen(REPOSITORY, number))
        .await;
    world.acts("alice", |alice| alice.reopen(REPOSITORY, pull)).await;
    world.says("alice", number, "/resolved").await;
    assert_snapshot!("withdrawn", world.reads(pull));
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn nothing_happens_at_the_time_of_a_meeting_that_was_held_before() {
    let mut world = World::configured(TOKYO).await;
    let (number, pull) = resolved(&mut world).await;
    world.waits(60).await;
    world.says("bob", pull, "/meeting held").await;
    let before = world.reads(pull).matches("── closeout[bot]").count();
    world.says("bob", pull, "/meeting tomorrow 15:00").await;
    assert!(world.reads(pull).contains("the meeting was held already"));
    world.waits_until("2026-12-05T06:00:00Z").await;
    assert_eq!(world.reads(pull).matches("── closeout[bot]").count(), before + 1);
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn what_cannot_be_arranged_is_refused_with_the_line_to_type() {
    let mut world = World::configured(TOKYO).await;
    let number = world.declares("alice", "Checkout fails").await;
    world
        .says("alice", number, "/sev 3\n/meeting tomorrow 15:00")
        .await;
    world
        .says("alice", number, "/resolved\n/meeting tomorrow 15:00")
        .await;
    world.says("alice", number, "/postmortem\n/owner me").await;
    let pull = number + 1;
    world
        .says(
            "alice",
            pull,
            "/meeting\n/meeting cancel\n/meeting 2026-11-20 15:00\n/meeting 3m\n/meeting tomorrow\n\
             /meeting 2026-02-30 15:00\n/meeting meet.example.com",
        )
        .await;
    assert_snapshot!(
        "refused",
        format!("{}\n════\n{}", world.reads(number), world.reads(pull))
    );
    world.ends().await;
}

#[tokio::test]
async fn a_whole_meeting_in_japanese() {
    let mut world = World::configured(&format!("{TOKYO}language: ja\n")).await;
    let number = world.declares("alice", "決済が失敗する").await;
    world
        .says(
            "alice",
            number,
            "/sev 1\n/commander me\n/owner @bob\n/comms @carol\n/detected 21:30 by 監視",
        )
        .await;
    world.waits(30).await;
    world.says("alice", number, "/resolved").await;
    let pull = number + 1;
    world.says("bob", pull, "/meeting 11月23日 9:00").await;
    world.waits_until("2026-11-23T00:00:00Z").await;
    assert_snapshot!("japanese", world.reads(pull));
    world.says("bob", pull, "/meeting 開催済み").await;
    world.skims(number);
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn clocks_that_change_in_between_leave_the_time_of_day_alone() {
    let mut world = World::configured("time_zone: America/New_York\nholidays: [us]\n").await;
    world.waits_until("2027-03-12T15:00:00Z").await;
    let number = world.declares("alice", "Checkout fails").await;
    world
        .says("alice", number, "/sev 2\n/commander me\n/owner me")
        .await;
    world.says("alice", number, "/resolved").await;
    let pull = number + 1;
    let page = world.reads(pull);
    // Clocks go forward on Sunday 14 March: 15:00 is 20:00 UTC before and 19:00 UTC after.
    assert!(page.contains("Friday 2027-03-19 15:00 EDT (19:00 UTC)"), "{page}");
    world.says("alice", pull, "/meeting 2027-03-14 02:30").await;
    let page = world.reads(pull);
    assert!(page.contains("the clocks were put forward over it"), "{page}");
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn merging_before_calls_off_what_nobody_chose() {
    let mut world = World::configured(TOKYO).await;
    let (number, pull) = resolved(&mut world).await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
    let page = world.reads(pull);
    assert!(page.contains("The postmortem was merged before."), "{page}");
    world.skims(number);
    world.ends().await;
}
