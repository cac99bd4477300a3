//! Issues that go to another repository, or for good.

use github_sim::world::{EventKind, OpError, Role};

use crate::stage::{OPS, SHOP, happened, issue, key, names, set, told};

#[tokio::test]
async fn a_transferred_issue_keeps_what_was_said_and_what_fits() {
    let sim = set().await;
    let (alice, bob) = (sim.person("alice"), sim.person("bob"));
    alice
        .create_label(OPS, "Incident", "b60205")
        .expect("alice may label");
    alice.open_issue(OPS, "First", "", &[]).expect("alice may");
    let number = alice
        .open_issue(SHOP, "Down", "Since noon", &["incident", "only here"])
        .expect("alice may");
    let comment = bob.comment(SHOP, number, "Looking.").expect("bob may");
    alice.assign(SHOP, number, "bob").expect("alice may");
    let before = issue(&sim, SHOP, number);
    sim.drop_pending();

    let new = alice.transfer(SHOP, number, OPS).expect("alice may");
    let after = issue(&sim, OPS, new);
    assert_eq!(new, 2, "the next number there");
    assert_ne!(after.id, before.id);
    assert_eq!(
        (&after.title, &after.body, &after.assignees, after.created_at),
        (&before.title, &before.body, &before.assignees, before.created_at)
    );
    assert_eq!(
        after.comment(comment).map(|one| one.body.as_str()),
        Some("Looking.")
    );
    let there = key(&sim, OPS, new).repo;
    let world = sim.world();
    let there = world.repo(there).expect("it was made");
    let labels: Vec<&str> = after
        .labels
        .iter()
        .filter_map(|id| Some(there.label_by_id(*id)?.name.as_str()))
        .collect();
    assert_eq!(labels, ["Incident"], "what has no namesake there is dropped");
    drop(world);
    let kinds: Vec<_> = after.timeline.iter().map(|event| &event.kind).collect();
    assert!(matches!(
        kinds.as_slice(),
        [
            EventKind::Labeled { .. },
            EventKind::Labeled { .. },
            EventKind::Commented { .. },
            EventKind::Assigned { .. },
            EventKind::Transferred { .. }
        ]
    ));
    assert_eq!(before.timeline[0].id, after.timeline[0].id);
}

#[tokio::test]
async fn both_repositories_are_told() {
    let sim = set().await;
    let alice = sim.person("alice");
    let number = alice.open_issue(SHOP, "Down", "", &[]).expect("alice may");
    let old_id = issue(&sim, SHOP, number).id;
    sim.drop_pending();
    let new = alice.transfer(SHOP, number, OPS).expect("alice may");
    let told = told(&sim);
    assert_eq!(
        names(&told),
        ["acme/shop issues.transferred", "acme/ops issues.opened"]
    );
    let (left, came) = (&told[0].1, &told[1].1);
    let new_id = issue(&sim, OPS, new).id;
    assert_eq!(
        (&left["issue"]["id"], &left["issue"]["number"]),
        (&old_id.into(), &number.into())
    );
    assert_eq!(left["changes"]["new_issue"]["id"], new_id);
    assert_eq!(left["changes"]["new_repository"]["full_name"], OPS);
    assert_eq!(came["issue"]["id"], new_id);
    assert_eq!(came["changes"]["old_issue"]["id"], old_id);
    assert_eq!(came["changes"]["old_repository"]["full_name"], SHOP);
}

#[tokio::test]
async fn what_pointed_at_it_points_at_its_new_place() {
    let sim = set().await;
    let alice = sim.person("alice");
    let number = alice.open_issue(SHOP, "Down", "", &[]).expect("alice may");
    let other = alice.open_issue(SHOP, "Part", "See #1.", &[]).expect("alice may");
    {
        let (actor, mut world) = (alice.actor(), sim.world());
        let child = world.issue(key_of(&world, other)).expect("it is there").id;
        let parent = key_of(&world, number);
        world
            .add_sub_issue(&actor, parent, child, false)
            .expect("alice may");
    }
    let new = key(&sim, OPS, alice.transfer(SHOP, number, OPS).expect("alice may"));
    let child = issue(&sim, SHOP, other);
    assert_eq!(child.parent, Some(new));
    assert!(
        happened(&sim, SHOP, other).contains(&EventKind::ParentIssueAdded { parent: new }),
        "{child:?}"
    );
    let again = key(
        &sim,
        SHOP,
        alice.transfer(OPS, new.number, SHOP).expect("alice may"),
    );
    let world = sim.world();
    assert_eq!(world.moved_to(key_of(&world, number)), Some(again));
}

fn key_of(world: &github_sim::world::World, number: u64) -> github_sim::world::IssueKey {
    let repo = world.repo_by_name("acme", "shop").expect("it was made").id;
    github_sim::world::IssueKey { repo, number }
}

#[tokio::test]
async fn who_may_and_where_to() {
    let sim = set().await;
    let (alice, bob) = (sim.person("alice"), sim.person("bob"));
    let number = bob.open_issue(SHOP, "Mine", "", &[]).expect("bob may");
    assert!(matches!(
        bob.transfer(SHOP, number, OPS),
        Err(OpError::Forbidden(_))
    ));
    sim.create_repo("other/place");
    sim.set_role("other/place", "alice", Role::Admin)
        .expect("it was made");
    for place in ["other/place", SHOP] {
        let refused = alice.transfer(SHOP, number, place);
        assert!(matches!(refused, Err(OpError::Unprocessable(_))), "{place}");
    }
    let new = alice.transfer(SHOP, number, OPS).expect("alice may");
    let gone = alice.comment(SHOP, number, "Still here?");
    assert_eq!(gone, Err(OpError::Transferred(key(&sim, OPS, new))));
    let outsider = sim.person("outsider").comment(SHOP, number, "And me?");
    assert_eq!(outsider, Err(OpError::NotFound));
}

#[tokio::test]
async fn only_administrators_delete() {
    let sim = set().await;
    let (alice, bob) = (sim.person("alice"), sim.person("bob"));
    let number = bob.open_issue(SHOP, "Mine", "", &[]).expect("bob may");
    sim.drop_pending();
    assert!(matches!(
        bob.delete_issue(SHOP, number),
        Err(OpError::Forbidden(_))
    ));
    alice.delete_issue(SHOP, number).expect("alice may");
    assert_eq!(names(&told(&sim)), ["acme/shop issues.deleted"]);
    assert_eq!(alice.comment(SHOP, number, "?"), Err(OpError::Deleted));
}
