//! What somebody asked for by a button is handed out until it was seen to.

use std::collections::BTreeSet;

use closeout::{domain::request::Request, store::Finished};

use crate::bench::{Bench, Engine, at, done, lease, locator, on_every_engine};

fn explain() -> BTreeSet<Request> {
    BTreeSet::from([Request::Explain])
}

#[tokio::test]
async fn a_request_makes_its_key_due_and_is_handed_out_with_it() {
    on_every_engine(|store| async move {
        store.enqueue(&[locator(2)], at(1)).await.unwrap();
        store.ask(&locator(1), &explain(), at(0)).await.unwrap();
        let both = BTreeSet::from([Request::Explain, Request::Rerun]);
        store.ask(&locator(1), &both, at(0)).await.unwrap();
        let asked = lease(&*store, 1).await.unwrap();
        assert_eq!((asked.locator.key.issue, asked.requests()), (1, both));
        let other = lease(&*store, 1).await.unwrap();
        assert_eq!((other.locator.key.issue, other.requests()), (2, BTreeSet::new()));
    })
    .await;
}

#[tokio::test]
async fn it_waits_until_the_key_was_worked_to_its_end() {
    on_every_engine(|store| async move {
        store.ask(&locator(1), &explain(), at(0)).await.unwrap();
        let failed = Finished::Retry {
            at: at(10),
            error: "502".into(),
        };
        let parked = Finished::Park {
            reason: "archived".into(),
        };
        for (now, ending) in [(0, failed), (10, Finished::Again { at: at(20) }), (20, parked)] {
            let taken = lease(&*store, now).await.unwrap();
            assert_eq!(taken.requests(), explain(), "{ending:?}");
            store.finish(&taken, &ending, at(now)).await.unwrap();
        }
        store.enqueue(&[locator(1)], at(30)).await.unwrap();
        let taken = lease(&*store, 30).await.unwrap();
        assert_eq!(taken.requests(), explain());
        store.finish(&taken, &done(), at(31)).await.unwrap();
        store.enqueue(&[locator(1)], at(40)).await.unwrap();
        assert_eq!(lease(&*store, 40).await.unwrap().requests(), BTreeSet::new());
    })
    .await;
}

#[tokio::test]
async fn pressed_again_while_being_worked_it_is_seen_to_again() {
    on_every_engine(|store| async move {
        for ending in [done(), Finished::Gone] {
            store.ask(&locator(1), &explain(), at(0)).await.unwrap();
            let taken = lease(&*store, 0).await.unwrap();
            store.ask(&locator(1), &explain(), at(1)).await.unwrap();
            store.finish(&taken, &ending, at(2)).await.unwrap();
            let again = lease(&*store, 2).await.unwrap();
            assert_eq!(again.requests(), explain());
            store.finish(&again, &done(), at(3)).await.unwrap();
            assert_eq!(lease(&*store, 4).await, None);
        }
    })
    .await;
}

#[tokio::test]
async fn it_survives_a_crash_and_is_forgotten_with_its_key() {
    let bench = Bench::new(Engine::File).await;
    bench.store.ask(&locator(1), &explain(), at(0)).await.unwrap();
    let _lost = lease(&*bench.store, 0).await.unwrap();
    let bench = bench.crash().await;
    bench.store.recover().await.unwrap();
    assert_eq!(lease(&*bench.store, 1).await.unwrap().requests(), explain());
    bench.store.forget(locator(1).key).await.unwrap();
    bench.store.enqueue(&[locator(1)], at(2)).await.unwrap();
    assert_eq!(lease(&*bench.store, 2).await.unwrap().requests(), BTreeSet::new());
}
