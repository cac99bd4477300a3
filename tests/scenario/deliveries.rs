//! Deliveries repeated, reordered, lost, and our own echoes.

use chrono::TimeDelta;
use github_sim::world::DeliveryState;

use crate::harness::{REPOSITORY, World};

/// A world in which the next acts are not delivered until the scenario says so.
fn declared_but_not_delivered(world: &World) -> (u64, Vec<i64>) {
    let number = world
        .stage
        .sim
        .person("alice")
        .open_issue(REPOSITORY, "Checkout fails", "", &["incident", "SEV2"])
        .expect("alice may open issues");
    let pending = world.stage.sim.pending();
    let about_the_issue = pending.iter().filter(|delivery| delivery.event == "issues");
    let waiting = about_the_issue.map(|delivery| delivery.id).collect();
    (number, waiting)
}

async fn deliver(world: &World, ids: &[i64]) {
    for id in ids {
        world.stage.sim.deliver_in_order(&[*id]).await;
        world.stage.engine.drain().await.expect("the database works");
    }
}

#[tokio::test]
async fn opened_and_labeled_in_any_order_are_one_incident() {
    let mut pages = Vec::new();
    for reversed in [false, true] {
        let mut world = World::new().await;
        let (number, mut waiting) = declared_but_not_delivered(&world);
        assert_eq!(waiting.len(), 3, "opened and two labels");
        if reversed {
            waiting.reverse();
        }
        deliver(&world, &waiting).await;
        world.settles().await;
        pages.push(world.reads(number));
        world.ends().await;
    }
    assert_eq!(pages[0], pages[1]);
    assert_eq!(pages[0].matches("── closeout[bot]").count(), 1, "{}", pages[0]);
}

#[tokio::test]
async fn the_same_delivery_five_times_is_once() {
    let mut world = World::new().await;
    let (number, waiting) = declared_but_not_delivered(&world);
    let five: Vec<i64> = waiting.iter().flat_map(|id| [*id; 5]).collect();
    deliver(&world, &five).await;
    let comment = world.says("bob", number, "/owner me\n/resolved").await;
    let delivered: Vec<i64> = world
        .stage
        .sim
        .deliveries()
        .iter()
        .map(|delivery| delivery.id)
        .collect();
    deliver(&world, &delivered).await;
    world.settles().await;
    let page = world.reads(number);
    let comments = page.matches("── closeout[bot]").count();
    assert_eq!(comments, 2, "the status and the owner's duties: {page}");
    assert_eq!(
        world
            .files("postmortem/1")
            .iter()
            .filter(|path| path.starts_with("postmortems/"))
            .count(),
        1
    );
    assert!(comment > 0);
    world.skims(number + 1);
    world.ends().await;
}

#[tokio::test]
async fn a_lost_delivery_is_found_by_the_sweep() {
    let mut world = World::new().await;
    let (number, _) = declared_but_not_delivered(&world);
    assert!(world.stage.sim.drop_pending() >= 3, "opened and two labels");
    world.settles().await;
    assert_eq!(world.reads(number).matches("── closeout[bot]").count(), 0);
    world.stage.clock.advance(TimeDelta::hours(1));
    world
        .stage
        .engine
        .sweep_if_due()
        .await
        .expect("the sweep reaches GitHub");
    world.settles().await;
    let page = world.reads(number);
    let comments = page.matches("── closeout[bot]").count();
    assert_eq!(
        comments, 2,
        "the status, and who takes command after an hour: {page}"
    );
    world.ends().await;
}

#[tokio::test]
async fn our_own_label_events_change_nothing() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    world.says("alice", number, "/sev 1").await;
    let echoes: Vec<i64> = {
        let deliveries = world.stage.sim.deliveries();
        let ours = deliveries
            .iter()
            .filter(|delivery| delivery.payload["sender"]["type"] == "Bot");
        ours.map(|delivery| delivery.id).collect()
    };
    assert!(
        echoes.len() >= 3,
        "labels, a reaction or a comment come back: {}",
        echoes.len()
    );
    let requests = world.stage.sim.recording().exchanges().len();
    deliver(&world, &echoes).await;
    assert_eq!(
        world.stage.sim.recording().exchanges().len(),
        requests,
        "nobody is asked because of an echo"
    );
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn a_thread_of_250_comments() {
    let mut world = World::configured("timeline: {comments: all}").await;
    let number = world.declares("alice", "Checkout fails").await;
    for index in 0..250 {
        let body = format!("Observation {index}: the error rate is at {} %.", index % 7);
        let bob = world.stage.sim.person("bob");
        bob.comment(REPOSITORY, number, &body).expect("bob may comment");
        world.stage.clock.advance(TimeDelta::seconds(20));
    }
    world.says("bob", number, "/sev 2\n/owner me\n/resolved").await;
    let before = world.stage.sim.recording().exchanges().len();
    assert_eq!(world.planned(number).await, [""; 0]);
    let requests = world.stage.sim.recording().exchanges().len() - before;
    assert!(
        requests <= 1 + 3,
        "one request, and one more for each further page: {requests}"
    );
    let (document, _) = world.document(number);
    assert!(document.contains("Observation 0:") && document.contains("Observation 249:"));
    world.skims(number);
    world.skims(number + 1);
    world.ends().await;
}

#[tokio::test]
async fn a_wrong_signature_is_refused_and_leaves_nothing_behind() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    world.skims(number);
    let requests = world.stage.sim.recording().exchanges().len();
    {
        let mut sim = world.stage.sim.world();
        let app = sim.apps.values_mut().next().expect("there is the App");
        app.hook.secret = Some("another secret".to_owned());
    }
    world.says("bob", number, "/sev 1").await;
    assert_eq!(
        world.stage.sim.recording().exchanges().len(),
        requests,
        "nobody looked"
    );
    let last = world
        .stage
        .sim
        .deliveries()
        .pop()
        .expect("the comment was delivered");
    assert!(
        matches!(last.state, DeliveryState::Answered { status: 401, .. }),
        "{:?}",
        last.state
    );
    // With the secret mended, the command counts after all.
    world
        .stage
        .sim
        .world()
        .apps
        .values_mut()
        .next()
        .expect("there is the App")
        .hook
        .secret = Some("closeout-webhook-secret".to_owned());
    world.says("bob", number, "Checked.").await;
    assert!(world.reads(number).contains("### SEV1"));
    world.ends().await;
}
