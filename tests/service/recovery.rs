//! Incidents are found again without any memory, and without any delivery.

use chrono::Duration;
use closeout::{clock::Clock as _, engine::errand::whole_repository};

use super::stage::{Fault, Misbehaviour, REPOSITORY, Stage, number};

#[tokio::test]
async fn a_new_database_is_filled_from_github() {
    let mut stage = Stage::set().await;
    let known = stage.open("API is down", &["incident", "SEV1"]);
    stage.engine().enqueue(&[stage.locator(known)]).await.unwrap();
    stage.engine().drain().await.unwrap();
    let said = stage.said(known);
    let missed = stage.open("決済が失敗する", &["incident", "SEV2"]);
    let other = stage.open("How do I log in?", &["question"]);
    stage.lose_everything().await;
    assert_eq!(stage.engine().enqueue_all().await.unwrap(), 1);
    stage.engine().drain().await.unwrap();
    assert_eq!(stage.said(known), said);
    assert_eq!(stage.said(missed).len(), 1);
    assert_eq!(stage.said(other), [""; 0]);
    let found = stage.engine().find_all().await.unwrap();
    assert_eq!(found.incidents, [stage.locator(known), stage.locator(missed)]);
    stage.close(&[known, missed]).await;
}

#[tokio::test]
async fn the_sweep_runs_at_first_and_then_by_the_clock() {
    let stage = Stage::set().await;
    let issue = stage.open("API is down", &["incident", "SEV4"]);
    let next = stage.engine().sweep_if_due().await.unwrap().unwrap();
    assert_eq!(next.to_rfc3339(), "2026-11-20T05:07:00+00:00");
    stage.engine().drain().await.unwrap();
    assert_eq!(stage.said(issue).len(), 1);
    let missed = stage.open("決済が失敗する", &["incident", "SEV4"]);
    assert_eq!(stage.engine().sweep_if_due().await.unwrap(), Some(next));
    stage.engine().drain().await.unwrap();
    assert_eq!(stage.said(missed).len(), 0, "it is not time yet");
    stage.clock.set(next);
    stage.engine().sweep_if_due().await.unwrap();
    stage.engine().drain().await.unwrap();
    assert_eq!(stage.said(missed).len(), 1);
    stage.close(&[issue, missed]).await;
}

#[tokio::test]
async fn a_sweep_that_failed_is_due_still() {
    let stage = Stage::set().await;
    let list = "/app/installations";
    stage
        .sim
        .faults()
        .add(Fault::on("GET", list, Misbehaviour::BadGateway).times(10));
    stage.engine().sweep_if_due().await.unwrap_err();
    stage.sim.faults().clear();
    let issue = stage.open("API is down", &["incident", "SEV1"]);
    stage.engine().sweep_if_due().await.unwrap();
    stage.engine().drain().await.unwrap();
    assert_eq!(stage.said(issue).len(), 1);
    stage.close(&[issue]).await;
}

#[tokio::test]
async fn a_label_taken_off_while_nobody_listened_is_noticed() {
    let stage = Stage::set().await;
    let issue = stage.open("API is down", &["incident", "SEV1"]);
    stage.engine().enqueue(&[stage.locator(issue)]).await.unwrap();
    stage.engine().drain().await.unwrap();
    stage.clock.advance(Duration::minutes(5));
    stage.mona.remove_label(REPOSITORY, issue, "incident").unwrap();
    let whole = whole_repository(
        number(stage.installation.0),
        number(stage.repository.0),
        "acme".into(),
        "ops".into(),
    );
    stage.engine().enqueue(&[whole]).await.unwrap();
    stage.engine().drain().await.unwrap();
    let view = stage.store.projection(stage.locator(issue).key).await.unwrap();
    let phase = view.map(|view| view.phase);
    assert_eq!(phase, Some(closeout::domain::phase::Phase::Withdrawn));
    assert_eq!(stage.store.backlog(stage.clock.now()).await.unwrap().failing, 0);
    stage.close(&[issue]).await;
}

#[tokio::test]
async fn an_incident_is_located_by_name_however_it_is_written() {
    let stage = Stage::set().await;
    let issue = stage.open("API is down", &["incident"]);
    let located = stage.engine().locate("ACME", "Ops", issue).await.unwrap();
    assert_eq!(located, Some(stage.locator(issue)));
    assert_eq!(stage.engine().locate("acme", "other", 1).await.unwrap(), None);
}
