//! What happens when GitHub fails, limits or forgets.

use std::sync::Arc;

use chrono::TimeDelta;
use closeout::{
    clock::Clock as _,
    domain::event::EventKind,
    github::{Attempt, Error, GitHub, Settings},
};
use github_sim::{
    faults::{Fault, Misbehaviour},
    world::{Role, ops::RepositoryEdit},
};

use crate::{
    execute::reply,
    stage::{REPOSITORY, Stage},
};

const COMMENTS: &str = "/repos/acme/ops/issues/1/comments";

async fn our_comments(stage: &Stage) -> usize {
    let seen = stage.look().await.unwrap();
    let ours = |kind: &EventKind| matches!(kind, EventKind::Commented(comment) if comment.ours);
    seen.events.iter().filter(|event| ours(&event.kind)).count()
}

#[tokio::test]
async fn a_read_survives_one_bad_gateway_but_not_two() {
    let stage = Stage::set().await;
    stage
        .sim
        .faults()
        .add(Fault::on_graphql("", Misbehaviour::BadGateway));
    stage.look().await.unwrap();
    stage
        .sim
        .faults()
        .add(Fault::on_graphql("", Misbehaviour::BadGateway).times(2));
    let error = stage.look().await.unwrap_err();
    assert_eq!(
        error,
        Error::Transient {
            message: "502 Bad Gateway with a body of text/html".into()
        }
    );
    assert_eq!(stage.sim.faults().outstanding(), 0);
    stage.close();
}

#[tokio::test]
async fn a_write_that_lost_its_answer_is_found_and_not_repeated() {
    for what in [Misbehaviour::BadGateway, Misbehaviour::Drop] {
        let stage = Stage::set().await;
        stage
            .sim
            .faults()
            .add(Fault::on("POST", COMMENTS, what).after_effect());
        let error = stage.execute(&reply(5)).await.unwrap_err();
        assert!(matches!(error, Error::Transient { .. }), "{error}");
        assert_eq!(our_comments(&stage).await, 1);
        stage.again(&reply(5)).await.unwrap();
        assert_eq!(our_comments(&stage).await, 1);
        stage.again(&reply(6)).await.unwrap();
        assert_eq!(our_comments(&stage).await, 2);
        stage.close();
    }
}

#[tokio::test]
async fn a_write_that_never_arrived_is_made_by_the_retry() {
    let stage = Stage::set().await;
    stage
        .sim
        .faults()
        .add(Fault::on("POST", COMMENTS, Misbehaviour::BadGateway));
    stage.execute(&reply(5)).await.unwrap_err();
    assert_eq!(our_comments(&stage).await, 0);
    stage.again(&reply(5)).await.unwrap();
    assert_eq!(our_comments(&stage).await, 1);
    stage.close();
}

#[tokio::test]
async fn a_marker_in_somebody_elses_comment_fools_nobody() {
    let stage = Stage::set().await;
    stage
        .mona
        .comment(
            REPOSITORY,
            1,
            "<!-- closeout:reply {\"key\":\"5\",\"fp\":\"0\"} -->",
        )
        .unwrap();
    stage.again(&reply(5)).await.unwrap();
    assert_eq!(our_comments(&stage).await, 1);
    stage.close();
}

#[tokio::test]
async fn a_limit_closes_the_gate_until_it_is_over() {
    for (retry_after, seconds) in [(Some(90), 90), (None, 60)] {
        let stage = Stage::set().await;
        let limit = Misbehaviour::SecondaryLimit { retry_after };
        stage.sim.faults().add(Fault::on("POST", COMMENTS, limit));
        let until = stage.clock.now() + TimeDelta::seconds(seconds);
        let limited = Error::RateLimited { until };
        assert_eq!(stage.execute(&reply(5)).await, Err(limited.clone()));
        let before = stage.sim.recording().exchanges().len();
        assert_eq!(stage.execute(&reply(5)).await, Err(limited.clone()));
        assert_eq!(stage.look().await, Err(limited));
        assert_eq!(stage.sim.recording().exchanges().len(), before);
        stage.clock.set(until);
        stage.execute(&reply(5)).await.unwrap();
        assert_eq!(our_comments(&stage).await, 1);
        stage.close();
    }
}

#[tokio::test]
async fn an_exhausted_primary_limit_waits_for_its_reset() {
    let stage = Stage::set().await;
    stage
        .sim
        .faults()
        .add(Fault::on_graphql("", Misbehaviour::PrimaryLimit));
    let Err(Error::RateLimited { until }) = stage.look().await else {
        panic!("the limit was not seen")
    };
    assert!(until > stage.clock.now());
    stage.clock.set(until);
    stage.look().await.unwrap();
    stage.close();
}

#[tokio::test]
async fn more_than_eighty_comments_a_minute_are_not_even_tried() {
    let stage = Stage::set().await;
    for n in 0..80 {
        stage.execute(&reply(n)).await.unwrap();
    }
    let until = stage.clock.now() + TimeDelta::minutes(1);
    assert_eq!(stage.execute(&reply(80)).await, Err(Error::RateLimited { until }));
    assert_eq!(stage.requests("POST", "/issues/1/comments"), 80);
    stage.look().await.unwrap();
    stage.clock.set(until);
    stage.execute(&reply(80)).await.unwrap();
    stage.close();
}

#[tokio::test]
async fn a_missing_permission_is_told_by_its_name() {
    let stage = Stage::set().await;
    let revoked = Misbehaviour::RevokedPermission("issues=write; pull_requests=write".into());
    stage.sim.faults().add(Fault::on("POST", COMMENTS, revoked));
    let error = stage.execute(&reply(5)).await.unwrap_err();
    let Error::Denied { permission, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(permission.as_deref(), Some("issues=write; pull_requests=write"));
    stage.close();
}

#[tokio::test]
async fn writes_reach_a_renamed_repository() {
    let stage = Stage::set().await;
    stage.sim.set_role(REPOSITORY, "adam", Role::Admin).unwrap();
    let rename = RepositoryEdit {
        name: Some("operations".into()),
        ..RepositoryEdit::default()
    };
    stage.sim.person("adam").edit_repo(REPOSITORY, &rename).unwrap();
    stage.execute(&reply(5)).await.unwrap();
    assert_eq!(our_comments(&stage).await, 1);
    stage.close();
}

#[tokio::test]
async fn an_archived_repository_is_refused_before_anything_is_planned() {
    let stage = Stage::set().await;
    stage.sim.set_role(REPOSITORY, "adam", Role::Admin).unwrap();
    let archive = RepositoryEdit {
        archived: Some(true),
        ..RepositoryEdit::default()
    };
    stage.sim.person("adam").edit_repo(REPOSITORY, &archive).unwrap();
    assert!(matches!(stage.look().await, Err(Error::Denied { .. })));
    assert!(matches!(
        stage.execute(&reply(5)).await,
        Err(Error::Denied { .. })
    ));
    stage.close();
}

#[tokio::test]
async fn nobody_there_is_nobodys_fault() {
    let stage = Stage::set().await;
    // A port that nothing listens on: the discard service's.
    let nowhere = "http://127.0.0.1:9".into();
    let settings = Settings::app(nowhere, 1, stage.app.private_key_pem.clone().into());
    let github = GitHub::new(&settings, Arc::new(stage.clock.clone())).unwrap();
    let error = github
        .execute(&stage.at, &reply(5), Attempt::First)
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::Transient { message } if message.starts_with("no connection")),
        "{error}"
    );
}
