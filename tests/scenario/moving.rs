//! Issues that are transferred or deleted, labels that are renamed, repositories that change their names.

use closeout::domain::key::IncidentKey;
use github_sim::world::ops::RepositoryEdit;

use crate::{
    harness::{ELSEWHERE, LANGUAGES, REPOSITORY, World, part},
    surface::{Stage, assert_snapshot},
};

/// A SEV2 that alice commands.
async fn commanded(world: &mut World) -> u64 {
    let number = world.declares("alice", "Checkout fails").await;
    world.says("alice", number, "/sev 2\n/commander me").await;
    number
}

/// Nothing in the server's memory speaks of this key.
async fn is_forgotten(world: &World, key: IncidentKey) {
    let store = world.stage.store();
    let ledger = store.ledger(key).await.expect("the database works");
    assert_eq!(ledger, []);
    let known = world.known().await;
    assert!(known.iter().all(|one| one.locator.key != key), "{known:?}");
    let troubles = store.troubles().await.expect("the database works");
    assert!(troubles.is_empty(), "{troubles:?}");
}

/// How many keys the queue holds, due or not.
async fn queued(world: &World) -> u64 {
    let now = closeout::clock::Clock::now(&world.stage.clock);
    let backlog = world
        .stage
        .store()
        .backlog(now)
        .await
        .expect("the database works");
    backlog.due + backlog.waiting + backlog.working
}

async fn sweep(world: &World) {
    world.waits(60).await;
    world.stage.sweeps().await;
}

#[tokio::test]
async fn an_issue_that_moves_is_followed() {
    if !Stage::REACHES_FURTHER {
        return; // There another workflow follows it.
    }
    for labelled in [true, false] {
        let mut world = World::new().await;
        world.second_repository(true).await;
        if labelled {
            world
                .acts("carol", |carol| {
                    carol.create_label(ELSEWHERE, "incident", "d73a4a")?;
                    carol.create_label(ELSEWHERE, "SEV2", "e99695")
                })
                .await;
        }
        let number = commanded(&mut world).await;
        world.waits(5).await;
        world.skims(number);
        let (left, comments) = (world.locator(number).key, world.count(number));
        let there = world
            .acts("carol", |carol| carol.transfer(REPOSITORY, number, ELSEWHERE))
            .await;
        assert_eq!(there, 40);
        assert_eq!(
            world.count(there),
            comments,
            "its comment is edited, not posted anew"
        );
        assert_eq!(world.labels_of(there), ["SEV2", "incident"]);
        is_forgotten(&world, left).await;
        world
            .acts("bob", |bob| bob.comment(ELSEWHERE, there, "/mitigated"))
            .await;
        let status = world.status(there);
        assert!(status.starts_with("### SEV2 · Mitigated"), "{status}");
        let moved = status.lines().find(|line| line.contains("acme/shop"));
        assert!(
            moved.is_some_and(|row| row.contains("Moved the issue here")),
            "{status}"
        );
        sweep(&world).await;
        is_forgotten(&world, left).await;
        world.skims(there);
        world.ends().await;
    }
}

#[tokio::test]
async fn an_issue_that_moves_out_of_reach_is_forgotten() {
    if !Stage::REMEMBERS {
        return; // Then there is nothing to forget.
    }
    let mut world = World::new().await;
    world.second_repository(false).await;
    let number = commanded(&mut world).await;
    world.skims(number);
    let left = world.locator(number).key;
    let there = world
        .acts("carol", |carol| carol.transfer(REPOSITORY, number, ELSEWHERE))
        .await;
    is_forgotten(&world, left).await;
    let before = world.count(there);
    world
        .acts("bob", |bob| bob.comment(ELSEWHERE, there, "/mitigated"))
        .await;
    sweep(&world).await;
    assert_eq!(world.count(there), before, "nobody listens there");
    let known = world.known().await;
    assert_eq!(known, []);
    assert_eq!(queued(&world).await, 0);
    world.skims(there);
    world.ends().await;
}

