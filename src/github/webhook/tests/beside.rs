//! What happens beside an incident, or takes it elsewhere.

use serde_json::{Value, json};

use super::{check, here_at, look};
use crate::{
    domain::key::{IncidentKey, Locator},
    github::webhook::{Ignored, Route, Which, route::SweptRepository},
};

#[test]
fn a_transferred_issue_is_looked_at_where_it_was_and_where_it_is() {
    let issue = json!({ "number": 7, "labels": [] });
    let to = |changes: Value| json!({ "action": "transferred", "issue": issue, "changes": changes });
    let there = Locator {
        key: IncidentKey {
            repository: 2000,
            issue: 3,
        },
        name: "web".into(),
        ..here_at(7)
    };
    let whole = json!({
        "new_issue": { "number": 3 },
        "new_repository": { "id": 2000, "name": "web", "owner": { "login": "acme" } },
    });
    let came = json!({ "old_issue": { "number": 3 }, "old_repository": { "id": 2000 } });
    check(&[
        ("issues", to(whole), Route::Look(vec![here_at(7), there])),
        ("issues", to(json!({})), look(7)),
        ("issues", to(json!(null)), look(7)),
        (
            "issues",
            json!({ "action": "opened", "issue": { "number": 7, "labels": [{}] }, "changes": came }),
            look(7),
        ),
    ]);
}

fn known(which: Which) -> Route {
    Route::Known {
        installation: 77,
        repository: SweptRepository {
            id: 1000,
            owner: "acme".into(),
            name: "ops".into(),
        },
        which,
    }
}

#[test]
fn whom_words_mention_is_told_besides() {
    let said = |body: &str, labels: Value| json!({ "action": "created", "issue": { "number": 7, "labels": labels }, "comment": { "body": body } });
    let opened =
        |body: &str| json!({ "action": "opened", "issue": { "number": 7, "labels": [{}], "body": body } });
    let around = |numbers: &[u64]| Route::LookAround {
        keys: vec![here_at(7)],
        mentioned: numbers.iter().copied().collect(),
    };
    check(&[
        ("issue_comment", said("/duplicate #9", json!([{}])), around(&[9])),
        (
            "issue_comment",
            said("As in acme/ops#9 and #12.", json!([{}])),
            around(&[9, 12]),
        ),
        ("issue_comment", said("/ack", json!([{}])), look(7)),
        (
            "issue_comment",
            said("It began with #9.", json!([])),
            known(Which::Numbered([9].into())),
        ),
        ("issues", opened("After #9."), around(&[9])),
        ("issues", opened("After."), look(7)),
    ]);
}

#[test]
fn what_was_shipped_or_mentioned_concerns_incidents_that_are_known() {
    let push = |branch: &str, messages: &[&str]| {
        let commits: Vec<_> = messages
            .iter()
            .map(|message| json!({ "message": message, "modified": ["a"] }))
            .collect();
        json!({ "ref": format!("refs/heads/{branch}"), "commits": commits })
    };
    let pull = |action: &str, body: Value| json!({ "action": action, "pull_request": { "head": { "ref": "fix" }, "body": body } });
    let numbered = |numbers: &[u64]| known(Which::Numbered(numbers.iter().copied().collect()));
    let other = || Route::Ignore(Ignored::OtherBranch);
    check(&[
        (
            "deployment",
            json!({ "action": "created" }),
            known(Which::Running),
        ),
        ("deployment_status", json!({}), known(Which::Running)),
        ("release", json!({ "action": "published" }), known(Which::Running)),
        (
            "release",
            json!({ "action": "edited" }),
            Route::Ignore(Ignored::Irrelevant),
        ),
        (
            "push",
            push("main", &["Fix #7", "And #9 (#12)"]),
            numbered(&[7, 9, 12]),
        ),
        ("push", push("main", &["Fix"]), Route::Ignore(Ignored::Irrelevant)),
        ("push", push("fix", &["Fix #7"]), other()),
        ("pull_request", pull("closed", json!("For #7.")), numbered(&[7])),
        ("pull_request", pull("closed", json!("Nothing.")), other()),
        ("pull_request", pull("opened", json!(null)), other()),
        (
            "pull_request",
            pull("synchronize", json!("For #7.")),
            numbered(&[7]),
        ),
        (
            "pull_request_review",
            pull("submitted", json!("For #7.")),
            numbered(&[7]),
        ),
        ("pull_request", pull("assigned", json!("For #7.")), other()),
    ]);
}
