//! A walk through the whole API, whose recording is held against GitHub's own description of it elsewhere.
//!
//! Set `GITHUB_SIM_TOUR` to a folder to keep the recordings.

use github_sim::world::{ReactionContent, Role};
use serde_json::{Value, json};

use crate::stage::{Stage, spec};

#[tokio::test]
async fn every_answer_of_a_broad_tour_is_a_success_in_both_versions() {
    for version in ["2022-11-28", "2026-03-10"] {
        let stage = Stage::set_with(spec(), version).await;
        app(&stage).await;
        issues(&stage).await;
        files(&stage).await;
        pulls(&stage).await;
        checks(&stage).await;
        let exchanges = stage.sim.recording().exchanges();
        assert!(exchanges.len() > 90, "only {} exchanges", exchanges.len());
        if let Ok(folder) = std::env::var("GITHUB_SIM_TOUR") {
            let file = format!("{folder}/tour-{version}.jsonl");
            stage
                .sim
                .recording()
                .write_jsonl(file)
                .expect("the recording can be written");
        }
    }
}

/// Calls and insists on success.
async fn ok(stage: &Stage, method: &str, path: &str, body: Value) -> Value {
    let answer = stage.call(method, path, body).await;
    assert!(
        answer.status < 300,
        "{method} {path} -> {} {}",
        answer.status,
        answer.body
    );
    answer.body
}

async fn app(stage: &Stage) {
    let id = stage.installation.0;
    let paths = [
        "/app".to_owned(),
        "/app/installations".into(),
        format!("/app/installations/{id}"),
        "/app/hook/config".into(),
        "/app/hook/deliveries".into(),
        "/repos/acme/shop/installation".into(),
        "/orgs/acme/installation".into(),
        "/rate_limit".into(),
        "/meta".into(),
    ];
    for path in paths {
        let answer = stage.call_as_app("GET", &path, Value::Null).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    }
    let asked = json!({"repositories": ["shop"], "permissions": {"issues": "write"}});
    let minted = stage
        .call_as_app("POST", &format!("/app/installations/{id}/access_tokens"), asked)
        .await;
    assert_eq!(minted.status, 201, "{}", minted.body);
    for path in [
        "/installation/repositories",
        "/repos/acme/shop",
        "/users/alice",
        "/users/helper%5Bbot%5D",
        "/apps/helper",
        "/repos/acme/shop/collaborators",
        "/repos/acme/shop/collaborators/alice",
        "/repos/acme/shop/collaborators/alice/permission",
        "/repos/acme/shop/assignees",
        "/repos/acme/shop/assignees/alice",
    ] {
        ok(stage, "GET", path, Value::Null).await;
    }
}

