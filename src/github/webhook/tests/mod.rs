//! What each delivery asks for, told case by case, and that no payload on record is refused.
//!
//! Long because: every kind of delivery has its table here, so that none is forgotten beside the others.

mod beside;

use std::{collections::BTreeSet, fs, path::Path};

use serde::Deserialize;
use serde_json::{Value, json};

use super::*;
use crate::{
    domain::{
        key::{IncidentKey, Locator},
        person::Login,
        request::Request,
    },
    github::webhook::route::SweptRepository,
    plan::POSTMORTEM_CHECK,
};

fn me() -> BotIdentity {
    BotIdentity {
        login: Login::new("closeout[bot]"),
    }
}

/// A payload with everything that all deliveries have.
fn delivery(fields: &Value) -> Value {
    let mut payload = json!({
        "installation": { "id": 77, "node_id": "x" },
        "repository": {
            "id": 1000, "name": "ops", "default_branch": "main", "owner": { "login": "acme" }
        },
        "sender": { "login": "mona", "type": "User" },
    });
    for (name, value) in fields.as_object().unwrap() {
        payload[name] = value.clone();
    }
    payload
}

fn routed(event: &str, fields: &Value) -> Route {
    route(event, delivery(fields).to_string().as_bytes(), &me()).unwrap()
}

fn here_at(issue: u64) -> Locator {
    Locator {
        key: IncidentKey {
            repository: 1000,
            issue,
        },
        installation: 77,
        owner: "acme".into(),
        name: "ops".into(),
    }
}

fn look(issue: u64) -> Route {
    Route::Look(vec![here_at(issue)])
}

fn sweep() -> Route {
    Route::Sweep {
        installation: 77,
        repository: Some(SweptRepository {
            id: 1000,
            owner: "acme".into(),
            name: "ops".into(),
        }),
    }
}

#[track_caller]
fn check(cases: &[(&str, Value, Route)]) {
    for (event, fields, expected) in cases {
        assert_eq!(routed(event, fields), *expected, "{event} {fields}");
    }
}

#[test]
fn issues_are_looked_at_when_labels_are_involved() {
    let plain = json!({ "number": 7, "labels": [] });
    let labelled = json!({ "number": 7, "labels": [{ "name": "anything" }] });
    let of = |action: &str, issue: &Value| json!({ "action": action, "issue": issue });
    check(&[
        ("issues", of("opened", &plain), Route::Ignore(Ignored::NoLabels)),
        ("issues", of("opened", &labelled), look(7)),
        ("issues", of("labeled", &plain), look(7)),
        ("issues", of("unlabeled", &plain), look(7)),
        ("issues", of("closed", &plain), Route::Ignore(Ignored::NoLabels)),
        ("issues", of("closed", &labelled), look(7)),
        ("issues", of("edited", &labelled), look(7)),
        ("issues", of("deleted", &labelled), look(7)),
        ("issues", of("deleted", &plain), look(7)),
        ("issues", of("an action of the future", &labelled), look(7)),
        (
            "issues",
            of("pinned", &labelled),
            Route::Ignore(Ignored::Irrelevant),
        ),
        (
            "issues",
            json!({ "action": "labeled" }),
            Route::Ignore(Ignored::Incomplete),
        ),
        (
            "issues",
            of("labeled", &json!({})),
            Route::Ignore(Ignored::Incomplete),
        ),
    ]);
}

