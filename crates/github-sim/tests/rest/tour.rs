//! A walk through the whole API, whose recording is held against GitHub's own description of it.
//!
//! Long because: every operation is called once, in one story.
//!
//! Set `GITHUB_SIM_TOUR` to a folder to keep the recordings. The way goes on in `tour_on`.

use github_sim::world::{ReactionContent, Role};
use serde_json::{Value, json};

use crate::stage::{Stage, spec};

#[tokio::test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told in no other way where to keep what it saw"
)]
async fn every_answer_of_a_broad_tour_is_a_success_in_both_versions() {
    for version in ["2022-11-28", "2026-03-10"] {
        let stage = Stage::set_with(spec().webhook("http://127.0.0.1:9/hook"), version).await;
        app(&stage).await;
        labels_and_milestones(&stage).await;
        issues(&stage).await;
        tree(&stage).await;
        contents(&stage).await;
        objects(&stage).await;
        pulls(&stage).await;
        checks(&stage).await;
        crate::tour_on::tour(&stage).await;
        let exchanges = stage.sim.recording().exchanges();
        assert!(exchanges.len() > 110, "only {} exchanges", exchanges.len());
        valid(&stage);
        if let Ok(folder) = std::env::var("GITHUB_SIM_TOUR") {
            keep(&stage, &folder, version);
        }
    }
}

/// Holds everything that was said against GitHub's description.
fn valid(stage: &Stage) {
    let lines = stage.sim.recording().to_jsonl();
    let exchanges = github_contract::read(&lines).expect("the recording can be read");
    github_contract::assert_valid(&exchanges);
}

/// Writes the exchanges, and the payloads of all deliveries, for an outside check.
fn keep(stage: &Stage, folder: &str, version: &str) {
    let file = format!("{folder}/tour-{version}.jsonl");
    stage
        .sim
        .recording()
        .write_jsonl(file)
        .expect("the recording can be written");
    for one in stage.sim.deliveries() {
        let folder = format!("{folder}/payloads/{}", one.event);
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        let file = format!("{folder}/{}.json", one.id);
        std::fs::write(file, one.payload.to_string()).expect("the payload can be written");
    }
}

pub(crate) async fn get(stage: &Stage, path: &str) -> Value {
    ok(stage, "GET", path, Value::Null).await
}

/// Calls something in `acme/shop` and insists on success.
pub(crate) async fn ok(stage: &Stage, method: &str, path: &str, body: Value) -> Value {
    let path = &format!("/repos/acme/shop{path}");
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
        let answer = stage.get(path).await;
        assert!(answer.status < 300, "{path} -> {}", answer.body);
    }
}

async fn labels_and_milestones(stage: &Stage) {
    ok(
        stage,
        "POST",
        "/labels",
        json!({"name": "bug", "color": "d73a4a", "description": "broken"}),
    )
    .await;
    ok(stage, "PATCH", "/labels/bug", json!({"new_name": "defect"})).await;
    get(stage, "/labels").await;
    get(stage, "/labels/defect").await;
    let milestone = json!({"title": "one", "description": "first", "due_on": "2026-02-01T00:00:00Z"});
    ok(stage, "POST", "/milestones", milestone).await;
    ok(stage, "PATCH", "/milestones/1", json!({"state": "closed"})).await;
    get(stage, "/milestones?state=all").await;
}

async fn issues(stage: &Stage) {
    let new = json!({"title": "It is down", "body": "日本語", "labels": ["defect", "new one"], "assignees": ["alice"],
        "milestone": 1});
    let issue = ok(stage, "POST", "/issues", new).await;
    let one = format!("/issues/{}", issue["number"]);
    get(stage, &one).await;
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
    get(stage, &format!("{one}/labels")).await;
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
    closing(stage, &one).await;
}

/// Locked, closed, opened again.
async fn closing(stage: &Stage, one: &str) {
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
        one,
        json!({"state": "closed", "state_reason": "not_planned"}),
    )
    .await;
    ok(stage, "PATCH", one, json!({"state": "open"})).await;
    get(stage, &format!("{one}/timeline")).await;
    get(stage, &format!("{one}/events")).await;
    get(stage, "/issues?state=all&labels=defect&per_page=1").await;
    ok(stage, "DELETE", "/milestones/1", Value::Null).await;
}

