//! From the resolution to Closed.

use crate::{
    harness::{REPOSITORY, World},
    surface::assert_snapshot,
};

/// A SEV2 that alice commanded and bob will write about, resolved at 14:00 UTC on a Friday.
async fn resolved(world: &mut World) -> (u64, u64) {
    let number = world.declares("alice", "Checkout fails").await;
    world.says("alice", number, "/sev 2\n/commander me").await;
    world.waits(20).await;
    world
        .says(
            "bob",
            number,
            "The deploy of 12:50 halved the connection pool. Rolling back.\n\n/mitigated",
        )
        .await;
    world.waits(40).await;
    world.says("alice", number, "/resolved\n/owner @bob").await;
    (number, number + 1)
}

/// Bob fills in what the closing comment will retell.
async fn written(world: &mut World) {
    let (document, path) = world.document(1);
    let text = document
        .replacen(
            "## Summary\n",
            "## Summary\n\nA deploy halved the connection pool; one checkout in three failed.\n",
            1,
        )
        .replacen(
            "## Lessons\n",
            "## Lessons\n\nPool sizes are part of the release checklist now.\n",
            1,
        );
    world
        .acts("bob", |bob| {
            bob.commit_file(REPOSITORY, "postmortem/1", &path, &text, "Write the postmortem")
        })
        .await;
}

#[tokio::test]
async fn the_whole_road_from_the_label_to_closed() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    assert_snapshot!("resolved", world.reads(number));
    let (document, _) = world.document(number);
    assert_snapshot!("document", world.stable(&document));
    written(&mut world).await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    assert!(world.reads(number).contains("postmortem: in review"));
    world.waits(60 * 24 * 3).await;
    world.acts("carol", |carol| carol.approve(REPOSITORY, pull)).await;
    world.says("bob", pull, "/meeting held").await;
    assert!(world.reads(number).contains("postmortem: reviewed"));
    assert_snapshot!("pull-request", world.reads(pull));
    world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
    assert_snapshot!("closed", world.reads(number));
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn the_deadline_passes_and_reminders_climb_and_come_every_week() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    world.waits_until("2026-11-27T18:00:00Z").await;
    let before = world.reads(number).matches("── closeout[bot]").count();
    // Five business days after Friday 20 November end on Friday 27 November at 18:00.
    world.waits_until("2026-11-30T09:59:00Z").await;
    assert_eq!(
        world.reads(number).matches("── closeout[bot]").count(),
        before,
        "nobody is reminded on a weekend"
    );
    world.waits_until("2026-11-30T10:00:00Z").await;
    assert_snapshot!(world.reads(number));
    world.waits(60 * 24 * 30).await;
    assert_eq!(
        world.reads(number).matches("── closeout[bot]").count(),
        before + 6,
        "the owner, the commander the next day, who is then told every week"
    );
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
    let page = world.reads(number);
    assert!(
        page.contains("10:00, folded"),
        "the reminder is folded once it is Closed: {page}"
    );
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn a_pull_request_closed_unmerged_is_asked_about() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    world.acts("bob", |bob| bob.close_pull(REPOSITORY, pull)).await;
    assert_snapshot!(world.reads(number));
    world.waits(5).await;
    world.acts("bob", |bob| bob.reopen(REPOSITORY, pull)).await;
    let page = world.reads(number);
    assert!(page.contains("postmortem: draft"), "{page}");
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn a_skipped_postmortem_needs_a_reason_and_ends_the_incident() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    world
        .says(
            "alice",
            number,
            "/sev 2\n/commander me\n/postmortem skip a test of the pager\n/resolved",
        )
        .await;
    assert_snapshot!(world.reads(number));
    assert_eq!(world.files("postmortem/1"), [""; 0], "nothing is written");
    world.ends().await;
}

#[tokio::test]
async fn a_minor_incident_gets_a_postmortem_when_somebody_asks_for_one() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout is slow").await;
    world.says("alice", number, "/sev 3\n/resolved").await;
    let page = world.reads(number);
    assert!(page.contains("/postmortem"), "it says how: {page}");
    assert_eq!(world.files("postmortem/1"), [""; 0]);
    world.waits(10).await;
    world.says("bob", number, "/postmortem\n/owner me").await;
    let pull = world.reads(number + 1);
    assert!(
        pull.contains("[draft]") && pull.contains("assignees: bob"),
        "{pull}"
    );
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn moves_made_by_hand_are_moves() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world
        .acts("bob", |bob| bob.convert_to_draft(REPOSITORY, pull))
        .await;
    assert!(world.reads(pull).contains("labels: postmortem: draft\n"));
    world
        .acts("carol", |carol| carol.unassign(REPOSITORY, pull, "bob"))
        .await;
    assert!(
        !world.reads(pull).contains("assignees"),
        "who was taken off stays off"
    );
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world
        .acts("carol", |carol| {
            carol.request_changes(REPOSITORY, pull, "More numbers, please.")
        })
        .await;
    world.says("bob", pull, "/meeting held").await;
    assert!(world.reads(pull).contains("labels: postmortem: in review\n"));
    world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
    assert!(
        world.reads(number).contains("[closed]"),
        "merged is Closed, reviewed or not"
    );
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn reopened_goes_on_and_is_resolved_again() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    world.waits(30).await;
    world.acts("bob", |bob| bob.close(REPOSITORY, number)).await;
    world.acts("bob", |bob| bob.reopen(REPOSITORY, number)).await;
    assert!(world.reads(number).contains("· Mitigated"));
    world.waits(30).await;
    world.says("bob", number, "/resolved").await;
    assert!(world.reads(number).contains("· Resolved"));
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn a_broken_configuration_is_reported_and_the_last_good_one_counts() {
    let mut world = World::configured("time_zone: Asia/Tokyo\n").await;
    world.configure("time_zone: Tokio\nlangage: ja\n").await;
    assert!(
        world.checks().contains("failure"),
        "told at once, before there is any incident"
    );
    let number = world.declares("alice", "Checkout fails").await;
    assert!(
        world.reads(number).contains("JST"),
        "the last good configuration stays in force"
    );
    assert_snapshot!(world.checks());
    world.configure("time_zone: Asia/Tokyo\nlanguage: ja\n").await;
    world.says("bob", number, "確認中です").await;
    assert!(world.checks().contains("success"), "{}", world.checks());
    world.skims(number);
    world.ends().await;
}
