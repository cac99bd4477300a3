//! An incident with a thousand comments.

use super::stage::{REPOSITORY, Stage};

/// Comments before the incident is looked at for the first time.
const COMMENTS: usize = 1_000;

#[tokio::test]
async fn a_thousand_comments_take_a_request_for_each_hundred_and_one_more() {
    let stage = Stage::set().await;
    let issue = stage.open("API is down", &["incident", "SEV3"]);
    for n in 0..COMMENTS {
        let body = if n % 100 == 0 {
            "/started 13:10".to_owned()
        } else {
            format!("Look number {n}: nothing new.")
        };
        stage.mona.comment(REPOSITORY, issue, &body).unwrap();
    }
    let incident = stage.locator(issue);
    let reconcile = async || {
        let worked = stage.engine().work_now(&incident).await.unwrap();
        worked.unwrap().unwrap();
    };
    reconcile().await;
    assert_eq!(stage.said(issue).len(), 1, "it was read and answered");
    let accepted = {
        let world = stage.sim.world();
        let (_, found) = world.issues().find(|(_, found)| found.number == issue).unwrap();
        let mut comments = found.comments.iter();
        comments
            .by_ref()
            .filter(|comment| !comment.reactions.is_empty())
            .count()
    };
    assert_eq!(accepted, COMMENTS / 100, "every command was read");

    let before = stage.requests("POST", "/graphql");
    reconcile().await;
    let items = {
        let world = stage.sim.world();
        let (_, found) = world.issues().find(|(_, found)| found.number == issue).unwrap();
        found.timeline.len()
    };
    assert!(items > COMMENTS);
    let requests = stage.requests("POST", "/graphql") - before;
    assert!(
        requests <= 1 + items.div_ceil(100),
        "{requests} requests for {items} items"
    );
}
