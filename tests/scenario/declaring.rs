//! From a label to an incident.

use insta::assert_snapshot;

use crate::harness::World;

#[tokio::test]
async fn a_label_declares_an_incident() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    assert_snapshot!(world.reads(number));
    world.ends().await;
}
