//! Runs of calendar entries are claimed by one server each.

use super::bench::{at, on_every_engine};

#[tokio::test]
async fn a_run_is_claimed_once() {
    on_every_engine(|store| async move {
        assert_eq!(store.last_run("sweep").await.unwrap(), None);
        assert!(store.claim_run("sweep", None, at(0)).await.unwrap());
        assert!(
            !store.claim_run("sweep", None, at(1)).await.unwrap(),
            "another was first"
        );
        assert!(store.claim_run("sweep", Some(at(0)), at(60)).await.unwrap());
        assert!(!store.claim_run("sweep", Some(at(0)), at(61)).await.unwrap());
        assert_eq!(store.last_run("sweep").await.unwrap(), Some(at(60)));
        assert_eq!(store.last_run("digest").await.unwrap(), None);
    })
    .await;
}
