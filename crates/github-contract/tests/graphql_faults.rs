//! A good GraphQL exchange has no findings; each way to break one gives exactly the finding it deserves.

use github_contract::{Exchange, Kind, check, check_document};
use serde_json::{Value, json};

const QUERY: &str = "query($owner: String!, $number: Int!, $comments: Int = 2, $full: Boolean = false) {
  repository(owner: $owner, name: \"r\") {
    issue(number: $number) {
      id title state createdAt closed
      parent @include(if: $full) { number }
      author { __typename login ... on User { name } }
      comments(last: $comments) { totalCount nodes { ...comment } }
      timelineItems(first: 3) { nodes { ... on LabeledEvent { actor { login } label { name } } ... on ClosedEvent { id } } }
    }
  }
}
fragment comment on IssueComment { databaseId body }";

fn answer() -> Value {
    json!({"data": {"repository": {"issue": {
        "id": "I_1", "title": "サイトが落ちた", "state": "OPEN", "createdAt": "2026-11-20T04:20:00Z", "closed": false,
        "author": {"__typename": "User", "login": "hana", "name": null},
        "comments": {"totalCount": 2, "nodes": [{"databaseId": 1, "body": "/ack"}, null]},
        "timelineItems": {"nodes": [{"actor": null, "label": {"name": "incident"}}, {"id": "CE_1"}, {}]},
    }}}})
}

fn exchange(query: &str, variables: &Value, answer: Value) -> Exchange {
    let headers = json!({"user-agent": "test", "accept": "application/vnd.github+json", "authorization": "Bearer ghs_1"});
    Exchange {
        method: "POST".to_owned(),
        path: "/graphql".to_owned(),
        request_headers: serde_json::from_value(headers).ok(),
        request_body: json!({"query": query, "variables": variables}),
        status: Some(200),
        response_body: answer,
        ..Exchange::default()
    }
}

fn good() -> Exchange {
    exchange(QUERY, &json!({"owner": "o", "number": 7}), answer())
}

#[track_caller]
fn assert_finding(exchange: Exchange, kind: Kind, message: &str) {
    let findings = check(&[exchange]);
    let [finding] = &findings[..] else {
        panic!("{kind}, {message}: {findings:#?}")
    };
    assert_eq!(finding.kind, kind, "{finding}");
    assert!(
        finding.message.contains(message),
        "expected {message:?} in: {finding}"
    );
}

#[test]
fn a_good_exchange_has_no_findings() {
    assert_eq!(check(&[good()]), []);
    let mut enterprise = good();
    enterprise.path = "/api/graphql".to_owned();
    assert_eq!(check(&[enterprise]), []);
}

#[test]
fn documents_that_github_would_refuse() {
    for (from, to, kind, message) in [
        ("title state", "title severity", Kind::GraphqlDocument, "severity"),
        ("name: \"r\"", "nam: \"r\"", Kind::GraphqlDocument, "nam"),
        (
            "number: $number",
            "number: $owner",
            Kind::GraphqlDocument,
            "owner",
        ),
        (
            "on IssueComment",
            "on IssueKomment",
            Kind::GraphqlDocument,
            "IssueKomment",
        ),
        ("fragment comment", "fragment comment {", Kind::GraphqlSyntax, ""),
        ("$comments: Int = 2, ", "", Kind::GraphqlDocument, "comments"),
        (
            "timelineItems(first: 3)",
            "timelineItems",
            Kind::GraphqlLimits,
            "timelineItems: a connection needs",
        ),
        (
            "timelineItems(first: 3)",
            "timelineItems(first: 101)",
            Kind::GraphqlLimits,
            "101 is outside",
        ),
    ] {
        assert!(QUERY.contains(from), "{from}");
        let broken = exchange(
            &QUERY.replace(from, to),
            &json!({"owner": "o", "number": 7}),
            answer(),
        );
        let findings = check(&[broken]);
        assert!(!findings.is_empty(), "{to}");
        for finding in findings {
            assert_eq!(finding.kind, kind, "{finding}");
        }
        let broken = exchange(
            &QUERY.replace(from, to),
            &json!({"owner": "o", "number": 7}),
            answer(),
        );
        assert!(
            check(&[broken])
                .iter()
                .any(|finding| finding.message.contains(message)),
            "{to}: {message}"
        );
    }
}

#[test]
fn a_document_can_be_checked_before_it_is_sent() {
    assert_eq!(check_document(QUERY), []);
    let findings = check_document("{ viewer { login severity } }");
    assert_eq!(
        findings.iter().map(|finding| finding.kind).collect::<Vec<_>>(),
        [Kind::GraphqlDocument]
    );
}

#[test]
fn a_request_without_a_document_or_with_an_unclear_one() {
    let mut none = good();
    none.request_body = json!({"variables": {}});
    assert_finding(none, Kind::GraphqlSyntax, "no `query`");
    let mut unclear = exchange(
        "query A { viewer { login } } query B { viewer { login } }",
        &json!({}),
        json!(null),
    );
    assert_finding(unclear.clone(), Kind::GraphqlDocument, "");
    unclear.request_body["operationName"] = json!("B");
    assert_eq!(check(&[unclear]), []);
}

