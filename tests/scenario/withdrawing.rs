//! Incidents that turn out to be none, and how they are taken up again.

use github_sim::world::StateReason::{Duplicate, NotPlanned};

use crate::{
    harness::{LANGUAGES, REPOSITORY, World, part},
    surface::assert_snapshot,
};

/// A SEV2 of alice's, resolved, with bob's draft of a postmortem.
async fn drafted(world: &mut World) -> (u64, u64) {
    let number = world.declares("alice", "Checkout fails").await;
    world.waits(5).await;
    world
        .says("alice", number, "/sev 2\n/commander me\n/resolved\n/owner @bob")
        .await;
    assert!(world.labels_of(number).contains(&"postmortem: draft".to_owned()));
    (number, number + 1)
}

/// Everything that follows from a withdrawal whose pull request nobody else touched.
fn is_over(world: &World, number: u64, pull: u64, state: &str) {
    assert_eq!(world.state(number), state);
    assert_eq!(world.state(pull), "closed");
    let labels = world.labels_of(number);
    assert!(
        !labels.iter().any(|label| label.starts_with("postmortem")),
        "{labels:?}"
    );
}

/// The status comment down to its facts.
fn head(world: &mut World, number: u64) -> String {
    let status = world.status(number);
    part(&status, "###", "\n| |").to_owned()
}

#[tokio::test]
async fn a_false_alarm_is_closed_as_not_planned() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let (number, pull) = drafted(&mut world).await;
        let reason = if language == "ja" {
            "監視そのものが壊れていた"
        } else {
            "the probe itself was broken"
        };
        world.says("bob", number, &format!("/false-alarm {reason}")).await;
        is_over(&world, number, pull, "not_planned");
        assert_snapshot!(format!("false-alarm.{language}"), world.status(number));
        world.says("alice", number, "/mitigated\n/sev 1").await;
        assert_snapshot!(format!("refused.{language}"), world.last_word(number));
        is_over(&world, number, pull, "not_planned");
        world.waits(60 * 24 * 10).await;
        assert!(world.labels_of(number).contains(&"incident".to_owned()));
        world.acts("bob", |bob| bob.reopen(REPOSITORY, number)).await;
        assert_snapshot!(format!("taken-up-again.{language}"), head(&mut world, number));
        world.skims(number);
        world.skims(pull);
        world.ends().await;
    }
}

#[tokio::test]
async fn a_duplicate_points_to_where_the_work_goes_on() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let first = world.declares("alice", "Checkout fails").await;
        let second = world.declares("bob", "Payments fail").await;
        world.says("bob", second, &format!("/duplicate #{second}")).await;
        assert_snapshot!(format!("duplicate-of-itself.{language}"), world.last_word(second));
        world.says("bob", second, &format!("/duplicate #{first}")).await;
        assert_eq!([world.state(first), world.state(second)], ["open", "duplicate"]);
        assert_snapshot!(format!("duplicate.{language}"), world.status(second));
        let page = world.reads(first);
        assert!(page.contains("Checkout fails #1 [open]"), "{page}");
        world.skims(second);
        world.ends().await;
    }
}

#[tokio::test]
async fn closing_by_hand_says_how_it_ended() {
    for (reason, state) in [(NotPlanned, "not_planned"), (Duplicate, "duplicate")] {
        for language in LANGUAGES {
            let mut world = World::speaking(language, "").await;
            let number = world.declares("alice", "Checkout fails").await;
            world.says("alice", number, "/sev 2").await;
            world
                .acts("bob", |bob| bob.close_as(REPOSITORY, number, reason))
                .await;
            assert_eq!(world.state(number), state);
            assert_snapshot!(format!("by-hand-{state}.{language}"), head(&mut world, number));
            world.waits(30).await;
            world.acts("bob", |bob| bob.reopen(REPOSITORY, number)).await;
            let taken_up = head(&mut world, number);
            assert!(taken_up.starts_with("### SEV2 · "), "{taken_up}");
            world.says("alice", number, "/mitigated").await;
            let commanded = head(&mut world, number);
            assert_ne!(commanded, taken_up, "commands count again");
            world.skims(number);
            world.ends().await;
        }
    }
}

#[tokio::test]
async fn what_was_resolved_and_is_closed_for_whatever_reason_stays_resolved() {
    let mut world = World::new().await;
    let (number, pull) = drafted(&mut world).await;
    world
        .acts("bob", |bob| bob.close_as(REPOSITORY, number, NotPlanned))
        .await;
    assert!(world.status(number).starts_with("### SEV2 · Resolved"));
    assert_eq!(world.state(pull), "open");
    world.skims(number);
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn without_its_label_it_is_an_ordinary_issue_that_stays_open() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let (number, pull) = drafted(&mut world).await;
        world
            .acts("bob", |bob| bob.remove_label(REPOSITORY, number, "incident"))
            .await;
        is_over(&world, number, pull, "open");
        assert_snapshot!(format!("unlabelled.{language}"), head(&mut world, number));
        let before = world.count(number);
        world.says("alice", number, "/mitigated").await;
        assert_snapshot!(format!("refused-unlabelled.{language}"), world.last_word(number));
        assert_eq!(world.count(number), before + 1);
        world.labels("carol", number, "incident").await;
        let status = world.status(number);
        assert!(status.starts_with("### SEV2 · "), "{status}");
        world.acts("bob", |bob| bob.reopen(REPOSITORY, pull)).await;
        assert!(world.labels_of(number).contains(&"postmortem: draft".to_owned()));
        world.skims(number);
        world.skims(pull);
        world.ends().await;
    }
}

#[tokio::test]
async fn what_somebody_has_written_is_left_open_and_said_so() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let (number, pull) = drafted(&mut world).await;
        let (document, path) = world.document(number);
        let text = document.replace("## Summary", "## Summary\n\nThe pool was empty.");
        let text = text.replace("## 要約", "## 要約\n\n接続プールが枯渇した。");
        world
            .acts("bob", |bob| {
                bob.commit_file(REPOSITORY, "postmortem/1", &path, &text, "Write it")
            })
            .await;
        let reason = if language == "ja" {
            "訓練の連絡漏れだった"
        } else {
            "somebody forgot to announce a test"
        };
        world
            .says("alice", number, &format!("/false-alarm {reason}"))
            .await;
        assert_eq!([world.state(number), world.state(pull)], ["not_planned", "open"]);
        assert_snapshot!(format!("left-open.{language}"), head(&mut world, number));
        world.acts("bob", |bob| bob.close_pull(REPOSITORY, pull)).await;
        let status = head(&mut world, number);
        assert!(!status.contains("#2"), "{status}");
        world.skims(number);
        world.skims(pull);
        world.ends().await;
    }
}

#[tokio::test]
async fn a_merged_postmortem_is_the_last_word() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let (number, pull) = drafted(&mut world).await;
        world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
        world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
        assert_eq!(world.state(number), "completed");
        world.says("alice", number, "/false-alarm nobody noticed").await;
        assert_snapshot!(format!("too-late.{language}"), world.last_word(number));
        world
            .acts("bob", |bob| bob.remove_label(REPOSITORY, number, "incident"))
            .await;
        let status = head(&mut world, number);
        let resolved = if language == "ja" {
            "解決済み"
        } else {
            "Resolved"
        };
        assert!(status.starts_with(&format!("### SEV2 · {resolved}")), "{status}");
        let labels = world.labels_of(number);
        assert_eq!(labels, ["SEV2", "incident", "postmortem: closed"]);
        world.skims(number);
        world.skims(pull);
        world.ends().await;
    }
}
