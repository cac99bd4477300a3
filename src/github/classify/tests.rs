//! Every way in which GitHub says no or wait, and what each is taken for.

use bytes::Bytes;
use http::HeaderMap;
use serde_json::json;

use super::*;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn answer(status: u16, headers: &[(&'static str, &str)], body: &str) -> Answer {
    Answer {
        status: StatusCode::from_u16(status).unwrap(),
        headers: headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect::<HeaderMap>(),
        body: Bytes::copy_from_slice(body.as_bytes()),
    }
}

fn worded(status: u16, message: &str) -> Answer {
    answer(
        status,
        &[],
        &json!({ "message": message, "status": status.to_string() }).to_string(),
    )
}

#[test]
fn limits_are_told_from_refusals() {
    let until = |seconds| Some(Limit::Until(now() + TimeDelta::seconds(seconds)));
    let reset = (now().timestamp() + 600).to_string();
    let spent = [
        ("x-ratelimit-remaining", "0"),
        ("x-ratelimit-reset", reset.as_str()),
    ];
    let secondary =
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    let creation = "You have triggered an abuse detection mechanism and have been temporarily blocked from content \
                    creation. Please retry your request again later.";
    let documented = json!({
        "message": "Slow down",
        "documentation_url": "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits"
    });
    let both = [
        ("retry-after", "30"),
        ("x-ratelimit-remaining", "0"),
        ("x-ratelimit-reset", reset.as_str()),
    ];
    let cases = [
        (answer(403, &[("retry-after", "30")], "{}"), until(30)),
        (answer(429, &both, "{}"), until(30)),
        (answer(403, &spent, "{}"), until(601)),
        (answer(429, &spent, "<html>"), until(601)),
        (answer(429, &[], ""), Some(Limit::Unnamed)),
        (worded(403, secondary), Some(Limit::Unnamed)),
        (worded(403, creation), Some(Limit::Unnamed)),
        (
            answer(403, &[("x-ratelimit-remaining", "4000")], &documented.to_string()),
            Some(Limit::Unnamed),
        ),
        (
            worded(422, "Validation failed, or the endpoint has been spammed."),
            Some(Limit::Unnamed),
        ),
        (worded(403, "Resource not accessible by integration"), None),
        (worded(403, "Repository was archived so is read-only."), None),
        (answer(404, &spent, "{}"), None),
        (answer(200, &spent, "{}"), None),
        (answer(502, &[], "<html>"), None),
    ];
    for (answer, expected) in cases {
        assert_eq!(limit(&answer, now()), expected, "{answer:?}");
    }
}

#[test]
fn refusals_are_sorted_by_what_there_is_to_do() {
    let name = |error: &Error| match error {
        Error::Transient { .. } => "transient",
        Error::RateLimited { .. } => "limited",
        Error::Denied { .. } => "denied",
        Error::Gone { .. } => "gone",
        Error::Conflict { .. } => "conflict",
        Error::Declined { .. } => "declined",
        Error::Invalid { .. } => "invalid",
    };
    let cases = [
        (worded(400, "Problems parsing JSON"), "invalid"),
        (worded(401, "Bad credentials"), "denied"),
        (worded(403, "Resource not accessible by integration"), "denied"),
        (worded(403, "This installation has been suspended"), "denied"),
        (worded(404, "Not Found"), "gone"),
        (worded(405, "Pull Request is not mergeable"), "conflict"),
        (worded(409, "Git Repository is empty."), "denied"),
        (worded(409, "is at 1 but expected 2"), "conflict"),
        (worded(410, "Issues are disabled for this repo"), "denied"),
        (worded(410, "This issue was deleted"), "gone"),
        (worded(422, "Validation Failed"), "invalid"),
        (worded(451, "Repository access blocked"), "denied"),
        (worded(500, "Server Error"), "transient"),
        (
            answer(502, &[("content-type", "text/html")], "<html>Unicorn!</html>"),
            "transient",
        ),
        (answer(504, &[], ""), "transient"),
    ];
    for (answer, expected) in cases {
        let error = refusal(&answer);
        assert_eq!(name(&error), expected, "{error}");
    }
}

#[test]
fn a_missing_permission_is_named() {
    let error = refusal(&answer(
        403,
        &[(
            "x-accepted-github-permissions",
            "issues=write; pull_requests=write",
        )],
        r#"{"message":"Resource not accessible by integration","status":"403"}"#,
    ));
    assert_eq!(
        error.to_string(),
        "GitHub refuses: 403 Resource not accessible by integration \
         (the token lacks issues=write; pull_requests=write)"
    );
}

#[test]
fn reasons_are_told_in_whatever_form_they_come() {
    let cases = [
        (
            json!([{"resource": "Label", "code": "already_exists", "field": "name"}]),
            "Label name already_exists",
        ),
        (json!(["plain words"]), "plain words"),
        (json!("no list"), "no list"),
        (json!({"message": "an object"}), "an object"),
    ];
    for (errors, told) in cases {
        let answer = answer(
            422,
            &[],
            &json!({"message": "Validation Failed", "errors": errors}).to_string(),
        );
        assert_eq!(
            refusal(&answer),
            Error::invalid(format!("422 Validation Failed; {told}"))
        );
        assert!(mentions(&answer, told.split(' ').next_back().unwrap()));
    }
}

#[test]
fn pages_of_html_are_not_repeated() {
    let page = answer(
        502,
        &[("content-type", "text/html; charset=utf-8")],
        "<html>secret</html>",
    );
    assert_eq!(
        refusal(&page),
        Error::transient("502 Bad Gateway with a body of text/html")
    );
}
