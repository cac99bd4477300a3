//! What changes the world, and what it says when it may not.

use serde_json::{Value, json};

use super::Stage;

fn run(stage: &mut Stage, name: &str, fields: &str, input: &Value) -> Value {
    let upper = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
    let query = format!("mutation($input: {upper}Input!) {{ {name}(input: $input) {{ {fields} }} }}");
    stage.ask_with(&query, json!({"input": input}))
}

fn done(stage: &mut Stage, name: &str, fields: &str, input: &Value) -> Value {
    let answer = run(stage, name, fields, input);
    assert_eq!(answer.get("errors"), None, "{answer:#}");
    answer["data"][name].clone()
}

#[test]
fn an_issue_is_created_under_its_parent() {
    let mut stage = Stage::set();
    let input = json!({"repositoryId": stage.repo_id(), "title": "Follow up", "body": "b", "parentIssueId": stage.id(stage.issue), "clientMutationId": "7"});
    let fields = "clientMutationId issue { number parent { number } author { login } }";
    let made = done(&mut stage, "createIssue", fields, &input);
    assert_eq!(
        made,
        json!({"clientMutationId": "7", "issue": {"number": 4, "parent": {"number": 1}, "author": {"login": "helper"}}})
    );
    assert!(stage.world.deliveries.is_empty(), "the App subscribes to nothing");
}

#[test]
fn a_comment_is_written_edited_hidden_and_reacted_to() {
    let mut stage = Stage::set();
    let subject = stage.id(stage.issue);
    let fields = "commentEdge { cursor node { id body viewerDidAuthor } } subject { id } timelineEdge { node { __typename } }";
    let made = done(
        &mut stage,
        "addComment",
        fields,
        &json!({"subjectId": subject, "body": "status"}),
    );
    assert_eq!(made["commentEdge"]["node"]["viewerDidAuthor"], true);
    let id = made["commentEdge"]["node"]["id"].clone();
    let edited = done(
        &mut stage,
        "updateIssueComment",
        "issueComment { body lastEditedAt }",
        &json!({"id": id, "body": "status 2"}),
    );
    assert_eq!(edited["issueComment"]["body"], "status 2");
    assert!(edited["issueComment"]["lastEditedAt"].is_string());
    let hidden = done(
        &mut stage,
        "minimizeComment",
        "minimizedComment { isMinimized minimizedReason }",
        &json!({"subjectId": id, "classifier": "OFF_TOPIC"}),
    );
    assert_eq!(
        hidden["minimizedComment"],
        json!({"isMinimized": true, "minimizedReason": "off-topic"})
    );
    let shown = done(
        &mut stage,
        "unminimizeComment",
        "unminimizedComment { isMinimized }",
        &json!({"subjectId": id}),
    );
    assert_eq!(shown["unminimizedComment"]["isMinimized"], false);
    let reaction = json!({"subjectId": id, "content": "THUMBS_UP"});
    for _ in 0..2 {
        let put = done(
            &mut stage,
            "addReaction",
            "reaction { content user { login } } reactionGroups { content viewerHasReacted }",
            &reaction,
        );
        assert_eq!(
            put["reactionGroups"][0],
            json!({"content": "THUMBS_UP", "viewerHasReacted": true})
        );
    }
    let gone = done(
        &mut stage,
        "removeReaction",
        "reaction { content } reactionGroups { viewerHasReacted }",
        &reaction,
    );
    assert_eq!(gone["reactionGroups"][0]["viewerHasReacted"], false);
}

fn head(stage: &mut Stage) -> Value {
    let data = stage.data("{ repository(owner: \"acme\", name: \"ops\") { ref(qualifiedName: \"docs/1\") { id target { oid } } } }", json!({}));
    data["repository"]["ref"].clone()
}

#[test]
fn a_commit_insists_on_the_head_it_was_made_for() {
    let mut stage = Stage::set();
    let old = head(&mut stage)["target"]["oid"].clone();
    let input = json!({
        "branch": {"repositoryNameWithOwner": "acme/ops", "branchName": "docs/1"}, "expectedHeadOid": old,
        "message": {"headline": "More", "body": "Words"},
        "fileChanges": {"additions": [{"path": "事.md", "contents": "5LqL\n"}], "deletions": [{"path": "logo.bin"}]},
    });
    let made = done(
        &mut stage,
        "createCommitOnBranch",
        "commit { oid message file(path: \"事.md\") { object { ... on Blob { text } } } } ref { name }",
        &input,
    );
    assert_eq!(made["commit"]["message"], "More\n\nWords");
    assert_eq!(made["commit"]["file"]["object"]["text"], "事");
    let now = head(&mut stage)["target"]["oid"].clone();
    assert_eq!(made["commit"]["oid"], now);
    let again = run(&mut stage, "createCommitOnBranch", "commit { oid }", &input);
    assert_eq!(again["data"], json!({"createCommitOnBranch": null}));
    assert_eq!(again["errors"][0]["type"], "STALE_DATA");
    let expected = format!("Expected branch to point to {old} but it did not.  Pull and try again.");
    assert_eq!(again["errors"][0]["message"], expected);
    assert_eq!(head(&mut stage)["target"]["oid"], now, "nothing was committed");
}

