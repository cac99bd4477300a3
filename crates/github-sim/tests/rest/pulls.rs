//! Pull requests, reviews, merging, checks.

use github_sim::world::ops::SuiteAction;
use serde_json::{Value, json};

use crate::stage::Stage;

#[tokio::test]
async fn a_merge_closes_the_pull_request_and_what_it_fixes() {
    let stage = Stage::set().await;
    stage.issue("Broken");
    let number = stage.pull("work");
    stage
        .call(
            "PATCH",
            "/repos/acme/shop/pulls/2",
            json!({"body": "Fixes #1. Refs #2."}),
        )
        .await;
    let outdated = stage
        .call("PUT", "/repos/acme/shop/pulls/2/merge", json!({"sha": "0000"}))
        .await;
    assert_eq!(
        (outdated.status, outdated.message()),
        (409, "Head branch was modified. Review and try the merge again.")
    );
    stage
        .sim
        .person("alice")
        .merge("acme/shop", number)
        .expect("alice may merge");
    let pull = stage.get("/repos/acme/shop/pulls/2").await.body;
    assert_eq!(
        (&pull["merged"], &pull["state"]),
        (&json!(true), &json!("closed"))
    );
    let issue = stage.get("/repos/acme/shop/issues/1").await.body;
    assert_eq!(
        (&issue["state"], &issue["state_reason"]),
        (&json!("closed"), &json!("completed"))
    );
    let file = stage.get("/repos/acme/shop/contents/work.md").await;
    assert_eq!(file.status, 200, "the file is on the base branch");
    let again = stage
        .call("PUT", "/repos/acme/shop/pulls/2/merge", Value::Null)
        .await;
    assert_eq!(
        (again.status, again.message()),
        (405, "Pull Request is not mergeable")
    );
}

#[tokio::test]
async fn drafts_and_conflicts_are_not_merged() {
    let stage = Stage::set().await;
    let alice = stage.sim.person("alice");
    let number = stage.pull("work");
    alice
        .convert_to_draft("acme/shop", number)
        .expect("it is alice's own");
    let draft = stage
        .call("PUT", "/repos/acme/shop/pulls/1/merge", Value::Null)
        .await;
    assert_eq!(
        (draft.status, draft.message()),
        (405, "Pull Request is still a draft")
    );
    alice.mark_ready("acme/shop", number).expect("it is alice's own");
    alice
        .commit_file("acme/shop", "main", "work.md", "other\n", "Elsewhere")
        .expect("alice may push");
    assert_eq!(
        stage.get("/repos/acme/shop/pulls/1").await.body["mergeable_state"],
        "dirty"
    );
    let conflict = stage
        .call("PUT", "/repos/acme/shop/pulls/1/merge", Value::Null)
        .await;
    assert_eq!(conflict.status, 405);
}

#[tokio::test]
async fn nobody_approves_their_own_work() {
    let stage = Stage::set().await;
    let number = stage.pull("work");
    let token = stage.sim.person("alice").token();
    let path = format!("/repos/acme/shop/pulls/{number}/reviews");
    let own = stage
        .call_as(&token, "POST", &path, json!({"event": "APPROVE"}))
        .await;
    assert_eq!(
        (own.status, &own.body["errors"]),
        (422, &json!(["Can not approve your own pull request"]))
    );
    let review = stage
        .sim
        .person("bob")
        .approve("acme/shop", number)
        .expect("whoever may read may review");
    assert_eq!(
        stage.get(&format!("{path}/{review}")).await.body["state"],
        "APPROVED"
    );
}

#[tokio::test]
async fn reviews_are_asked_of_collaborators_and_not_of_the_author() {
    let stage = Stage::set().await;
    stage.pull("work");
    stage.sim.create_user("stranger");
    let ask = |login: &str| {
        stage.post(
            "/repos/acme/shop/pulls/1/requested_reviewers",
            json!({"reviewers": [login.to_owned()]}),
        )
    };
    let author = ask("alice").await;
    assert_eq!(
        (author.status, author.message()),
        (422, "Review cannot be requested from pull request author.")
    );
    assert!(
        ask("stranger")
            .await
            .message()
            .starts_with("Reviews may only be requested from collaborators.")
    );
    assert_eq!(ask("bob").await.body["requested_reviewers"][0]["login"], "bob");
}

