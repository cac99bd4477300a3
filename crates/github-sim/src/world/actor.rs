//! Who does something, and with which powers.

use super::app::{Level, Permissions, RepoSelection};
use super::id::{AccountId, AppId, InstallationId};
use super::repository::Role;

/// The doer of one operation.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The account that appears as author or actor.
    pub account: AccountId,
    /// The App it is done through (`performed_via_github_app`).
    pub via_app: Option<AppId>,
    /// What it may do.
    pub powers: Powers,
}

impl Actor {
    /// A person in the browser or with a token of their own.
    pub fn person(account: AccountId) -> Self {
        Self {
            account,
            via_app: None,
            powers: Powers::Person,
        }
    }

    /// The installation whose token is used, if any.
    pub fn installation(&self) -> Option<InstallationId> {
        match &self.powers {
            Powers::Installation { id, .. } => Some(*id),
            Powers::Person | Powers::UserThroughApp { .. } => None,
        }
    }
}

/// Where an actor's rights come from.
#[derive(Clone, Debug)]
pub enum Powers {
    /// The role the account has in each repository.
    Person,
    /// An installation token (`ghs_`).
    Installation {
        /// The installation it was minted for.
        id: InstallationId,
        /// What the token may do: possibly less than the installation.
        permissions: Permissions,
        /// Where: possibly less than the installation.
        repositories: RepoSelection,
        /// Whether it is the `GITHUB_TOKEN` of a workflow run.
        workflow: bool,
    },
    /// A user-to-server token (`ghu_`): what both the person and the App may do.
    UserThroughApp {
        /// The App the person authorised.
        app: AppId,
    },
}

/// What an operation asks of its actor.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// Any one of these permissions suffices for an App.
    pub permissions: &'static [(&'static str, Level)],
    /// What a person needs.
    pub role: Role,
}

impl Need {
    /// The value of the `X-Accepted-GitHub-Permissions` header.
    pub fn accepted(&self) -> String {
        let words: Vec<String> = self
            .permissions
            .iter()
            .map(|(name, level)| format!("{name}={}", level.as_str()))
            .collect();
        words.join("; ")
    }
}
