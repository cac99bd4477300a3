//! GitHub's own examples have no findings, in either API version, and stay valid in the ways a recording may be
//! written.

use github_contract::{Exchange, Query, assert_valid, check, read};
use serde_json::Value;

const EXAMPLES: [(&str, usize, &str); 2] = [
    (
        "2022-11-28",
        190,
        include_str!("../data/examples-2022-11-28.jsonl"),
    ),
    (
        "2026-03-10",
        182,
        include_str!("../data/examples-2026-03-10.jsonl"),
    ),
];

fn all_examples() -> Vec<Exchange> {
    EXAMPLES
        .iter()
        .flat_map(|(_, _, text)| read(text).expect("the examples are recordings"))
        .collect()
}

#[test]
fn githubs_own_examples_have_no_findings() {
    for (version, count, text) in EXAMPLES {
        let examples = read(text).expect("the examples are recordings");
        assert_eq!(examples.len(), count, "{version}");
        let headers = examples
            .iter()
            .filter_map(|example| example.request_headers.as_ref());
        assert!(
            headers
                .into_iter()
                .all(|headers| headers["x-github-api-version"] == version)
        );
        assert_valid(&examples);
    }
}

#[test]
fn bodies_may_be_recorded_as_text() {
    let mut examples = all_examples();
    for example in &mut examples {
        for body in [&mut example.request_body, &mut example.response_body] {
            if !body.is_null() {
                *body = Value::String(body.to_string());
            }
        }
    }
    assert_valid(&examples);
}

#[test]
fn enterprise_server_and_links_by_id_mean_the_same_operations() {
    let mut examples = all_examples();
    for example in &mut examples {
        example.path = format!(
            "/api/v3{}",
            example
                .path
                .replacen("/repos/octocat/Hello-World", "/repositories/17", 1)
        );
    }
    assert!(
        examples
            .iter()
            .any(|example| example.path.starts_with("/api/v3/repositories/17/"))
    );
    assert_valid(&examples);
}

#[test]
fn a_query_may_stand_in_the_path_or_beside_it() {
    let mut search = all_examples();
    search.retain(|example| example.path == "/search/issues");
    assert_eq!(search.len(), 2);
    for example in &mut search {
        example.query = Query::Text("?q=is%3Aissue+label%3Aincident&per_page=100".to_owned());
    }
    assert_valid(&search);
    for example in &mut search {
        example.query = Query::default();
        example.path = "/search/issues?q=is%3Aissue".to_owned();
    }
    assert_valid(&search);
}

#[test]
fn headers_that_were_not_recorded_are_not_missed() {
    let mut examples = all_examples();
    for example in &mut examples {
        example.request_headers = None;
        example.response_headers = None;
    }
    // Without the header the older version is assumed, so only its examples can be judged.
    assert_valid(&examples[..190]);
}

#[test]
fn a_line_that_is_no_exchange_is_named() {
    let error = read("\n{\"method\":\"GET\",\"path\":\"/\"}\n{\"method\":\"GET\"}\n")
        .expect_err("line 3 has no path");
    assert!(
        error
            .to_string()
            .starts_with("line 3 is not an exchange (missing field `path`"),
        "{error}"
    );
    assert_eq!(check(&[]), []);
}
