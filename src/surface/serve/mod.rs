//! The server: deliveries in, work done in the background, and a few pages for operators.
//!
//! [`App::build`] puts store, GitHub and clock together and starts nothing, so that tests and the demo run the
//! whole product in one process over real HTTP. [`App::run`] serves until it is told to stop. No request here ever
//! waits for GitHub: a delivery is answered as soon as its key is safe.

mod calendar;
mod delivery;
mod guard;
mod health;
mod identity;
mod metrics;
pub(super) mod signals;
pub(super) mod start;

use std::{io, sync::Arc};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};
use chrono::TimeDelta;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use self::{identity::Identity, metrics::Counters};
use crate::{
    clock::Clock,
    engine::{Engine, Tuning, calendar::Calendars},
    github::GitHub,
    store::Store,
};

/// GitHub sends no delivery that is larger.
const LARGEST_DELIVERY: usize = 25 * 1024 * 1024;

/// How long open connections may keep the server from stopping.
const GRACE: TimeDelta = TimeDelta::seconds(20);

/// What the server is made of.
pub struct Parts {
    /// Queue, ledger and cache.
    pub store: Arc<dyn Store>,
    /// GitHub.
    pub github: GitHub,
    /// The clock by which everything happens.
    pub clock: Arc<dyn Clock>,
    /// Secrets of which any may have signed a delivery.
    pub webhook_secrets: Vec<SecretString>,
    /// Address under which people reach the server; without one no calendar is served.
    pub public_url: Option<String>,
    /// How the engine runs.
    pub tuning: Tuning,
}

/// The server, ready to run.
pub struct App {
    /// Its pages.
    pub router: Router,
    /// Its engine.
    pub engine: Engine,
    shared: Arc<Shared>,
}

/// What the pages share.
struct Shared {
    store: Arc<dyn Store>,
    github: GitHub,
    clock: Arc<dyn Clock>,
    engine: Engine,
    webhook_secrets: Vec<SecretString>,
    identity: Identity,
    counters: Counters,
}

impl App {
    /// Puts the server together. Nothing is started and nobody is contacted.
    pub fn build(parts: Parts) -> Self {
        let Parts {
            store,
            github,
            clock,
            webhook_secrets,
            public_url,
            tuning,
        } = parts;
        let calendars = public_url.and_then(|url| Calendars::new(&url, &webhook_secrets));
        let engine = Engine::new(store.clone(), github.clone(), clock.clone(), tuning, calendars);
        let shared = Arc::new(Shared {
            store,
            github,
            clock,
            engine: engine.clone(),
            webhook_secrets,
            identity: Identity::default(),
            counters: Counters::default(),
        });
        let router = Router::new()
            .route(
                "/webhooks/github",
                post(delivery::receive).layer(DefaultBodyLimit::max(LARGEST_DELIVERY)),
            )
            .route("/healthz", get(health::alive))
            .route("/readyz", get(health::ready))
            .route("/metrics", get(metrics::show))
            .route("/calendar/{name}", get(calendar::all))
            .route("/calendar/{token}/{name}", get(calendar::one))
            .layer(middleware::from_fn(guard::guard))
            .with_state(shared.clone());
        Self {
            router,
            engine,
            shared,
        }
    }

    /// Asks GitHub who we are, until it tells. [`App::run`] asks by itself; whoever serves nothing but the pages asks
    /// first, so that our own echoes are known for what they are.
    pub async fn introduce(&self) {
        identity::introduce(self.shared.clone(), CancellationToken::new()).await;
    }

    /// Serves and works until `shutdown`; then answers what was asked, finishes what was begun, and returns.
    pub async fn run(self, listener: TcpListener, shutdown: CancellationToken) -> io::Result<()> {
        let Self {
            router,
            engine,
            shared,
        } = self;
        let work = tokio::spawn({
            let shutdown = shutdown.clone();
            async move { engine.run(shutdown).await }
        });
        let introduction = tokio::spawn(identity::introduce(shared.clone(), shutdown.clone()));
        let served = axum::serve(listener, router).with_graceful_shutdown(shutdown.clone().cancelled_owned());
        let out_of_patience = async {
            shutdown.cancelled().await;
            shared.clock.sleep_until(shared.clock.now() + GRACE).await;
        };
        let result = tokio::select! {
            result = served.into_future() => result,
            () = out_of_patience => {
                tracing::warn!("connections were still open when the time to stop had come");
                Ok(())
            }
        };
        // Also when serving itself failed: nobody would work for a server that is not there.
        shutdown.cancel();
        for task in [work, introduction] {
            if let Err(panic) = task.await {
                tracing::error!(%panic, "a part of the server had ended before it was told to");
            }
        }
        shared.store.close().await;
        result
    }
}
