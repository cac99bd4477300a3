//! People and bots as GitHub names them, and what they may do.

use std::{cmp::Ordering, fmt, hash};

use serde::{Deserialize, Serialize};

/// A GitHub login. Compared without regard to ASCII case, as GitHub does, and shown as it was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Login(String);

impl Login {
    /// Wraps a login as GitHub wrote it (no leading `@`).
    pub fn new(login: impl Into<String>) -> Self {
        Self(login.into())
    }

    /// The account in whose name GitHub shows what people did who have deleted theirs.
    pub fn ghost() -> Self {
        Self::new("ghost")
    }

    /// The login as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Login {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Login {}

impl PartialOrd for Login {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Login {
    fn cmp(&self, other: &Self) -> Ordering {
        let lower = |login: &Self| login.0.to_ascii_lowercase();
        lower(self).cmp(&lower(other))
    }
}

impl hash::Hash for Login {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.to_ascii_lowercase().hash(state);
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Somebody who can be reminded: a person, or a team of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Contact(String);

impl Contact {
    /// Reads `@login` or `@organisation/team`; the `@` may be missing.
    pub fn read(text: &str) -> Option<Self> {
        let name = text.trim();
        let name = name.strip_prefix('@').unwrap_or(name);
        let parts: Vec<&str> = name.split('/').collect();
        let good = |part: &&str| {
            part.starts_with(|c: char| c.is_ascii_alphanumeric())
                && part.len() <= 100
                && part
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        };
        (parts.len() <= 2 && parts.iter().all(good)).then(|| Self(name.to_owned()))
    }

    /// Whether it is a team.
    pub fn is_team(&self) -> bool {
        self.0.contains('/')
    }

    /// The name without `@`: a login, or `organisation/team`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&Login> for Contact {
    fn from(login: &Login) -> Self {
        Self(login.as_str().to_owned())
    }
}

/// Whoever did something on GitHub. A deleted account is an absent actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The account's login.
    pub login: Login,
    /// Whether a program acted.
    pub kind: ActorKind,
}

impl Actor {
    /// A human being's account.
    pub fn person(login: impl Into<String>) -> Self {
        Self {
            login: Login::new(login),
            kind: ActorKind::Person,
        }
    }

    /// A GitHub App's account.
    pub fn bot(login: impl Into<String>) -> Self {
        Self {
            login: Login::new(login),
            kind: ActorKind::Bot,
        }
    }
}

/// Whether an account belongs to a human being or to a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActorKind {
    /// An account of type `User`.
    Person,
    /// An account of type `Bot`.
    Bot,
}

/// What somebody may do in a repository, weakest first.
///
/// GitHub's five roles, as `GET …/collaborators/{login}/permission` names them in `role_name`; a custom role
/// counts as the built-in one that the same answer's `permission` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Permission {
    /// Cannot see the repository, or it is public and they are a stranger.
    None,
    /// May read.
    Read,
    /// May manage issues and labels.
    Triage,
    /// May push.
    Write,
    /// May manage the repository without its dangerous settings.
    Maintain,
    /// May do everything.
    Admin,
}

impl Permission {
    /// Whether this permission allows declaring and commanding incidents: triage rights or better.
    pub fn commands(self) -> bool {
        self >= Self::Triage
    }

    /// Whether this permission lets somebody hold a role: they must at least be known to the repository.
    pub fn sees_repository(self) -> bool {
        self >= Self::Read
    }
}
