//! Brings incidents to where they should be: look, decide, act, remember.
//!
//! [`reconcile`] does it once for one key. [`worker`] does it for every key that is due, [`recovery`] finds keys
//! again that were missed or forgotten, and [`sweep`] says when. Whether a webhook, a timer or a command line asked
//! is not known here and makes no difference. Decisions that need no I/O are pure: [`ledger`] and [`failure`].
//!
//! Start with [`Engine`].

pub mod calendar;
pub mod errand;
pub mod failure;
mod known;
pub mod ledger;
mod reconcile;
pub mod recovery;
mod rest;
mod rested;
pub mod survey;
pub mod sweep;
mod worker;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, atomic::AtomicUsize},
};

use chrono::{DateTime, Utc};
use tokio::sync::Notify;

pub use failure::Failure;

use self::{calendar::Calendars, reconcile::Reconciler, sweep::Schedule};
use crate::{
    clock::Clock,
    domain::{
        key::{IncidentKey, Locator},
        request::Request,
    },
    github::GitHub,
    plan::effect::Plan,
    store::{Lease, Store, StoreError},
};

/// How the engine runs.
#[derive(Debug, Clone)]
pub struct Tuning {
    /// Keys worked at the same time.
    pub workers: usize,
    /// When the safety sweep looks for missed deliveries.
    pub sweep: Schedule,
    /// Whether the store outlives this process. A sweep that remembers nothing has to do with what GitHub shows.
    pub remembers: bool,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            workers: 4,
            sweep: Schedule::hourly(),
            remembers: true,
        }
    }
}

/// Works the queue. Cheap to clone; clones are the same engine.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    store: Arc<dyn Store>,
    github: GitHub,
    clock: Arc<dyn Clock>,
    reconciler: Arc<Reconciler>,
    tuning: Tuning,
    /// Rings when a key may have become due earlier than the workers think.
    bell: Notify,
    /// Leases that this process holds, to be given back when it is told to stop.
    in_flight: Mutex<BTreeMap<IncidentKey, Lease>>,
    /// Incidents that sweeps found which are not over.
    found: AtomicUsize,
    /// Workers that run.
    running: AtomicUsize,
}

impl Engine {
    /// An engine that does nothing until it is told to. Comments lead to the calendars that a server serves.
    pub fn new(
        store: Arc<dyn Store>,
        github: GitHub,
        clock: Arc<dyn Clock>,
        tuning: Tuning,
        calendars: Option<Calendars>,
    ) -> Self {
        let reconciler = Reconciler::new(github.clone(), store.clone(), clock.clone(), calendars);
        let reconciler = Arc::new(reconciler);
        Self {
            inner: Arc::new(Inner {
                store,
                github,
                clock,
                reconciler,
                tuning,
                bell: Notify::new(),
                in_flight: Mutex::default(),
                found: AtomicUsize::new(0),
                running: AtomicUsize::new(0),
            }),
        }
    }

    /// Makes keys due now, durably, and wakes a worker. Whatever woke us up ends here.
    pub async fn enqueue(&self, locators: &[Locator]) -> Result<(), StoreError> {
        self.inner.store.enqueue(locators, self.now()).await?;
        self.inner.bell.notify_one();
        Ok(())
    }

    /// Makes a key due now for what somebody asked for there, durably, and wakes a worker.
    pub async fn ask(&self, locator: &Locator, requests: &BTreeSet<Request>) -> Result<(), StoreError> {
        self.inner.store.ask(locator, requests, self.now()).await?;
        self.inner.bell.notify_one();
        Ok(())
    }

    /// What would be done about an incident now. Nothing is executed and nothing is remembered.
    pub async fn dry_run(&self, locator: &Locator) -> Result<Plan, Failure> {
        self.inner.reconciler.dry_run(locator).await
    }

    /// The calendars that are served; none without a public address.
    pub fn calendars(&self) -> Option<&Calendars> {
        self.inner.reconciler.calendars()
    }

    fn now(&self) -> DateTime<Utc> {
        self.inner.clock.now()
    }
}
