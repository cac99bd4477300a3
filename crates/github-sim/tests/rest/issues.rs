//! Issues, labels, comments, pages.

use serde_json::{Value, json};

use crate::stage::Stage;

#[tokio::test]
async fn an_unknown_label_is_made_in_grey() {
    let stage = Stage::set().await;
    stage.issue("One");
    stage
        .post("/repos/acme/shop/issues/1/labels", json!(["brand new"]))
        .await;
    let label = stage.get("/repos/acme/shop/labels/Brand%20New").await;
    assert_eq!(
        (&label.body["name"], &label.body["color"]),
        (&json!("brand new"), &json!("ededed"))
    );
    let cases = [("brand%20new", 1), ("brand%20new,other", 0), ("BRAND%20NEW", 1)];
    for (labels, count) in cases {
        let found = stage
            .get(&format!("/repos/acme/shop/issues?labels={labels}"))
            .await;
        assert_eq!(found.body.as_array().map(Vec::len), Some(count), "{labels}");
    }
}

#[tokio::test]
async fn a_stranger_opens_an_issue_without_the_labels_asked_for() {
    let stage = Stage::set().await;
    let token = stage.sim.person("bob").token();
    let new = json!({"title": "t", "labels": ["urgent"], "assignees": ["alice"]});
    let made = stage
        .call_as(&token, "POST", "/repos/acme/shop/issues", new)
        .await;
    assert_eq!(
        (made.status, &made.body["labels"], &made.body["assignees"]),
        (201, &json!([]), &json!([]))
    );
    let refused = stage
        .call_as(
            &token,
            "POST",
            "/repos/acme/shop/issues/1/labels",
            json!(["urgent"]),
        )
        .await;
    assert_eq!(refused.status, 403);
    assert!(
        stage
            .sim
            .person("bob")
            .add_label("acme/shop", 1, "urgent")
            .is_err(),
        "nor by hand"
    );
}

#[tokio::test]
async fn long_lists_are_paged_with_absolute_links() {
    let stage = Stage::set().await;
    for title in ["1", "2", "3"] {
        stage.issue(title);
    }
    let id = stage.sim.repo_id("acme/shop").expect("it is there").0;
    let first = stage.get("/repos/acme/shop/issues?per_page=2&state=all").await;
    let api = stage.sim.api_url();
    let next = format!("<{api}/repositories/{id}/issues?per_page=2&state=all&page=2>; rel=\"next\"");
    assert!(
        first.header("link").starts_with(&next),
        "{}",
        first.header("link")
    );
    let path = format!("/repositories/{id}/issues?per_page=2&state=all&page=2");
    let second = stage.get(&path).await;
    assert_eq!(second.body[0]["title"], "1");
    assert!(
        second.header("link").contains("rel=\"prev\"") && !second.header("link").contains("rel=\"next\"")
    );
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_and_costs_nothing() {
    let stage = Stage::set().await;
    stage.issue("One");
    let path = "/repos/acme/shop/issues/1";
    let first = stage.get(path).await;
    let again = |tag: &str| {
        stage
            .request("GET", path)
            .bearer_auth(&stage.token)
            .header("if-none-match", tag)
    };
    let second = stage.answer(again(first.header("etag"))).await;
    assert_eq!((second.status, second.body), (304, json!("")));
    assert_eq!(
        second.headers.get("x-ratelimit-used"),
        first.headers.get("x-ratelimit-used")
    );
    stage
        .sim
        .person("alice")
        .rename_issue("acme/shop", 1, "Two")
        .expect("alice may");
    let third = stage.answer(again(first.header("etag"))).await;
    assert_eq!((third.status, &third.body["title"]), (200, &json!("Two")));
}

#[tokio::test]
async fn the_newer_version_drops_what_was_announced() {
    let old = Stage::set().await;
    old.issue("One");
    assert!(
        old.get("/repos/acme/shop/issues/1")
            .await
            .body
            .get("assignee")
            .is_some()
    );
    let new = Stage::set_with(crate::stage::spec(), "2026-03-10").await;
    new.pull("work");
    assert!(
        new.get("/repos/acme/shop/issues/1")
            .await
            .body
            .get("assignee")
            .is_none()
    );
    assert!(
        new.get("/repos/acme/shop/pulls/1")
            .await
            .body
            .get("merge_commit_sha")
            .is_none()
    );
    assert!(new.get("/rate_limit").await.body.get("rate").is_none());
}

#[tokio::test]
async fn a_deleted_comment_leaves_the_timeline_and_a_deleted_author_becomes_the_ghost() {
    let stage = Stage::set().await;
    stage.issue("One");
    let bob = stage.sim.person("bob");
    let gone = bob.comment("acme/shop", 1, "gone").expect("bob may comment");
    bob.comment("acme/shop", 1, "stays").expect("bob may comment");
    bob.delete_comment(gone).expect("it is bob's own");
    stage.sim.world().delete_account(bob.account());
    let timeline = stage.get("/repos/acme/shop/issues/1/timeline").await.body;
    let events: Vec<&str> = timeline
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|event| event["event"].as_str())
        .collect();
    assert_eq!(events, ["commented", "comment_deleted"]);
    assert_eq!(timeline[0]["user"]["login"], "ghost");
}