#[test]
fn variables_that_do_not_fit() {
    for (variables, message) in [
        (json!({"owner": "o", "number": "7"}), "number"),
        (json!({"owner": "o"}), "number"),
        (json!({"owner": null, "number": 7}), "owner"),
        (json!({"owner": "o", "number": 7, "sev": 1}), "$sev is sent"),
    ] {
        assert_finding(
            exchange(QUERY, &variables, answer()),
            Kind::GraphqlVariables,
            message,
        );
    }
    let variables = json!({"owner": "o", "number": 7, "comments": 200});
    assert_finding(
        exchange(QUERY, &variables, answer()),
        Kind::GraphqlLimits,
        "200 is outside",
    );
    let add = "mutation($input: AddCommentInput!) { addComment(input: $input) { clientMutationId } }";
    let done = json!({"data": {"addComment": {"clientMutationId": null}}});
    let input = json!({"input": {"subjectId": "I_1", "body": "x"}});
    assert_eq!(check(&[exchange(add, &input, done.clone())]), []);
    let input = json!({"input": {"subjectId": "I_1"}});
    assert_finding(exchange(add, &input, done), Kind::GraphqlVariables, "body");
}

#[test]
fn a_document_may_ask_for_half_a_million_nodes_and_no_more() {
    let query = |outer: u32| {
        format!(
            "{{ repository(owner: \"o\", name: \"r\") {{ issues(first: {outer}) {{ nodes {{ \
               labels(first: 100) {{ nodes {{ issues(first: 100) {{ totalCount }} }} }} }} }} }} }}"
        )
    };
    let ask = |outer| exchange(&query(outer), &json!({}), json!({"data": {"repository": null}}));
    assert_eq!(check(&[ask(49)]), []);
    assert_finding(ask(50), Kind::GraphqlLimits, "505050 nodes");
}

/// Where in the answer's issue, what stands there instead (nothing: it is taken out), and the message.
type Fault = (&'static str, Option<Value>, &'static str);

#[test]
fn answers_of_another_shape() {
    let faults: Vec<Fault> = vec![
        ("/title", None, "/repository/issue/title: selected, but missing"),
        ("/title", Some(json!(null)), "null where String! is promised"),
        (
            "/state",
            Some(json!("MITIGATED")),
            "\"MITIGATED\" is no value of the enum IssueState",
        ),
        ("/closed", Some(json!("false")), "is no Boolean"),
        ("/id", Some(json!(1)), "1 is no ID"),
        ("/createdAt", Some(json!("2026-11-20 04:20")), "is no DateTime"),
        ("/severity", Some(json!(1)), "/severity: not selected"),
        ("/parent", Some(json!(null)), "/parent: not selected"),
        ("/author/__typename", Some(json!("Team")), "Team is no Actor"),
        (
            "/author/__typename",
            Some(json!("Bot")),
            "/author/name: not selected",
        ),
        ("/author/name", None, "/author/name: selected, but missing"),
        ("/comments/totalCount", Some(json!(1.5)), "1.5 is no Int"),
        ("/comments/nodes", Some(json!({})), "is no list"),
        (
            "/comments/nodes/0/body",
            None,
            "/comments/nodes/0/body: selected, but missing",
        ),
        (
            "/comments/nodes/0",
            Some(json!("text")),
            "is no object of type IssueComment",
        ),
        (
            "/timelineItems/nodes/0/label",
            Some(json!(null)),
            "null where Label! is promised",
        ),
    ];
    for (place, value, message) in faults {
        let mut broken = good();
        let (parent, key) = place.rsplit_once('/').expect("a pointer has a slash");
        let issue = &mut broken.response_body["data"]["repository"]["issue"];
        let parent = issue.pointer_mut(parent).expect("the place is in the answer");
        match (value, parent) {
            (Some(value), Value::Array(items)) => items[key.parse::<usize>().expect("an index")] = value,
            (Some(value), parent) => parent[key] = value,
            (None, parent) => drop(parent.as_object_mut().expect("an object").remove(key)),
        }
        assert_finding(broken, Kind::GraphqlAnswer, message);
    }
}

#[test]
fn errors_excuse_missing_data_but_need_a_message() {
    let mut failed = good();
    failed.response_body =
        json!({"data": {"repository": null}, "errors": [{"type": "NOT_FOUND", "message": "Could not"}]});
    assert_eq!(check(&[failed.clone()]), []);
    failed.response_body = json!({"errors": [{"type": "NOT_FOUND"}]});
    assert_finding(failed.clone(), Kind::GraphqlAnswer, "has no message");
    failed.response_body = json!({});
    assert_finding(failed.clone(), Kind::GraphqlAnswer, "neither `data` nor `errors`");
    failed.response_body = json!({"data": null});
    assert_finding(failed.clone(), Kind::GraphqlAnswer, "no error says why");
    failed.status = Some(502);
    failed.response_body = json!("<html>");
    assert_eq!(check(&[failed]), []);
}

#[test]
fn graphql_needs_the_same_headers_as_every_call() {
    let mut exchange = good();
    exchange
        .request_headers
        .as_mut()
        .expect("headers")
        .remove("authorization");
    assert_finding(exchange, Kind::MissingCredential, "no Authorization");
}
