//! What can be read.

use serde_json::json;

use super::Stage;

const REPOSITORY: &str = r#"repository(owner: "acme", name: "ops")"#;

#[test]
fn one_request_brings_everything_about_an_issue() {
    let mut stage = Stage::set();
    let query = "query($number: Int!) { repository(owner: \"acme\", name: \"OPS\") {
        nameWithOwner isPrivate isArchived hasIssuesEnabled isEmpty url owner { login __typename }
        defaultBranchRef { name target { oid } }
        issue(number: $number) {
          id databaseId fullDatabaseId number title body bodyText url state stateReason(enableDuplicate: true) closed closedAt
          createdAt updatedAt lastEditedAt locked authorAssociation viewerDidAuthor
          author { login __typename ... on User { id databaseId name } ... on Bot { databaseId } }
          labels(first: 10) { totalCount nodes { name color } }
          assignees(first: 10) { nodes { login } }
          comments(first: 10) { totalCount edges { cursor node { body viewerDidAuthor isMinimized } } pageInfo { hasNextPage endCursor } }
          reactionGroups { content createdAt viewerHasReacted reactors(first: 1) { totalCount } }
          parent { number } subIssues(first: 5) { totalCount nodes { number parent { number } } }
          subIssuesSummary { total completed percentCompleted }
          timelineItems(first: 50) { totalCount filteredCount pageCount updatedAt nodes { __typename
            ... on LabeledEvent { createdAt actor { login } label { name } }
            ... on SubIssueAddedEvent { subIssue { number } }
            ... on IssueComment { body }
            ... on CrossReferencedEvent { isCrossRepository source { __typename ... on PullRequest { number title } } } } }
        } } }";
    let data = stage.data(query, json!({"number": 1}));
    let issue = &data["repository"]["issue"];
    assert_eq!(data["repository"]["nameWithOwner"], "acme/ops");
    assert_eq!(issue["author"]["login"], "mona");
    assert_eq!(issue["bodyText"], "API down");
    assert_eq!(
        issue["databaseId"].as_i64().map(|id| id.to_string()).as_deref(),
        issue["fullDatabaseId"].as_str()
    );
    assert!(
        issue["databaseId"].as_i64() > Some(i64::from(i32::MAX)),
        "wider than the schema's Int"
    );
    assert_eq!(issue["labels"]["nodes"][0]["name"], "incident");
    assert_eq!(
        issue["subIssues"]["nodes"][0],
        json!({"number": 2, "parent": {"number": 1}})
    );
    assert_eq!(
        issue["subIssuesSummary"],
        json!({"total": 1, "completed": 0, "percentCompleted": 0})
    );
    assert_eq!(issue["reactionGroups"].as_array().map(Vec::len), Some(8));
    let kinds: Vec<&str> = issue["timelineItems"]["nodes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|node| node["__typename"].as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "SubIssueAddedEvent",
            "LabeledEvent",
            "IssueComment",
            "CrossReferencedEvent"
        ]
    );
    assert_eq!(issue["timelineItems"]["nodes"][3]["source"]["number"], 3);
}

