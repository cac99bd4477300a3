//! The list of all postmortems: kept by the merges themselves, or by a pull request of its own.

use crate::{
    harness::{LANGUAGES, REPOSITORY, World},
    surface::assert_snapshot,
};

const LIST: &str = "postmortems/README.md";

/// A resolved SEV2 that bob writes about. The numbers of its issue and of its pull request come back.
async fn resolved(world: &mut World, title: &str) -> (u64, u64) {
    let number = world.declares("alice", title).await;
    world.says("alice", number, "/sev 2\n/commander me").await;
    world.waits(60).await;
    world.says("alice", number, "/resolved\n/owner @bob").await;
    (number, number + 1)
}

/// Bob has it merged.
async fn merged(world: &mut World, pull: u64) {
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
}

fn list(world: &World) -> Option<String> {
    let branch = "main";
    let is_there = world.files(branch).iter().any(|path| path == LIST);
    is_there.then(|| world.stable(&world.file(branch, LIST)))
}

/// Numbers of the rows, as they stand.
fn rows(text: &str) -> Vec<u64> {
    let marks = text.split("<!-- closeout:row ").skip(1);
    marks
        .map(|mark| {
            mark.split(' ')
                .next()
                .unwrap_or_default()
                .parse()
                .expect("a number")
        })
        .collect()
}

#[tokio::test]
async fn a_merge_brings_its_own_row() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let (first, pull) = resolved(&mut world, "Checkout fails").await;
        assert_eq!(list(&world), None);
        merged(&mut world, pull).await;
        let (second, later) = resolved(&mut world, "Search is empty | again").await;
        merged(&mut world, later).await;
        let text = list(&world).expect("the merge brought it");
        assert_eq!(rows(&text), [second, first]);
        assert_snapshot!(format!("list.{language}"), without_marks(&text));
        for number in [first, pull, second, later] {
            world.skims(number);
        }
        world.ends().await;
    }
}

/// The text without fingerprints, which hold the address of this simulator.
fn without_marks(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| match line.split_once(" <!-- closeout:row ") {
            Some((cells, _)) => format!("{cells} |"),
            None => line.to_owned(),
        });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn two_at_once_do_not_conflict() {
    let mut world = World::new().await;
    let (first, pull) = resolved(&mut world, "Checkout fails").await;
    let (second, later) = resolved(&mut world, "Search is empty").await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, later)).await;
    world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
    assert_eq!(rows(&list(&world).expect("there is one")), [first]);
    // What happens on the default branch is seen at the next look.
    world.says("bob", second, "/meeting held").await;
    assert_eq!(
        world.file("postmortem/3", LIST),
        world.file("main", LIST),
        "the row is taken back"
    );
    world.acts("bob", |bob| bob.merge(REPOSITORY, later)).await;
    let proposal = later + 1;
    let page = world.reads(proposal);
    assert_snapshot!("proposal", page);
    world
        .acts("carol", |carol| carol.merge(REPOSITORY, proposal))
        .await;
    assert_eq!(rows(&list(&world).expect("there is one")), [second, first]);
    for number in [first, pull, second, later] {
        world.skims(number);
    }
    world.ends().await;
}

#[tokio::test]
async fn a_pull_request_of_its_own_gathers_rows() {
    let mut world = World::configured("postmortem: {index: pull_request}\n").await;
    let (first, pull) = resolved(&mut world, "Checkout fails").await;
    merged(&mut world, pull).await;
    assert_eq!(list(&world), None);
    let proposal = pull + 1;
    let (second, later) = resolved(&mut world, "Search is empty").await;
    merged(&mut world, later).await;
    world
        .acts("carol", |carol| carol.merge(REPOSITORY, proposal))
        .await;
    assert_eq!(rows(&list(&world).expect("merged")), [second, first]);
    for number in [first, pull, second, later, proposal] {
        world.skims(number);
    }
    world.ends().await;
}

#[tokio::test]
async fn who_closes_it_has_decided_and_what_people_write_stays() {
    let mut world = World::configured("postmortem: {index: pull_request}\n").await;
    let (first, pull) = resolved(&mut world, "Checkout fails").await;
    merged(&mut world, pull).await;
    let proposal = pull + 1;
    world
        .acts("carol", |carol| carol.close_pull(REPOSITORY, proposal))
        .await;
    world.says("bob", first, "Thanks all.").await;
    assert_eq!(world.planned(first).await, [""; 0], "it is not offered again");

    let ours = "# Our incidents\n\nRead them all.\n";
    world
        .acts("carol", |carol| {
            carol.commit_file(REPOSITORY, "main", LIST, ours, "Begin a list")
        })
        .await;
    let (second, later) = resolved(&mut world, "Search is empty").await;
    merged(&mut world, later).await;
    world.says("bob", first, "And again.").await;
    world
        .acts("carol", |carol| carol.merge(REPOSITORY, later + 1))
        .await;
    let text = list(&world).expect("merged");
    assert!(text.starts_with(ours), "{text}");
    assert_eq!(rows(&text), [second, first], "with another row it comes along");
    for number in [first, pull, proposal, second, later, later + 1] {
        world.skims(number);
    }
    world.ends().await;
}

#[tokio::test]
async fn who_wants_no_list_has_none() {
    let mut world = World::configured("postmortem: {index: 'off'}\n").await;
    let (number, pull) = resolved(&mut world, "Checkout fails").await;
    merged(&mut world, pull).await;
    assert_eq!(list(&world), None);
    world.skims(number);
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn practice_is_not_listed() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world, "Only practice").await;
    world.labels("alice", number, "drill").await;
    merged(&mut world, pull).await;
    assert_eq!(list(&world), None);
    world.skims(number);
    world.skims(pull);
    world.ends().await;
}
