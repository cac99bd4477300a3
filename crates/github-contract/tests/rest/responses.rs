//! Faults of a response.

use github_contract::{Exchange, Kind, check};
use serde_json::json;

use crate::broken::{COMMENTS, CREATE, DELETE, assert_each, example};

#[test]
fn statuses_and_response_headers_that_github_does_not_send() {
    fn link(exchange: &mut Exchange) {
        let headers = exchange.response_headers.get_or_insert_default();
        headers.insert("Link".to_owned(), "https://h/?page=2; rel=next".to_owned());
    }
    assert_each(&[
        (
            CREATE,
            |x| x.status = Some(200),
            Kind::UnexpectedStatus,
            "never 200",
        ),
        (
            DELETE,
            |x| x.status = Some(418),
            Kind::UnexpectedStatus,
            "never 418",
        ),
        (
            DELETE,
            |x| x.response_body = json!({}),
            Kind::UnexpectedResponseBody,
            "204 of issues/delete-comment",
        ),
        (
            COMMENTS,
            |x| x.response_headers = serde_json::from_value(json!({"Content-Type": "text/html"})).ok(),
            Kind::ResponseMediaType,
            "text/html",
        ),
        (COMMENTS, link, Kind::LinkHeader, "page=2"),
    ]);
}

#[test]
fn response_bodies_that_github_does_not_send() {
    assert_each(&[
        (
            CREATE,
            |x| x.response_body["number"] = json!("1347"),
            Kind::ResponseBody,
            r#"/number: "1347" is not of type"#,
        ),
        (
            CREATE,
            |x| x.response_body["created_at"] = json!("today"),
            Kind::ResponseBody,
            "/created_at",
        ),
        (
            CREATE,
            |x| x.response_body["title"] = json!(null),
            Kind::ResponseBody,
            "/title: null",
        ),
        (
            CREATE,
            |x| x.response_body["severity"] = json!("SEV1"),
            Kind::UndocumentedResponseField,
            "/severity",
        ),
        (
            CREATE,
            |x| x.response_body["state_reason"] = json!("bored"),
            Kind::ResponseBody,
            "/state_reason",
        ),
    ]);
}

#[test]
fn response_bodies_that_are_no_list_of_what_github_sends() {
    assert_each(&[
        (
            COMMENTS,
            |x| x.response_body[0]["user"] = json!(7),
            Kind::ResponseBody,
            "/0/user",
        ),
        (
            COMMENTS,
            |x| drop(x.response_body[0].as_object_mut().map(|o| o.remove("node_id"))),
            Kind::ResponseBody,
            "/0",
        ),
        (
            COMMENTS,
            |x| x.response_body = json!("[}"),
            Kind::ResponseBody,
            "not JSON",
        ),
        (
            COMMENTS,
            |x| x.response_body = json!(null),
            Kind::ResponseBody,
            "there is none",
        ),
        (
            CREATE,
            |x| {
                x.status = Some(403);
                x.response_body = json!({"message": 5});
            },
            Kind::ResponseBody,
            "/message",
        ),
    ]);
}

#[test]
fn refusals_and_failures_of_github_are_part_of_the_contract() {
    for (status, body) in [
        (
            403,
            json!({"message": "You have exceeded a secondary rate limit", "documentation_url": "https://x/y"}),
        ),
        (
            404,
            json!({"message": "Not Found", "documentation_url": "https://x/y", "status": "404"}),
        ),
        (502, json!("<html><title>Unicorn!</title></html>")),
        (503, json!(null)),
    ] {
        let mut exchange = example(COMMENTS);
        exchange.status = Some(status);
        exchange.response_headers = None;
        exchange.response_body = body;
        // A page in place of JSON is only believable with its own media type.
        if status == 502 {
            exchange.response_headers = serde_json::from_value(json!({"content-type": "text/html"})).ok();
        }
        assert_eq!(check(&[exchange]), [], "{status}");
    }
}
