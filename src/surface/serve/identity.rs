//! Whether GitHub knows us: asked in the background, shown to operators, never in anybody's way.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use super::Shared;
use crate::{
    domain::person::Login,
    github::{Error, webhook::BotIdentity},
};

/// How long until GitHub is asked again.
const PAUSE: TimeDelta = TimeDelta::seconds(30);

/// What is known about who we are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Known {
    /// Nobody has answered yet.
    #[default]
    NotYet,
    /// GitHub knows us by this login.
    As(String),
    /// GitHub could not be asked. Deliveries can be accepted all the same.
    Unreachable(String),
    /// GitHub refuses the App id or the key; nothing will work until they are mended.
    Refused(String),
}

/// The latest of what is known.
#[derive(Debug, Default)]
pub(super) struct Identity(RwLock<Known>);

impl Identity {
    pub(super) fn known(&self) -> Known {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn learn(&self, known: Known) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = known;
    }
}

impl Identity {
    /// Who we are, to recognise our own echoes. While nobody told us we recognise none, and look once too often.
    pub(super) fn me(&self) -> BotIdentity {
        let login = match self.known() {
            Known::As(login) => login,
            Known::NotYet | Known::Unreachable(_) | Known::Refused(_) => String::new(),
        };
        BotIdentity {
            login: Login::new(login),
        }
    }
}

/// Asks GitHub who we are until it tells, or `shutdown`.
pub(super) async fn introduce(shared: Arc<Shared>, shutdown: CancellationToken) {
    loop {
        let known = tokio::select! {
            answer = shared.github.app() => match answer {
                Ok(app) => {
                    tracing::info!(login = %app.login, id = app.id, "GitHub knows us");
                    shared.identity.learn(Known::As(app.login.to_string()));
                    return;
                }
                Err(error @ (Error::Transient { .. } | Error::RateLimited { .. })) => {
                    tracing::warn!(%error, "GitHub was not asked who we are; it will be");
                    Known::Unreachable(error.to_string())
                }
                Err(error) => {
                    let hint = format!("{error}; check CLOSEOUT_APP_ID and CLOSEOUT_PRIVATE_KEY");
                    tracing::error!("GitHub does not know us: {hint}");
                    Known::Refused(hint)
                }
            },
            () = shutdown.cancelled() => return,
        };
        shared.identity.learn(known);
        tokio::select! {
            () = shared.clock.sleep_until(shared.clock.now() + PAUSE) => {}
            () = shutdown.cancelled() => return,
        }
    }
}
