//! Users, bots and organizations: everything that has a login.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::id::{AccountId, AppId, NodeKind, node_id};

/// What sort of account it is. REST calls it `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// A person.
    User,
    /// The `<slug>[bot]` account of an App.
    Bot,
    /// An organization that owns repositories.
    Organization,
}

impl AccountKind {
    /// The word used on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Bot => "Bot",
            Self::Organization => "Organization",
        }
    }
}

/// A user, bot or organization.
#[derive(Clone, Debug)]
pub struct Account {
    /// Numeric id, never reused.
    pub id: AccountId,
    /// Login as typed at creation; compared without case.
    pub login: String,
    /// Display name.
    pub name: Option<String>,
    /// Person, bot or organization.
    pub kind: AccountKind,
    /// The App this account is the bot of.
    pub app: Option<AppId>,
    /// Members of an organization with their role in it: `admin` or `member`.
    pub members: BTreeMap<AccountId, &'static str>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Whether it was deleted since. What it wrote stays and is shown as the ghost's.
    pub deleted: bool,
}

impl Account {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        let kind = match self.kind {
            AccountKind::User => NodeKind::User,
            AccountKind::Bot => NodeKind::Bot,
            AccountKind::Organization => NodeKind::Organization,
        };
        node_id(kind, self.id.0)
    }

    /// The address git commits of this account carry unless another is given.
    pub fn email(&self) -> String {
        format!("{}+{}@users.noreply.github.com", self.id.0, self.login)
    }
}
