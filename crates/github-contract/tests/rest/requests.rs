//! Faults of a request.

use github_contract::{Checker, Exchange, Kind, Query, check};
use serde_json::json;

use crate::broken::{APP, COMMENTS, CREATE, DELETE, SEARCH, assert_each, example, header, without_header};

#[test]
fn operations_that_github_does_not_have() {
    assert_each(&[
        (
            CREATE,
            |x| x.path = "/repos/o/r/incidents".into(),
            Kind::UnknownOperation,
            "no POST /repos/o/r/incidents",
        ),
        (
            CREATE,
            |x| x.method = "PUT".into(),
            Kind::UnknownOperation,
            "this path takes GET, POST",
        ),
        (
            COMMENTS,
            |x| x.path = "/repos/o/r/pages".into(),
            Kind::NotDescribed,
            "GitHub has it",
        ),
        (
            COMMENTS,
            |x| x.path = "/repos/o/r/issues/first/comments".into(),
            Kind::PathParameter,
            "{issue_number}",
        ),
    ]);
}

#[test]
fn queries_that_the_operation_does_not_take() {
    assert_each(&[
        (
            COMMENTS,
            |x| x.query = Query::Text("limit=5".into()),
            Kind::UnknownQueryParameter,
            "?limit=",
        ),
        (
            COMMENTS,
            |x| x.query = Query::Text("page=first".into()),
            Kind::QueryValue,
            "?page=first",
        ),
        (
            COMMENTS,
            |x| x.query = Query::Text("per_page=101".into()),
            Kind::QueryValue,
            "1 to 100",
        ),
        (
            COMMENTS,
            |x| x.query = Query::Text("since=yesterday".into()),
            Kind::QueryValue,
            "?since=yesterday",
        ),
        (
            SEARCH,
            |x| x.query = Query::default(),
            Kind::MissingQueryParameter,
            "?q= is required",
        ),
    ]);
}

#[test]
fn request_bodies_that_do_not_fit() {
    assert_each(&[
        (
            CREATE,
            |x| x.request_body = json!({"body": "x"}),
            Kind::RequestBody,
            r#"/: "title" is a required property"#,
        ),
        (
            CREATE,
            |x| x.request_body["labels"] = json!("bug"),
            Kind::RequestBody,
            "/labels: ",
        ),
        (
            CREATE,
            |x| x.request_body["colour"] = json!("red"),
            Kind::UndocumentedRequestField,
            "/colour",
        ),
        (
            CREATE,
            |x| x.request_body = json!(null),
            Kind::MissingRequestBody,
            "issues/create",
        ),
        (
            CREATE,
            |x| x.request_body = json!("title=x"),
            Kind::RequestBody,
            "not JSON",
        ),
        (
            DELETE,
            |x| x.request_body = json!({"force": true}),
            Kind::UnexpectedRequestBody,
            "no request body",
        ),
        (
            CREATE,
            |x| header(x, "content-type", "text/plain"),
            Kind::RequestMediaType,
            "text/plain",
        ),
    ]);
}

#[test]
fn the_two_versions_are_told_apart() {
    let mut exchange = example(CREATE);
    exchange.request_body["assignee"] = json!("octocat");
    let kinds = |exchange: &Exchange| -> Vec<Kind> {
        check(std::slice::from_ref(exchange))
            .iter()
            .map(|finding| finding.kind)
            .collect()
    };
    assert_eq!(
        kinds(&exchange),
        [Kind::UndocumentedRequestField],
        "gone in 2026-03-10"
    );
    exchange.status = None;
    header(&mut exchange, "x-github-api-version", "2022-11-28");
    assert!(
        !kinds(&exchange).contains(&Kind::UndocumentedRequestField),
        "known in 2022-11-28"
    );
    header(&mut exchange, "x-github-api-version", "2020-01-01");
    assert!(kinds(&exchange).contains(&Kind::ApiVersion));
}

#[test]
fn headers_and_credentials_that_github_refuses() {
    assert_each(&[
        (
            COMMENTS,
            |x| without_header(x, "authorization"),
            Kind::MissingCredential,
            "no Authorization",
        ),
        (
            COMMENTS,
            |x| header(x, "authorization", "ghs_abc"),
            Kind::WrongCredential,
            "neither",
        ),
        (
            APP,
            |x| header(x, "authorization", "Bearer ghs_abc"),
            Kind::WrongCredential,
            "takes the app's JWT",
        ),
        (
            COMMENTS,
            |x| {
                let jwt = example(APP).request_headers.expect("headers")["authorization"].clone();
                header(x, "authorization", &jwt);
            },
            Kind::WrongCredential,
            "takes an installation's",
        ),
        (
            APP,
            |x| header(x, "authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.eA.c2ln"),
            Kind::AppToken,
            "does not decode",
        ),
        (
            COMMENTS,
            |x| without_header(x, "user-agent"),
            Kind::UserAgent,
            "403",
        ),
        (
            COMMENTS,
            |x| without_header(x, "accept"),
            Kind::Accept,
            "no Accept",
        ),
        (
            COMMENTS,
            |x| header(x, "accept", "text/csv"),
            Kind::Accept,
            "text/csv",
        ),
    ]);
}

#[test]
fn permissions_are_checked_when_they_are_given() {
    let call = [example(CREATE)];
    assert_eq!(Checker::new().granting([("issues", "write")]).check(&call), []);
    let findings = Checker::new()
        .granting([("issues", "read"), ("contents", "write")])
        .check(&call);
    assert_eq!(
        findings.iter().map(|finding| finding.kind).collect::<Vec<_>>(),
        [Kind::Permission]
    );
    assert!(findings[0].message.contains("issues: write"), "{}", findings[0]);
}

#[test]
fn a_user_may_call_what_an_installation_may_not() {
    let mut exchange = example(COMMENTS);
    exchange.path = "/user".to_owned();
    exchange.status = None;
    header(
        &mut exchange,
        "authorization",
        "Bearer ghu_0123456789abcdefghijABCDEFGHIJ012345",
    );
    assert_eq!(check(std::slice::from_ref(&exchange)), []);
    header(
        &mut exchange,
        "authorization",
        "Bearer ghs_0123456789abcdefghijABCDEFGHIJ012345",
    );
    let findings = check(&[exchange]);
    assert_eq!(
        findings.iter().map(|finding| finding.kind).collect::<Vec<_>>(),
        [Kind::NotForApps]
    );
}
