//! GitHub Apps, their installations, and the tokens that act for them and for people.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::actor::Actor;
use super::id::{AccountId, AppId, InstallationId, NodeKind, RepoId, node_id};

/// How much of one permission is granted. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Read.
    Read,
    /// Read and write.
    Write,
    /// Everything, where that exists.
    Admin,
}

impl Level {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Admin => "admin",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Read, Self::Write, Self::Admin]
            .into_iter()
            .find(|level| level.as_str() == text)
    }
}

/// Permissions by name, such as `issues` or `pull_requests`.
pub type Permissions = BTreeMap<String, Level>;

/// Where and how an App wants its webhooks.
#[derive(Clone, Debug)]
pub struct HookConfig {
    /// Where deliveries go; `None` while the App has no webhook.
    pub url: Option<String>,
    /// What deliveries are signed with.
    pub secret: Option<String>,
    /// `json` or `form`.
    pub content_type: String,
    /// Whether deliveries are sent at all.
    pub active: bool,
}

/// A GitHub App.
#[derive(Clone, Debug)]
pub struct App {
    /// Numeric id, one of the two accepted issuers of its JWT.
    pub id: AppId,
    /// The other one: `Iv23…`.
    pub client_id: String,
    /// The secret of its OAuth flow.
    pub client_secret: String,
    /// Name in addresses and in its bot's login.
    pub slug: String,
    /// Name people see.
    pub name: String,
    /// Who made it.
    pub owner: AccountId,
    /// The account it acts as.
    pub bot: AccountId,
    /// Public half of its key: PKCS#1 in DER.
    pub public_key_der: Vec<u8>,
    /// Webhook.
    pub hook: HookConfig,
    /// Id of the webhook, in `X-GitHub-Hook-ID`.
    pub hook_id: i64,
    /// Permissions it asks for; an installation holds those accepted.
    pub permissions: Permissions,
    /// Events it subscribes to. `installation` events always come.
    pub events: BTreeSet<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl App {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        node_id(NodeKind::App, self.id.0)
    }
}

/// Which repositories an installation or token reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepoSelection {
    /// All of the account, later ones included.
    All,
    /// Just these.
    Selected(BTreeSet<RepoId>),
}

impl RepoSelection {
    /// `all` or `selected`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Selected(_) => "selected",
        }
    }

    /// Whether this repository, of the right account, is among them.
    pub fn contains(&self, repo: RepoId) -> bool {
        match self {
            Self::All => true,
            Self::Selected(repos) => repos.contains(&repo),
        }
    }
}

/// An App installed on an account.
#[derive(Clone, Debug)]
pub struct Installation {
    /// Numeric id.
    pub id: InstallationId,
    /// The App.
    pub app: AppId,
    /// The account whose repositories it reaches.
    pub account: AccountId,
    /// Which of them.
    pub repositories: RepoSelection,
    /// Permissions the account accepted.
    pub permissions: Permissions,
    /// Events delivered from here.
    pub events: BTreeSet<String>,
    /// When it was suspended, and by whom.
    pub suspended: Option<(DateTime<Utc>, AccountId)>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Installation {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        node_id(NodeKind::Installation, self.id.0)
    }
}

/// An opaque bearer token.
#[derive(Clone, Debug)]
pub struct Token {
    /// As whom, and with which powers, its bearer acts.
    pub actor: Actor,
    /// When it stops working; `None` for personal tokens without an end.
    pub expires_at: Option<DateTime<Utc>>,
}
