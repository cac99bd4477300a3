//! Deployments and how they went.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::id::{AccountId, AppId, NodeKind, Oid, node_id};

/// The states a status may have.
pub const DEPLOYMENT_STATES: [&str; 7] = [
    "error",
    "failure",
    "inactive",
    "in_progress",
    "queued",
    "pending",
    "success",
];

/// How a deployment went on, as told at one time.
#[derive(Clone, Debug)]
pub struct DeploymentStatus {
    /// Database id.
    pub id: i64,
    /// One of [`DEPLOYMENT_STATES`].
    pub state: String,
    /// Who told it.
    pub creator: AccountId,
    /// The App through which it was told.
    pub via_app: Option<AppId>,
    /// What more there is to say; possibly empty.
    pub description: String,
    /// Where it was deployed to.
    pub environment: String,
    /// Address of what was deployed; possibly empty.
    pub environment_url: String,
    /// Address of the log; possibly empty.
    pub log_url: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl DeploymentStatus {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        node_id(NodeKind::DeploymentStatus, self.id)
    }
}

/// The wish to have a commit deployed, and what became of it.
#[derive(Clone, Debug)]
pub struct Deployment {
    /// Database id.
    pub id: i64,
    /// The commit.
    pub commit: Oid,
    /// The branch or commit as it was asked for.
    pub reference: String,
    /// What is to be done; `deploy` unless said otherwise.
    pub task: String,
    /// Whatever the one who deploys was told besides.
    pub payload: Value,
    /// Where to, as it was asked for.
    pub original_environment: String,
    /// Where to. A status may have changed it.
    pub environment: String,
    /// What for.
    pub description: Option<String>,
    /// Whether the environment will go away again.
    pub transient: bool,
    /// Whether the environment is one that customers use.
    pub production: bool,
    /// Who asked.
    pub creator: AccountId,
    /// The App through which it was asked for.
    pub via_app: Option<AppId>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// What became of it, oldest first.
    pub statuses: Vec<DeploymentStatus>,
}

impl Deployment {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        node_id(NodeKind::Deployment, self.id)
    }

    /// The word in capitals for how it stands. What was deployed with success is active.
    pub fn state(&self) -> String {
        match self.statuses.last().map(|status| status.state.as_str()) {
            None => "PENDING".into(),
            Some("success") => "ACTIVE".into(),
            Some(state) => state.to_uppercase(),
        }
    }
}
