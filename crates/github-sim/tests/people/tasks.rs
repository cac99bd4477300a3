//! Checkboxes.

use github_sim::world::OpError;

use crate::stage::{OPS, SHOP, issue, names, set, told};

#[tokio::test]
async fn ticking_is_an_edit() {
    let sim = set().await;
    let (alice, bob) = (sim.person("alice"), sim.person("bob"));
    let number = bob
        .open_issue(SHOP, "Down", "- [ ] a\n- [ ] b", &[])
        .expect("bob may");
    let comment = alice.comment(SHOP, number, "1. [x] c").expect("alice may");
    sim.drop_pending();
    bob.tick(SHOP, number, None, 2, true).expect("bob wrote it");
    alice
        .tick(SHOP, number, Some(comment), 1, false)
        .expect("alice wrote it");
    bob.tick(SHOP, number, None, 2, true).expect("bob wrote it");
    let told = told(&sim);
    assert_eq!(
        names(&told),
        ["acme/shop issues.edited", "acme/shop issue_comment.edited"],
        "the same again changes nothing"
    );
    assert_eq!(told[0].1["changes"]["body"]["from"], "- [ ] a\n- [ ] b");
    assert_eq!(told[1].1["changes"]["body"]["from"], "1. [x] c");
    let after = issue(&sim, SHOP, number);
    assert_eq!(after.body.as_deref(), Some("- [ ] a\n- [x] b"));
    assert_eq!(
        after.comment(comment).map(|one| one.body.as_str()),
        Some("1. [ ] c")
    );
}

#[tokio::test]
async fn only_those_who_may_edit_tick() {
    let sim = set().await;
    let (alice, bob) = (sim.person("alice"), sim.person("bob"));
    let number = alice.open_issue(SHOP, "Down", "- [ ] a", &[]).expect("alice may");
    assert!(matches!(
        bob.tick(SHOP, number, None, 1, true),
        Err(OpError::Forbidden(_))
    ));
    let none = alice.tick(SHOP, number, None, 2, true);
    assert!(matches!(none, Err(OpError::Missing(_))), "{none:?}");
    let elsewhere = alice.open_issue(OPS, "x", "", &[]).expect("alice may");
    let comment = alice.comment(OPS, elsewhere, "- [ ] b").expect("alice may");
    assert_eq!(
        alice.tick(SHOP, number, Some(comment), 1, true),
        Err(OpError::NotFound),
        "a comment of another issue"
    );
}