#[tokio::test]
async fn a_deleted_head_closes_the_pull_request() {
    let stage = Stage::set().await;
    let number = stage.pull("work");
    let alice = stage.sim.person("alice");
    alice.delete_branch("acme/shop", "work").expect("alice may");
    assert_eq!(
        stage.get("/repos/acme/shop/pulls/1").await.body["state"],
        "closed"
    );
    assert!(
        alice.reopen("acme/shop", number).is_err(),
        "without its branch it stays closed"
    );
}

#[tokio::test]
async fn a_check_run_belongs_to_its_app() {
    let stage = Stage::set().await;
    let sha = stage.get("/repos/acme/shop/git/ref/heads/main").await.body["object"]["sha"].clone();
    let many: Vec<Value> = (1..=51)
        .map(|line| json!({"path": "a", "start_line": line, "end_line": line, "annotation_level": "notice", "message": "m"}))
        .collect();
    let output = json!({"title": "t", "summary": "s", "annotations": many});
    let path = "/repos/acme/shop/check-runs";
    let refused = stage
        .post(path, json!({"name": "x", "head_sha": sha, "output": output}))
        .await;
    assert_eq!(
        (refused.status, refused.message()),
        (
            422,
            "Invalid request.\n\nNo more than 50 items are allowed; 51 were supplied."
        )
    );
    let button = json!([{"label": "Fix", "description": "d", "identifier": "fix"}]);
    let made = stage
        .post(path, json!({"name": "x", "head_sha": sha, "actions": button}))
        .await;
    let id = made.body["id"].as_i64().expect("an id");
    let alice = stage.sim.person("alice");
    alice
        .press_check("acme/shop", id, &SuiteAction::Button("fix".into()))
        .expect("the button is there");
    assert!(
        alice
            .press_check("acme/shop", id, &SuiteAction::Button("other".into()))
            .is_err()
    );
    let pressed = stage.sim.deliveries().into_iter().any(|one| {
        let key = (one.event.as_str(), one.action.as_deref());
        one.app == stage.app.id && key == ("check_run", Some("requested_action"))
    });
    assert!(!pressed, "an App without a webhook address hears nothing");
    let person = stage
        .call_as(
            &alice.token(),
            "POST",
            path,
            json!({"name": "x", "head_sha": sha}),
        )
        .await;
    assert_eq!(
        (person.status, person.message()),
        (403, "You must authenticate via a GitHub App.")
    );
}

#[tokio::test]
async fn annotations_come_in_batches_and_asking_again_queues_the_suite() {
    let stage = Stage::set().await;
    let sha = stage.get("/repos/acme/shop/git/ref/heads/main").await.body["object"]["sha"].clone();
    let batch = |from: u64| {
        let notes: Vec<Value> = (from..from + 50)
            .map(|line| json!({"path": "a", "start_line": line, "end_line": line, "annotation_level": "notice", "message": "m"}))
            .collect();
        json!({"title": "t", "summary": "s", "annotations": notes})
    };
    let path = "/repos/acme/shop/check-runs";
    let made = json!({"name": "x", "head_sha": sha, "conclusion": "neutral", "output": batch(1)});
    let made = stage.post(path, made).await;
    let id = made.body["id"].as_i64().expect("an id");
    let run = format!("{path}/{id}");
    let more = stage.call("PATCH", &run, json!({"output": batch(51)})).await;
    assert_eq!(more.body["output"]["annotations_count"], 100);
    let second = stage.get(&format!("{run}/annotations?per_page=100")).await;
    assert_eq!(second.body[99]["start_line"], 100);

    let suite = format!("/repos/acme/shop/check-suites/{}", made.body["check_suite"]["id"]);
    let states = async || {
        let (suite, run) = (stage.get(&suite).await.body, stage.get(&run).await.body);
        [
            suite["status"].clone(),
            suite["conclusion"].clone(),
            run["status"].clone(),
        ]
    };
    assert_eq!(
        states().await,
        [json!("completed"), json!("neutral"), json!("completed")]
    );
    let alice = stage.sim.person("alice");
    alice
        .press_check("acme/shop", id, &SuiteAction::Rerequest)
        .expect("alice may");
    assert_eq!(states().await, [json!("queued"), Value::Null, json!("completed")]);
    stage.call("PATCH", &run, json!({"status": "in_progress"})).await;
    assert_eq!(
        states().await,
        [json!("in_progress"), Value::Null, json!("in_progress")]
    );
    let bob = stage.sim.person("bob");
    assert!(
        bob.press_check("acme/shop", id, &SuiteAction::Rerequest).is_err(),
        "bob only reads"
    );
}
