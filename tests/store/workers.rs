//! Several workers, and workers that vanish.

use std::{collections::BTreeSet, sync::Arc};

use closeout::store::{Store, StoreError};
use tokio::task::JoinSet;

use super::bench::{Bench, Engine, at, done, intent, lease, locator, on_every_engine};

#[tokio::test]
async fn an_expired_lease_goes_to_somebody_else_and_the_late_worker_is_told() {
    on_every_engine(|store| async move {
        store.enqueue(&[locator(1)], at(0)).await.unwrap();
        let late = lease(&*store, 0).await.unwrap();
        assert_eq!(store.next_due(at(1)).await.unwrap(), Some(at(600)));
        assert_eq!(lease(&*store, 599).await, None);
        let prompt = lease(&*store, 600).await.unwrap();
        assert_ne!(late, prompt);
        let lost = |result: Result<(), StoreError>| matches!(result, Err(StoreError::LeaseLost(_)));
        assert!(lost(store.intend(&late, intent("x"), at(601), at(900)).await));
        assert!(lost(store.finish(&late, &done(), at(601)).await));
        assert_eq!(store.ledger(locator(1).key).await.unwrap(), []);
        store.finish(&prompt, &done(), at(602)).await.unwrap();
        assert!(lost(store.finish(&prompt, &done(), at(603)).await), "only once");
    })
    .await;
}

#[tokio::test]
async fn a_late_worker_whom_nobody_replaced_may_still_finish() {
    on_every_engine(|store| async move {
        store.enqueue(&[locator(1)], at(0)).await.unwrap();
        let late = lease(&*store, 0).await.unwrap();
        store.finish(&late, &done(), at(10_000)).await.unwrap();
        assert_eq!(lease(&*store, 10_000).await, None);
    })
    .await;
}

#[tokio::test]
async fn an_intent_extends_the_lease() {
    on_every_engine(|store| async move {
        store.enqueue(&[locator(1)], at(0)).await.unwrap();
        let taken = lease(&*store, 0).await.unwrap();
        store
            .intend(&taken, intent("x"), at(500), at(1100))
            .await
            .unwrap();
        assert_eq!(lease(&*store, 1099).await, None);
        assert!(lease(&*store, 1100).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_restarted_server_takes_up_interrupted_work_at_once() {
    let bench = Bench::new(Engine::File).await;
    bench
        .store
        .enqueue(&[locator(1), locator(2)], at(0))
        .await
        .unwrap();
    let interrupted = lease(&*bench.store, 0).await.unwrap().locator;
    let bench = bench.crash().await;
    bench.store.enqueue(&[locator(3)], at(0)).await.unwrap();
    bench.store.recover().await.unwrap();
    assert_eq!(lease(&*bench.store, 1).await.unwrap().locator, interrupted);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn racing_workers_never_hold_the_same_key() {
    const KEYS: u64 = 60;
    let bench = Bench::new(Engine::File).await;
    let keys: Vec<_> = (1..=KEYS).map(locator).collect();
    bench.store.enqueue(&keys, at(0)).await.unwrap();
    let held = Arc::new(std::sync::Mutex::new(BTreeSet::new()));
    let mut workers = JoinSet::new();
    for _ in 0..8 {
        workers.spawn(work_all(bench.store.clone(), held.clone()));
    }
    let worked: Vec<u64> = workers.join_all().await.into_iter().flatten().collect();
    assert_eq!(worked.len() as u64, KEYS);
    assert_eq!(BTreeSet::from_iter(worked).len() as u64, KEYS);
}

async fn work_all(store: Arc<dyn Store>, held: Arc<std::sync::Mutex<BTreeSet<u64>>>) -> Vec<u64> {
    let mut worked = Vec::new();
    while let Some(lease) = lease(&*store, 0).await {
        let issue = lease.locator.key.issue;
        assert!(held.lock().unwrap().insert(issue), "{issue} is held twice");
        tokio::task::yield_now().await;
        assert!(held.lock().unwrap().remove(&issue));
        store.finish(&lease, &done(), at(1)).await.unwrap();
        worked.push(issue);
    }
    worked
}
