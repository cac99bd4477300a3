//! Customers are told, and Closed waits for it.

use crate::{
    harness::{LANGUAGES, REPOSITORY, World, part},
    surface::assert_snapshot,
};

const URL: &str = "https://status.example.com/incidents/41";

/// A resolved SEV1 that alice commanded, carol tells customers about and bob writes about.
async fn resolved(world: &mut World) -> (u64, u64) {
    let number = world.declares("alice", "Checkout fails").await;
    world
        .says("alice", number, "/sev 1\n/commander me\n/comms @carol")
        .await;
    world.waits(60).await;
    world.says("alice", number, "/resolved\n/owner @bob").await;
    (number, number + 1)
}

/// What the front matter says about customers.
fn front_matter(world: &World) -> String {
    let (document, _) = world.document(1);
    let line = document.lines().find(|line| line.starts_with("announcement:"));
    line.expect("the template has it").to_owned()
}

#[tokio::test]
async fn closed_waits_until_customers_were_told() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let (number, pull) = resolved(&mut world).await;
        assert_eq!(front_matter(&world), "announcement: required");
        world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
        world.acts("alice", |alice| alice.approve(REPOSITORY, pull)).await;
        world.says("bob", pull, "/meeting held").await;
        world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
        assert_eq!(
            world.labels_of(number),
            ["SEV1", "incident", "postmortem: reviewed"]
        );
        assert_eq!(world.state(number), "open", "it waits");
        let status = world.status(number);
        assert_snapshot!(format!("waiting.{language}"), part(&status, "###", "####"));

        world.waits(30).await;
        world.says("alice", number, &format!("/announced {URL}")).await;
        assert_eq!(
            world.state(number),
            "open",
            "alice is neither comms lead nor owner"
        );
        assert_snapshot!(format!("refused.{language}"), world.last_word(number));
        world.says("carol", number, "/announced done").await;
        assert_snapshot!(format!("no-address.{language}"), world.last_word(number));

        world.says("carol", number, &format!("/announced {URL}")).await;
        assert_eq!(world.state(number), "completed");
        assert_eq!(world.labels_of(pull), ["postmortem: closed"]);
        let status = world.status(number);
        assert_snapshot!(format!("told.{language}"), part(&status, "###", "####"));
        world.skims(number);
        world.skims(pull);
        world.ends().await;
    }
}

#[tokio::test]
async fn the_document_follows_what_was_announced() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    world
        .says("bob", number, "/announced none only our own shop was affected")
        .await;
    assert_eq!(front_matter(&world), "announcement: none");
    world.says("carol", number, &format!("/announced {URL}")).await;
    assert_eq!(front_matter(&world), format!("announcement: {URL}"));
    assert!(world.status(number).contains(URL));
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
    assert_eq!(world.state(number), "completed", "nothing is waited for");
    world.skims(number);
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn a_person_decides_in_the_document() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    let (document, path) = world.document(1);
    let text = document.replace("announcement: required", "announcement: none");
    world
        .acts("bob", |bob| {
            bob.commit_file(REPOSITORY, "postmortem/1", &path, &text, "Nobody noticed")
        })
        .await;
    assert_eq!(
        front_matter(&world),
        "announcement: none",
        "it stays as bob wrote it"
    );
    assert!(
        world.status(number).contains("required before this is Closed"),
        "it counts once it is reviewed and merged"
    );
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
    assert_eq!(world.state(number), "completed");
    world.skims(number);
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn another_severity_asks_for_something_else() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    world.says("alice", number, "/sev 2").await;
    assert_eq!(front_matter(&world), "announcement: null");
    world.says("alice", number, "/sev 1").await;
    assert_eq!(front_matter(&world), "announcement: required");
    world.skims(number);
    world.skims(pull);
    world.ends().await;
}