async fn issues(stage: &Stage) {
    let root = "/repos/acme/shop";
    ok(
        stage,
        "POST",
        &format!("{root}/labels"),
        json!({"name": "bug", "color": "d73a4a", "description": "broken"}),
    )
    .await;
    ok(
        stage,
        "PATCH",
        &format!("{root}/labels/bug"),
        json!({"new_name": "defect"}),
    )
    .await;
    ok(stage, "GET", &format!("{root}/labels"), Value::Null).await;
    ok(stage, "GET", &format!("{root}/labels/defect"), Value::Null).await;
    let milestone = json!({"title": "one", "description": "first", "due_on": "2026-02-01T00:00:00Z"});
    ok(stage, "POST", &format!("{root}/milestones"), milestone).await;
    ok(
        stage,
        "PATCH",
        &format!("{root}/milestones/1"),
        json!({"state": "closed"}),
    )
    .await;
    ok(stage, "GET", &format!("{root}/milestones?state=all"), Value::Null).await;
    let new = json!({"title": "It is down", "body": "日本語", "labels": ["defect", "new one"], "assignees": ["alice"],
        "milestone": 1});
    let issue = ok(stage, "POST", &format!("{root}/issues"), new).await;
    let child = ok(
        stage,
        "POST",
        &format!("{root}/issues"),
        json!({"title": "Part", "body": "See #1."}),
    )
    .await;
    let one = format!("{root}/issues/{}", issue["number"]);
    ok(stage, "GET", &one, Value::Null).await;
    ok(
        stage,
        "PATCH",
        &one,
        json!({"title": "It was down", "body": "new"}),
    )
    .await;
    ok(
        stage,
        "POST",
        &format!("{one}/labels"),
        json!({"labels": ["third"]}),
    )
    .await;
    ok(
        stage,
        "PUT",
        &format!("{one}/labels"),
        json!({"labels": ["defect", "third"]}),
    )
    .await;
    ok(stage, "GET", &format!("{one}/labels"), Value::Null).await;
    ok(stage, "DELETE", &format!("{one}/labels/third"), Value::Null).await;
    ok(
        stage,
        "POST",
        &format!("{one}/assignees"),
        json!({"assignees": ["bob"]}),
    )
    .await;
    ok(
        stage,
        "DELETE",
        &format!("{one}/assignees"),
        json!({"assignees": ["bob"]}),
    )
    .await;
    comments(stage, &one).await;
    ok(
        stage,
        "POST",
        &format!("{one}/sub_issues"),
        json!({"sub_issue_id": child["id"]}),
    )
    .await;
    ok(stage, "GET", &format!("{one}/sub_issues"), Value::Null).await;
    ok(stage, "GET", &format!("{root}/issues/2/parent"), Value::Null).await;
    ok(stage, "GET", &format!("{root}/issues/2"), Value::Null).await;
    ok(stage, "GET", &format!("{root}/issues/2/timeline"), Value::Null).await;
    ok(
        stage,
        "DELETE",
        &format!("{one}/sub_issue"),
        json!({"sub_issue_id": child["id"]}),
    )
    .await;
    ok(
        stage,
        "PUT",
        &format!("{one}/lock"),
        json!({"lock_reason": "resolved"}),
    )
    .await;
    ok(stage, "DELETE", &format!("{one}/lock"), Value::Null).await;
    ok(
        stage,
        "PATCH",
        &one,
        json!({"state": "closed", "state_reason": "not_planned"}),
    )
    .await;
    ok(stage, "PATCH", &one, json!({"state": "open"})).await;
    ok(stage, "GET", &format!("{one}/timeline"), Value::Null).await;
    ok(stage, "GET", &format!("{one}/events"), Value::Null).await;
    ok(
        stage,
        "GET",
        &format!("{root}/issues?state=all&labels=defect&per_page=1"),
        Value::Null,
    )
    .await;
    ok(stage, "DELETE", &format!("{root}/milestones/1"), Value::Null).await;
}

async fn comments(stage: &Stage, issue: &str) {
    let root = "/repos/acme/shop/issues/comments";
    let comment = ok(
        stage,
        "POST",
        &format!("{issue}/comments"),
        json!({"body": "Looking."}),
    )
    .await;
    let one = format!("{root}/{}", comment["id"]);
    ok(stage, "GET", &one, Value::Null).await;
    ok(stage, "PATCH", &one, json!({"body": "Looked."})).await;
    ok(stage, "GET", &format!("{issue}/comments"), Value::Null).await;
    ok(stage, "GET", root, Value::Null).await;
    for subject in [issue, one.as_str()] {
        let reaction = ok(
            stage,
            "POST",
            &format!("{subject}/reactions"),
            json!({"content": "+1"}),
        )
        .await;
        ok(
            stage,
            "POST",
            &format!("{subject}/reactions"),
            json!({"content": "+1"}),
        )
        .await;
        ok(stage, "GET", &format!("{subject}/reactions"), Value::Null).await;
        ok(
            stage,
            "DELETE",
            &format!("{subject}/reactions/{}", reaction["id"]),
            Value::Null,
        )
        .await;
    }
    let id = comment["id"].as_i64().expect("an id");
    stage
        .sim
        .set_role("acme/shop", "carol", Role::Read)
        .expect("the repository is there");
    stage
        .sim
        .person("carol")
        .react(id, ReactionContent::Rocket)
        .expect("carol may react");
    ok(stage, "DELETE", &one, Value::Null).await;
}