#[test]
fn comments_are_looked_at_when_they_can_mean_something() {
    let plain = json!({ "number": 7, "labels": [], "user": null });
    let labelled = json!({ "number": 7, "labels": [{}] });
    let ours = json!({ "number": 9, "labels": [], "user": { "login": "Closeout[bot]" }, "pull_request": {} });
    let others = json!({ "number": 9, "labels": [{}], "user": { "login": "mona" }, "pull_request": {} });
    let of = |issue: &Value, body: &str| json!({ "action": "created", "issue": issue, "comment": { "body": body } });
    check(&[
        (
            "issue_comment",
            of(&plain, "thanks"),
            Route::Ignore(Ignored::NoLabels),
        ),
        ("issue_comment", of(&plain, "hm\r\n  /confirm"), look(7)),
        ("issue_comment", of(&labelled, "thanks"), look(7)),
        ("issue_comment", of(&ours, "thanks"), look(9)),
        (
            "issue_comment",
            of(&others, "see a/b"),
            Route::Ignore(Ignored::OtherBranch),
        ),
        ("issue_comment", of(&others, "/meeting held"), look(9)),
        (
            "issue_comment",
            json!({ "action": "deleted", "issue": labelled }),
            look(7),
        ),
    ]);
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "it is one list of cases, best read as a whole"
)]
fn branches_name_their_incident() {
    let pull = |branch: &str, repository: Value| json!({ "action": "closed", "pull_request": { "head": { "ref": branch, "repo": repository } } });
    let run = |branch: Value| json!({ "action": "rerequested", "check_run": { "check_suite": { "head_branch": branch } } });
    let other = || Route::Ignore(Ignored::OtherBranch);
    check(&[
        (
            "pull_request",
            pull("postmortem/7", json!({ "id": 1000 })),
            look(7),
        ),
        ("pull_request", pull("postmortem/7", json!(null)), look(7)),
        (
            "pull_request",
            pull("postmortem/7", json!({ "id": 2000 })),
            other(),
        ),
        (
            "pull_request",
            pull("postmortem/07", json!({ "id": 1000 })),
            other(),
        ),
        (
            "pull_request",
            pull("postmortem/", json!({ "id": 1000 })),
            other(),
        ),
        (
            "pull_request",
            pull("postmortem/7-x", json!({ "id": 1000 })),
            other(),
        ),
        ("pull_request", pull("main", json!({ "id": 1000 })), other()),
        (
            "pull_request_review",
            pull("postmortem/7", json!({ "id": 1000 })),
            look(7),
        ),
        ("push", json!({ "ref": "refs/heads/postmortem/7" }), look(7)),
        ("push", json!({ "ref": "refs/tags/postmortem/7" }), other()),
        (
            "delete",
            json!({ "ref": "postmortem/7", "ref_type": "branch" }),
            look(7),
        ),
        (
            "delete",
            json!({ "ref": "postmortem/7", "ref_type": "tag" }),
            other(),
        ),
        ("check_run", run(json!("postmortem/7")), look(7)),
        ("check_run", run(json!(null)), other()),
        (
            "check_run",
            json!({ "action": "completed", "check_run": { "check_suite": { "head_branch": "postmortem/7" } } }),
            Route::Ignore(Ignored::Irrelevant),
        ),
        (
            "check_suite",
            json!({ "action": "completed" }),
            Route::Ignore(Ignored::Irrelevant),
        ),
    ]);
}

#[test]
fn buttons_of_our_own_check_are_requests() {
    let run = |name: &str, app: &str, branch: &str| json!({ "name": name, "app": { "slug": app }, "check_suite": { "head_branch": branch } });
    let press = |run: &Value, button: &str| json!({ "action": "requested_action", "requested_action": { "identifier": button }, "check_run": run });
    let again = |run: &Value| json!({ "action": "rerequested", "check_run": run });
    let ask = |request| Route::Ask {
        key: here_at(7),
        requests: BTreeSet::from([request]),
    };
    let ignored = || Route::Ignore(Ignored::Irrelevant);
    let ours = run(POSTMORTEM_CHECK, "closeout", "postmortem/7");
    check(&[
        (
            "check_run",
            press(&ours, "create_issues"),
            ask(Request::CreateIssues),
        ),
        (
            "check_run",
            press(&ours, "refresh_facts"),
            ask(Request::RefreshFacts),
        ),
        ("check_run", press(&ours, "explain"), ask(Request::Explain)),
        ("check_run", press(&ours, "launch"), ignored()),
        ("check_run", again(&ours), ask(Request::Rerun)),
        (
            "check_suite",
            json!({ "action": "rerequested", "check_suite": { "app": { "slug": "closeout" }, "head_branch": "postmortem/7" } }),
            ask(Request::Rerun),
        ),
        (
            "check_run",
            press(&run(POSTMORTEM_CHECK, "other", "postmortem/7"), "explain"),
            ignored(),
        ),
        (
            "check_run",
            again(&run("closeout / config", "closeout", "postmortem/7")),
            look(7),
        ),
        (
            "check_run",
            press(&run(POSTMORTEM_CHECK, "closeout", "main"), "explain"),
            Route::Ignore(Ignored::OtherBranch),
        ),
    ]);
}

