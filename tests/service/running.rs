//! The server as `closeout serve` runs it, from start to stop.

use std::{future::Future, time::Duration};

use chrono::TimeDelta;
use closeout::{clock::Clock as _, domain::phase::Phase, store::StoreError};
use tokio::{net::TcpStream, task::JoinHandle, time::timeout};
use tokio_util::sync::CancellationToken;

use super::stage::{Fault, Misbehaviour, REPOSITORY, Stage, listener};

/// Only a hung test takes this long.
const PATIENCE: Duration = Duration::from_mins(1);

/// Looks until it is so.
async fn until<F: Future<Output = bool>>(reached: impl Fn() -> F) {
    let looking = async {
        while !reached().await {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, looking).await.expect("it never came about");
}

/// A server that runs, and what stops it.
struct Running {
    shutdown: CancellationToken,
    task: JoinHandle<std::io::Result<()>>,
}

impl Running {
    async fn start(stage: &Stage) -> Self {
        let (listener, address) = listener().await;
        stage.deliver_to(address);
        let shutdown = CancellationToken::new();
        let task = tokio::spawn(stage.server().run(listener, shutdown.clone()));
        Self { shutdown, task }
    }

    async fn stop(self) {
        self.shutdown.cancel();
        timeout(PATIENCE, self.task).await.unwrap().unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_sweeps_works_deliveries_and_stops_when_told() {
    let stage = Stage::set().await;
    let missed = stage.open("決済が失敗する", &["incident", "SEV1"]);
    stage.sim.drop_pending();
    let running = Running::start(&stage).await;
    until(async || stage.said(missed).len() == 1).await;

    stage.mona.comment(REPOSITORY, missed, "/ack").unwrap();
    stage.sim.deliver_pending().await;
    let key = stage.locator(missed).key;
    until(async || {
        let seen = stage.store.projection(key).await.unwrap();
        seen.is_some_and(|seen| seen.phase == Phase::Acknowledged)
    })
    .await;
    running.stop().await;
    let late = stage.engine().enqueue(&[stage.locator(missed)]).await;
    assert!(matches!(late, Err(StoreError::Closed)), "{late:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_wakes_when_the_clock_reaches_what_it_waits_for() {
    let stage = Stage::set().await;
    let issue = stage.open("API is down", &["incident", "SEV1"]);
    let comments = "/repos/*/*/issues/*/comments";
    stage
        .sim
        .faults()
        .add(Fault::on("POST", comments, Misbehaviour::BadGateway));
    let running = Running::start(&stage).await;
    stage.sim.deliver_pending().await;
    until(async || stage.store.troubles().await.unwrap().len() == 1).await;
    assert_eq!(stage.said(issue).len(), 0);
    until(async || {
        stage.clock.advance(TimeDelta::seconds(1));
        tokio::task::yield_now().await;
        // The clock may run ahead on a slow machine, and bring a reminder as well.
        !stage.said(issue).is_empty()
    })
    .await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_stops_although_github_and_a_client_hang_and_gives_its_lease_back() {
    let stage = Stage::set().await;
    let issue = stage.open("API is down", &["incident", "SEV1"]);
    stage
        .sim
        .faults()
        .add(Fault::on_graphql("", Misbehaviour::Hang).times(10));
    let (listener, address) = listener().await;
    stage.deliver_to(address);
    let engine = stage.engine().clone();
    let shutdown = CancellationToken::new();
    let working = tokio::spawn({
        let (engine, shutdown) = (engine.clone(), shutdown.clone());
        async move { engine.run(shutdown).await }
    });
    let silent = TcpStream::connect(address).await.unwrap();
    engine.enqueue(&[stage.locator(issue)]).await.unwrap();
    until(async || stage.store.backlog(stage.clock.now()).await.unwrap().working >= 1).await;
    shutdown.cancel();
    until(async || {
        stage.clock.advance(TimeDelta::seconds(1));
        tokio::task::yield_now().await;
        working.is_finished()
    })
    .await;
    let left = stage.store.backlog(stage.clock.now()).await.unwrap();
    assert_eq!(left.working, 0, "{left:?}");
    assert!(left.due >= 1, "{left:?}");
    drop((silent, listener));
    stage.sim.faults().release();
}