async fn files(stage: &Stage) {
    let root = "/repos/acme/shop";
    let main = ok(stage, "GET", &format!("{root}/git/ref/heads/main"), Value::Null).await;
    let sha = &main["object"]["sha"];
    ok(
        stage,
        "POST",
        &format!("{root}/git/refs"),
        json!({"ref": "refs/heads/docs/one", "sha": sha}),
    )
    .await;
    let new = json!({"message": "Write", "content": "aGVsbG8K", "branch": "docs/one"});
    let file = ok(stage, "PUT", &format!("{root}/contents/a/b.md"), new).await;
    let update = json!({"message": "Again", "content": "aGFsbG8K", "branch": "docs/one", "sha": file["content"]["sha"]});
    let file = ok(stage, "PUT", &format!("{root}/contents/a/b.md"), update).await;
    ok(
        stage,
        "GET",
        &format!("{root}/contents/a/b.md?ref=docs%2Fone"),
        Value::Null,
    )
    .await;
    ok(
        stage,
        "GET",
        &format!("{root}/contents/?ref=docs%2Fone"),
        Value::Null,
    )
    .await;
    ok(
        stage,
        "GET",
        &format!("{root}/contents/a?ref=docs%2Fone"),
        Value::Null,
    )
    .await;
    ok(stage, "GET", &format!("{root}/readme"), Value::Null).await;
    let delete = json!({"message": "Away", "branch": "docs/one", "sha": file["content"]["sha"]});
    ok(stage, "DELETE", &format!("{root}/contents/a/b.md"), delete).await;
    let blob = ok(
        stage,
        "POST",
        &format!("{root}/git/blobs"),
        json!({"content": "x"}),
    )
    .await;
    ok(
        stage,
        "GET",
        &format!("{root}/git/blobs/{}", text(&blob["sha"])),
        Value::Null,
    )
    .await;
    let entries = json!([{"path": "c/d.md", "mode": "100644", "type": "blob", "sha": blob["sha"]},
        {"path": "e.md", "mode": "100644", "type": "blob", "content": "e"}]);
    let tree = ok(
        stage,
        "POST",
        &format!("{root}/git/trees"),
        json!({"base_tree": sha, "tree": entries}),
    )
    .await;
    ok(
        stage,
        "GET",
        &format!("{root}/git/trees/{}?recursive=1", text(&tree["sha"])),
        Value::Null,
    )
    .await;
    let new = json!({"message": "Tree", "tree": tree["sha"], "parents": [sha]});
    let commit = ok(stage, "POST", &format!("{root}/git/commits"), new).await;
    ok(
        stage,
        "GET",
        &format!("{root}/git/commits/{}", text(&commit["sha"])),
        Value::Null,
    )
    .await;
    let moved = json!({"sha": commit["sha"], "force": true});
    ok(stage, "PATCH", &format!("{root}/git/refs/heads/docs/one"), moved).await;
    ok(
        stage,
        "GET",
        &format!("{root}/git/matching-refs/heads/docs"),
        Value::Null,
    )
    .await;
    ok(stage, "GET", &format!("{root}/branches"), Value::Null).await;
    ok(stage, "GET", &format!("{root}/branches/docs/one"), Value::Null).await;
    ok(
        stage,
        "GET",
        &format!("{root}/commits?path=README.md"),
        Value::Null,
    )
    .await;
    ok(stage, "GET", &format!("{root}/commits/docs%2Fone"), Value::Null).await;
    ok(
        stage,
        "GET",
        &format!("{root}/compare/main...docs%2Fone"),
        Value::Null,
    )
    .await;
    ok(
        stage,
        "DELETE",
        &format!("{root}/git/refs/heads/docs/one"),
        Value::Null,
    )
    .await;
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

async fn pulls(stage: &Stage) {
    let root = "/repos/acme/shop";
    let alice = stage.sim.person("alice");
    alice
        .create_branch("acme/shop", "work", "main")
        .expect("alice may make branches");
    let head = alice
        .commit_file("acme/shop", "work", "w.md", "w\n", "Work")
        .expect("alice may push");
    let new = json!({"title": "Work", "head": "work", "base": "main", "body": "Fixes #1", "draft": true});
    let pull = ok(stage, "POST", &format!("{root}/pulls"), new).await;
    let one = format!("{root}/pulls/{}", pull["number"]);
    ok(stage, "GET", &one, Value::Null).await;
    ok(stage, "PATCH", &one, json!({"title": "Good work"})).await;
    ok(
        stage,
        "GET",
        &format!("{root}/pulls?head=acme:work&state=all"),
        Value::Null,
    )
    .await;
    ok(stage, "GET", &format!("{one}/files"), Value::Null).await;
    ok(stage, "GET", &format!("{one}/commits"), Value::Null).await;
    ok(
        stage,
        "POST",
        &format!("{one}/requested_reviewers"),
        json!({"reviewers": ["alice"]}),
    )
    .await;
    ok(stage, "GET", &format!("{one}/requested_reviewers"), Value::Null).await;
    ok(
        stage,
        "DELETE",
        &format!("{one}/requested_reviewers"),
        json!({"reviewers": ["alice"]}),
    )
    .await;
    let review = json!({"event": "COMMENT", "body": "Hm."});
    let review = ok(stage, "POST", &format!("{one}/reviews"), review).await;
    ok(stage, "GET", &format!("{one}/reviews"), Value::Null).await;
    ok(
        stage,
        "GET",
        &format!("{one}/reviews/{}", review["id"]),
        Value::Null,
    )
    .await;
    let number = pull["number"].as_u64().expect("a number");
    alice
        .mark_ready("acme/shop", number)
        .expect("alice may mark it ready");
    let approval = alice.approve("acme/shop", number).expect("alice may approve");
    ok(
        stage,
        "PUT",
        &format!("{one}/reviews/{approval}/dismissals"),
        json!({"message": "Stale"}),
    )
    .await;
    ok(stage, "GET", &format!("{root}/commits/{head}/pulls"), Value::Null).await;
    ok(
        stage,
        "PUT",
        &format!("{one}/merge"),
        json!({"merge_method": "squash", "sha": head}),
    )
    .await;
    ok(stage, "GET", &format!("{one}/merge"), Value::Null).await;
    ok(stage, "GET", &one, Value::Null).await;
    ok(
        stage,
        "GET",
        &format!("{root}/issues/{number}/timeline"),
        Value::Null,
    )
    .await;
    ok(stage, "GET", &format!("{root}/issues/{number}"), Value::Null).await;
    ok(stage, "GET", &format!("{root}/issues/1/events"), Value::Null).await;
}

async fn checks(stage: &Stage) {
    let root = "/repos/acme/shop";
    let main = ok(stage, "GET", &format!("{root}/git/ref/heads/main"), Value::Null).await;
    let sha = text(&main["object"]["sha"]).to_owned();
    let annotation = json!({"path": "README.md", "start_line": 1, "end_line": 1, "annotation_level": "warning",
        "message": "Hm."});
    let new = json!({"name": "lint", "head_sha": sha, "status": "in_progress", "external_id": "x-1",
        "output": {"title": "T", "summary": "S", "annotations": [annotation]},
        "actions": [{"label": "Fix", "description": "Fix it", "identifier": "fix"}]});
    let run = ok(stage, "POST", &format!("{root}/check-runs"), new).await;
    let one = format!("{root}/check-runs/{}", run["id"]);
    let done = json!({"conclusion": "neutral", "output": {"title": "T", "summary": "S", "annotations": [annotation]}});
    ok(stage, "PATCH", &one, done).await;
    ok(stage, "GET", &one, Value::Null).await;
    let annotations = ok(stage, "GET", &format!("{one}/annotations"), Value::Null).await;
    assert_eq!(annotations.as_array().map(Vec::len), Some(2));
    ok(stage, "POST", &format!("{one}/rerequest"), Value::Null).await;
    ok(
        stage,
        "GET",
        &format!("{root}/commits/{sha}/check-runs"),
        Value::Null,
    )
    .await;
    let suites = ok(
        stage,
        "GET",
        &format!("{root}/commits/{sha}/check-suites"),
        Value::Null,
    )
    .await;
    let suite = &suites["check_suites"][0]["id"];
    ok(stage, "GET", &format!("{root}/check-suites/{suite}"), Value::Null).await;
    ok(
        stage,
        "GET",
        &format!("{root}/check-suites/{suite}/check-runs"),
        Value::Null,
    )
    .await;
}
