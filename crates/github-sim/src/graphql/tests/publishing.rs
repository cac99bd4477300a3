//! Deployments, releases, commits' authors, and what is left at the place of an issue that went elsewhere.

use serde_json::json;

use super::Stage;
use crate::world::ops::{FileCommit, NewRelease, NewRepository};

const DEPLOYMENTS: &str = "{ repository(owner: \"acme\", name: \"ops\") { deployments(first: 5, environments: [\"staging\"]) {
    totalCount nodes { environment state description latestStatus { state environmentUrl logUrl } creator { login } } } } }";

#[test]
fn deployments_need_a_permission_of_their_own() {
    let mut stage = Stage::set();
    stage.live();
    let found = stage.data(DEPLOYMENTS, json!({}));
    assert_eq!(
        found["repository"]["deployments"],
        json!({"totalCount": 1, "nodes": [{
            "environment": "staging", "state": "ACTIVE", "description": null, "creator": {"login": "mona"},
            "latestStatus": {"state": "SUCCESS", "environmentUrl": "https://staging.example.org", "logUrl": null},
        }]})
    );
    if let crate::world::Powers::Installation { permissions, .. } = &mut stage.bot.powers {
        permissions.remove("deployments");
    }
    if let Some(repo) = stage.world.repositories.get_mut(&stage.repo) {
        repo.private = true;
    }
    let query = DEPLOYMENTS.replacen("{ repo", "{ viewer { login } repo", 1);
    let refused = stage.ask(&query);
    // The connection is promised, so that the repository above it is null; what stands beside is answered.
    assert_eq!(
        refused["data"],
        json!({"viewer": {"login": "helper[bot]"}, "repository": null})
    );
    let error = &refused["errors"][0];
    assert_eq!(
        (&error["type"], &error["path"]),
        (&json!("FORBIDDEN"), &json!(["repository", "deployments"]))
    );
}

#[test]
fn drafts_are_for_those_who_may_write() {
    let mut stage = Stage::set();
    let mona = stage.mona.clone();
    for (tag, draft) in [("v1", false), ("v2", true)] {
        let new = NewRelease {
            tag: tag.into(),
            draft,
            ..NewRelease::default()
        };
        stage
            .world
            .create_release(&mona, stage.repo, &new)
            .expect("mona may");
    }
    let query = "{ repository(owner: \"acme\", name: \"ops\") {
        releases(first: 5, orderBy: {field: NAME, direction: ASC}) { nodes { tagName isDraft author { login } } } } }";
    let path = "/repository/releases/nodes";
    let all = json!([{"tagName": "v1", "isDraft": false, "author": {"login": "mona"}},
        {"tagName": "v2", "isDraft": true, "author": {"login": "mona"}}]);
    assert_eq!(stage.data(query, json!({})).pointer(path), Some(&all));
    let stranger = stage.stranger.clone();
    let seen = stage.ask_as(&stranger, query, json!({}));
    assert_eq!(seen["data"].pointer(path), Some(&json!([all[0]])));
}

#[test]
fn co_authors_are_authors() {
    let mut stage = Stage::set();
    let (mona, repo) = (stage.mona.clone(), stage.repo);
    let email = stage.world.account(stage.stranger.account).email();
    let commit = FileCommit {
        message: format!(
            "Change\n\nCo-authored-by: Stranger <{email}>\nco-authored-by: Pat <pat@example.org>\n\
             Co-authored-by: Pat <PAT@example.org>\nReviewed-by: Kim <kim@example.org>"
        ),
        additions: vec![("x.md".into(), b"x".to_vec())],
        ..FileCommit::default()
    };
    stage
        .world
        .commit_files(&mona, repo, &commit)
        .expect("mona may commit");
    let query = "{ repository(owner: \"acme\", name: \"ops\") { object(expression: \"main\") {
        ... on Commit { authors(first: 5) { nodes { user { login } name } } committer { user { login } } } } } }";
    let found = stage.data(query, json!({}));
    assert_eq!(
        found["repository"]["object"],
        json!({"authors": {"nodes": [{"user": {"login": "mona"}, "name": "mona"},
            {"user": {"login": "stranger"}, "name": "Stranger"}, {"user": null, "name": "Pat"}]},
            "committer": {"user": {"login": "mona"}}})
    );
}

#[test]
fn nothing_is_found_where_an_issue_was() {
    let mut stage = Stage::set();
    let (mona, issue) = (stage.mona.clone(), stage.issue);
    let owner = stage.world.repo(stage.repo).expect("it was made").owner;
    let new = NewRepository {
        private: false,
        ..NewRepository::named("shop")
    };
    let shop = stage.world.create_repo(owner, &new);
    let (id, to) = (
        stage.id(issue),
        stage.world.repo(shop).expect("just made").node_id(),
    );
    let comment = "{ repository(owner: \"acme\", name: \"NAME\") { issue(number: 1) { comments(first: 1) { nodes { id databaseId } } } } }";
    let before = stage.data(&comment.replace("NAME", "ops"), json!({}));
    let transfer = "mutation T($input: TransferIssueInput!) { transferIssue(input: $input) { issue { number repository { name } } } }";
    let input = json!({"input": {"issueId": id, "repositoryId": to, "createLabelsIfMissing": true}});
    let answer = stage.ask_as(&mona, transfer, input);
    assert_eq!(
        answer["data"]["transferIssue"]["issue"],
        json!({"number": 1, "repository": {"name": "shop"}})
    );
    let after = stage.data(&comment.replace("NAME", "shop"), json!({}));
    assert_eq!(before, after, "comments keep their ids");
    for (query, path) in [
        (
            "{ repository(owner: \"acme\", name: \"ops\") { issueOrPullRequest(number: 1) { __typename } } }"
                .to_owned(),
            "/data/repository/issueOrPullRequest",
        ),
        (format!("{{ node(id: \"{id}\") {{ id }} }}"), "/data/node"),
    ] {
        let answer = stage.ask(&query);
        assert_eq!(answer["errors"][0]["type"], "NOT_FOUND", "{answer:#}");
        assert_eq!(answer.pointer(path), Some(&json!(null)));
    }
}
