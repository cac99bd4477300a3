//! The tour's second half: what people do to issues and labels, deployments and releases, and how both APIs show it.

use github_sim::world::{ReactionContent, Role, StateReason};
use serde_json::{Value, json};

use crate::stage::Stage;
use crate::tour::{get, ok};

/// Everything GraphQL tells of an issue that came from elsewhere, and of its comments.
const ISSUE: &str = "query Issue($number: Int!) { repository(owner: \"acme\", name: \"ops\") {
    issue(number: $number) { id number stateReason(enableDuplicate: true)
      comments(first: 10) { nodes { id databaseId
        reactions(content: ROCKET, first: 5) { nodes { content user { login } } }
        reactionGroups { content reactors(first: 5) { nodes { ... on User { login } ... on Bot { login } } } } } }
      timelineItems(first: 50) { nodes { __typename
        ... on TransferredEvent { createdAt actor { login } fromRepository { nameWithOwner } }
        ... on LabeledEvent { label { id name } }
        ... on ClosedEvent { stateReason } } } } } }";

/// Everything GraphQL tells of commits, pull requests, deployments and releases.
const WORK: &str = "query Work($issue: Int!, $pull: Int!) { repository(owner: \"acme\", name: \"shop\") {
    issue(number: $issue) { timelineItems(first: 50, itemTypes: [REFERENCED_EVENT, CROSS_REFERENCED_EVENT]) { nodes {
      ... on ReferencedEvent { actor { login } isCrossRepository isDirectReference
        commit { oid messageHeadline url committedDate } commitRepository { nameWithOwner } }
      ... on CrossReferencedEvent { willCloseTarget isCrossRepository
        source { ... on PullRequest { number title url state mergedAt isDraft } } } } } }
    pullRequest(number: $pull) {
      commits(first: 5) { totalCount nodes { commit { oid
        authors(first: 5) { nodes { user { login } name email } } committer { user { login } } } } }
      timelineItems(first: 50, itemTypes: [DEPLOYED_EVENT]) { nodes {
        ... on DeployedEvent { actor { login } deployment { environment } ref { name } } } } }
    deployments(first: 5, environments: [\"staging\", \"production\"], orderBy: {field: CREATED_AT, direction: DESC}) {
      totalCount nodes { createdAt updatedAt environment description state
        latestStatus { state environmentUrl logUrl createdAt } statuses(first: 5) { nodes { id state } }
        commit { abbreviatedOid url } creator { login } } }
    releases(first: 5, orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes { name tagName url isDraft isPrerelease isLatest publishedAt createdAt author { login } tagCommit { oid } } }
    latestRelease { tagName } } }";

pub(crate) async fn tour(stage: &Stage) {
    let (issue, pull) = mentions(stage).await;
    deployments(stage).await;
    releases(stage).await;
    let answer = graphql(stage, WORK, json!({"issue": issue, "pull": pull})).await;
    let events = &answer["repository"]["issue"]["timelineItems"]["nodes"];
    assert_eq!(events.as_array().map(Vec::len), Some(2), "{events:#}");
    assert_eq!(
        (
            &events[0]["commit"]["messageHeadline"],
            &events[0]["isCrossRepository"]
        ),
        (&json!(format!("Limit retries, see #{issue}")), &json!(false))
    );
    assert_eq!(
        (&events[1]["willCloseTarget"], &events[1]["source"]["number"]),
        (&json!(true), &json!(pull))
    );
    let commit = &answer["repository"]["pullRequest"]["commits"]["nodes"][0]["commit"];
    assert_eq!(commit["authors"]["nodes"][1]["name"], "Bob");
    moving(stage).await;
}

async fn graphql(stage: &Stage, query: &str, variables: Value) -> Value {
    let body = json!({"query": query, "variables": variables});
    let request = stage
        .request_at(&stage.sim.graphql_url())
        .bearer_auth(&stage.token)
        .json(&body);
    let answer = stage.answer(request).await.body;
    assert_eq!(answer.get("errors"), None, "{answer:#}");
    answer["data"].clone()
}

/// An issue that a commit and a pull request speak of.
async fn mentions(stage: &Stage) -> (u64, u64) {
    let alice = stage.sim.person("alice");
    let issue = stage.issue("Retries have no limit");
    alice
        .commit_file(
            "acme/shop",
            "main",
            "limit.md",
            "3\n",
            &format!("Limit retries, see #{issue}"),
        )
        .expect("alice may push");
    alice
        .create_branch("acme/shop", "limit", "main")
        .expect("alice may make branches");
    let message = "Count retries\n\nCo-authored-by: Bob <bob@example.org>";
    alice
        .commit_file("acme/shop", "limit", "count.md", "0\n", message)
        .expect("alice may push");
    let new = json!({"title": "Count", "head": "limit", "base": "main", "body": format!("Fixes #{issue}")});
    let pull = ok(stage, "POST", "/pulls", new).await;
    get(stage, &format!("/issues/{issue}/timeline")).await;
    get(stage, &format!("/issues/{issue}/events")).await;
    (issue, pull["number"].as_u64().expect("a number"))
}