#[test]
fn what_concerns_every_incident_is_swept() {
    let push = |file: &str| json!({ "ref": "refs/heads/main", "commits": [{ "modified": [file] }] });
    let all = || Route::Sweep {
        installation: 77,
        repository: None,
    };
    let added = |list: &[&str]| {
        let list: Vec<_> = list
            .iter()
            .map(|name| json!({ "id": 1000, "full_name": name }))
            .collect();
        json!({ "action": "added", "repositories_added": list })
    };
    check(&[
        ("push", push(".github/closeout.yml"), sweep()),
        ("push", push("docs/postmortem.md.hbs"), sweep()),
        ("push", push(".github/ISSUE_TEMPLATE/incident.yml"), sweep()),
        ("push", push(".github/ISSUE_TEMPLATE/incident.yaml"), sweep()),
        (
            "push",
            push(".github/ISSUE_TEMPLATE/bug.yml"),
            Route::Ignore(Ignored::Irrelevant),
        ),
        ("label", json!({ "action": "edited" }), sweep()),
        ("label", json!({ "action": "deleted" }), sweep()),
        (
            "label",
            json!({ "action": "created" }),
            Route::Ignore(Ignored::Irrelevant),
        ),
        ("push", push("README.md"), Route::Ignore(Ignored::Irrelevant)),
        ("installation", json!({ "action": "created" }), all()),
        (
            "installation",
            json!({ "action": "deleted" }),
            Route::Ignore(Ignored::Irrelevant),
        ),
        ("installation_repositories", added(&["acme/ops"]), sweep()),
        (
            "installation_repositories",
            added(&["acme/ops", "acme/web"]),
            all(),
        ),
        ("repository", json!({ "action": "renamed" }), sweep()),
        (
            "repository",
            json!({ "action": "edited" }),
            Route::Ignore(Ignored::Irrelevant),
        ),
    ]);
}

#[test]
fn echoes_and_strangers_are_ignored() {
    let labelled = json!({ "number": 7, "labels": [{}] });
    let by = |login: &str| json!({ "action": "labeled", "issue": labelled, "sender": { "login": login } });
    check(&[
        ("issues", by("closeout[bot]"), Route::Ignore(Ignored::OwnEcho)),
        ("issues", by("other[bot]"), look(7)),
        ("issues", by("closeout"), look(7)),
        (
            "issues",
            json!({ "action": "labeled", "issue": labelled, "sender": null }),
            look(7),
        ),
        (
            "issues",
            json!({ "action": "labeled", "issue": labelled, "installation": null }),
            Route::Ignore(Ignored::NoInstallation),
        ),
        (
            "star",
            json!({ "action": "created" }),
            Route::Ignore(Ignored::Irrelevant),
        ),
    ]);
}

#[test]
fn what_is_no_payload_is_refused_and_what_is_unknown_is_not_read() {
    for body in ["", "{", "[]", "7", "payload=%7B%7D", "\u{feff}{}"] {
        assert!(route("issues", body.as_bytes(), &me()).is_err(), "{body:?}");
        assert_eq!(
            route("star", body.as_bytes(), &me()).unwrap(),
            Route::Ignore(Ignored::Irrelevant)
        );
    }
}

#[derive(Deserialize)]
struct Entry {
    file: String,
    line: usize,
    event: String,
}

#[test]
fn every_payload_github_ever_sent_is_taken() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/webhooks");
    let index = fs::read_to_string(folder.join("index.jsonl")).unwrap();
    let (mut looks, mut total) = (0, 0);
    for entry in index.lines() {
        let entry: Entry = serde_json::from_str(entry).unwrap();
        let payloads = fs::read_to_string(folder.join(&entry.file)).unwrap();
        let payload = payloads.lines().nth(entry.line - 1).unwrap();
        let routed = route(&entry.event, payload.as_bytes(), &me())
            .unwrap_or_else(|fault| panic!("{}:{}: {fault}", entry.file, entry.line));
        total += 1;
        looks += usize::from(matches!(routed, Route::Look(_)));
    }
    assert!(total > 500, "{total} payloads");
    assert!(looks > 10, "{looks} of {total} were found worth a look");
}
