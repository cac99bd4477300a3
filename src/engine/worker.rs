//! Works every key that is due, several at a time, each by nobody else.
//!
//! [`Engine::drain`] works until nothing is due and returns: tests, the demo and the command line use it.
//! [`Engine::run`] goes on until it is told to stop: the server uses it. A failing key never keeps a worker from
//! the others.

use std::{
    collections::BTreeMap,
    sync::{MutexGuard, PoisonError, atomic::Ordering},
};

use chrono::TimeDelta;
use tokio::task::JoinSet;
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

use super::{
    Engine,
    errand::Errand,
    failure::{self, Failure},
    reconcile::LEASE,
};
use crate::{
    domain::key::{IncidentKey, Locator},
    store::{Finished, Lease, StoreError},
};

/// The queue is looked at this often although nothing rang: another process may have touched a key.
const IDLE_LOOK: TimeDelta = TimeDelta::seconds(10);

/// Pause after the database failed.
const STORE_PAUSE: TimeDelta = TimeDelta::seconds(1);

/// How long work may go on after we were told to stop.
const GRACE: TimeDelta = TimeDelta::seconds(20);

impl Engine {
    /// Works the key that has been due for longest. `false` when nothing is due.
    pub async fn work_one(&self) -> Result<bool, StoreError> {
        let now = self.now();
        let Some(lease) = self.inner.store.lease(now, now + LEASE, "worker").await? else {
            return Ok(false);
        };
        // Who finds something has somebody else look whether there is more.
        self.inner.bell.notify_one();
        // A failure of the key was judged and logged; here it is just a key that was worked.
        let _ = self.work(lease).await?;
        Ok(true)
    }

    /// Works until nothing is due, one key after the other, and tells how often it worked one.
    pub async fn drain(&self) -> Result<usize, StoreError> {
        let mut worked = 0;
        while self.work_one().await? {
            worked += 1;
        }
        Ok(worked)
    }

    /// Works this very key, whether it is due or not. `None` when somebody else is working it.
    pub async fn work_now(&self, locator: &Locator) -> Result<Option<Result<(), Failure>>, StoreError> {
        let now = self.now();
        let lease = self
            .inner
            .store
            .lease_key(locator, now, now + LEASE, "operator")
            .await?;
        match lease {
            Some(lease) => self.work(lease).await.map(Some),
            None => Ok(None),
        }
    }

    /// Works the queue and sweeps until `shutdown`, then finishes what was begun, but no longer than [`GRACE`].
    pub async fn run(&self, shutdown: CancellationToken) {
        if let Err(error) = self.inner.store.recover().await {
            tracing::error!(%error, "leases of an earlier run were not released; they expire by themselves");
        }
        let mut tasks = JoinSet::new();
        for _ in 0..self.inner.tuning.workers {
            let (engine, shutdown) = (self.clone(), shutdown.clone());
            tasks.spawn(async move { engine.keep_working(shutdown).await });
        }
        let (engine, sweeping) = (self.clone(), shutdown.clone());
        tasks.spawn(async move { engine.keep_sweeping(sweeping).await });
        shutdown.cancelled().await;
        let deadline = self.now() + GRACE;
        tokio::select! {
            () = async { while tasks.join_next().await.is_some() {} } => {}
            () = self.inner.clock.sleep_until(deadline) => {}
        }
        tasks.shutdown().await;
        self.release().await;
    }

    /// Workers that run, of those that should.
    pub fn workers(&self) -> (usize, usize) {
        (
            self.inner.running.load(Ordering::Relaxed),
            self.inner.tuning.workers,
        )
    }

    async fn keep_working(&self, shutdown: CancellationToken) {
        let _running = Running::begin(self);
        while !shutdown.is_cancelled() {
            match self.work_one().await {
                Ok(true) => {}
                Ok(false) => self.wait(&shutdown).await,
                Err(StoreError::Closed) => return,
                Err(error) => {
                    tracing::error!(%error, "the queue cannot be worked");
                    self.pause(&shutdown).await;
                }
            }
        }
    }

