//! Deliveries: what is sent, to whom, signed how, and again.

use std::sync::{Arc, Mutex};

use aws_lc_rs::hmac;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::{Value, json};

use crate::stage::{Stage, spec};

type Inbox = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// Takes deliveries and answers 202, or 500 to those whose action is `edited`.
async fn receiver() -> (String, Inbox) {
    async fn take(State(inbox): State<Inbox>, headers: HeaderMap, body: Bytes) -> StatusCode {
        let fails = String::from_utf8_lossy(&body).contains("\"action\":\"edited\"");
        inbox
            .lock()
            .expect("nobody panics while holding it")
            .push((headers, body));
        if fails {
            StatusCode::INTERNAL_SERVER_ERROR
        } else {
            StatusCode::ACCEPTED
        }
    }
    let inbox = Inbox::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    let app = Router::new()
        .route("/hook", post(take))
        .with_state(Arc::clone(&inbox));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (format!("http://{address}/hook"), inbox)
}

async fn stage() -> (Stage, Inbox) {
    let (url, inbox) = receiver().await;
    let stage = Stage::set_with(spec().webhook(&url), "2022-11-28").await;
    stage.sim.drop_pending();
    (stage, inbox)
}

/// Event and action of everything that waits.
fn waiting(stage: &Stage) -> Vec<String> {
    let name = |one: &github_sim::world::Delivery| match &one.action {
        Some(action) => format!("{}.{action}", one.event),
        None => one.event.clone(),
    };
    stage.sim.pending().iter().map(name).collect()
}

#[tokio::test]
async fn an_issue_with_two_labels_is_three_events() {
    let (stage, _) = stage().await;
    let alice = stage.sim.person("alice");
    alice
        .open_issue("acme/shop", "t", "", &["a", "b"])
        .expect("alice may");
    let expected = [
        "label.created",
        "label.created",
        "issues.opened",
        "issues.labeled",
        "issues.labeled",
    ];
    assert_eq!(waiting(&stage), expected);
    for one in stage.sim.pending().iter().filter(|one| one.event == "issues") {
        let labels = one.payload["issue"]["labels"].as_array().map(Vec::len);
        assert_eq!(labels, Some(2), "each tells of all labels");
    }
}

#[tokio::test]
async fn a_delivery_is_signed_over_the_bytes_sent() {
    let (stage, inbox) = stage().await;
    stage.issue("日本語");
    let ids = stage.sim.deliver_pending().await;
    assert_eq!(ids.len(), 1);
    let (headers, body) = inbox.lock().expect("nobody panics").remove(0);
    let header = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    };
    let key = hmac::Key::new(hmac::HMAC_SHA256, stage.app.webhook_secret.as_bytes());
    let tag: Vec<u8> = header("x-hub-signature-256")
        .trim_start_matches("sha256=")
        .as_bytes()
        .chunks(2)
        .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    assert!(hmac::verify(&key, &body, &tag).is_ok());
    assert!(header("x-hub-signature").starts_with("sha1="));
    assert_eq!(
        (header("x-github-event"), header("content-type")),
        ("issues".into(), "application/json".into())
    );
    assert!(header("user-agent").starts_with("GitHub-Hookshot/"));
    assert_eq!(
        header("x-github-hook-installation-target-id"),
        stage.app.id.0.to_string()
    );
    let payload: Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(payload["installation"]["id"], stage.installation.0);
    assert_eq!(
        (&payload["sender"]["login"], &payload["repository"]["full_name"]),
        (&json!("alice"), &json!("acme/shop"))
    );
}

#[tokio::test]
async fn a_form_carries_the_payload_in_one_field() {
    let (url, inbox) = receiver().await;
    let mut order = spec().webhook(&url);
    order.content_type = "form".into();
    let stage = Stage::set_with(order, "2022-11-28").await;
    stage.sim.deliver_pending().await;
    let (headers, body) = inbox.lock().expect("nobody panics").remove(0);
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
    assert!(body.starts_with(b"payload=%7B%22action%22%3A%22created%22"));
}

#[tokio::test]
async fn the_apps_own_writes_come_back_from_its_bot() {
    let (stage, _) = stage().await;
    stage.issue("One");
    stage.sim.drop_pending();
    stage
        .post("/repos/acme/shop/issues/1/comments", json!({"body": "x"}))
        .await;
    let pending = stage.sim.pending();
    assert_eq!(waiting(&stage), ["issue_comment.created"]);
    let payload = &pending[0].payload;
    assert_eq!(
        (&payload["sender"]["type"], &payload["sender"]["login"]),
        (&json!("Bot"), &json!("helper[bot]"))
    );
    assert_eq!(
        payload["comment"]["performed_via_github_app"]["id"],
        stage.app.id.0
    );
}

