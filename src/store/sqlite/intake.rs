//! The way in: concurrent calls share one transaction, and each is answered after its commit.
//!
//! A commit costs a write to the disk that must have arrived (`fsync`). Under load that is the whole cost of
//! accepting a delivery, so one task writes everything that has gathered while it wrote what came before.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::SqlitePool;
use tokio::{
    sync::{Mutex, mpsc, oneshot},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use super::rows::{self, Millis};
use crate::{
    domain::key::{IncidentKey, Locator},
    store::{StoreError, sql},
};

/// Callers that may wait in line before the next one has to wait for a place in it.
const LINE: usize = 1024;

/// One caller: what it brought, and where it waits for the answer.
struct Caller {
    locators: Vec<Locator>,
    due: i64,
    answer: oneshot::Sender<Result<(), StoreError>>,
}

/// The task that writes, and the line before it.
#[derive(Debug)]
pub(super) struct Intake {
    line: mpsc::Sender<Caller>,
    closing: CancellationToken,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Intake {
    /// Starts the task. It ends when the intake is dropped or stopped.
    pub(super) fn start(writer: SqlitePool) -> Self {
        let (line, callers) = mpsc::channel(LINE);
        let closing = CancellationToken::new();
        let task = tokio::spawn(serve(writer, callers, closing.clone()));
        Self {
            line,
            closing,
            task: Mutex::new(Some(task)),
        }
    }

    /// Makes keys due, durably.
    pub(super) async fn enqueue(&self, locators: &[Locator], due: DateTime<Utc>) -> Result<(), StoreError> {
        if locators.is_empty() {
            return Ok(());
        }
        let (answer, committed) = oneshot::channel();
        let caller = Caller {
            locators: locators.to_vec(),
            due: Millis::floor(due),
            answer,
        };
        self.line.send(caller).await.map_err(|_| StoreError::Closed)?;
        committed.await.map_err(|_| StoreError::Closed)?
    }

    /// Lets nobody in any more, and returns when everybody in line was answered.
    pub(super) async fn stop(&self) {
        self.closing.cancel();
        if let Some(task) = self.task.lock().await.take()
            && let Err(panic) = task.await
        {
            tracing::error!(%panic, "the task that accepts keys had ended before it was told to");
        }
    }
}

async fn serve(writer: SqlitePool, mut callers: mpsc::Receiver<Caller>, closing: CancellationToken) {
    let mut batch = Vec::with_capacity(LINE);
    loop {
        tokio::select! {
            // Afterwards the line can only become shorter, and an empty one ends the loop.
            () = closing.cancelled(), if !callers.is_closed() => callers.close(),
            taken = callers.recv_many(&mut batch, LINE) => {
                if taken == 0 {
                    return;
                }
                let outcome = write(&writer, &batch).await;
                for caller in batch.drain(..) {
                    // Whoever stopped waiting has its key enqueued all the same.
                    let _ = caller.answer.send(outcome.clone());
                }
            }
        }
    }
}

async fn write(writer: &SqlitePool, batch: &[Caller]) -> Result<(), StoreError> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    for (locator, due) in merge(batch).into_values() {
        let (repository, issue) = rows::key(locator.key);
        sqlx::query(sql::ENQUEUE)
            .bind(repository)
            .bind(issue)
            .bind(locator.installation.cast_signed())
            .bind(&locator.owner)
            .bind(&locator.name)
            .bind(due)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// One row for each key: a busy incident comes many times in one batch. The last locator counts, and the
/// earliest instant.
fn merge(batch: &[Caller]) -> HashMap<IncidentKey, (&Locator, i64)> {
    let mut merged: HashMap<IncidentKey, (&Locator, i64)> = HashMap::new();
    for caller in batch {
        for locator in &caller.locators {
            merged
                .entry(locator.key)
                .and_modify(|known| *known = (locator, known.1.min(caller.due)))
                .or_insert((locator, caller.due));
        }
    }
    merged
}
