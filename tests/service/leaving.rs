//! Incidents that leave: moved to another repository, or deleted. Nothing is kept of what is gone.

use closeout::{clock::Clock as _, domain::key::Locator, store::Backlog};
use github_sim::world::{Role, ops::InstallationChange};

use super::stage::{REPOSITORY, Stage, number};

/// Nothing is waiting, nothing is known of this incident, nothing is remembered of what was done to it.
async fn is_forgotten(stage: &Stage, incident: &Locator) {
    let store = &stage.store;
    assert_eq!(store.projection(incident.key).await.unwrap(), None);
    assert_eq!(store.ledger(incident.key).await.unwrap(), []);
    assert_eq!(store.troubles().await.unwrap(), []);
    let lease = store
        .lease_key(
            incident,
            stage.clock.now(),
            stage.clock.now() + chrono::Duration::minutes(1),
            "test",
        )
        .await
        .unwrap()
        .unwrap();
    assert_eq!(lease.attempts, 0);
}

#[tokio::test]
async fn nothing_is_left_of_a_deleted_incident() {
    let stage = Stage::set().await.listening().await;
    let issue = stage.open("API is down", &["incident", "SEV1"]);
    stage.settle().await;
    assert_eq!(stage.store.projections().await.unwrap().len(), 1);
    stage.mona.delete_issue(REPOSITORY, issue).unwrap();
    stage.settle().await;
    let backlog = stage.store.backlog(stage.clock.now()).await.unwrap();
    assert_eq!(backlog, Backlog::default());
    assert_eq!(stage.store.projections().await.unwrap(), []);
    is_forgotten(&stage, &stage.locator(issue)).await;
}

#[tokio::test]
async fn a_transferred_incident_goes_on_where_it_went_and_is_forgotten_where_it_was() {
    let stage = Stage::set().await.listening().await;
    let web = stage.sim.create_repo("acme/web");
    stage.sim.set_role("acme/web", "mona", Role::Admin).unwrap();
    for label in ["incident", "SEV1"] {
        stage.mona.create_label("acme/web", label, "d73a4a").unwrap();
    }
    let reach = InstallationChange::AddRepositories(vec![web]);
    stage
        .sim
        .world()
        .change_installation(stage.installation, reach)
        .unwrap();
    let issue = stage.open("API is down", &["incident", "SEV1"]);
    stage.settle().await;
    let went = stage.mona.transfer(REPOSITORY, issue, "acme/web").unwrap();
    stage.settle().await;
    is_forgotten(&stage, &stage.locator(issue)).await;
    let there = Locator {
        key: closeout::domain::key::IncidentKey {
            repository: number(web.0),
            issue: went,
        },
        name: "web".into(),
        ..stage.locator(issue)
    };
    let known = stage.store.projection(there.key).await.unwrap().unwrap();
    assert_eq!(known.locator, there);
    let again = stage.engine().dry_run(&there).await.unwrap();
    assert_eq!(again.effects, []);
}

#[tokio::test]
async fn an_incident_that_moves_out_of_reach_is_forgotten() {
    let stage = Stage::set().await.listening().await;
    stage.sim.create_repo("acme/secret");
    stage.sim.set_role("acme/secret", "mona", Role::Admin).unwrap();
    let issue = stage.open("API is down", &["incident", "SEV1"]);
    stage.settle().await;
    stage.mona.transfer(REPOSITORY, issue, "acme/secret").unwrap();
    stage.settle().await;
    is_forgotten(&stage, &stage.locator(issue)).await;
    assert_eq!(stage.store.projections().await.unwrap(), []);
}
