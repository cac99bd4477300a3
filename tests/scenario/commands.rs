//! What people type, and what they get for it.

use crate::{harness::World, surface::assert_snapshot};

#[tokio::test]
async fn a_strangers_command_gets_a_reaction_and_no_words() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    world.says("mallory", number, "/sev 4\n/resolved").await;
    let page = world.reads(number);
    assert!(page.contains("/resolved\n   [closeout[bot] confused]"), "{page}");
    assert_eq!(
        page.matches("── closeout[bot]").count(),
        1,
        "only the status comment: {page}"
    );
    assert!(page.contains("### SEV2 · Acknowledged"), "{page}");
    world.ends().await;
}

#[tokio::test]
async fn a_mistyped_command_is_taught_and_forgotten_once_it_is_edited() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    let comment = world
        .says("bob", number, "Rolled back.\n\n/mitigatd 5m ago")
        .await;
    assert_snapshot!("mistyped", world.reads(number));
    world.waits(2).await;
    world
        .acts("bob", |bob| {
            bob.edit_comment(comment, "Rolled back.\n\n/mitigated 1m ago")
        })
        .await;
    assert_snapshot!("edited", world.reads(number));
    world.ends().await;
}

#[tokio::test]
async fn every_refusal_teaches() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    world.waits(30).await;
    let lines = [
        "/sev 5",
        "/sev five",
        "/ack in a minute",
        "/resolved 25:00",
        "/started 23:30 CST",
        "/commander",
        "/owner @nobody-here",
        "/postmortem skip",
        "/postmortem skip all is well",
        "/postmortem later",
        "/started 13:10",
        "/resolved 13:05",
    ];
    world.says("bob", number, &lines.join("\n")).await;
    assert_snapshot!(world.reads(number));
    world.ends().await;
}

#[tokio::test]
async fn help_is_given_once_for_each_question() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    world.says("bob", number, "/help").await;
    world.says("bob", number, "/help resolved").await;
    assert_snapshot!(world.reads(number));
    world.ends().await;
}

#[tokio::test]
async fn commands_in_quotes_code_and_other_bots_words_are_left_alone() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    world
        .says(
            "bob",
            number,
            "> /resolved\n\n```\n/sev 1\n```\n\n<!--\n/sev 4\n-->\n\n`/ack`\n\n/lgtm\n/assign @alice",
        )
        .await;
    let page = world.reads(number);
    assert_eq!(page.matches("── closeout[bot]").count(), 1, "{page}");
    assert!(page.contains("### SEV2 · Acknowledged"), "{page}");
    assert_eq!(
        page.matches("[closeout[bot]").count(),
        1,
        "no reaction but the one on the first post: {page}"
    );
    world.ends().await;
}

#[tokio::test]
async fn times_are_corrected_and_shown_in_the_zone_and_in_utc() {
    let mut world = World::configured("time_zone: Europe/Berlin\n").await;
    let number = world.declares("alice", "Checkout fails").await;
    world
        .says("alice", number, "/started 13:50\n/commander me\n/sev 1")
        .await;
    world.waits(20).await;
    world.says("bob", number, "/mitigated 10m ago").await;
    world.waits(40).await;
    world.says("alice", number, "/resolved").await;
    world.says("alice", number, "/resolved at 14:45").await;
    let page = world.reads(number);
    assert_snapshot!(page);
    world.skims(number + 1);
    world.ends().await;
}
