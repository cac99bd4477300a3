//! What goes into the timeline, and where it can be read.

use github_sim::world::ReactionContent::{Eyes, Rocket};

use crate::{
    harness::{LANGUAGES, REPOSITORY, World, part},
    surface::assert_snapshot,
};

/// The timeline in the status comment.
fn rows(world: &mut World, number: u64) -> String {
    let status = world.status(number);
    let rows = status.lines().filter(|line| line.starts_with("| 2026"));
    rows.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn everything_that_happened_has_a_row_with_a_link() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        world.deploys("bob", "production", "success").await;
        world.waits(5).await;
        world.releases("bob", "v41").await;
        world.waits(15).await;
        let number = world.declares("alice", "Checkout fails").await;
        let (row, earlier) = match language {
            "ja" => ("決済の失敗が3割に増加", "14分前 カートの p99 が4秒に上昇"),
            _ => (
                "A third of checkouts fail",
                "14m ago p99 of the cart rises to 4 s",
            ),
        };
        world
            .says(
                "alice",
                number,
                &format!("/sev 2\n/timeline {row}\n/timeline {earlier}"),
            )
            .await;
        world.waits(5).await;
        world.pushes("bob", "Halve the batch size\n\nFor #1.").await;
        world.waits(5).await;
        let merged = world.proposes("bob", "Raise the pool size", "For #1.").await;
        let late = world.proposes("bob", "Alert on the pool size", "For #1.").await;
        world.waits(5).await;
        world.acts("alice", |alice| alice.merge(REPOSITORY, merged)).await;
        world.waits(5).await;
        world.deploys("bob", "production", "failure").await;
        world.waits(5).await;
        world
            .pushes("bob", "Revert \"Halve the batch size\"\n\nFor #1.")
            .await;
        world.deploys("bob", "production", "success").await;
        world.waits(5).await;
        world
            .says("alice", number, "/mitigated\n/resolved\n/owner @bob")
            .await;
        world.waits(30).await;
        world.acts("alice", |alice| alice.merge(REPOSITORY, late)).await;
        world.pushes("bob", "Tidy up\n\nAfter #1.").await;
        world.deploys("bob", "production", "success").await;
        assert_snapshot!(format!("everything.{language}"), rows(&mut world, number));
        let (document, _) = world.document(number);
        let document = world.stable(&document);
        let written = part(&document, "<!-- closeout:begin timeline -->", "<!-- closeout:end");
        assert_snapshot!(format!("everything-document.{language}"), written);
        let count = written.lines().filter(|line| line.starts_with("| 2026")).count();
        assert_eq!(
            written.matches("](https://github.example/").count(),
            count,
            "{written}"
        );
        world.skims(number);
        world.skims(number + 3);
        world.ends().await;
    }
}

#[tokio::test]
async fn a_short_timeline_is_drawn_too() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let title = if language == "ja" {
            "決済が失敗する"
        } else {
            "Checkout fails"
        };
        let number = world.declares("alice", title).await;
        world
            .says("alice", number, "/started 20m ago\n/sev 3\n/commander me")
            .await;
        world.waits(10).await;
        world.says("bob", number, "/sev 2").await;
        world.deploys("bob", "production", "success").await;
        world.waits(20).await;
        let row = if language == "ja" {
            "決済の失敗率: 0%"
        } else {
            "Failed checkouts: none; all is well"
        };
        world
            .says("bob", number, &format!("/mitigated 5m ago\n/timeline {row}"))
            .await;
        let status = world.status(number);
        assert_snapshot!(format!("drawn.{language}"), part(&status, "<details>\n", "\0"));
        world.skims(number);
        world.ends().await;
    }
}

#[tokio::test]
async fn a_responders_mark_makes_a_row_until_it_is_taken_back() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    let seen = world
        .says("rita", number, "Every third checkout ends in a **503**.")
        .await;
    let guess = world.says("rita", number, "Is it the cache?").await;
    let before = rows(&mut world, number);
    world.marks("mallory", guess, Rocket, true).await;
    world.waits(60).await;
    assert_eq!(
        rows(&mut world, number),
        before,
        "a stranger's mark is an opinion"
    );
    world.marks("bob", seen, Rocket, true).await;
    // A reaction has no delivery of its own: the next word or the sweep finds it.
    world.says("bob", number, "Looking.").await;
    let now = rows(&mut world, number);
    assert!(now.contains("Every third checkout ends in a 503."), "{now}");
    assert!(!now.contains("Is it the cache?"), "{now}");
    let page = world.reads(number);
    assert!(
        page.contains("[closeout[bot] rocket]"),
        "the mark is confirmed: {page}"
    );
    world.marks("bob", seen, Rocket, false).await;
    world.says("bob", number, "That was another incident.").await;
    assert_eq!(rows(&mut world, number), before);
    let page = world.reads(number);
    assert!(!page.contains("[closeout[bot] rocket]"), "and taken back: {page}");
    world.ends().await;
}

#[tokio::test]
async fn another_mark_or_every_comment() {
    let mut world = World::configured("timeline: {mark: eyes}").await;
    let number = world.declares("alice", "Checkout fails").await;
    let first = world.says("bob", number, "The pool is empty.").await;
    let second = world.says("bob", number, "The cache is cold.").await;
    world.marks("alice", first, Eyes, true).await;
    world.marks("alice", second, Rocket, true).await;
    world.says("alice", number, "/ack").await;
    let marked = rows(&mut world, number);
    assert!(
        marked.contains("The pool is empty.") && !marked.contains("The cache is cold."),
        "{marked}"
    );
    world.configure("timeline: {comments: all}").await;
    let all = rows(&mut world, number);
    assert!(
        all.contains("The pool is empty.") && all.contains("The cache is cold."),
        "{all}"
    );
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn deployments_of_the_days_after_push_nothing_out() {
    let mut world = World::new().await;
    world.deploys("bob", "production", "success").await;
    world.releases("bob", "v41").await;
    world.waits(10).await;
    let number = world.declares("alice", "Checkout fails").await;
    world.says("alice", number, "/sev 3").await;
    world.deploys("bob", "production", "failure").await;
    world.waits(10).await;
    world.says("alice", number, "/resolved").await;
    let before = rows(&mut world, number);
    assert_eq!(before.matches("/deployments/").count(), 2, "{before}");
    assert!(before.contains("/releases/"), "{before}");
    for nth in 0..30 {
        world.waits(20).await;
        world.deploys("bob", "production", "success").await;
        world.releases("bob", &format!("v42.{nth}")).await;
    }
    world.says("bob", number, "/timeline The cause is known").await;
    let after = rows(&mut world, number);
    assert!(after.starts_with(&before), "{after}");
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn an_installation_that_may_not_read_deployments_has_all_other_rows() {
    let mut world = World::new().await;
    world.forgo_deployments();
    world.settles().await;
    world.deploys("bob", "production", "success").await;
    world.releases("bob", "v41").await;
    let number = world.declares("alice", "Checkout fails").await;
    world
        .says("alice", number, "/sev 2\n/owner @bob\n/resolved")
        .await;
    let rows = rows(&mut world, number);
    assert!(
        rows.contains("Released v41") && !rows.contains("Deployed"),
        "{rows}"
    );
    let (document, _) = world.document(number);
    assert!(document.contains("Released v41"), "{document}");
    world.skims(number);
    world.skims(number + 1);
    world.ends().await;
}