#[tokio::test]
async fn a_pull_requests_life_is_told_in_order() {
    let (stage, _) = stage().await;
    let alice = stage.sim.person("alice");
    let number = stage.pull("work");
    alice.convert_to_draft("acme/shop", number).expect("alice may");
    alice.mark_ready("acme/shop", number).expect("alice may");
    alice
        .commit_file("acme/shop", "work", "b.md", "b", "More")
        .expect("alice may");
    stage
        .sim
        .person("bob")
        .approve("acme/shop", number)
        .expect("bob may");
    alice.merge("acme/shop", number).expect("alice may");
    let told: Vec<String> = waiting(&stage)
        .into_iter()
        .filter(|name| name.starts_with("pull_request"))
        .collect();
    let expected = [
        "pull_request.opened",
        "pull_request.converted_to_draft",
        "pull_request.ready_for_review",
        "pull_request.synchronize",
        "pull_request_review.submitted",
        "pull_request.closed",
    ];
    assert_eq!(told, expected);
    let pushes = stage
        .sim
        .pending()
        .into_iter()
        .filter(|one| one.event == "push")
        .count();
    assert_eq!(pushes, 4, "the branch, two commits and the merge");
    let closed = stage
        .sim
        .pending()
        .into_iter()
        .find(|one| one.action.as_deref() == Some("closed"));
    assert_eq!(
        closed.map(|one| one.payload["pull_request"]["merged"].clone()),
        Some(json!(true))
    );
}

#[tokio::test]
async fn only_what_is_subscribed_and_permitted_is_sent() {
    let (url, _) = receiver().await;
    let order = github_sim::world::ops::AppSpec::named("narrow")
        .permission("issues", github_sim::world::Level::Read)
        .events(["issues", "push"])
        .webhook(&url);
    let stage = Stage::set_with(order, "2022-11-28").await;
    stage.issue("One");
    stage
        .sim
        .person("alice")
        .comment("acme/shop", 1, "x")
        .expect("alice may");
    stage
        .sim
        .person("alice")
        .commit_file("acme/shop", "main", "a.md", "a", "m")
        .expect("alice may");
    assert_eq!(waiting(&stage), ["installation.created", "issues.opened"]);
}

#[tokio::test]
async fn a_redelivery_has_the_same_guid_and_another_id() {
    let (stage, inbox) = stage().await;
    stage.issue("One");
    stage.sim.deliver_pending().await;
    stage
        .sim
        .person("alice")
        .rename_issue("acme/shop", 1, "Two")
        .expect("alice may");
    stage.sim.deliver_pending().await;
    let failed = stage
        .call_as_app("GET", "/app/hook/deliveries?status=failure", Value::Null)
        .await
        .body;
    assert_eq!(
        (failed.as_array().map(Vec::len), &failed[0]["status_code"]),
        (Some(1), &json!(500))
    );
    let path = format!("/app/hook/deliveries/{}/attempts", failed[0]["id"]);
    assert_eq!(stage.call_as_app("POST", &path, Value::Null).await.status, 202);
    let again = stage.sim.pending();
    assert_eq!(again[0].guid, failed[0]["guid"].as_str().unwrap_or_default());
    assert!(again[0].redelivery && json!(again[0].id) != failed[0]["id"]);
    stage.sim.deliver_in_order(&[again[0].id; 5]).await;
    assert_eq!(
        inbox.lock().expect("nobody panics").len(),
        7,
        "the same one can come five times"
    );
    let seen = stage
        .call_as_app(
            "GET",
            &format!("/app/hook/deliveries/{}", again[0].id),
            Value::Null,
        )
        .await
        .body;
    assert_eq!(seen["request"]["payload"]["action"], "edited");
    let newest = stage
        .call_as_app("GET", "/app/hook/deliveries?per_page=1", Value::Null)
        .await;
    assert!(
        newest.header("link").contains("cursor=v1_"),
        "{}",
        newest.header("link")
    );
}

#[tokio::test]
async fn deliveries_come_in_any_order_or_never() {
    let (stage, inbox) = stage().await;
    stage.issue("One");
    stage.issue("Two");
    stage.issue("Three");
    let first = stage.sim.pending()[0].id;
    stage.sim.drop_delivery(first);
    stage.sim.deliver_reversed().await;
    let inbox = inbox.lock().expect("nobody panics");
    let numbers: Vec<Value> = inbox
        .iter()
        .filter_map(|(_, body)| serde_json::from_slice::<Value>(body).ok())
        .map(|payload| payload["issue"]["number"].clone())
        .collect();
    assert_eq!(numbers, [json!(3), json!(2)]);
}

#[tokio::test]
async fn automatic_delivery_needs_nobody() {
    let (url, inbox) = receiver().await;
    let sim = github_sim::GitHubSim::builder()
        .delivery(github_sim::Delivering::Automatic)
        .start()
        .await
        .expect("it starts");
    sim.create_repo("acme/shop");
    let app = sim.create_app(&spec().webhook(&url)).expect("an App");
    sim.install(app.id, "acme", &[]).expect("installed");
    while inbox.lock().expect("nobody panics").is_empty() {
        tokio::task::yield_now().await;
    }
    let (headers, _) = inbox.lock().expect("nobody panics")[0].clone();
    assert_eq!(headers["x-github-event"], "installation");
}