async fn deployments(stage: &Stage) {
    let new =
        json!({"ref": "limit", "environment": "staging", "description": "Try it", "payload": {"by": "hand"}});
    let deployment = ok(stage, "POST", "/deployments", new).await;
    let one = format!("/deployments/{}", deployment["id"]);
    for state in ["in_progress", "success"] {
        let status = json!({"state": state, "description": "1 of 2", "log_url": "https://ci.example.org/1",
            "environment_url": "https://staging.example.org"});
        let status = ok(stage, "POST", &format!("{one}/statuses"), status).await;
        get(stage, &format!("{one}/statuses/{}", status["id"])).await;
    }
    ok(stage, "POST", "/deployments", json!({"ref": "main"})).await;
    get(stage, &one).await;
    get(stage, &format!("{one}/statuses")).await;
    get(stage, "/deployments?environment=staging").await;
    let again = json!({"ref": "limit", "environment": "staging"});
    let again = ok(stage, "POST", "/deployments", again).await;
    let path = format!("/deployments/{}/statuses", again["id"]);
    ok(stage, "POST", &path, json!({"state": "success"})).await;
    let before = get(stage, &format!("{one}/statuses")).await;
    assert_eq!(before[0]["state"], "inactive", "a newer success replaces it");
}

async fn releases(stage: &Stage) {
    let new = json!({"tag_name": "v1.0", "name": "One", "body": "First.", "target_commitish": "main"});
    let release = ok(stage, "POST", "/releases", new).await;
    get(stage, &format!("/releases/{}", release["id"])).await;
    let draft = json!({"tag_name": "v1.1", "draft": true, "prerelease": true});
    ok(stage, "POST", "/releases", draft).await;
    get(stage, "/releases").await;
    get(stage, "/releases/latest").await;
    get(stage, "/releases/tags/v1.0").await;
}

/// An issue goes to another repository; another one is deleted; a label gets another name and goes.
async fn moving(stage: &Stage) {
    stage.sim.create_repo("acme/ops");
    stage
        .sim
        .set_role("acme/ops", "alice", Role::Admin)
        .expect("it is there");
    let (alice, bob) = (stage.sim.person("alice"), stage.sim.person("bob"));
    alice
        .create_label("acme/ops", "SEV1", "b60205")
        .expect("alice may label");
    let number = alice
        .open_issue(
            "acme/shop",
            "Wrong place",
            "- [ ] move it",
            &["sev1", "only here"],
        )
        .expect("alice may open issues");
    let comment = bob
        .comment("acme/shop", number, "Not ours.")
        .expect("bob may comment");
    bob.react(comment, ReactionContent::Rocket)
        .expect("bob may react");
    let moved = alice
        .transfer("acme/shop", number, "acme/ops")
        .expect("alice may move it");
    let old = stage.get(&format!("/repos/acme/shop/issues/{number}")).await;
    assert_eq!(old.status, 301);
    let place = old
        .header("location")
        .strip_prefix(&stage.sim.api_url())
        .expect("on this server")
        .to_owned();
    assert_eq!(stage.get(&place).await.body["number"], moved);
    alice
        .close_as("acme/ops", moved, StateReason::Duplicate)
        .expect("alice may close it");
    alice.rename_label("acme/ops", "SEV1", "P0").expect("alice may");
    let seen = graphql(stage, ISSUE, json!({"number": moved})).await;
    let seen = &seen["repository"]["issue"];
    let said = &seen["comments"]["nodes"][0];
    assert_eq!(
        (
            &said["databaseId"],
            &said["reactions"]["nodes"][0]["user"]["login"]
        ),
        (&json!(comment), &json!("bob"))
    );
    assert_eq!(seen["stateReason"], "DUPLICATE");
    assert_eq!(seen["timelineItems"]["nodes"][0]["label"]["name"], "P0");
    let path = format!("/repos/acme/ops/issues/{moved}");
    for rest in ["", "/timeline", "/events", "/comments"] {
        assert_eq!(stage.get(&format!("{path}{rest}")).await.status, 200, "{rest}");
    }
    alice.delete_label("acme/ops", "P0").expect("alice may");
    alice.delete_issue("acme/ops", moved).expect("alice may");
    assert_eq!(stage.get(&path).await.status, 410);
}
