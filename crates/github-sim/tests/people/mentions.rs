//! Commits that mention issues.

use github_sim::world::EventKind;

use crate::stage::{OPS, SHOP, happened, issue, key, set};

#[tokio::test]
async fn a_commit_on_the_default_branch_is_a_reference() {
    let sim = set().await;
    let alice = sim.person("alice");
    let number = alice.open_issue(SHOP, "Down", "", &[]).expect("alice may");
    let here = key(&sim, SHOP, number).repo;
    let first = alice
        .commit_file(SHOP, "main", "a.md", "1", "Limit retries (#1), again #1")
        .expect("alice may");
    let there = key(&sim, OPS, 1).repo;
    let second = alice
        .commit_file(OPS, "main", "a.md", "1", "Alert\n\nSee acme/shop#1.")
        .expect("alice may");
    alice.create_branch(SHOP, "work", "main").expect("alice may");
    alice
        .commit_file(SHOP, "work", "b.md", "1", "Half of #1")
        .expect("alice may");
    let reference = |repo, commit| EventKind::Referenced { repo, commit };
    assert_eq!(
        happened(&sim, SHOP, number),
        [reference(here, first), reference(there, second)],
        "each commit once, and none of other branches"
    );
    assert_eq!(issue(&sim, SHOP, number).timeline[0].actor, alice.account());
}

#[tokio::test]
async fn a_merge_brings_its_commits_and_does_not_mention_itself() {
    let sim = set().await;
    let alice = sim.person("alice");
    let number = alice.open_issue(SHOP, "Down", "", &[]).expect("alice may");
    alice.create_branch(SHOP, "work", "main").expect("alice may");
    let work = alice
        .commit_file(SHOP, "work", "b.md", "1", "Half of #1")
        .expect("alice may");
    let pull = alice.open_pull(SHOP, "Half", "work", "main").expect("alice may");
    alice.merge(SHOP, pull).expect("alice may");
    let repo = key(&sim, SHOP, number).repo;
    assert_eq!(
        happened(&sim, SHOP, number),
        [EventKind::Referenced { repo, commit: work }]
    );
    let mentions = |kind: &EventKind| matches!(kind, EventKind::Referenced { .. });
    assert!(!happened(&sim, SHOP, pull).iter().any(mentions));
}
