//! Calls made by the rules: gate, throttle, token, one more try for reads, and one for an expired token.
//!
//! A [`Hub`] is one App on one GitHub; a [`Session`] is the Hub acting for one installation. Nothing waits in here
//! for a limit to pass: a call that may not be made now fails with [`Error::RateLimited`], and the queue waits.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use chrono::{DateTime, Utc};
use http::{Method, StatusCode};
use secrecy::SecretString;
use serde_json::json;

use super::{
    allowance::Allowance,
    answer::Answer,
    auth::{
        papers::Papers,
        tokens::{Minted, Scope, Tokens},
    },
    classify,
    error::Error,
    gate::{Gate, Limit},
    path::path,
    transport::{Call, Deed, Target, Transport},
};
use crate::clock::Clock;

/// One App on one GitHub.
pub(super) struct Hub {
    pub(super) transport: Transport,
    pub(super) papers: Papers,
    pub(super) clock: Arc<dyn Clock>,
    app_gate: Mutex<Gate>,
    /// Calls that were made since the start.
    calls: AtomicU64,
    installations: Mutex<HashMap<u64, Arc<Installation>>>,
}

impl fmt::Debug for Hub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hub")
            .field("transport", &self.transport)
            .field("papers", &self.papers)
            .finish_non_exhaustive()
    }
}

/// What is remembered about one installation; GitHub counts its limits by installation. REST and GraphQL are counted
/// apart, but an installation that has used up either is parked as a whole: its work needs both.
struct Installation {
    id: u64,
    gate: Mutex<Gate>,
    allowance: Mutex<Allowance>,
    /// What GitHub said last of the points that are left for GraphQL in this hour.
    points_left: Mutex<Option<u64>>,
    /// Held by the one write that is under way.
    writing: tokio::sync::Mutex<()>,
    tokens: Tokens,
}

/// The Hub acting for one installation.
#[derive(Clone)]
pub(super) struct Session {
    pub(super) hub: Arc<Hub>,
    installation: Arc<Installation>,
    scope: Scope,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Hub {
    pub(super) fn new(transport: Transport, papers: Papers, clock: Arc<dyn Clock>) -> Self {
        Self {
            transport,
            papers,
            clock,
            app_gate: Mutex::default(),
            calls: AtomicU64::new(0),
            installations: Mutex::default(),
        }
    }

    /// Acts for an installation, with a token that reaches no further than `scope`. For work on an incident that is its
    /// repository, by id: a stranger's repository that takes over the name of a renamed one is out of reach.
    pub(super) fn session(self: &Arc<Self>, installation: u64, scope: Scope) -> Session {
        let installation = lock(&self.installations)
            .entry(installation)
            .or_insert_with(|| {
                Arc::new(Installation {
                    id: installation,
                    gate: Mutex::default(),
                    allowance: Mutex::new(Allowance::content_creation()),
                    points_left: Mutex::default(),
                    writing: tokio::sync::Mutex::default(),
                    tokens: Tokens::default(),
                })
            })
            .clone();
        Session {
            hub: self.clone(),
            installation,
            scope,
        }
    }

    /// How many calls were made since the start, whatever came of them.
    pub(super) fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    /// Makes a call as the App itself, or by the token that is all we have.
    pub(super) async fn send(&self, call: &Call) -> Result<Answer, Error> {
        self.ask(call).await?.success()
    }

    /// The same, whatever GitHub answers.
    pub(super) async fn ask(&self, call: &Call) -> Result<Answer, Error> {
        let now = self.clock.now();
        lock(&self.app_gate).pass(now).map_err(limited)?;
        let token = self.papers.sign(now)?;
        self.exchange(call, &token, &self.app_gate).await
    }

    async fn mint(&self, installation: u64, scope: Scope) -> Result<Minted, Error> {
        if let Papers::Token { secret, .. } = &self.papers {
            return Ok(Minted::given(secret.clone()));
        }
        let call = Call {
            // A token that nobody receives does no harm, so that this may be repeated like a read.
            deed: Deed::Read,
            method: Method::POST,
            target: Target::Rest(
                path(&["app", "installations", &installation.to_string(), "access_tokens"])?,
                String::new(),
            ),
            body: Some(match scope {
                Scope::Repository(id) => json!({ "repository_ids": [id] }),
                Scope::Installation => json!({}),
            }),
        };
        match self.send(&call).await {
            // GitHub calls it invalid to name a repository that was deleted or taken out of the installation.
            Err(Error::Invalid { message } | Error::Gone { message }) => Err(Error::gone(format!(
                "no token for installation {installation}: {message}"
            ))),
            other => other?.json(),
        }
    }

    /// Makes the exchange; a read that fails for nobody's fault is made once more, at once. Whatever lasts longer is
    /// for the queue, which waits without holding anything up.
    async fn exchange(&self, call: &Call, token: &SecretString, gate: &Mutex<Gate>) -> Result<Answer, Error> {
        match self.exchange_once(call, token, gate).await {
            Err(Error::Transient { .. }) if call.deed == Deed::Read => {
                self.exchange_once(call, token, gate).await
            }
            other => other,
        }
    }

    async fn exchange_once(
        &self,
        call: &Call,
        token: &SecretString,
        gate: &Mutex<Gate>,
    ) -> Result<Answer, Error> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let answer = self.transport.exchange(call, token).await?;
        if answer.status.is_server_error() {
            return Err(classify::refusal(&answer));
        }
        let now = self.clock.now();
        let mut gate = lock(gate);
        if let Some(limit) = classify::limit(&answer, now) {
            let until = gate.close(limit, now);
            tracing::warn!(%until, target = %call.target, "GitHub asks us to wait");
            return Err(limited(until));
        }
        gate.relax();
        if answer.number("x-ratelimit-remaining") == Some(0)
            && let Some(reset) = answer.reset()
        {
            gate.close(Limit::Until(reset), now);
        }
        Ok(answer)
    }
}

