//! What was answered is kept, whatever happens to the process.

use closeout::store::{StoreError, sqlite::SqliteStore};
use tokio::task::JoinSet;

use super::bench::{Bench, Engine, at, intent, leasable, lease, locator, on_every_engine};

#[tokio::test]
async fn everything_answered_survives_a_crash() {
    let bench = Bench::new(Engine::File).await;
    bench
        .store
        .enqueue(&[locator(1), locator(2)], at(0))
        .await
        .unwrap();
    bench.store.park_installation(78, at(50)).await.unwrap();
    let taken = lease(&*bench.store, 0).await.unwrap();
    bench
        .store
        .intend(&taken, intent("x"), at(0), at(600))
        .await
        .unwrap();
    let key = taken.locator.key;
    let bench = bench.crash().await;
    assert_eq!(bench.store.ledger(key).await.unwrap().len(), 1);
    assert_eq!(leasable(&*bench.store, 0).await.len(), 1, "a lease is kept too");
}

#[tokio::test]
async fn concurrent_callers_are_all_answered_and_all_kept() {
    let bench = Bench::new(Engine::File).await;
    let mut callers = JoinSet::new();
    for issue in 1..=300 {
        let store = bench.store.clone();
        callers.spawn(async move {
            store
                .enqueue(&[locator(issue), locator(issue % 7 + 1)], at(0))
                .await
        });
    }
    for answer in callers.join_all().await {
        answer.unwrap();
    }
    let bench = bench.crash().await;
    let mut kept = leasable(&*bench.store, 0).await;
    kept.sort_unstable();
    assert_eq!(kept, (1..=300).collect::<Vec<_>>());
}

#[tokio::test]
async fn closing_answers_everybody_and_then_refuses() {
    on_every_engine(|store| async move {
        let keys = [locator(1)];
        let ((), answer) = tokio::join!(store.close(), store.enqueue(&keys, at(0)));
        assert!(matches!(answer, Ok(()) | Err(StoreError::Closed)), "{answer:?}");
        let late = store.enqueue(&[locator(2)], at(0)).await;
        assert!(matches!(late, Err(StoreError::Closed)), "{late:?}");
        assert!(store.check().await.is_err());
    })
    .await;
}

#[tokio::test]
async fn nothing_to_enqueue_is_nothing() {
    on_every_engine(|store| async move {
        store.enqueue(&[], at(0)).await.unwrap();
        store.check().await.unwrap();
        assert_eq!(store.next_due(at(0)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no/such/folder/closeout.db");
    let error = SqliteStore::open(&format!("sqlite://{}", path.display()))
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Open { .. }));
    assert!(error.to_string().contains("no/such/folder"), "{error}");

    let text = folder.path().join("notes.txt");
    std::fs::write(
        &text,
        "this is no database, and it must stay what it is\n".repeat(100),
    )
    .unwrap();
    let error = SqliteStore::open(&format!("sqlite://{}", text.display()))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("notes.txt"), "{error}");
}
