//! Engines under test, and the words the promises are written in.

use std::{future::Future, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use closeout::{
    domain::{
        event::Mark,
        key::{IncidentKey, Locator},
        phase::Phase,
        severity::Severity,
    },
    store::{Finished, Intent, Lease, Projection, Store, sqlite::SqliteStore},
};
use tempfile::TempDir;

/// An engine under test, always with a fresh database.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Engine {
    Memory,
    File,
}

/// A store, and what has to live as long as its database.
pub(crate) struct Bench {
    engine: Engine,
    folder: TempDir,
    pub(crate) store: Arc<dyn Store>,
}

impl Bench {
    pub(crate) async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = open(engine, &folder).await;
        Self {
            engine,
            folder,
            store,
        }
    }

    /// The process ends without a word and starts again.
    pub(crate) async fn crash(self) -> Self {
        let Self {
            engine,
            folder,
            store,
        } = self;
        drop(store);
        let store = open(engine, &folder).await;
        Self {
            engine,
            folder,
            store,
        }
    }
}

async fn open(engine: Engine, folder: &TempDir) -> Arc<dyn Store> {
    let url = match engine {
        Engine::Memory => "sqlite::memory:".to_owned(),
        Engine::File => format!("sqlite://{}", folder.path().join("closeout.db").display()),
    };
    Arc::new(SqliteStore::open(&url).await.unwrap())
}

/// Runs one promise against every engine.
pub(crate) async fn on_every_engine<F: Future<Output = ()>>(promise: impl Fn(Arc<dyn Store>) -> F) {
    for engine in [Engine::Memory, Engine::File] {
        let bench = Bench::new(engine).await;
        promise(bench.store.clone()).await;
        bench.store.close().await;
    }
}

/// Seconds after the suite's beginning of time.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

pub(crate) fn locator(issue: u64) -> Locator {
    Locator {
        key: IncidentKey { repository: 1, issue },
        installation: 77,
        owner: "acme".into(),
        name: "ops".into(),
    }
}

/// Leases for ten minutes.
pub(crate) async fn lease(store: &dyn Store, seconds: i64) -> Option<Lease> {
    let now = at(seconds);
    store
        .lease(now, now + TimeDelta::minutes(10), "tester")
        .await
        .unwrap()
}

/// The numbers of the issues that can be leased one after the other.
pub(crate) async fn leasable(store: &dyn Store, seconds: i64) -> Vec<u64> {
    let mut issues = Vec::new();
    while let Some(lease) = lease(store, seconds).await {
        issues.push(lease.locator.key.issue);
    }
    issues
}

/// An effect that is its own target.
pub(crate) fn intent(effect: &str) -> Intent<'_> {
    Intent {
        effect,
        target: effect,
    }
}

pub(crate) fn done() -> Finished {
    Finished::Done {
        wake_at: None,
        projection: None,
    }
}

pub(crate) fn asleep_until(seconds: i64) -> Finished {
    Finished::Done {
        wake_at: Some(at(seconds)),
        projection: None,
    }
}

pub(crate) fn view(locator: Locator, title: &str) -> Projection {
    Projection {
        locator,
        title: title.into(),
        url: "https://github.com/acme/ops/issues/1".into(),
        drill: false,
        phase: Phase::Declared,
        severity: Some(Severity::Sev1),
        declared_at: at(0),
        commander: None,
        participants: Vec::new(),
        postmortem: None,
        pull_request: None,
        document: None,
        labels: vec!["incident".into()],
        meeting: None,
        deadline: None,
        voice: closeout::policy::Policy::default().voice(),
        templates: Vec::new(),
        mark: Mark::default(),
        items: Vec::new(),
        index: None,
        wake_at: Some(at(60)),
        seen_at: at(0),
    }
}