fn limited(until: DateTime<Utc>) -> Error {
    Error::RateLimited { until }
}

impl Session {
    /// Makes a call. Whatever GitHub answers comes back, except limits and failures of its own.
    pub(super) async fn send(&self, call: &Call) -> Result<Answer, Error> {
        let _one_write_at_a_time = match call.deed {
            Deed::Read => None,
            Deed::Write | Deed::Create => Some(self.installation.writing.lock().await),
        };
        let now = self.hub.clock.now();
        lock(&self.installation.gate).pass(now).map_err(limited)?;
        let token = self.token().await?;
        if call.deed == Deed::Create {
            lock(&self.installation.allowance).take(now).map_err(limited)?;
        }
        let answer = self
            .hub
            .exchange(call, token.secret(), &self.installation.gate)
            .await?;
        if answer.status != StatusCode::UNAUTHORIZED {
            self.note_points(&answer);
            return Ok(answer);
        }
        // The token was revoked, or expired by another clock than ours. Nothing was done, so that even a write may be
        // made again, once.
        self.installation.tokens.forget(self.scope, &token).await;
        let token = self.token().await?;
        self.hub
            .exchange(call, token.secret(), &self.installation.gate)
            .await
    }

    fn note_points(&self, answer: &Answer) {
        if answer.header("x-ratelimit-resource") == Some("graphql") {
            let left = answer.number("x-ratelimit-remaining");
            *lock(&self.installation.points_left) = left.and_then(|left| u64::try_from(left).ok());
        }
    }

    /// Points that were left for GraphQL at the last answer.
    pub(super) fn points_left(&self) -> Option<u64> {
        *lock(&self.installation.points_left)
    }

    /// Closes the gate for a limit that was not told by status and headers.
    pub(super) fn close_gate(&self, limit: Limit) -> Error {
        limited(lock(&self.installation.gate).close(limit, self.hub.clock.now()))
    }

    /// Whether the installation has granted us to read what this permission is about.
    pub(super) async fn may_read(&self, permission: &str) -> Result<bool, Error> {
        lock(&self.installation.gate)
            .pass(self.hub.clock.now())
            .map_err(limited)?;
        Ok(self.token().await?.may_read(permission))
    }

    async fn token(&self) -> Result<Arc<Minted>, Error> {
        let mint = || self.hub.mint(self.installation.id, self.scope);
        self.installation
            .tokens
            .get(self.scope, self.hub.clock.now(), mint)
            .await
    }

    /// Reads a REST resource.
    pub(super) async fn get(&self, path: String, query: String) -> Result<Answer, Error> {
        self.rest(Deed::Read, Method::GET, path, query, None).await
    }

    /// Makes a REST call.
    pub(super) async fn rest(
        &self,
        deed: Deed,
        method: Method,
        path: String,
        query: String,
        body: Option<serde_json::Value>,
    ) -> Result<Answer, Error> {
        let target = Target::Rest(path, query);
        self.send(&Call {
            deed,
            method,
            target,
            body,
        })
        .await
    }
}

impl Answer {
    /// Itself when it is a success.
    ///
    /// # Errors
    /// What the refusal means.
    pub(super) fn success(self) -> Result<Self, Error> {
        if self.status.is_success() {
            Ok(self)
        } else {
            Err(classify::refusal(&self))
        }
    }
}
