//! Whom a delivery concerns.
//!
//! Decided from the payload alone, so that what cannot matter costs no database access. The name of the incident label
//! is each repository's own, which a payload does not tell; so an issue is worth a look when it carries *any* label,
//! when a label of it is what changed, or when a comment holds a line that may be a command. An issue that is no
//! incident after all costs one request and leaves no trace.

use std::{collections::BTreeSet, fmt};

use super::{affairs, envelope::Envelope};
use crate::domain::{key::Locator, person::Login, request::Request};

/// Who we are, to recognise the echoes of our own doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BotIdentity {
    /// The account the App acts as, such as `closeout[bot]`.
    pub login: Login,
}

/// What a delivery asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Nothing.
    Ignore(Ignored),
    /// Look at these again. The number may be that of a postmortem's pull request, which
    /// [`GitHub::observe`](crate::github::GitHub::observe) tells.
    Look(Vec<Locator>),
    /// Look at these again, and at the incidents beside them that are known and were mentioned there: GitHub tells the
    /// mentioned one of nothing.
    LookAround {
        /// As above, all of one repository.
        keys: Vec<Locator>,
        /// Numbers in the same repository.
        mentioned: BTreeSet<u64>,
    },
    /// Look again at incidents that are known already. Most deliveries of this kind concern none, and what is missed
    /// meanwhile is seen at the next look.
    Known {
        /// The installation.
        installation: u64,
        /// Where the incidents are.
        repository: SweptRepository,
        /// Which of them.
        which: Which,
    },
    /// Somebody pressed a button, which GitHub tells once: look at this again, and do it.
    Ask {
        /// The incident.
        key: Locator,
        /// What was asked for.
        requests: BTreeSet<Request>,
    },
    /// Look for incidents: something changed that may concern every one of them.
    Sweep {
        /// The installation.
        installation: u64,
        /// One of its repositories, or all of them.
        repository: Option<SweptRepository>,
    },
}

/// Some of the incidents of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Those that go on: something was shipped.
    Running,
    /// Those that were mentioned.
    Numbered(BTreeSet<u64>),
}

/// A repository to be swept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SweptRepository {
    /// Numeric id.
    pub id: u64,
    /// Owner's login.
    pub owner: String,
    /// Name without owner.
    pub name: String,
}

/// Why a delivery is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ignored {
    /// An event or action that changes nothing we look at.
    Irrelevant,
    /// Our own doing, reported back.
    OwnEcho,
    /// It does not come through an installation of the App, or names no repository.
    NoInstallation,
    /// The issue has no labels, so that it is no incident, and nobody commands anything.
    NoLabels,
    /// A branch or pull request that is no postmortem's.
    OtherBranch,
    /// What we would have to know is missing.
    Incomplete,
}

impl fmt::Display for Ignored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Irrelevant => "irrelevant",
            Self::OwnEcho => "own echo",
            Self::NoInstallation => "no installation",
            Self::NoLabels => "no labels",
            Self::OtherBranch => "other branch",
            Self::Incomplete => "incomplete",
        })
    }
}

/// A body that is no payload.
#[derive(Debug, thiserror::Error)]
pub enum RouteFault {
    /// It is not a JSON object, or a field we read is of another kind than GitHub's.
    #[error("the payload of event {event:?} cannot be read: {detail}")]
    Unreadable {
        /// The event's name as the header gave it.
        event: String,
        /// The parser's words.
        detail: String,
    },
}

/// Decides whom a delivery concerns. `event` is the header `X-GitHub-Event`; `json` the payload, after
/// [`payload`](super::payload) has taken it out of its form.
///
/// # Errors
/// [`RouteFault`] when the payload is none.
pub fn route(event: &str, json: &[u8], me: &BotIdentity) -> Result<Route, RouteFault> {
    // Events we know nothing about are not even read.
    if !affairs::KNOWN.contains(&event) {
        return Ok(Route::Ignore(Ignored::Irrelevant));
    }
    let envelope: Envelope = serde_json::from_slice(json).map_err(|fault| RouteFault::Unreadable {
        event: event.chars().take(64).collect(),
        detail: fault.to_string(),
    })?;
    if echo(&envelope, me) {
        return Ok(Route::Ignore(Ignored::OwnEcho));
    }
    Ok(affairs::concern(event, &envelope, me).unwrap_or_else(Route::Ignore))
}

/// Whether we did it ourselves. By login, not by App id: a person who acts through the App's user token carries the id,
/// and is no echo.
fn echo(envelope: &Envelope, me: &BotIdentity) -> bool {
    let sender = envelope
        .sender
        .as_ref()
        .and_then(|sender| sender.login.as_deref());
    sender.is_some_and(|login| Login::new(login) == me.login)
}
