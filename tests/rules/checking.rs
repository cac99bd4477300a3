//! What the check makes of the document: gates, findings that come with the calendar, and what is asked for by buttons.

use std::collections::BTreeSet;

use closeout::{
    domain::{observation::DocumentFile, request::Request},
    message::Message,
    plan::effect::{Conclusion, Effect},
};

use crate::story::Story;

const GOOD: &str = include_str!("../../src/document/lint/tests/good.en.md");

/// A resolved incident with this document in review.
fn with(text: &str) -> Story {
    let story = Story::declared()
        .labels("alice", "SEV2")
        .says("alice", "/commander me\n/resolved\n/owner @bob")
        .pull_request();
    story.pull(|pull| {
        pull.draft = false;
        pull.document = Some(DocumentFile {
            path: "postmortems/2026/7-checkout.md".into(),
            text: text.into(),
        });
    })
}

/// How the check ends, and how many errors and warnings it tells.
fn check(story: &Story) -> (Conclusion, usize, usize) {
    let effects = story.plan().effects;
    let found = effects.iter().find_map(|effect| match effect {
        Effect::PublishCheck {
            conclusion, message, ..
        } => match &**message {
            Message::PostmortemCheck(check) => Some((*conclusion, check.errors, check.warnings)),
            _ => None,
        },
        _ => None,
    });
    found.expect("the check is published")
}

#[test]
fn in_review_it_fails_and_tells_what_is_wrong() {
    assert_eq!(check(&with(GOOD)), (Conclusion::Failure, 0, 0));
    let bad = GOOD.replacen("## Resolution\n", "[x]()\n\n## Resolution\n", 1);
    assert_eq!(check(&with(&bad)), (Conclusion::Failure, 1, 0));
    let draft = with(&bad).pull(|pull| pull.draft = true);
    assert_eq!(check(&draft), (Conclusion::Neutral, 1, 0));
    let off = with(&bad).policy("lint: { rules: { broken-link: off } }");
    assert_eq!(check(&off), (Conclusion::Failure, 0, 0));
}

#[test]
fn a_due_date_that_passes_is_told_at_midnight_and_not_before() {
    // The front matter's resolution is that evening in UTC: in Tokyo the 21st has begun.
    let text = GOOD.replacen("2026-12-05", "2026-11-21", 1).replacen(
        "resolved: 2026-11-20T14:45:00Z",
        "resolved: 2026-11-20T09:00:00Z",
        1,
    );
    let story = with(&text).policy("time_zone: Asia/Tokyo");
    let midnight = story.minute(0) + chrono::Duration::hours(30);
    assert_eq!(midnight.to_rfc3339(), "2026-11-21T15:00:00+00:00");
    assert_eq!(story.plan().wake_at, Some(midnight));
    let until = (midnight - story.now()).num_minutes();
    let before = story.clone().wait(until - 1);
    assert_eq!(check(&before).2, 0);
    assert_eq!(check(&story.wait(until + 1)).2, 1);
}

#[test]
fn an_explanation_is_written_when_somebody_asks_and_something_was_found() {
    let explains = |story: &Story| {
        let planned = story.planned();
        planned.iter().any(|line| line.contains("Explanation"))
    };
    let bad = GOOD.replacen("## Resolution\n", "[x]()\n\n## Resolution\n", 1);
    let mut story = with(&bad);
    assert!(!explains(&story));
    story.requests = BTreeSet::from([Request::Explain]);
    assert!(explains(&story));
    let mut fine = with(GOOD);
    fine.requests = BTreeSet::from([Request::Explain]);
    assert!(!explains(&fine), "there is nothing to explain");
}