#[tokio::test]
async fn a_sub_issue_has_one_parent_and_no_cycle() {
    let stage = Stage::set().await;
    let mut ids = Vec::new();
    for title in ["1", "2", "3"] {
        let number = stage.issue(title);
        ids.push(stage.get(&format!("/repos/acme/shop/issues/{number}")).await.body["id"].clone());
    }
    let add = |parent: u64, child: Value, replace: bool| {
        let body = json!({"sub_issue_id": child, "replace_parent": replace});
        let path = format!("/repos/acme/shop/issues/{parent}/sub_issues");
        let stage = &stage;
        async move { stage.post(&path, body).await }
    };
    assert_eq!(add(1, ids[1].clone(), false).await.status, 201);
    let second = add(3, ids[1].clone(), false).await;
    assert!(second.status == 422 && second.message().contains("Sub issue may only have one parent"));
    assert_eq!(add(2, ids[0].clone(), false).await.status, 422, "a cycle");
    assert_eq!(add(3, ids[1].clone(), true).await.status, 201);
    let parent = stage.get("/repos/acme/shop/issues/2/parent").await;
    assert_eq!(parent.body["number"], 3);
    assert_eq!(parent.body["sub_issues_summary"]["total"], 1);
    assert_eq!(
        stage.get("/repos/acme/shop/issues/1").await.body["sub_issues_summary"]["total"],
        0
    );
}

#[tokio::test]
async fn unassignable_people_are_passed_over_and_ten_is_the_limit() {
    let stage = Stage::set().await;
    stage.issue("One");
    stage.sim.create_user("stranger");
    let answer = stage
        .post(
            "/repos/acme/shop/issues/1/assignees",
            json!({"assignees": ["stranger", "alice"]}),
        )
        .await;
    assert_eq!(answer.body["assignees"].as_array().map(Vec::len), Some(1));
    assert_eq!(stage.get("/repos/acme/shop/assignees/stranger").await.status, 404);
    let crowd: Vec<String> = (0..10).map(|n| format!("person{n}")).collect();
    for login in &crowd {
        stage
            .sim
            .set_role("acme/shop", login, github_sim::world::Role::Read)
            .expect("the repository is there");
    }
    let answer = stage
        .post("/repos/acme/shop/issues/1/assignees", json!({"assignees": crowd}))
        .await;
    assert_eq!(answer.status, 422);
}

#[tokio::test]
async fn a_mention_is_cross_referenced_once_and_not_from_code() {
    let stage = Stage::set().await;
    stage.issue("One");
    let alice = stage.sim.person("alice");
    alice
        .open_issue("acme/shop", "Two", "See #1 and again acme/shop#1.", &[])
        .expect("alice may");
    alice
        .open_issue(
            "acme/shop",
            "Three",
            "Not `#1`, nor <!-- #1 -->.\n\n```\n#1\n```",
            &[],
        )
        .expect("alice may");
    let timeline = stage.get("/repos/acme/shop/issues/1/timeline").await.body;
    let sources: Vec<&Value> = timeline
        .as_array()
        .expect("a list")
        .iter()
        .map(|event| &event["source"]["issue"]["number"])
        .collect();
    assert_eq!(sources, [&json!(2)]);
}

#[tokio::test]
async fn a_refused_change_has_changed_nothing() {
    let stage = Stage::set().await;
    stage.issue("One");
    let path = "/repos/acme/shop/issues/1";
    let before = stage.get(path).await.body;
    for broken in [
        json!({"title": "Two", "labels": ["x".repeat(51)]}),
        json!({"title": "Two", "assignees": ["stranger"]}),
        json!({"labels": ["a"], "title": " "}),
        json!({"labels": ["a"], "milestone": 7}),
        json!({"title": "Two", "state": "ajar"}),
    ] {
        assert_eq!(
            stage.call("PATCH", path, broken.clone()).await.status,
            422,
            "{broken}"
        );
        assert_eq!(stage.get(path).await.body, before, "{broken}");
    }
    let timeline = stage.get(&format!("{path}/timeline")).await.body;
    assert_eq!(timeline, json!([]));
}