async fn tree(stage: &Stage) {
    let one = "/issues/1";
    let child = ok(
        stage,
        "POST",
        "/issues",
        json!({"title": "Part", "body": "See #1."}),
    )
    .await;
    ok(
        stage,
        "POST",
        &format!("{one}/sub_issues"),
        json!({"sub_issue_id": child["id"]}),
    )
    .await;
    get(stage, &format!("{one}/sub_issues")).await;
    get(stage, "/issues/2/parent").await;
    get(stage, "/issues/2").await;
    get(stage, "/issues/2/timeline").await;
    ok(
        stage,
        "DELETE",
        &format!("{one}/sub_issue"),
        json!({"sub_issue_id": child["id"]}),
    )
    .await;
    get(stage, "/issues/1/timeline").await;
    get(stage, "/issues/1/events").await;
}

async fn comments(stage: &Stage, issue: &str) {
    let comment = ok(
        stage,
        "POST",
        &format!("{issue}/comments"),
        json!({"body": "Looking."}),
    )
    .await;
    let one = format!("/issues/comments/{}", comment["id"]);
    get(stage, &one).await;
    ok(stage, "PATCH", &one, json!({"body": "Looked."})).await;
    get(stage, &format!("{issue}/comments")).await;
    get(stage, "/issues/comments").await;
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
        get(stage, &format!("{subject}/reactions")).await;
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

async fn contents(stage: &Stage) {
    let main = get(stage, "/git/ref/heads/main").await;
    let sha = &main["object"]["sha"];
    ok(
        stage,
        "POST",
        "/git/refs",
        json!({"ref": "refs/heads/docs/one", "sha": sha}),
    )
    .await;
    let new = json!({"message": "Write", "content": "aGVsbG8K", "branch": "docs/one"});
    let file = ok(stage, "PUT", "/contents/a/b.md", new).await;
    let update = json!({"message": "Again", "content": "aGFsbG8K", "branch": "docs/one", "sha": file["content"]["sha"]});
    let file = ok(stage, "PUT", "/contents/a/b.md", update).await;
    get(stage, "/contents/a/b.md?ref=docs%2Fone").await;
    get(stage, "/contents/?ref=docs%2Fone").await;
    get(stage, "/contents/a?ref=docs%2Fone").await;
    get(stage, "/readme").await;
    let delete = json!({"message": "Away", "branch": "docs/one", "sha": file["content"]["sha"]});
    ok(stage, "DELETE", "/contents/a/b.md", delete).await;
}

async fn objects(stage: &Stage) {
    let main = get(stage, "/git/ref/heads/main").await;
    let sha = &main["object"]["sha"];
    let blob = ok(stage, "POST", "/git/blobs", json!({"content": "x"})).await;
    ok(
        stage,
        "GET",
        &format!("/git/blobs/{}", text(&blob["sha"])),
        Value::Null,
    )
    .await;
    let entries = json!([{"path": "c/d.md", "mode": "100644", "type": "blob", "sha": blob["sha"]},
        {"path": "e.md", "mode": "100644", "type": "blob", "content": "e"}]);
    let tree = ok(
        stage,
        "POST",
        "/git/trees",
        json!({"base_tree": sha, "tree": entries}),
    )
    .await;
    ok(
        stage,
        "GET",
        &format!("/git/trees/{}?recursive=1", text(&tree["sha"])),
        Value::Null,
    )
    .await;
    let new = json!({"message": "Tree", "tree": tree["sha"], "parents": [sha]});
    let commit = ok(stage, "POST", "/git/commits", new).await;
    ok(
        stage,
        "GET",
        &format!("/git/commits/{}", text(&commit["sha"])),
        Value::Null,
    )
    .await;
    let moved = json!({"sha": commit["sha"], "force": true});
    ok(stage, "PATCH", "/git/refs/heads/docs/one", moved).await;
    get(stage, "/git/matching-refs/heads/docs").await;
    get(stage, "/branches").await;
    get(stage, "/branches/docs/one").await;
    get(stage, "/commits?path=README.md").await;
    get(stage, "/commits/docs%2Fone").await;
    get(stage, "/compare/main...docs%2Fone").await;
    ok(stage, "DELETE", "/git/refs/heads/docs/one", Value::Null).await;
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

async fn pulls(stage: &Stage) {
    let alice = stage.sim.person("alice");
    alice
        .create_branch("acme/shop", "work", "main")
        .expect("alice may make branches");
    let head = alice
        .commit_file("acme/shop", "work", "w.md", "w\n", "Work")
        .expect("alice may push");
    let new = json!({"title": "Work", "head": "work", "base": "main", "body": "Fixes #1", "draft": true});
    let pull = ok(stage, "POST", "/pulls", new).await;
    let one = format!("/pulls/{}", pull["number"]);
    get(stage, &one).await;
    ok(stage, "PATCH", &one, json!({"title": "Good work"})).await;
    get(stage, "/pulls?head=acme:work&state=all").await;
    get(stage, &format!("{one}/files")).await;
    get(stage, &format!("{one}/commits")).await;
    ok(
        stage,
        "POST",
        &format!("{one}/requested_reviewers"),
        json!({"reviewers": ["alice"]}),
    )
    .await;
    get(stage, &format!("{one}/requested_reviewers")).await;
    ok(
        stage,
        "DELETE",
        &format!("{one}/requested_reviewers"),
        json!({"reviewers": ["alice"]}),
    )
    .await;
    let review = json!({"event": "COMMENT", "body": "Hm."});
    let review = ok(stage, "POST", &format!("{one}/reviews"), review).await;
    get(stage, &format!("{one}/reviews")).await;
    ok(
        stage,
        "GET",
        &format!("{one}/reviews/{}", review["id"]),
        Value::Null,
    )
    .await;
    let number = pull["number"].as_u64().expect("a number");
    merging(stage, number, &head).await;
}

/// Made ready, approved, merged.
async fn merging(stage: &Stage, number: u64, head: &str) {
    let alice = stage.sim.person("alice");
    let one = format!("/pulls/{number}");
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
    get(stage, &format!("/commits/{head}/pulls")).await;
    ok(
        stage,
        "PUT",
        &format!("{one}/merge"),
        json!({"merge_method": "squash", "sha": head}),
    )
    .await;
    get(stage, &format!("{one}/merge")).await;
    get(stage, &one).await;
    get(stage, &format!("/issues/{number}/timeline")).await;
    get(stage, &format!("/issues/{number}")).await;
    get(stage, "/issues/1/events").await;
}

async fn checks(stage: &Stage) {
    let main = get(stage, "/git/ref/heads/main").await;
    let sha = text(&main["object"]["sha"]).to_owned();
    let annotation = json!({"path": "README.md", "start_line": 1, "end_line": 1, "annotation_level": "warning",
        "message": "Hm."});
    let new = json!({"name": "lint", "head_sha": sha, "status": "in_progress", "external_id": "x-1",
        "output": {"title": "T", "summary": "S", "annotations": [annotation]},
        "actions": [{"label": "Fix", "description": "Fix it", "identifier": "fix"}]});
    let run = ok(stage, "POST", "/check-runs", new).await;
    let one = format!("/check-runs/{}", run["id"]);
    let done = json!({"conclusion": "neutral", "output": {"title": "T", "summary": "S", "annotations": [annotation]}});
    ok(stage, "PATCH", &one, done).await;
    get(stage, &one).await;
    let annotations = get(stage, &format!("{one}/annotations")).await;
    assert_eq!(annotations.as_array().map(Vec::len), Some(2));
    ok(stage, "POST", &format!("{one}/rerequest"), Value::Null).await;
    get(stage, &format!("/commits/{sha}/check-runs")).await;
    let suites = get(stage, &format!("/commits/{sha}/check-suites")).await;
    let suite = &suites["check_suites"][0]["id"];
    get(stage, &format!("/check-suites/{suite}")).await;
    get(stage, &format!("/check-suites/{suite}/check-runs")).await;
}
