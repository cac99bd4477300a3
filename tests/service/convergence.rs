//! Whatever the deliveries, GitHub ends up the same, and a second look does nothing.

use chrono::Duration;
use closeout::{
    clock::Clock as _,
    domain::{phase::Phase, severity::Severity},
    store::Backlog,
};

use super::stage::{REPOSITORY, Stage};

#[tokio::test]
async fn a_declared_incident_gets_one_status_comment() {
    let stage = Stage::set().await.listening().await;
    let issue = stage.open("決済が失敗する", &["incident", "SEV1"]);
    stage.settle().await;
    assert_eq!(stage.said(issue).len(), 1, "{:?}", stage.said(issue));
    let view = stage
        .store
        .projection(stage.locator(issue).key)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(view.title, "決済が失敗する");
    assert_eq!(view.severity, Some(Severity::Sev1));
    assert_eq!(view.locator, stage.locator(issue));
    stage.close(&[issue]).await;
}

#[tokio::test]
async fn deliveries_that_come_twice_in_any_order_or_never_make_no_difference() {
    let mut told = Vec::new();
    for manner in 0..4 {
        let stage = Stage::set().await.listening().await;
        let issue = stage.open("API is down", &["incident", "SEV2"]);
        stage.mona.comment(REPOSITORY, issue, "/ack").unwrap();
        let waiting: Vec<i64> = stage.sim.pending().iter().map(|delivery| delivery.id).collect();
        match manner {
            0 => {}
            1 => stage.sim.deliver_in_order(&waiting.repeat(2)).await,
            2 => drop(stage.sim.deliver_reversed().await),
            _ => waiting[1..].iter().for_each(|id| stage.sim.drop_delivery(*id)),
        }
        stage.settle().await;
        let view = stage
            .store
            .projection(stage.locator(issue).key)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(view.phase, Phase::Acknowledged);
        // The marker's fingerprint holds addresses, and every GitHub of ours has another.
        let words = |said: String| said.split("<!-- closeout:").next().unwrap_or_default().to_owned();
        told.push(stage.said(issue).into_iter().map(words).collect::<Vec<_>>());
        stage.close(&[issue]).await;
    }
    assert!(told.windows(2).all(|pair| pair[0] == pair[1]), "{told:#?}");
}

#[tokio::test]
async fn an_issue_that_is_no_incident_leaves_no_trace() {
    let stage = Stage::set().await.listening().await;
    let issue = stage.open("How do I log in?", &["question"]);
    stage.mona.comment(REPOSITORY, issue, "/ack").unwrap();
    stage.settle().await;
    assert_eq!(stage.said(issue), [""; 0]);
    assert_eq!(
        stage.store.backlog(stage.clock.now()).await.unwrap(),
        Backlog::default()
    );
    assert_eq!(stage.store.projections().await.unwrap(), []);
    stage.close(&[issue]).await;
}

#[tokio::test]
async fn a_resolved_incident_gets_its_postmortem_through_the_same_loop() {
    let stage = Stage::set().await.listening().await;
    let issue = stage.open("決済が失敗する", &["incident", "SEV1"]);
    for command in ["/commander me", "/mitigated", "/resolved"] {
        stage.clock.advance(Duration::minutes(10));
        stage.mona.comment(REPOSITORY, issue, command).unwrap();
    }
    stage.settle().await;
    let view = stage
        .store
        .projection(stage.locator(issue).key)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(view.phase, Phase::Resolved);
    assert!(view.pull_request.is_some(), "{view:?}");
    assert!(
        view.document
            .is_some_and(|path| path.starts_with("postmortems/2026/"))
    );
    let pull_requests = stage.requests("POST", "/pulls");
    assert_eq!(pull_requests, 1);
    stage.close(&[issue]).await;
}

#[tokio::test]
async fn a_dry_run_changes_nothing_on_either_side() {
    let stage = Stage::set().await;
    let issue = stage.open("API is down", &["incident"]);
    let plan = stage.engine().dry_run(&stage.locator(issue)).await.unwrap();
    assert_ne!(plan.effects, []);
    assert_eq!(stage.said(issue), [""; 0]);
    assert_eq!(stage.store.ledger(stage.locator(issue).key).await.unwrap(), []);
    assert_eq!(
        stage.store.backlog(stage.clock.now()).await.unwrap(),
        Backlog::default()
    );
}