    /// Until a key is due, or the bell rings, or we are told to stop.
    async fn wait(&self, shutdown: &CancellationToken) {
        let now = self.now();
        let look = now + IDLE_LOOK;
        let due = match self.inner.store.next_due(now).await {
            Ok(due) => due.map_or(look, |due| due.min(look)),
            Err(error) => {
                tracing::error!(%error, "the queue cannot be read");
                now + STORE_PAUSE
            }
        };
        tokio::select! {
            () = self.inner.bell.notified() => {}
            () = self.inner.clock.sleep_until(due) => {}
            () = shutdown.cancelled() => {}
        }
    }

    async fn pause(&self, shutdown: &CancellationToken) {
        tokio::select! {
            () = self.inner.clock.sleep_until(self.now() + STORE_PAUSE) => {}
            () = shutdown.cancelled() => {}
        }
    }

    /// Works a leased key and ends the lease. The result tells about the key, the error about the database.
    ///
    /// Dropped before its end, it leaves the lease among those that [`Engine::release`] gives back.
    async fn work(&self, lease: Lease) -> Result<Result<(), Failure>, StoreError> {
        self.in_flight().insert(lease.locator.key, lease.clone());
        let (engine, leased) = (self.clone(), lease.clone());
        // In a task of its own, so that a panic is one key's failure and not the worker's end.
        let task = AbortOnDropHandle::new(tokio::spawn(async move { engine.attend(&leased).await }));
        let outcome = task.await.unwrap_or_else(|fault| {
            Err(Failure::Panic {
                message: fault.to_string(),
            })
        });
        let (ended, result) = match outcome {
            Ok(finished) => (self.finish(&lease, &finished).await, Ok(())),
            Err(failure) => (self.fail(&lease, &failure).await, Err(failure)),
        };
        self.in_flight().remove(&lease.locator.key);
        ended.map(|()| result)
    }

    async fn attend(&self, lease: &Lease) -> Result<Finished, Failure> {
        match Errand::of(lease.locator.key) {
            Errand::Incident => self.inner.reconciler.reconcile(lease).await,
            Errand::Repository => self.expand_repository(lease).await,
            Errand::Installation => self.expand_installation(lease.locator.installation).await,
        }
    }

    async fn fail(&self, lease: &Lease, failure: &Failure) -> Result<(), StoreError> {
        let verdict = failure::judge(failure, lease.attempts, self.now());
        tracing::warn!(
            incident = %lease.locator, attempts = lease.attempts + 1, next = ?verdict.finished, "{failure}"
        );
        if let Some(until) = verdict.park_installation {
            self.inner
                .store
                .park_installation(lease.locator.installation, until)
                .await?;
        }
        match verdict.finished {
            Some(finished) => self.finish(lease, &finished).await,
            None => Ok(()),
        }
    }

    async fn finish(&self, lease: &Lease, finished: &Finished) -> Result<(), StoreError> {
        match self.inner.store.finish(lease, finished, self.now()).await {
            Err(lost @ StoreError::LeaseLost(_)) => {
                tracing::warn!(incident = %lease.locator, "{lost}");
                Ok(())
            }
            other => other,
        }
    }

    fn in_flight(&self) -> MutexGuard<'_, BTreeMap<IncidentKey, Lease>> {
        self.inner
            .in_flight
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives back what the grace period did not suffice for.
    async fn release(&self) {
        let held = std::mem::take(&mut *self.in_flight());
        for lease in held.into_values() {
            let again = Finished::Again { at: self.now() };
            if let Err(error) = self.finish(&lease, &again).await {
                tracing::error!(incident = %lease.locator, %error, "the lease was not given back; it expires");
            }
        }
    }
}

/// Counts a worker for as long as it runs, however it ends.
struct Running<'a>(&'a Engine);

impl<'a> Running<'a> {
    fn begin(engine: &'a Engine) -> Self {
        engine.inner.running.fetch_add(1, Ordering::Relaxed);
        Self(engine)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.inner.running.fetch_sub(1, Ordering::Relaxed);
    }
}
