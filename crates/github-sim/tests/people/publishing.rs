//! Deployments and releases.

use github_sim::world::ops::{NewDeployment, NewDeploymentStatus, NewRelease};
use github_sim::world::{EventKind, OpError};

use crate::stage::{SHOP, happened, names, set, told};

fn status(state: &str) -> NewDeploymentStatus {
    NewDeploymentStatus {
        state: state.into(),
        environment_url: "https://staging.example.org".into(),
        ..NewDeploymentStatus::default()
    }
}

#[tokio::test]
async fn a_deployment_is_told_and_entered_into_its_pull_request_once() {
    let sim = set().await;
    let (alice, bob) = (sim.person("alice"), sim.person("bob"));
    alice.create_branch(SHOP, "work", "main").expect("alice may");
    alice
        .commit_file(SHOP, "work", "b.md", "1", "Work")
        .expect("alice may");
    let pull = alice.open_pull(SHOP, "Work", "work", "main").expect("alice may");
    sim.drop_pending();
    let new = NewDeployment::of("work", "staging");
    assert!(matches!(bob.deploy(SHOP, &new), Err(OpError::Forbidden(_))));
    let deployment = alice.deploy(SHOP, &new).expect("alice may");
    for state in ["in_progress", "success", "success"] {
        alice
            .deployment_status(SHOP, deployment, &status(state))
            .expect("alice may");
    }
    let told = told(&sim);
    assert_eq!(
        names(&told)[..2],
        [
            "acme/shop deployment.created",
            "acme/shop deployment_status.created"
        ]
    );
    assert_eq!(told.len(), 4);
    assert_eq!(told[2].1["deployment"]["id"], deployment);
    assert_eq!(told[2].1["deployment_status"]["state"], "success");
    let entered = |kind: &EventKind| *kind == EventKind::Deployed { deployment };
    let entries = happened(&sim, SHOP, pull)
        .iter()
        .filter(|kind| entered(kind))
        .count();
    assert_eq!(entries, 1);
}

#[tokio::test]
async fn a_newer_success_replaces_an_older_one_except_in_production() {
    let sim = set().await;
    let alice = sim.person("alice");
    let deploy = |environment: &str| {
        let id = alice
            .deploy(SHOP, &NewDeployment::of("main", environment))
            .expect("alice may");
        alice
            .deployment_status(SHOP, id, &status("success"))
            .expect("alice may");
        id
    };
    let ids = ["staging", "production", "staging", "production"].map(deploy);
    let world = sim.world();
    let repo = world.repo_by_name("acme", "shop").expect("it was made");
    let states = ids.map(|id| repo.deployments[&id].state());
    assert_eq!(states, ["INACTIVE", "ACTIVE", "ACTIVE", "ACTIVE"]);
}

#[tokio::test]
async fn a_draft_is_published_later() {
    let sim = set().await;
    let alice = sim.person("alice");
    let draft = NewRelease {
        tag: "v1.0".into(),
        draft: true,
        ..NewRelease::default()
    };
    sim.drop_pending();
    let id = alice.release(SHOP, &draft).expect("alice may");
    assert_eq!(names(&told(&sim)), ["acme/shop release.created"]);
    alice.publish_release(SHOP, id).expect("alice may");
    assert_eq!(
        names(&told(&sim)),
        ["acme/shop release.published", "acme/shop release.released"]
    );
    let same = NewRelease {
        draft: false,
        ..draft
    };
    assert!(matches!(alice.release(SHOP, &same), Err(OpError::Validation(_))));
    let world = sim.world();
    let repo = world.repo_by_name("acme", "shop").expect("it was made");
    assert_eq!(repo.latest_release().map(|one| one.id), Some(id));
}