#[test]
fn a_commit_refuses_what_it_cannot_do() {
    let mut stage = Stage::set();
    let head = head(&mut stage)["target"]["oid"].clone();
    let input = |branch: &str, changes: Value| {
        json!({"branch": {"repositoryNameWithOwner": "acme/ops", "branchName": branch}, "expectedHeadOid": head,
            "message": {"headline": "x"}, "fileChanges": changes})
    };
    let cases = [
        (
            input("none", json!({})),
            "NOT_FOUND",
            "Branch none not found".to_owned(),
        ),
        (
            input("docs/1", json!({"deletions": [{"path": "none"}]})),
            "UNPROCESSABLE",
            format!(
                "A path was requested for deletion which does not exist as of commit oid `{}`",
                head.as_str().unwrap_or_default()
            ),
        ),
        (
            input("docs/1", json!({"additions": [{"path": "a", "contents": "%%%"}]})),
            "UNPROCESSABLE",
            "The contents of a are not valid Base64.".to_owned(),
        ),
    ];
    for (input, kind, message) in cases {
        let answer = run(&mut stage, "createCommitOnBranch", "commit { oid }", &input);
        assert_eq!(
            (&answer["errors"][0]["type"], &answer["errors"][0]["message"]),
            (&json!(kind), &json!(message))
        );
    }
}

#[test]
fn branches_are_made_moved_and_deleted() {
    let mut stage = Stage::set();
    let main = stage.world.repo(stage.repo).expect("it is there").git.branches["main"].clone();
    let repo = stage.repo_id();
    let input = json!({"repositoryId": repo, "name": "refs/heads/new/事", "oid": main});
    let made = done(
        &mut stage,
        "createRef",
        "ref { id name prefix target { oid } }",
        &input,
    );
    assert_eq!(made["ref"]["name"], "new/事");
    let twice = run(&mut stage, "createRef", "ref { id }", &input);
    assert_eq!(
        twice["errors"][0]["message"],
        "A ref named \"refs/heads/new/事\" already exists in the repository."
    );
    let other = head(&mut stage)["target"]["oid"].clone();
    let id = made["ref"]["id"].clone();
    let moved = done(
        &mut stage,
        "updateRef",
        "ref { target { oid } }",
        &json!({"refId": id, "oid": other}),
    );
    assert_eq!(moved["ref"]["target"]["oid"], other);
    let back = run(
        &mut stage,
        "updateRef",
        "ref { name }",
        &json!({"refId": id, "oid": main}),
    );
    assert_eq!(back["errors"][0]["message"], "Update is not a fast forward");
    done(&mut stage, "deleteRef", "clientMutationId", &json!({"refId": id}));
    let gone = run(&mut stage, "deleteRef", "clientMutationId", &json!({"refId": id}));
    assert_eq!(gone["errors"][0]["type"], "NOT_FOUND");
}

#[test]
fn a_pull_request_goes_from_draft_to_merged() {
    let mut stage = Stage::set();
    let id = stage.id(stage.pull);
    let input = json!({"pullRequestId": id});
    let draft = run(&mut stage, "mergePullRequest", "pullRequest { merged }", &input);
    assert_eq!(draft["errors"][0]["message"], "Pull Request is still a draft");
    let ready = done(
        &mut stage,
        "markPullRequestReadyForReview",
        "pullRequest { isDraft }",
        &input,
    );
    assert_eq!(ready["pullRequest"]["isDraft"], false);
    let again = done(
        &mut stage,
        "convertPullRequestToDraft",
        "pullRequest { isDraft }",
        &input,
    );
    assert_eq!(again["pullRequest"]["isDraft"], true);
    done(
        &mut stage,
        "markPullRequestReadyForReview",
        "pullRequest { id }",
        &input,
    );
    let mona = stage.mona.clone();
    let approve = "mutation($id: ID!) { addPullRequestReview(input: {pullRequestId: $id, event: APPROVE, body: \"ok\"}) {
        pullRequestReview { state author { login } pullRequest { reviewDecision } } } }";
    let review = stage.ask_as(&mona, approve, json!({"id": id}));
    assert_eq!(
        review["data"]["addPullRequestReview"]["pullRequestReview"]["pullRequest"]["reviewDecision"],
        "APPROVED"
    );
    let merged = done(
        &mut stage,
        "mergePullRequest",
        "actor { login } pullRequest { state merged mergedBy { login } mergeCommit { messageHeadline } \
        timelineItems(last: 2) { nodes { __typename } } }",
        &input,
    );
    assert_eq!(merged["pullRequest"]["state"], "MERGED");
    assert_eq!(merged["pullRequest"]["mergedBy"]["login"], "helper");
    assert_eq!(
        merged["pullRequest"]["timelineItems"]["nodes"],
        json!([{"__typename": "MergedEvent"}, {"__typename": "ClosedEvent"}])
    );
    let late = run(&mut stage, "mergePullRequest", "pullRequest { merged }", &input);
    assert_eq!(
        (&late["errors"][0]["type"], &late["errors"][0]["message"]),
        (&json!("UNPROCESSABLE"), &json!("Pull Request is not mergeable"))
    );
}