#[test]
fn a_pull_request_with_its_checks() {
    let mut stage = Stage::set();
    let query = format!(
        "{{ {REPOSITORY} {{ pullRequest(number: 3) {{
          isDraft merged mergeable state headRefName headRefOid baseRefName isCrossRepository reviewDecision
          author {{ __typename login }} mergedBy {{ login }} headRef {{ name }} additions deletions changedFiles
          files(first: 10) {{ nodes {{ path changeType additions }} }}
          latestOpinionatedReviews(first: 5) {{ nodes {{ state }} }} reviewRequests(first: 5) {{ totalCount }}
          commits(last: 1) {{ nodes {{ commit {{ messageHeadline messageBody additions deletions changedFilesIfAvailable author {{ name user {{ login }} }}
            statusCheckRollup {{ state contexts(first: 5) {{ nodes {{ __typename ... on CheckRun {{ name }} }} }} }}
            checkSuites(first: 5) {{ nodes {{ app {{ slug databaseId }} status conclusion
              checkRuns(first: 5, filterBy: {{checkName: \"report\"}}) {{ nodes {{
                databaseId name status conclusion externalId title summary text detailsUrl
                annotations(first: 1) {{ totalCount }} checkSuite {{ app {{ name }} }} }} }} }} }} }} }} }} }} }} }}"
    );
    let data = stage.data(&query, json!({}));
    let pull = &data["repository"]["pullRequest"];
    assert_eq!(
        pull["author"],
        json!({"__typename": "Bot", "login": "helper"}),
        "a bot's login comes without [bot]"
    );
    assert_eq!(
        (&pull["state"], &pull["mergeable"]),
        (&json!("OPEN"), &json!("MERGEABLE"))
    );
    assert_eq!(
        pull["files"]["nodes"][0],
        json!({"path": "docs/日本/1.md", "changeType": "ADDED", "additions": 3})
    );
    let commit = &pull["commits"]["nodes"][0]["commit"];
    assert_eq!(commit["messageBody"], "With a body.");
    assert_eq!(
        (&commit["deletions"], &commit["changedFilesIfAvailable"]),
        (&json!(0), &json!(2))
    );
    assert_eq!(commit["statusCheckRollup"]["state"], "FAILURE");
    let run = &commit["checkSuites"]["nodes"][0]["checkRuns"]["nodes"][0];
    assert_eq!(
        (&run["externalId"], &run["conclusion"]),
        (&json!("x-1"), &json!("FAILURE"))
    );
}

#[test]
fn files_by_expression() {
    let mut stage = Stage::set();
    let query = format!(
        "{{ {REPOSITORY} {{
          text: object(expression: \"docs/1:docs/日本/1.md\") {{ __typename ... on Blob {{ text byteSize isBinary isTruncated oid }} }}
          binary: object(expression: \"docs/1:logo.bin\") {{ ... on Blob {{ text isBinary byteSize }} }}
          root: object(expression: \"refs/heads/docs/1:\") {{ __typename ... on Tree {{ entries {{ name type path object {{ oid }} }} }} }}
          directory: object(expression: \"docs/1:docs\") {{ ... on Tree {{ entries {{ name path type }} }} }}
          none: object(expression: \"HEAD:docs/日本/1.md\") {{ oid }}
          nowhere: object(expression: \"nowhere:x\") {{ oid }}
          head: object(expression: \"HEAD\") {{ __typename }}
          ref(qualifiedName: \"refs/heads/docs/1\") {{ target {{ ... on Commit {{
            file(path: \"docs/日本/1.md\") {{ name extension type }} history(first: 5, path: \"docs\") {{ totalCount }}
            associatedPullRequests(first: 1) {{ nodes {{ number }} }} }} }} }} }} }}"
    );
    let data = stage.data(&query, json!({}));
    let repo = &data["repository"];
    assert_eq!(repo["text"]["text"], "# Report\n\nText\n");
    assert_eq!(
        repo["binary"],
        json!({"text": null, "isBinary": true, "byteSize": 2})
    );
    let names: Vec<&str> = repo["root"]["entries"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(names, ["README.md", "docs", "logo.bin"]);
    assert_eq!(
        repo["directory"]["entries"],
        json!([{"name": "日本", "path": "docs/日本", "type": "tree"}])
    );
    assert_eq!((&repo["none"], &repo["nowhere"]), (&json!(null), &json!(null)));
    assert_eq!(repo["head"]["__typename"], "Commit");
    let commit = &repo["ref"]["target"];
    assert_eq!(
        commit["file"],
        json!({"name": "1.md", "extension": ".md", "type": "blob"})
    );
    assert_eq!(commit["history"]["totalCount"], 1);
    assert_eq!(commit["associatedPullRequests"]["nodes"][0]["number"], 3);
}

