//! The review meetings as calendars and people read them from the server.

use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use chrono::Duration;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::stage::{REPOSITORY, Stage};

/// What the server answers.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("plain characters"))
    }
}

async fn get_with(stage: &Stage, path: &str, known: Option<&str>) -> Answer {
    let mut request = Request::get(path);
    if let Some(known) = known {
        request = request.header("if-none-match", known);
    }
    let request = request.body(Body::empty()).expect("a request");
    let answer = stage
        .server
        .router
        .clone()
        .oneshot(request)
        .await
        .expect("an answer");
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.expect("a body").to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8(bytes.into()).expect("text"),
    }
}

async fn get(stage: &Stage, path: &str) -> Answer {
    get_with(stage, path, None).await
}

/// A resolved SEV1 and where its calendar is, as the bot's comment says.
async fn resolved(stage: &Stage, title: &str) -> (u64, String) {
    let issue = stage.open(title, &["incident", "SEV1"]);
    stage
        .mona
        .comment(REPOSITORY, issue, "/commander me\n/owner me\n/resolved")
        .unwrap();
    stage.settle().await;
    let comment = stage
        .said(issue + 1)
        .into_iter()
        .find(|body| body.contains("/calendar/"));
    let comment = comment.expect("the pull request has a comment about the meeting");
    let (_, rest) = comment.split_once("(https://closeout.example").expect("a link");
    let (path, _) = rest
        .split_once("/1.ics)")
        .or_else(|| rest.split_once(&format!("/{issue}.ics)")))
        .expect("its end");
    (issue, path.to_owned())
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "it is one list of cases, best read as a whole"
)]
async fn a_feed_an_invitation_and_a_page() {
    let stage = Stage::set().await.listening().await;
    let (issue, page) = resolved(&stage, "決済が止まった <b>").await;

    let feed = get(&stage, &format!("{page}.ics")).await;
    assert_eq!(feed.status, StatusCode::OK);
    assert_eq!(
        feed.header("content-type"),
        "text/calendar; charset=utf-8; method=PUBLISH"
    );
    assert!(feed.text.starts_with("BEGIN:VCALENDAR\r\n"), "{}", feed.text);
    assert!(
        feed.text.contains("X-WR-CALNAME:Postmortem reviews of acme/ops"),
        "{}",
        feed.text
    );
    assert!(feed.text.contains("SEQUENCE:0\r\n"));

    let one = get(&stage, &format!("{page}/{issue}.ics")).await;
    assert_eq!(one.status, StatusCode::OK);
    assert_eq!(
        one.header("content-type"),
        "text/calendar; charset=utf-8; method=PUBLISH"
    );
    assert!(one.text.contains("\r\nMETHOD:PUBLISH\r\n"), "{}", one.text);
    assert_eq!(one.text.matches("BEGIN:VEVENT").count(), 1);

    let html = get(&stage, &page).await;
    assert_eq!(html.status, StatusCode::OK);
    assert_eq!(html.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(html.header("referrer-policy"), "no-referrer");
    assert!(
        html.header("content-security-policy")
            .starts_with("default-src 'none'")
    );
    assert!(html.text.contains("決済が止まった &lt;b&gt;"), "{}", html.text);
    assert!(!html.text.contains("<script"));

    stage
        .mona
        .comment(REPOSITORY, issue, "/meeting tomorrow 15:00")
        .unwrap();
    stage.settle().await;
    let moved = get(&stage, &format!("{page}/{issue}.ics")).await;
    assert!(moved.text.contains("SEQUENCE:1\r\n"), "{}", moved.text);
    let uid = |text: &str| {
        text.lines()
            .find(|line| line.starts_with("UID:"))
            .map(str::to_owned)
    };
    assert_eq!(uid(&moved.text), uid(&one.text));

    stage
        .mona
        .comment(REPOSITORY, issue, "/meeting skip nothing to say")
        .unwrap();
    stage.settle().await;
    let off = get(&stage, &format!("{page}/{issue}.ics")).await;
    assert_eq!(
        off.header("content-type"),
        "text/calendar; charset=utf-8; method=CANCEL"
    );
    assert!(
        off.text.contains("STATUS:CANCELLED\r\n") && off.text.contains("SEQUENCE:2\r\n"),
        "{}",
        off.text
    );
    stage.close(&[issue]).await;
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let stage = Stage::set().await.listening().await;
    let (issue, page) = resolved(&stage, "API is down").await;
    let path = format!("{page}.ics");
    let first = get(&stage, &path).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"'), "{tag}");
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}")] {
        let again = get_with(&stage, &path, Some(&known)).await;
        assert_eq!(
            (again.status, again.text.as_str()),
            (StatusCode::NOT_MODIFIED, "")
        );
        assert_eq!(again.header("etag"), tag);
    }
    stage
        .mona
        .comment(REPOSITORY, issue, "/meeting tomorrow 15:00")
        .unwrap();
    stage.settle().await;
    let changed = get_with(&stage, &path, Some(&tag)).await;
    assert_eq!(changed.status, StatusCode::OK);
    stage.close(&[issue]).await;
}

#[tokio::test]
async fn nobody_learns_from_an_address_why_it_opens_nothing() {
    let stage = Stage::set().await.listening().await;
    let (issue, page) = resolved(&stage, "API is down").await;
    let (start, proof) = page.rsplit_once('-').unwrap();
    let other = format!("{start}-{}", "0".repeat(proof.len()));
    let paths = [
        "/calendar/x".to_owned(),
        "/calendar/x.ics".to_owned(),
        "/calendar/x/1.ics".to_owned(),
        other.clone(),
        format!("{other}.ics"),
        format!("{other}/{issue}.ics"),
        format!("{page}/{}.ics", issue + 1),
        format!("{page}/{issue}"),
        format!("{page}/0{issue}.ics"),
        format!("{page}/.ics"),
    ];
    let mut answers = Vec::new();
    for path in paths {
        let answer = get(&stage, &path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        answers.push((answer.text, answer.headers));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "all of them are answered alike");
    stage.close(&[issue]).await;
}

#[tokio::test]
async fn a_meeting_goes_from_the_next_to_the_past() {
    let stage = Stage::set().await.listening().await;
    let (issue, page) = resolved(&stage, "API is down").await;
    let upcoming = |html: &str| html.find("class=\"meeting").unwrap() < html.find("id=\"past\"").unwrap();
    assert!(upcoming(&get(&stage, &page).await.text));
    stage.pass(Duration::days(7)).await;
    let html = get(&stage, &page).await.text;
    assert!(
        !upcoming(&html) && html.contains("outcome not recorded"),
        "{html}"
    );
    stage
        .mona
        .comment(REPOSITORY, issue, "/meeting held yesterday 15:00")
        .unwrap();
    stage.settle().await;
    let html = get(&stage, &page).await.text;
    assert!(html.contains("class=\"meeting held\""), "{html}");
    stage.close(&[issue]).await;
}
