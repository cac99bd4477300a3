//! The tree of issues as people arrange it, and servers that have none.

use github_sim::world::{EventKind, OpError, StateReason};
use serde_json::{Value, json};

use crate::stage::{OPS, SHOP, happened, issue, key, set};

#[tokio::test]
async fn people_open_add_and_remove_sub_issues() -> Result<(), OpError> {
    let sim = set().await;
    let (alice, bob) = (sim.person("alice"), sim.person("bob"));
    let parent = alice.open_issue(SHOP, "Down", "", &[])?;
    let child = alice.open_sub_issue(SHOP, parent, "Add an alert", "So that we notice.")?;
    let other = alice.open_issue(OPS, "Raise the limit", "", &[])?;
    alice.add_sub_issue(SHOP, parent, (OPS, other))?;
    let places = [key(&sim, SHOP, child), key(&sim, OPS, other)];
    assert_eq!(issue(&sim, SHOP, parent).sub_issues, places);
    assert_eq!(issue(&sim, OPS, other).parent, Some(key(&sim, SHOP, parent)));
    assert!(
        bob.remove_sub_issue(SHOP, parent, (OPS, other)).is_err(),
        "bob only reads"
    );
    alice.remove_sub_issue(SHOP, parent, (OPS, other))?;
    assert_eq!(issue(&sim, SHOP, parent).sub_issues, places[..1]);
    alice.delete_issue(SHOP, child)?;
    assert!(issue(&sim, SHOP, parent).sub_issues.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_transferred_child_keeps_its_parent_and_a_closed_one_its_reason() -> Result<(), OpError> {
    let sim = set().await;
    let alice = sim.person("alice");
    let parent = alice.open_issue(SHOP, "Down", "", &[])?;
    let child = alice.open_sub_issue(SHOP, parent, "Add an alert", "")?;
    let there = alice.transfer(SHOP, child, OPS)?;
    assert_eq!(issue(&sim, SHOP, parent).sub_issues, [key(&sim, OPS, there)]);
    assert_eq!(issue(&sim, OPS, there).parent, Some(key(&sim, SHOP, parent)));
    alice.close_as(OPS, there, StateReason::NotPlanned)?;
    assert!(issue(&sim, SHOP, parent).is_open(), "a parent has its own state");
    let last = happened(&sim, OPS, there).pop();
    assert!(matches!(
        last,
        Some(EventKind::Closed {
            reason: Some(StateReason::NotPlanned),
            by_pull: None
        })
    ));
    Ok(())
}

/// Queries that an older server refuses, and how.
const UNKNOWN: [(&str, &str); 5] = [
    (
        "{ node(id: \"x\") { ... on Issue { subIssues(first: 1) { totalCount } } } }",
        "Field 'subIssues' doesn't exist on type 'Issue'",
    ),
    (
        "{ node(id: \"x\") { ... on Issue { parent { number } } } }",
        "Field 'parent' doesn't exist on type 'Issue'",
    ),
    (
        "mutation { addSubIssue(input: {issueId: \"x\"}) { clientMutationId } }",
        "Field 'addSubIssue' doesn't exist on type 'Mutation'",
    ),
    (
        "mutation { createIssue(input: {repositoryId: \"x\", title: \"x\", parentIssueId: \"x\"}) { clientMutationId } }",
        "InputObject 'CreateIssueInput' doesn't accept argument 'parentIssueId'",
    ),
    (
        "{ node(id: \"x\") { ... on SubIssueAddedEvent { id } } }",
        "No such type SubIssueAddedEvent, so it can't be a fragment condition",
    ),
];

#[tokio::test]
async fn an_older_server_knows_no_sub_issues() -> Result<(), Box<dyn std::error::Error>> {
    let sim = set().await;
    sim.forget_sub_issues();
    let alice = sim.person("alice");
    let parent = alice.open_issue(SHOP, "Down", "", &[])?;
    assert!(matches!(
        alice.open_sub_issue(SHOP, parent, "Add an alert", ""),
        Err(OpError::NotFound)
    ));
    #[expect(clippy::disallowed_methods, reason = "a test is a client of its own")]
    let http = reqwest::Client::builder().user_agent("test").build()?;
    let token = alice.token();
    let address = format!("{}/repos/{SHOP}/issues/{parent}", sim.api_url());
    for (path, status) in [("/sub_issues", 404), ("/parent", 404), ("", 200)] {
        let answer = http
            .get(format!("{address}{path}"))
            .bearer_auth(&token)
            .send()
            .await?;
        assert_eq!(answer.status(), status, "{path}");
        let body: Value = answer.json().await?;
        assert_eq!(body.get("sub_issues_summary"), None);
        if status == 404 {
            assert_eq!(
                body,
                json!({"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"})
            );
        }
    }
    for (query, wrong) in UNKNOWN {
        let body = json!({ "query": query });
        let answer = http
            .post(sim.graphql_url())
            .bearer_auth(&token)
            .body(body.to_string())
            .send()
            .await?;
        let answer: Value = answer.json().await?;
        assert_eq!(answer["errors"][0]["message"], wrong);
    }
    Ok(())
}
