//! Webhook deliveries: what is to be sent, what was sent, and what came back.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::id::{AppId, InstallationId, RepoId};

/// What became of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// Not sent yet.
    Pending,
    /// The receiver answered.
    Answered {
        /// HTTP status.
        status: u16,
        /// The answer's headers.
        headers: Vec<(String, String)>,
        /// The answer's body.
        body: String,
    },
    /// No answer: refused, broken off or too late.
    Failed(String),
    /// A test decided that it got lost on the way.
    Dropped,
}

/// One delivery of one event to one App.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Numeric id, different for each redelivery.
    pub id: i64,
    /// `X-GitHub-Delivery`, the same for each redelivery.
    pub guid: String,
    /// The App it is for.
    pub app: AppId,
    /// `X-GitHub-Event`.
    pub event: String,
    /// The payload's `action`.
    pub action: Option<String>,
    /// The payload.
    pub payload: Value,
    /// The installation it comes from.
    pub installation: Option<InstallationId>,
    /// The repository it is about.
    pub repository: Option<RepoId>,
    /// Whether it repeats an earlier one.
    pub redelivery: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was sent.
    pub delivered_at: Option<DateTime<Utc>>,
    /// What became of it.
    pub state: DeliveryState,
    /// The request headers as sent.
    pub request_headers: Vec<(String, String)>,
}
