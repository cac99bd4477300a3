//! Misbehaviour on demand, and reads that lag behind.

use github_sim::faults::{Fault, Misbehaviour};
use serde_json::{Value, json};

use crate::stage::Stage;

const COMMENTS: &str = "/repos/*/*/issues/*/comments";

async fn count(stage: &Stage) -> Option<usize> {
    stage
        .get("/repos/acme/shop/issues/1/comments")
        .await
        .body
        .as_array()
        .map(Vec::len)
}

#[tokio::test]
async fn a_lost_answer_is_not_a_lost_comment() {
    let stage = Stage::set().await;
    stage.issue("One");
    let path = "/repos/acme/shop/issues/1/comments";
    stage
        .sim
        .faults()
        .add(Fault::on("POST", COMMENTS, Misbehaviour::BadGateway));
    let before = stage.post(path, json!({"body": "a"})).await;
    assert_eq!(
        (before.status, before.header("content-type")),
        (502, "text/html; charset=utf-8")
    );
    assert_eq!(count(&stage).await, Some(0));
    stage
        .sim
        .faults()
        .add(Fault::on("POST", COMMENTS, Misbehaviour::BadGateway).after_effect());
    assert_eq!(stage.post(path, json!({"body": "a"})).await.status, 502);
    assert_eq!(count(&stage).await, Some(1));
}

#[tokio::test]
async fn limits_come_with_and_without_a_waiting_time() {
    let stage = Stage::set().await;
    let secondary = |retry_after| Fault::on("*", "/repos/**", Misbehaviour::SecondaryLimit { retry_after });
    stage.sim.faults().add(secondary(Some(30)));
    stage.sim.faults().add(secondary(None));
    let told = stage.get("/repos/acme/shop").await;
    assert_eq!((told.status, told.header("retry-after")), (403, "30"));
    let untold = stage.get("/repos/acme/shop").await;
    assert_eq!((untold.status, untold.header("retry-after")), (403, ""));
    let docs = untold.body["documentation_url"].as_str().unwrap_or_default();
    assert!(docs.ends_with("#about-secondary-rate-limits") && untold.header("x-ratelimit-remaining") != "0");
    stage
        .sim
        .faults()
        .add(Fault::on("GET", "/repos/*/*", Misbehaviour::PrimaryLimit));
    assert_eq!(
        stage
            .get("/repos/acme/shop")
            .await
            .header("x-ratelimit-remaining"),
        "0"
    );
    assert_eq!(stage.get("/repos/acme/shop").await.status, 200);
}

#[tokio::test]
async fn an_allowance_is_used_up_and_comes_back_with_the_hour() {
    let stage = Stage::set().await;
    let actor = stage
        .sim
        .world()
        .bearer(&stage.token)
        .expect("it is not suspended")
        .cloned();
    stage.sim.world().exhaust(actor.as_ref(), "core");
    let answer = stage.get("/repos/acme/shop").await;
    let message = format!(
        "API rate limit exceeded for installation ID {}.",
        stage.installation.0
    );
    assert_eq!((answer.status, answer.message()), (403, message.as_str()));
    assert_eq!(answer.header("x-ratelimit-remaining"), "0");
    assert_eq!(stage.get("/rate_limit").await.status, 200, "asking is free");
    stage.sim.advance(chrono::TimeDelta::minutes(61));
    let token = stage.sim.installation_token(stage.installation).expect("a token");
    assert_eq!(
        stage
            .call_as(&token, "GET", "/repos/acme/shop", Value::Null)
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_dropped_connection_gives_no_answer_at_all() {
    let stage = Stage::set().await;
    stage.issue("One");
    stage
        .sim
        .faults()
        .add(Fault::on("POST", COMMENTS, Misbehaviour::Drop).after_effect());
    let path = "/repos/acme/shop/issues/1/comments";
    let request = stage
        .request("POST", path)
        .bearer_auth(&stage.token)
        .json(&json!({"body": "a"}));
    assert!(request.send().await.is_err());
    assert_eq!(count(&stage).await, Some(1), "it took effect");
}

#[tokio::test]
async fn a_hanging_request_goes_on_when_it_is_released() {
    let stage = Stage::set().await;
    stage
        .sim
        .faults()
        .add(Fault::on("GET", "/repos/acme/shop", Misbehaviour::Hang));
    let call = stage.get("/repos/acme/shop");
    tokio::pin!(call);
    let faults = stage.sim.faults().clone();
    let answer = loop {
        tokio::select! {
            answer = &mut call => break answer,
            () = tokio::task::yield_now() => if faults.outstanding() == 0 { faults.release() },
        }
    };
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn reads_lag_behind_for_as_long_as_told() {
    let stage = Stage::set().await;
    stage.issue("One");
    stage.sim.lag_reads(1);
    stage
        .post("/repos/acme/shop/issues/1/comments", json!({"body": "a"}))
        .await;
    assert_eq!(count(&stage).await, Some(0));
    assert_eq!(count(&stage).await, Some(1));
}
