//! What operators see.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use tower::ServiceExt as _;

use super::stage::Stage;

async fn get(stage: &Stage, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = stage.server.router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn the_process_is_alive_whatever_else_is_broken() {
    let stage = Stage::set().await;
    stage.store.close().await;
    assert_eq!(get(&stage, "/healthz").await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_server_whose_workers_do_not_run_is_not_ready() {
    let stage = Stage::set().await;
    let (status, said) = get(&stage, "/readyz").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(said.contains("0 of 4 running"), "{said}");
    assert!(said.contains(r#""database":"works""#), "{said}");
}

#[tokio::test]
async fn a_server_without_its_database_is_not_ready() {
    let stage = Stage::set().await;
    stage.store.close().await;
    let (status, said) = get(&stage, "/readyz").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(said.contains("closed"), "{said}");
    assert_eq!(get(&stage, "/metrics").await.0, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn numbers_tell_deliveries_and_incidents() {
    let stage = Stage::set().await;
    let issue = stage.open("API is down", &["incident"]);
    stage.engine().enqueue(&[stage.locator(issue)]).await.unwrap();
    let request = Request::post("/webhooks/github").body(Body::empty()).unwrap();
    stage.server.router.clone().oneshot(request).await.unwrap();
    let (status, text) = get(&stage, "/metrics").await;
    assert_eq!(status, StatusCode::OK);
    for line in [
        r#"closeout_deliveries_total{outcome="unsigned"} 1"#,
        r#"closeout_deliveries_total{outcome="accepted"} 0"#,
        r#"closeout_incidents{state="due"} 1"#,
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is not in {text}");
    }
}

#[tokio::test]
async fn only_what_is_offered_is_answered() {
    let stage = Stage::set().await;
    assert_eq!(
        get(&stage, "/webhooks/github").await.0,
        StatusCode::METHOD_NOT_ALLOWED
    );
    assert_eq!(get(&stage, "/.git/config").await.0, StatusCode::NOT_FOUND);
}