#[test]
fn pages_join_without_gap_or_repetition() {
    let mut stage = Stage::set();
    let (mona, issue) = (stage.mona.clone(), stage.issue);
    for number in 0..6 {
        stage
            .world
            .comment(&mona, issue, &format!("c{number}"))
            .expect("mona may comment");
    }
    let query = "query($after: String) { repository(owner: \"acme\", name: \"ops\") { issue(number: 1) {
        comments(first: 3, after: $after) { totalCount nodes { body } pageInfo { hasNextPage hasPreviousPage endCursor } } } } }";
    let (mut after, mut seen) = (json!(null), Vec::new());
    loop {
        let page = stage.data(query, json!({"after": after}))["repository"]["issue"]["comments"].clone();
        assert_eq!(page["totalCount"], 7);
        assert_eq!(page["pageInfo"]["hasPreviousPage"], !seen.is_empty());
        seen.extend(
            page["nodes"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|node| node["body"].clone()),
        );
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(seen, ["on it", "c0", "c1", "c2", "c3", "c4", "c5"]);
    let last = "{ repository(owner: \"acme\", name: \"ops\") { issue(number: 1) { comments(last: 2) {
        nodes { body } pageInfo { hasNextPage hasPreviousPage startCursor } } } } }";
    let page = stage.data(last, json!({}))["repository"]["issue"]["comments"].clone();
    assert_eq!(page["nodes"], json!([{"body": "c4"}, {"body": "c5"}]));
    assert_eq!(
        (
            &page["pageInfo"]["hasNextPage"],
            &page["pageInfo"]["hasPreviousPage"]
        ),
        (&json!(false), &json!(true))
    );
}

#[test]
fn a_cursor_outlives_what_it_stood_at() {
    let mut stage = Stage::set();
    let (mona, issue) = (stage.mona.clone(), stage.issue);
    let ids: Vec<i64> = ["a", "b", "c"]
        .map(|text| stage.world.comment(&mona, issue, text).expect("mona may comment"))
        .to_vec();
    let query = "query($after: String) { repository(owner: \"acme\", name: \"ops\") { issue(number: 1) {
        comments(first: 2, after: $after) { nodes { body } pageInfo { endCursor } } } } }";
    let first = stage.data(query, json!({}))["repository"]["issue"]["comments"].clone();
    assert_eq!(first["nodes"], json!([{"body": "on it"}, {"body": "a"}]));
    stage.world.delete_comment(&mona, ids[0]).expect("mona wrote it");
    let second =
        stage.data(query, json!({"after": first["pageInfo"]["endCursor"]}))["repository"]["issue"].clone();
    assert_eq!(second["comments"]["nodes"], json!([{"body": "b"}, {"body": "c"}]));
}

#[test]
fn timelines_can_be_narrowed() {
    let mut stage = Stage::set();
    let query = format!(
        "{{ {REPOSITORY} {{ issue(number: 1) {{
          labels: timelineItems(first: 5, itemTypes: [LABELED_EVENT]) {{ totalCount nodes {{ __typename }} }}
          later: timelineItems(first: 5, since: \"2030-01-01T00:00:00Z\") {{ totalCount }} }} }} }}"
    );
    let issue = stage.data(&query, json!({}))["repository"]["issue"].clone();
    assert_eq!(
        issue["labels"],
        json!({"totalCount": 1, "nodes": [{"__typename": "LabeledEvent"}]})
    );
    assert_eq!(issue["later"]["totalCount"], 0);
}

#[test]
fn nodes_of_every_kind_are_found_by_the_ids_they_have() {
    let mut stage = Stage::set();
    let query = format!(
        "{{ {REPOSITORY} {{ id owner {{ id }} label(name: \"INCIDENT\") {{ id }} defaultBranchRef {{ id target {{ id }} }}
          tree: object(expression: \"HEAD:\") {{ id }} blob: object(expression: \"HEAD:README.md\") {{ id }}
          issue(number: 1) {{ id comments(first: 1) {{ nodes {{ id }} }} author {{ ... on User {{ id }} }} }}
          pullRequest(number: 3) {{ id author {{ ... on Bot {{ id }} }} commits(first: 1) {{ nodes {{ id commit {{ id
            checkSuites(first: 1) {{ nodes {{ id app {{ id }} checkRuns(first: 1) {{ nodes {{ id }} }} }} }} }} }} }} }} }} }}"
    );
    let data = stage.data(&query, json!({}));
    let mut ids = Vec::new();
    collect_ids(&data, &mut ids);
    assert_eq!(ids.len(), 17, "{data:#}");
    let found = stage.data(
        "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }",
        json!({"ids": ids}),
    );
    let again: Vec<&str> = found["nodes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|node| node["id"].as_str())
        .collect();
    assert_eq!(again, ids);
}

