//! GitHub fails, lags and refuses; the thread looks as if it had not.

use chrono::Duration;
use closeout::clock::Clock as _;

use super::stage::{Fault, Misbehaviour, REPOSITORY, Stage};

const COMMENTS: &str = "/repos/*/*/issues/*/comments";

#[tokio::test]
async fn a_comment_whose_answer_was_lost_is_not_written_twice() {
    for lost in [Misbehaviour::BadGateway, Misbehaviour::Drop] {
        let stage = Stage::set().await.listening().await;
        let issue = stage.open("API is down", &["incident", "SEV1"]);
        stage
            .sim
            .faults()
            .add(Fault::on("POST", COMMENTS, lost).after_effect());
        stage.settle().await;
        let troubles = stage.store.troubles().await.unwrap();
        assert_eq!(troubles.len(), 1, "{troubles:?}");
        assert_eq!(troubles[0].attempts, 1);
        stage.pass(Duration::minutes(2)).await;
        assert_eq!(stage.sim.faults().outstanding(), 0);
        assert_eq!(stage.said(issue).len(), 1);
        assert_eq!(stage.store.troubles().await.unwrap(), []);
        stage.close(&[issue]).await;
    }
}

#[tokio::test]
async fn failures_back_off_and_block_no_other_incident() {
    let stage = Stage::set().await.listening().await;
    let failing = stage.open("API is down", &["incident", "SEV1"]);
    stage
        .sim
        .faults()
        .add(Fault::on("POST", COMMENTS, Misbehaviour::BadGateway).times(4));
    stage.settle().await;
    let healthy = stage.open("決済が失敗する", &["incident", "SEV1"]);
    stage.sim.faults().clear();
    stage.settle().await;
    assert_eq!((stage.said(failing).len(), stage.said(healthy).len()), (0, 1));
    stage.mona.comment(REPOSITORY, failing, "/ack").unwrap();
    stage.settle().await;
    assert_eq!(
        stage.said(failing).len(),
        0,
        "a touch does not cut the back-off short"
    );
    stage.pass(Duration::minutes(1)).await;
    assert_eq!(stage.said(failing).len(), 1);
    stage.close(&[failing, healthy]).await;
}

#[tokio::test]
async fn what_github_does_not_show_yet_is_waited_for() {
    let stage = Stage::set().await;
    let issue = stage.open("API is down", &["incident", "SEV1"]);
    // A token made after the lag began would not be known yet either.
    stage.engine().dry_run(&stage.locator(issue)).await.unwrap();
    stage.sim.lag_reads(4);
    stage.engine().enqueue(&[stage.locator(issue)]).await.unwrap();
    stage.engine().drain().await.unwrap();
    assert_eq!(stage.said(issue).len(), 1);
    let due = stage.store.next_due(stage.clock.now()).await.unwrap().unwrap();
    assert_eq!(
        due - stage.clock.now(),
        Duration::seconds(2),
        "it looks again soon"
    );
    stage.pass(Duration::minutes(3)).await;
    assert_eq!(stage.said(issue).len(), 1);
    assert_eq!(stage.requests("POST", "/comments"), 1);
    stage.close(&[issue]).await;
}

#[tokio::test]
async fn what_a_person_deleted_is_written_again_once_it_cannot_be_lag() {
    let stage = Stage::set().await.listening().await;
    let issue = stage.open("API is down", &["incident", "SEV4"]);
    stage.settle().await;
    for minutes in [0, 2] {
        stage.clock.advance(Duration::minutes(minutes));
        let comment = {
            let world = stage.sim.world();
            let (_, found) = world.issues().find(|(_, found)| found.number == issue).unwrap();
            found
                .comments
                .iter()
                .find(|comment| comment.via_app.is_some())
                .unwrap()
                .id
        };
        stage.mona.delete_comment(comment).unwrap();
        stage.engine().enqueue(&[stage.locator(issue)]).await.unwrap();
        stage.pass(Duration::minutes(2)).await;
        assert_eq!(stage.said(issue).len(), 1, "deleted after {minutes} minutes");
    }
    stage.close(&[issue]).await;
}

#[tokio::test]
async fn a_rate_limit_parks_the_whole_installation_until_it_is_over() {
    let stage = Stage::set().await.listening().await;
    let limit = Misbehaviour::SecondaryLimit {
        retry_after: Some(90),
    };
    stage.sim.faults().add(Fault::on("POST", COMMENTS, limit));
    let first = stage.open("API is down", &["incident", "SEV1"]);
    stage.settle().await;
    let second = stage.open("決済が失敗する", &["incident", "SEV1"]);
    stage.settle().await;
    assert_eq!((stage.said(first).len(), stage.said(second).len()), (0, 0));
    let due = stage.store.next_due(stage.clock.now()).await.unwrap().unwrap();
    assert!(due >= stage.clock.now() + Duration::seconds(80), "{due}");
    assert_eq!(
        stage.store.troubles().await.unwrap(),
        [],
        "nobody did anything wrong"
    );
    stage.pass(Duration::minutes(3)).await;
    assert_eq!((stage.said(first).len(), stage.said(second).len()), (1, 1));
    stage.close(&[first, second]).await;
}

#[tokio::test]
async fn a_missing_permission_parks_the_key_and_names_itself() {
    let stage = Stage::set().await.listening().await;
    let revoked = Misbehaviour::RevokedPermission("issues=write".into());
    stage
        .sim
        .faults()
        .add(Fault::on("POST", COMMENTS, revoked).times(100));
    let issue = stage.open("API is down", &["incident", "SEV4"]);
    stage.settle().await;
    let troubles = stage.store.troubles().await.unwrap();
    assert_eq!(troubles.len(), 1);
    assert!(troubles[0].reason.contains("issues=write"), "{troubles:?}");
    assert_eq!(troubles[0].retry_at, None);
    let requests = stage.requests("POST", "/comments");
    assert_eq!(requests, 1);
    stage.pass(Duration::hours(12)).await;
    assert_eq!(
        stage.requests("POST", "/comments"),
        requests,
        "not retried in a loop"
    );
    stage.sim.faults().clear();
    stage.mona.comment(REPOSITORY, issue, "/ack").unwrap();
    stage.settle().await;
    assert_eq!(stage.said(issue).len(), 1);
    assert_eq!(stage.store.troubles().await.unwrap(), []);
    stage.close(&[issue]).await;
}
