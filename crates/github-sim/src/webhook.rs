//! Sends webhook deliveries the way GitHub's hook service does, and notes what came back.

use std::time::Duration;

use aws_lc_rs::hmac;
use serde_json::Value;
use tracing::debug;

use crate::percent::encode;
use crate::state::AppState;
use crate::world::{App, Delivery, DeliveryState, hex};

/// GitHub waits this long for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Who sends deliveries on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivering {
    /// A background task sends each at once.
    Automatic,
    /// They wait until the test says what becomes of them.
    #[default]
    Manual,
}

/// A delivery as it goes over the wire.
struct Parcel {
    url: String,
    headers: Vec<(String, String)>,
    body: String,
}

/// Sends deliveries of one world.
#[derive(Clone, Debug)]
pub(crate) struct Sender {
    state: AppState,
    client: reqwest::Client,
}

impl Sender {
    #[expect(
        clippy::disallowed_methods,
        reason = "the simulator sends webhooks on its own account"
    )]
    pub(crate) fn new(state: AppState) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .build()?;
        Ok(Self { state, client })
    }

    /// Sends everything that waits, and whatever comes, one after the other.
    pub(crate) async fn run(self) {
        let wake = std::sync::Arc::clone(&self.state.world().wake);
        loop {
            let Some(id) = self.waiting().first().copied() else {
                wake.notified().await;
                continue;
            };
            self.send(id).await;
        }
    }

    /// Ids of the deliveries that were not sent yet, oldest first.
    pub(crate) fn waiting(&self) -> Vec<i64> {
        let world = self.state.world();
        let pending = world
            .deliveries
            .iter()
            .filter(|one| one.state == DeliveryState::Pending);
        pending.map(|one| one.id).collect()
    }

    /// Sends one delivery and notes the outcome. Sending one again that was sent before repeats it exactly.
    /// Gives the receiver's status, or nothing if there was no answer.
    pub(crate) async fn send(&self, id: i64) -> Option<u16> {
        let parcel = {
            let world = self.state.world();
            let one = world.deliveries.iter().find(|one| one.id == id)?;
            world.app(one.app).and_then(|app| pack(one, app))
        };
        let Some(parcel) = parcel else {
            self.note(
                id,
                DeliveryState::Failed("the App has no webhook address".into()),
                Vec::new(),
            );
            return None;
        };
        let outcome = self.post(&parcel).await;
        debug!(id, ?outcome, "webhook delivered");
        let status = match &outcome {
            DeliveryState::Answered { status, .. } => Some(*status),
            _ => None,
        };
        self.note(id, outcome, parcel.headers);
        status
    }

    async fn post(&self, parcel: &Parcel) -> DeliveryState {
        let mut request = self.client.post(&parcel.url).body(parcel.body.clone());
        for (name, value) in &parcel.headers {
            request = request.header(name, value);
        }
        match request.send().await {
            Ok(response) => {
                let status = response.status().as_u16();
                let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
                let headers = response
                    .headers()
                    .iter()
                    .map(|(name, value)| (name.as_str().to_owned(), text(value)))
                    .collect();
                DeliveryState::Answered {
                    status,
                    headers,
                    body: response.text().await.unwrap_or_default(),
                }
            }
            Err(error) if error.is_timeout() => DeliveryState::Failed("timed out".into()),
            Err(error) => DeliveryState::Failed(error.to_string()),
        }
    }

    fn note(&self, id: i64, state: DeliveryState, headers: Vec<(String, String)>) {
        let mut world = self.state.world();
        let now = world.now();
        if let Some(one) = world.deliveries.iter_mut().find(|one| one.id == id) {
            one.state = state;
            one.delivered_at = Some(now);
            one.request_headers = headers;
        }
    }
}

/// Addresses, signs and packs a delivery. `None` when the App has no address.
fn pack(one: &Delivery, app: &App) -> Option<Parcel> {
    let url = app.hook.url.clone()?;
    let text = Value::to_string(&one.payload);
    let (body, content_type) = if app.hook.content_type == "form" {
        (
            format!("payload={}", encode(&text)),
            "application/x-www-form-urlencoded",
        )
    } else {
        (text, "application/json")
    };
    let mut headers = vec![
        ("Accept", "*/*".to_owned()),
        ("Content-Type", content_type.to_owned()),
        ("User-Agent", "GitHub-Hookshot/0a1b2c3".to_owned()),
        ("X-GitHub-Delivery", one.guid.clone()),
        ("X-GitHub-Event", one.event.clone()),
        ("X-GitHub-Hook-ID", app.hook_id.to_string()),
        ("X-GitHub-Hook-Installation-Target-ID", app.id.0.to_string()),
        ("X-GitHub-Hook-Installation-Target-Type", "integration".to_owned()),
    ];
    if let Some(secret) = &app.hook.secret {
        headers.push((
            "X-Hub-Signature",
            signature("sha1", hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret, &body),
        ));
        headers.push((
            "X-Hub-Signature-256",
            signature("sha256", hmac::HMAC_SHA256, secret, &body),
        ));
    }
    let headers = headers
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    Some(Parcel { url, headers, body })
}

fn signature(name: &str, algorithm: hmac::Algorithm, secret: &str, body: &str) -> String {
    let tag = hmac::sign(&hmac::Key::new(algorithm, secret.as_bytes()), body.as_bytes());
    format!("{name}={}", hex(tag.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_githubs_documentation() {
        let text = signature(
            "sha256",
            hmac::HMAC_SHA256,
            "It's a Secret to Everybody",
            "Hello, World!",
        );
        assert_eq!(
            text,
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
        );
    }
}