#[test]
fn a_second_pull_request_of_a_branch_is_refused() {
    let mut stage = Stage::set();
    let input = json!({"repositoryId": stage.repo_id(), "baseRefName": "main", "headRefName": "docs/1", "title": "Again"});
    let answer = run(&mut stage, "createPullRequest", "pullRequest { id }", &input);
    assert_eq!(
        answer["errors"][0]["message"],
        "A pull request already exists for acme:docs/1."
    );
    let empty =
        json!({"repositoryId": stage.repo_id(), "baseRefName": "main", "headRefName": "main", "title": "x"});
    let answer = run(&mut stage, "createPullRequest", "pullRequest { id }", &empty);
    assert_eq!(answer["errors"][0]["message"], "No commits between main and main");
}

#[test]
fn an_issue_is_closed_as_a_duplicate_and_reopened() {
    let mut stage = Stage::set();
    let id = stage.id(stage.issue);
    let fields = "issue { closed a: stateReason b: stateReason(enableDuplicate: true) }";
    let closed = done(
        &mut stage,
        "closeIssue",
        fields,
        &json!({"issueId": id, "stateReason": "DUPLICATE"}),
    );
    assert_eq!(
        closed["issue"],
        json!({"closed": true, "a": "NOT_PLANNED", "b": "DUPLICATE"})
    );
    let open = done(
        &mut stage,
        "reopenIssue",
        "issue { state stateReason }",
        &json!({"issueId": id}),
    );
    assert_eq!(open["issue"], json!({"state": "OPEN", "stateReason": "REOPENED"}));
    let not_an_issue = json!({"issueId": stage.repo_id()});
    let wrong = run(&mut stage, "closeIssue", "issue { id }", &not_an_issue);
    assert_eq!(wrong["errors"][0]["type"], "NOT_FOUND");
}

#[test]
fn sub_issues_have_one_parent() {
    let mut stage = Stage::set();
    let (parent, child) = (
        stage.id(stage.issue),
        stage.id(crate::world::IssueKey {
            number: 2,
            ..stage.issue
        }),
    );
    let pair = json!({"issueId": parent, "subIssueId": child});
    let twice = run(&mut stage, "addSubIssue", "issue { id }", &pair);
    assert_eq!(twice["errors"][0]["type"], "UNPROCESSABLE");
    let gone = done(
        &mut stage,
        "removeSubIssue",
        "issue { subIssues(first: 1) { totalCount } } subIssue { parent { id } }",
        &pair,
    );
    assert_eq!(
        gone,
        json!({"issue": {"subIssues": {"totalCount": 0}}, "subIssue": {"parent": null}})
    );
    let url = stage.data(
        "query($id: ID!) { node(id: $id) { ... on Issue { url } } }",
        json!({"id": child}),
    )["node"]["url"]
        .clone();
    let back = done(
        &mut stage,
        "addSubIssue",
        "subIssue { parent { number } }",
        &json!({"issueId": parent, "subIssueUrl": url}),
    );
    assert_eq!(back["subIssue"]["parent"]["number"], 1);
}

#[test]
fn a_connection_without_limits_in_the_payload_hides_a_mutation_that_took_place() {
    let mut stage = Stage::set();
    let id = stage.id(stage.issue);
    let answer = run(
        &mut stage,
        "closeIssue",
        "issue { labels { nodes { name } } }",
        &json!({"issueId": id}),
    );
    assert_eq!(answer["errors"][0]["type"], "MISSING_PAGINATION_BOUNDARIES");
    assert!(!stage.world.issue(stage.issue).expect("it is there").is_open());
}

#[test]
fn several_mutations_run_in_order() {
    let mut stage = Stage::set();
    let query = "mutation($id: ID!) {
        a: addComment(input: {subjectId: $id, body: \"1\"}) { clientMutationId }
        b: addComment(input: {subjectId: $id, body: \" \"}) { clientMutationId }
        c: addComment(input: {subjectId: $id, body: \"2\"}) { subject { ... on Issue { comments(last: 2) { nodes { body } } } } } }";
    let answer = stage.ask_with(query, json!({"id": stage.id(stage.issue)}));
    assert_eq!(answer["data"]["b"], json!(null));
    assert_eq!(answer["errors"][0]["message"], "Body can't be blank");
    assert_eq!(
        answer["data"]["c"]["subject"]["comments"]["nodes"],
        json!([{"body": "1"}, {"body": "2"}])
    );
}
