//! What is answered to a delivery, and what is kept of it.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use closeout::store::Backlog;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::stage::{Stage, number, signed};

const HOOK: &str = "/webhooks/github";

/// A comment on an incident, as GitHub tells of it.
fn comment(stage: &Stage) -> Vec<u8> {
    let repository = json!({
        "id": stage.repository.0, "name": "ops", "full_name": "acme/ops", "owner": {"login": "acme"},
    });
    let payload = json!({
        "action": "created",
        "issue": {"number": 7, "labels": [{"name": "incident"}], "user": {"login": "mona"}},
        "comment": {"id": 1, "body": "/ack 了解", "user": {"login": "mona"}},
        "repository": repository,
        "installation": {"id": stage.installation.0},
        "sender": {"login": "mona"},
    });
    payload.to_string().into_bytes()
}

struct Delivery {
    body: Vec<u8>,
    event: Option<&'static str>,
    signature: Option<String>,
    kind: &'static str,
}

impl Delivery {
    fn of(stage: &Stage, body: Vec<u8>) -> Self {
        Self {
            signature: Some(signed(&stage.app.webhook_secret, &body)),
            body,
            event: Some("issue_comment"),
            kind: "application/json",
        }
    }

    async fn send(self, stage: &Stage) -> (StatusCode, String) {
        let mut request = Request::post(HOOK)
            .header("content-type", self.kind)
            .header("x-github-delivery", "8b6c1a9e-1d2f-4d39-9f4e-0d6f5f9e2f10");
        if let Some(event) = self.event {
            request = request.header("x-github-event", event);
        }
        if let Some(signature) = self.signature {
            request = request.header("x-hub-signature-256", signature);
        }
        let request = request.body(Body::from(self.body)).unwrap();
        let response = stage.server.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap();
        (status, body["message"].as_str().unwrap().to_owned())
    }
}

async fn kept(stage: &Stage) -> u64 {
    stage
        .store
        .backlog(closeout::clock::Clock::now(&stage.clock))
        .await
        .unwrap()
        .due
}

#[tokio::test]
async fn a_delivery_is_accepted_once_its_key_is_kept() {
    let stage = Stage::set().await;
    for _ in 0..3 {
        let (status, _) = Delivery::of(&stage, comment(&stage)).send(&stage).await;
        assert_eq!(status, StatusCode::ACCEPTED);
    }
    assert_eq!(kept(&stage).await, 1);
    let now = closeout::clock::Clock::now(&stage.clock);
    let lease = stage.store.lease(now, now, "test").await.unwrap().unwrap();
    assert_eq!(lease.locator, stage.locator(7));
}

#[tokio::test]
async fn a_form_is_read_like_json() {
    let stage = Stage::set().await;
    let mut body = b"payload=".to_vec();
    for byte in comment(&stage) {
        body.extend(format!("%{byte:02X}").bytes());
    }
    let mut delivery = Delivery::of(&stage, body);
    delivery.kind = "application/x-www-form-urlencoded";
    assert_eq!(delivery.send(&stage).await.0, StatusCode::ACCEPTED);
    assert_eq!(kept(&stage).await, 1);
    let mut empty = Delivery::of(&stage, b"other=1".to_vec());
    empty.kind = "application/x-www-form-urlencoded";
    let (status, said) = empty.send(&stage).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(said.contains("`payload`"), "{said}");
}

#[tokio::test]
async fn what_is_not_githubs_is_refused_and_leaves_nothing() {
    let stage = Stage::set().await;
    let forged = signed("guess", &comment(&stage));
    let of_another_body = signed(&stage.app.webhook_secret, b"{}");
    for signature in [
        None,
        Some("sha256=00".into()),
        Some(forged),
        Some(of_another_body),
    ] {
        let mut delivery = Delivery::of(&stage, comment(&stage));
        delivery.signature = signature;
        let (status, said) = delivery.send(&stage).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{said}");
        assert!(!said.contains(&stage.app.webhook_secret));
    }
    assert_eq!(kept(&stage).await, 0);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_what_is_wrong() {
    let stage = Stage::set().await;
    let mut nameless = Delivery::of(&stage, comment(&stage));
    nameless.event = None;
    let cases = [
        (nameless, "X-GitHub-Event"),
        (Delivery::of(&stage, b"{\"action\":".to_vec()), "issue_comment"),
        (Delivery::of(&stage, Vec::new()), "issue_comment"),
    ];
    for (delivery, expected) in cases {
        let (status, said) = delivery.send(&stage).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{said}");
        assert!(said.contains(expected), "{said}");
    }
    assert_eq!(kept(&stage).await, 0);
}

#[tokio::test]
async fn what_concerns_no_incident_never_reaches_the_database() {
    let stage = Stage::set().await;
    stage.store.close().await;
    let mut star = Delivery::of(&stage, b"{}".to_vec());
    star.event = Some("star");
    let (status, said) = star.send(&stage).await;
    assert_eq!((status, said.as_str()), (StatusCode::OK, "ignored: irrelevant"));
    let (status, said) = Delivery::of(&stage, comment(&stage)).send(&stage).await;
    assert_eq!(
        status,
        StatusCode::SERVICE_UNAVAILABLE,
        "what can't be kept is not accepted"
    );
    assert!(said.contains("deliver it again"), "{said}");
}

#[tokio::test]
async fn a_delivery_larger_than_githubs_largest_is_refused() {
    const LIMIT: usize = 25 << 20;
    let stage = Stage::set().await;
    let mut padded = comment(&stage);
    padded.resize(LIMIT, b' ');
    assert_eq!(
        Delivery::of(&stage, padded).send(&stage).await.0,
        StatusCode::ACCEPTED
    );
    let (status, said) = Delivery::of(&stage, vec![b' '; LIMIT + 1]).send(&stage).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(said.contains("25 MiB"), "{said}");
}

#[tokio::test]
async fn a_new_installation_is_searched_for_incidents() {
    let stage = Stage::set().await;
    let issue = stage.open("決済が失敗する", &["incident"]);
    let payload = json!({
        "action": "created",
        "installation": {"id": stage.installation.0, "account": {"login": "acme"}},
        "repositories": [],
        "sender": {"login": "mona"},
    });
    let mut delivery = Delivery::of(&stage, payload.to_string().into_bytes());
    delivery.event = Some("installation");
    assert_eq!(delivery.send(&stage).await.0, StatusCode::ACCEPTED);
    let now = closeout::clock::Clock::now(&stage.clock);
    assert_ne!(stage.store.backlog(now).await.unwrap(), Backlog::default());
    stage.engine().drain().await.unwrap();
    let key = stage.locator(issue).key;
    assert_eq!(key.repository, number(stage.repository.0));
    assert!(stage.store.projection(key).await.unwrap().is_some());
}
