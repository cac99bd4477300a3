//! The queue is a set of keys with instants.

use closeout::{
    domain::key::{IncidentKey, Locator},
    store::{Backlog, Finished, StoreError, Trouble},
};

use super::bench::{asleep_until, at, done, intent, leasable, lease, locator, on_every_engine};

#[tokio::test]
async fn a_key_touched_many_times_is_worked_once() {
    on_every_engine(|store| async move {
        for _ in 0..3 {
            store.enqueue(&[locator(1), locator(1)], at(0)).await.unwrap();
        }
        let taken = lease(&*store, 0).await.unwrap();
        store.finish(&taken, &done(), at(1)).await.unwrap();
        assert_eq!(lease(&*store, 1000).await, None);
        assert_eq!(store.backlog(at(1000)).await.unwrap(), Backlog::default());
    })
    .await;
}

#[tokio::test]
async fn nothing_is_leased_before_it_is_due_and_the_longest_due_goes_first() {
    on_every_engine(|store| async move {
        store.enqueue(&[locator(1)], at(30)).await.unwrap();
        store.enqueue(&[locator(2)], at(20)).await.unwrap();
        store.enqueue(&[locator(3)], at(90)).await.unwrap();
        assert_eq!(store.next_due(at(0)).await.unwrap(), Some(at(20)));
        assert_eq!(lease(&*store, 19).await, None);
        assert_eq!(leasable(&*store, 40).await, [2, 1]);
    })
    .await;
}

#[tokio::test]
async fn a_waiting_key_keeps_the_earlier_instant_and_takes_the_latest_address() {
    on_every_engine(|store| async move {
        store.enqueue(&[locator(1)], at(10)).await.unwrap();
        let renamed = Locator {
            owner: "障害対応".into(),
            name: "ops-2".into(),
            installation: u64::MAX,
            ..locator(1)
        };
        store
            .enqueue(std::slice::from_ref(&renamed), at(50))
            .await
            .unwrap();
        let taken = lease(&*store, 10).await.unwrap();
        assert_eq!(taken.locator, renamed);
        store.finish(&taken, &asleep_until(100), at(11)).await.unwrap();
        store.enqueue(&[renamed], at(60)).await.unwrap();
        assert_eq!(store.next_due(at(11)).await.unwrap(), Some(at(60)));
    })
    .await;
}

#[tokio::test]
async fn a_key_touched_while_being_worked_is_worked_again() {
    on_every_engine(|store| async move {
        store.enqueue(&[locator(1)], at(0)).await.unwrap();
        let first = lease(&*store, 0).await.unwrap();
        store.enqueue(&[locator(1)], at(1)).await.unwrap();
        assert_eq!(lease(&*store, 2).await, None, "one holder at a time");
        store.finish(&first, &done(), at(3)).await.unwrap();
        assert_eq!(leasable(&*store, 3).await, [1]);
    })
    .await;
}