#[tokio::test]
async fn a_deleted_issue_leaves_nothing_behind() {
    if !Stage::REMEMBERS {
        return; // Then there is nothing to leave.
    }
    let mut world = World::new().await;
    let number = commanded(&mut world).await;
    let other = world.declares("bob", "Search is slow").await;
    world.skims(number);
    let key = world.locator(number).key;
    world
        .acts("carol", |carol| carol.delete_issue(REPOSITORY, number))
        .await;
    is_forgotten(&world, key).await;
    sweep(&world).await;
    is_forgotten(&world, key).await;
    assert_eq!(queued(&world).await, 1, "only the other incident");
    world.skims(other);
    world.ends().await;
}

#[tokio::test]
async fn the_incident_label_is_renamed_and_the_configuration_follows() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = commanded(&mut world).await;
        world
            .acts("carol", |carol| {
                carol.rename_label(REPOSITORY, "incident", "障害")
            })
            .await;
        world.speaks(language, "labels: {incident: 障害}\n").await;
        world.says("alice", number, "/mitigated").await;
        let labels = world.labels_of(number);
        assert!(labels.contains(&"障害".to_owned()), "{labels:?}");
        let status = world.status(number);
        assert_snapshot!(format!("renamed.{language}"), part(&status, "###", "\n| |"));
        world.skims(number);
        world.ends().await;
    }
}

/// Without a memory, an incident that has lost its label is found by what happens on it.
async fn looks_again(world: &mut World, number: u64) {
    if !Stage::REMEMBERS {
        world.says("alice", number, "/help").await;
    }
}

#[tokio::test]
async fn a_renamed_or_deleted_label_is_healed() {
    let mut world = World::new().await;
    let number = commanded(&mut world).await;
    world
        .acts("carol", |carol| {
            carol.rename_label(REPOSITORY, "incident", "outage")
        })
        .await;
    world.says("alice", number, "/ack").await;
    assert_eq!(world.labels_of(number), ["SEV2", "incident", "outage"]);
    // What was done in the last minute is not done again: GitHub may only be slow to show it.
    world.waits(2).await;
    world
        .acts("carol", |carol| carol.rename_label(REPOSITORY, "SEV2", "major"))
        .await;
    world.says("alice", number, "/ack").await;
    let status = world.status(number);
    assert!(status.starts_with("### SEV2 · Acknowledged"), "{status}");
    assert_eq!(world.labels_of(number), ["SEV2", "incident", "major", "outage"]);
    world.waits(2).await;
    world
        .acts("carol", |carol| carol.delete_label(REPOSITORY, "incident"))
        .await;
    looks_again(&mut world, number).await;
    let status = world.status(number);
    assert!(status.starts_with("### SEV2 · Acknowledged"), "{status}");
    assert_eq!(world.labels_of(number), ["SEV2", "incident", "major", "outage"]);
    world.waits(2).await;
    world
        .acts("carol", |carol| carol.delete_label(REPOSITORY, "SEV2"))
        .await;
    looks_again(&mut world, number).await;
    let status = world.status(number);
    assert!(status.starts_with("### SEV2 · Acknowledged"), "{status}");
    assert_eq!(world.labels_of(number), ["SEV2", "incident", "major", "outage"]);
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn the_repository_is_renamed_while_the_incident_goes_on() {
    let mut world = World::new().await;
    let number = commanded(&mut world).await;
    let edit = RepositoryEdit {
        name: Some("store".to_owned()),
        ..RepositoryEdit::default()
    };
    world
        .acts("carol", |carol| carol.edit_repo(REPOSITORY, &edit))
        .await;
    let renamed = "acme/store";
    world.waits(10).await;
    world
        .acts("bob", |bob| bob.comment(renamed, number, "/resolved\n/owner me"))
        .await;
    let status = world.status(number);
    assert!(status.starts_with("### SEV2 · Resolved"), "{status}");
    if Stage::REMEMBERS {
        let known = world.known().await;
        let names: Vec<&str> = known.iter().map(|one| one.locator.name.as_str()).collect();
        assert_eq!(names, ["store"]);
    }
    let (document, _) = world.document(number);
    assert!(
        document.contains("acme/store") && !document.contains("acme/shop"),
        "{document}"
    );
    world.acts("bob", |bob| bob.mark_ready(renamed, number + 1)).await;
    world.acts("bob", |bob| bob.merge(renamed, number + 1)).await;
    assert_eq!(world.state(number), "completed");
    let learnt = world.last_word(number);
    assert!(learnt.contains("acme/store"), "{learnt}");
    world.skims(number);
    world.skims(number + 1);
    world.ends().await;
}