fn collect_ids(value: &serde_json::Value, ids: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, inner) in fields {
                match inner.as_str() {
                    Some(id) if name == "id" => ids.push(id.to_owned()),
                    _ => collect_ids(inner, ids),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect_ids(item, ids)),
        _ => {}
    }
}

#[test]
fn who_is_asking() {
    let mut stage = Stage::set();
    let bot = stage.data(
        "{ viewer { __typename login } rateLimit { cost nodeCount limit remaining } }",
        json!({}),
    );
    assert_eq!(
        bot["viewer"],
        json!({"__typename": "User", "login": "helper[bot]"})
    );
    assert_eq!(
        (&bot["rateLimit"]["cost"], &bot["rateLimit"]["nodeCount"]),
        (&json!(1), &json!(0))
    );
    let mona = stage.mona.clone();
    let answer = stage.ask_as(&mona, "{ viewer { login isViewer } }", json!({}));
    assert_eq!(
        answer,
        json!({"data": {"viewer": {"login": "mona", "isViewer": true}}})
    );
}

#[test]
fn a_deleted_author_is_null() {
    let mut stage = Stage::set();
    let mona = stage.mona.account;
    stage.world.delete_account(mona);
    let query = format!(
        "{{ {REPOSITORY} {{ issue(number: 1) {{ author {{ login }} comments(first: 1) {{ nodes {{ author {{ login }} body }} }} }} }} }}"
    );
    let issue = stage.data(&query, json!({}))["repository"]["issue"].clone();
    assert_eq!(
        issue,
        json!({"author": null, "comments": {"nodes": [{"author": null, "body": "on it"}]}})
    );
}

#[test]
fn lists_filter_by_label_state_and_time() {
    let mut stage = Stage::set();
    let query = format!(
        "{{ {REPOSITORY} {{
          labelled: issues(first: 5, labels: [\"Incident\"], states: [OPEN]) {{ nodes {{ number }} }}
          none: issues(first: 5, states: [CLOSED]) {{ totalCount }}
          newest: issues(first: 1, orderBy: {{field: CREATED_AT, direction: DESC}}) {{ nodes {{ number }} }}
          since: issues(first: 5, filterBy: {{since: \"2030-01-01T00:00:00Z\"}}) {{ totalCount }}
          byHead: pullRequests(first: 5, headRefName: \"docs/1\", states: [OPEN]) {{ nodes {{ number }} }}
          people: collaborators(first: 5, query: \"mon\") {{ edges {{ permission node {{ login }} }} }}
          both: issueOrPullRequest(number: 3) {{ __typename }} }} }}"
    );
    let repo = stage.data(&query, json!({}))["repository"].clone();
    assert_eq!(repo["labelled"]["nodes"], json!([{"number": 1}]));
    assert_eq!(repo["none"]["totalCount"], 0);
    assert_eq!(repo["newest"]["nodes"], json!([{"number": 2}]));
    assert_eq!(repo["since"]["totalCount"], 0);
    assert_eq!(repo["byHead"]["nodes"], json!([{"number": 3}]));
    assert_eq!(
        repo["people"]["edges"],
        json!([{"permission": "ADMIN", "node": {"login": "mona"}}])
    );
    assert_eq!(repo["both"]["__typename"], "PullRequest");
}