#[tokio::test]
async fn a_touch_while_being_worked_outlives_sleep_again_park_and_gone() {
    on_every_engine(|store| async move {
        let parked = Finished::Park {
            reason: "archived".into(),
        };
        let endings = [
            asleep_until(900),
            Finished::Again { at: at(900) },
            parked,
            Finished::Gone,
        ];
        for (issue, ending) in (1..).zip(endings) {
            store.enqueue(&[locator(issue)], at(0)).await.unwrap();
            let taken = lease(&*store, 0).await.unwrap();
            store.enqueue(&[locator(issue)], at(5)).await.unwrap();
            store.finish(&taken, &ending, at(6)).await.unwrap();
            assert_eq!(leasable(&*store, 5).await, [issue], "{ending:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn back_off_holds_against_touches_and_counts_failures() {
    on_every_engine(|store| async move {
        store.enqueue(&[locator(1)], at(0)).await.unwrap();
        let first = lease(&*store, 0).await.unwrap();
        assert_eq!(first.attempts, 0);
        let retry = Finished::Retry {
            at: at(60),
            error: "502".into(),
        };
        store.finish(&first, &retry, at(1)).await.unwrap();
        store.enqueue(&[locator(1)], at(2)).await.unwrap();
        assert_eq!(lease(&*store, 59).await, None);
        let trouble = Trouble {
            locator: locator(1),
            attempts: 1,
            reason: "502".into(),
            retry_at: Some(at(60)),
        };
        assert_eq!(store.troubles().await.unwrap(), [trouble]);
        let second = lease(&*store, 60).await.unwrap();
        assert_eq!(second.attempts, 1);
        // A pause that is no failure neither adds to the count nor clears it.
        let pause = Finished::Again { at: at(61) };
        store.finish(&second, &pause, at(60)).await.unwrap();
        let third = lease(&*store, 61).await.unwrap();
        assert_eq!(third.attempts, 1);
        store.finish(&third, &asleep_until(100), at(62)).await.unwrap();
        assert_eq!(store.troubles().await.unwrap(), []);
        store.enqueue(&[locator(1)], at(63)).await.unwrap();
        assert_eq!(lease(&*store, 63).await.unwrap().attempts, 0);
    })
    .await;
}

#[tokio::test]
async fn a_failing_key_blocks_no_other() {
    on_every_engine(|store| async move {
        store.enqueue(&[locator(1)], at(0)).await.unwrap();
        store.enqueue(&[locator(2)], at(1)).await.unwrap();
        let failing = lease(&*store, 5).await.unwrap();
        let retry = Finished::Retry {
            at: at(500),
            error: "no".into(),
        };
        store.finish(&failing, &retry, at(5)).await.unwrap();
        assert_eq!(leasable(&*store, 5).await, [2]);
    })
    .await;
}

#[tokio::test]
async fn a_parked_key_waits_for_a_touch() {
    on_every_engine(|store| async move {
        store.enqueue(&[locator(1)], at(0)).await.unwrap();
        let taken = lease(&*store, 0).await.unwrap();
        let park = Finished::Park {
            reason: "give the App the permission `contents: write`".into(),
        };
        store.finish(&taken, &park, at(1)).await.unwrap();
        assert_eq!(lease(&*store, 1_000_000).await, None);
        assert_eq!(store.next_due(at(1)).await.unwrap(), None);
        let troubles = store.troubles().await.unwrap();
        assert_eq!(troubles.len(), 1);
        assert_eq!(troubles[0].retry_at, None);
        assert!(troubles[0].reason.contains("contents: write"));
        store.enqueue(&[locator(1)], at(2)).await.unwrap();
        let again = lease(&*store, 2).await.unwrap();
        store.finish(&again, &done(), at(3)).await.unwrap();
        assert_eq!(store.troubles().await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_parked_installation_waits_as_a_whole_and_others_do_not() {
    on_every_engine(|store| async move {
        let elsewhere = Locator {
            installation: 78,
            ..locator(3)
        };
        store.enqueue(&[locator(1), locator(2)], at(0)).await.unwrap();
        store.enqueue(&[elsewhere], at(1)).await.unwrap();
        store.park_installation(77, at(100)).await.unwrap();
        store.park_installation(77, at(50)).await.unwrap();
        assert_eq!(leasable(&*store, 10).await, [3]);
        assert_eq!(store.next_due(at(10)).await.unwrap(), Some(at(100)));
        assert_eq!(leasable(&*store, 99).await, [0_u64; 0]);
        assert_eq!(store.next_due(at(100)).await.unwrap(), Some(at(100)));
        assert_eq!(leasable(&*store, 100).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_operator_takes_any_key_that_nobody_works() {
    on_every_engine(|store| async move {
        store.park_installation(77, at(1000)).await.unwrap();
        let until = at(600);
        let take = |issue| {
            let store = store.clone();
            async move {
                store
                    .lease_key(&locator(issue), at(0), until, "operator")
                    .await
                    .unwrap()
            }
        };
        let unknown = take(1).await.unwrap();
        assert_eq!(unknown.locator, locator(1));
        assert_eq!(take(1).await, None, "it is being worked");
        store.finish(&unknown, &done(), at(1)).await.unwrap();
        store.enqueue(&[locator(2)], at(500)).await.unwrap();
        assert!(take(2).await.is_some(), "due or not");
    })
    .await;
}

#[tokio::test]
async fn forgetting_a_key_leaves_nothing() {
    on_every_engine(|store| async move {
        let key = IncidentKey {
            repository: u64::MAX,
            issue: u64::MAX,
        };
        let odd = Locator { key, ..locator(1) };
        store.enqueue(std::slice::from_ref(&odd), at(0)).await.unwrap();
        let taken = lease(&*store, 0).await.unwrap();
        assert_eq!(taken.locator, odd);
        store.intend(&taken, intent("x"), at(0), at(600)).await.unwrap();
        store.forget(key).await.unwrap();
        assert_eq!(store.ledger(key).await.unwrap(), []);
        assert_eq!(lease(&*store, 10_000).await, None);
        let lost = store.finish(&taken, &done(), at(1)).await.unwrap_err();
        assert!(matches!(lost, StoreError::LeaseLost(lost) if lost == key));
    })
    .await;
}

#[tokio::test]
async fn the_backlog_tells_waiting_from_due_and_failing_from_parked() {
    on_every_engine(|store| async move {
        for issue in 1..=4 {
            store.enqueue(&[locator(issue)], at(0)).await.unwrap();
            let taken = lease(&*store, 0).await.unwrap();
            let ending = match issue {
                1 => asleep_until(100),
                2 => Finished::Retry {
                    at: at(100),
                    error: "no".into(),
                },
                3 => Finished::Park { reason: "no".into() },
                _ => continue,
            };
            store.finish(&taken, &ending, at(0)).await.unwrap();
        }
        store.enqueue(&[locator(5)], at(0)).await.unwrap();
        let expected = Backlog {
            due: 1,
            waiting: 2,
            working: 1,
            failing: 1,
            parked: 1,
        };
        assert_eq!(store.backlog(at(0)).await.unwrap(), expected);
    })
    .await;
}
