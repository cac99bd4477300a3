//! The ledger of effects, and the cached views.

use closeout::store::{Finished, Intent, LedgerEntry};

use super::bench::{asleep_until, at, done, intent, lease, locator, on_every_engine, view};

fn entry(effect: &str, intended: i64, executed: Option<i64>) -> LedgerEntry {
    LedgerEntry {
        effect: effect.into(),
        intended_at: at(intended),
        executed_at: executed.map(at),
    }
}

#[tokio::test]
async fn intents_are_remembered_until_they_are_resolved() {
    on_every_engine(|store| async move {
        store.enqueue(&[locator(1)], at(0)).await.unwrap();
        let taken = lease(&*store, 0).await.unwrap();
        let key = locator(1).key;
        for effect in ["add-label:1:障害", "close-issue:1", "post-comment:1:Status"] {
            store
                .intend(&taken, intent(effect), at(1), at(600))
                .await
                .unwrap();
        }
        store.executed(&taken, "add-label:1:障害", at(2)).await.unwrap();
        store.refused(&taken, "close-issue:1").await.unwrap();
        let expected = [
            entry("add-label:1:障害", 1, Some(2)),
            entry("post-comment:1:Status", 1, None),
        ];
        assert_eq!(store.ledger(key).await.unwrap(), expected);
        for second in [90, 95] {
            let again = intent("add-label:1:障害");
            store.intend(&taken, again, at(second), at(600)).await.unwrap();
        }
        assert_eq!(
            store.ledger(key).await.unwrap()[0],
            entry("add-label:1:障害", 90, None)
        );
        assert_eq!(store.ledger(locator(2).key).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn only_the_last_effect_on_a_target_is_remembered() {
    on_every_engine(|store| async move {
        store.enqueue(&[locator(1)], at(0)).await.unwrap();
        let taken = lease(&*store, 0).await.unwrap();
        for (effect, second) in [("edit:9:a", 1), ("edit:9:b", 2)] {
            let intent = Intent { effect, target: "9" };
            store.intend(&taken, intent, at(second), at(600)).await.unwrap();
            store.executed(&taken, effect, at(second)).await.unwrap();
        }
        store
            .intend(&taken, intent("other"), at(3), at(600))
            .await
            .unwrap();
        let expected = [entry("edit:9:b", 2, Some(2)), entry("other", 3, None)];
        assert_eq!(store.ledger(locator(1).key).await.unwrap(), expected);
    })
    .await;
}

#[tokio::test]
async fn what_is_older_than_a_day_is_pruned() {
    const DAY: i64 = 24 * 60 * 60;
    on_every_engine(|store| async move {
        store.enqueue(&[locator(1)], at(0)).await.unwrap();
        let taken = lease(&*store, 0).await.unwrap();
        store.intend(&taken, intent("old"), at(0), at(600)).await.unwrap();
        store
            .intend(&taken, intent("young"), at(10), at(600))
            .await
            .unwrap();
        store.finish(&taken, &asleep_until(DAY), at(20)).await.unwrap();
        assert_eq!(store.ledger(locator(1).key).await.unwrap().len(), 2);
        let taken = lease(&*store, DAY).await.unwrap();
        store.finish(&taken, &done(), at(DAY + 5)).await.unwrap();
        assert_eq!(
            store.ledger(locator(1).key).await.unwrap(),
            [entry("young", 10, None)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_view_lives_as_long_as_the_incident() {
    on_every_engine(|store| async move {
        let key = locator(1).key;
        let seen = |title: &str| Finished::Done {
            wake_at: None,
            projection: Some(Box::new(view(locator(1), title))),
        };
        let work = |ending: Finished| {
            let store = store.clone();
            async move {
                store.enqueue(&[locator(1)], at(0)).await.unwrap();
                let taken = lease(&*store, 0).await.unwrap();
                store.finish(&taken, &ending, at(0)).await.unwrap();
            }
        };
        work(seen("API is down")).await;
        work(seen("決済が失敗する")).await;
        work(Finished::Again { at: at(0) }).await;
        let kept = store.projection(key).await.unwrap().unwrap();
        assert_eq!(kept, view(locator(1), "決済が失敗する"));
        assert_eq!(store.projections().await.unwrap(), [kept]);
        work(done()).await;
        assert_eq!(
            store.projection(key).await.unwrap(),
            None,
            "it is no incident any more"
        );
        work(seen("again")).await;
        work(Finished::Gone).await;
        assert_eq!(store.projections().await.unwrap(), []);
    })
    .await;
}
