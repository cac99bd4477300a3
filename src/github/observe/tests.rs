//! GraphQL's answers in the domain's words: forks, bots, merges, holes, deleted accounts and files cut short.

use serde_json::{Value, json};

use super::{Asks, branch_name, decode, events, issue_of_branch, wire};
use crate::{
    domain::{
        event::{CloseReason, Event, EventKind, Mark, Place, Reference, Referrer, ReviewVerdict, Verdict},
        observation::PullRequestState,
        person::{Actor, Login},
    },
    github::Error,
};

fn page(nodes: &Value) -> Value {
    json!({ "pageInfo": { "hasNextPage": false, "endCursor": null }, "nodes": nodes })
}

fn read(place: Place, items: Value, merged: Option<&str>) -> Vec<Event> {
    let items: Vec<wire::Item> = serde_json::from_value(items).unwrap();
    let merged = merged.map(|at| at.parse().unwrap());
    events::events(place, items, merged, Mark::Rocket).unwrap()
}

fn kinds(items: Value) -> Vec<EventKind> {
    let events = read(Place::Issue, items, None);
    events.into_iter().map(|event| event.kind).collect()
}

fn us() -> Login {
    Login::new("closeout[bot]")
}

fn pull_request(changes: &Value) -> wire::PullRequest {
    let mut pull_request = json!({
        "number": 9, "id": "PR_1", "url": "https://github.example/acme/ops/pull/9", "headRefOid": "abc",
        "headRefName": "postmortem/7", "baseRefName": "main", "mergeable": "MERGEABLE", "author": null,
        "state": "OPEN", "isDraft": true, "createdAt": "2026-11-20T12:00:00Z", "mergedAt": null,
        "isCrossRepository": false,
        "labels": { "nodes": [] }, "assignees": { "nodes": [{ "login": "mona" }, null] },
        "latestOpinionatedReviews": { "nodes": [] },
        "files": { "nodes": [] },
        "commits": { "nodes": [{ "commit": { "file": null, "checkSuites": null } }] },
        "everyCommit": { "totalCount": 0, "nodes": [] },
        "timelineItems": page(&json!([])),
    });
    for (name, value) in changes.as_object().unwrap() {
        pull_request[name] = value.clone();
    }
    serde_json::from_value(pull_request).unwrap()
}

#[test]
fn branches_and_incidents_name_each_other() {
    assert_eq!(issue_of_branch(&branch_name(7)), Some(7));
    for branch in [
        "postmortem/",
        "postmortem/0",
        "postmortem/07",
        "postmortem/+7",
        "postmortem/7/x",
        "main",
        "",
    ] {
        assert_eq!(issue_of_branch(branch), None, "{branch:?}");
    }
}

#[test]
fn a_bot_is_never_mistaken_for_the_person_of_its_name() {
    let who = |kind: &str, login: &str| wire::Who {
        kind: kind.into(),
        login: login.into(),
    };
    assert_eq!(events::actor(who("Bot", "mona")), Actor::bot("mona[bot]"));
    assert_eq!(events::actor(who("Bot", "mona[bot]")), Actor::bot("mona[bot]"));
    assert_eq!(events::actor(who("User", "mona")), Actor::person("mona"));
    assert_ne!(events::actor(who("Bot", "mona")).login, Login::new("mona"));
    assert_eq!(events::person(Some(who("Bot", "mona"))), None);
    assert_eq!(events::person(None), None);
}

#[test]
fn comments_keep_what_authorises_them() {
    let items = json!([{
        "__typename": "IssueComment", "id": "IC_1", "fullDatabaseId": "9876543210", "url": "u", "body": "/ack",
        "createdAt": "2026-11-20T12:00:00Z", "isMinimized": true, "viewerDidAuthor": false, "author": null,
        "reactionGroups": [
            { "content": "THUMBS_UP", "viewerHasReacted": true },
            { "content": "CONFUSED", "viewerHasReacted": false },
            { "content": "ROCKET", "viewerHasReacted": true },
            { "content": "EYES", "viewerHasReacted": true }
        ],
        "reactions": { "nodes": [
            { "user": { "__typename": "User", "login": "mona" } }, { "user": null }, null,
            { "user": { "__typename": "Bot", "login": "robot" } }
        ] }
    }]);
    let read = read(Place::Issue, items, None);
    let [
        Event {
            actor: None,
            kind: EventKind::Commented(comment),
            ..
        },
    ] = &read[..]
    else {
        panic!("{read:?}")
    };
    assert_eq!(
        (comment.id, comment.minimized, comment.ours),
        (9_876_543_210, true, false)
    );
    let expected = Verdict {
        accepted: true,
        refused: false,
        marked: true,
    };
    assert_eq!(comment.verdict, expected);
    assert_eq!(comment.marked_by, [Login::new("mona")]);
}

#[test]
fn what_cannot_be_read_is_left_out() {
    let at = "2026-11-20T12:00:00Z";
    let items = json!([
        { "__typename": "SomethingOfTheFuture", "createdAt": at },
        { "__typename": "AssignedEvent", "createdAt": at, "actor": null, "assignee": null },
        { "__typename": "CrossReferencedEvent", "createdAt": at, "actor": null, "source": null },
        { "__typename": "CrossReferencedEvent", "createdAt": at, "actor": null, "source": { "__typename": "Issue" } },
        { "__typename": "ReferencedEvent", "createdAt": at, "actor": null, "isDirectReference": true, "commit": null },
        { "__typename": "ReferencedEvent", "createdAt": at, "actor": null, "isDirectReference": false, "commit": { "messageHeadline": "h", "url": "u" } },
        { "__typename": "PullRequestReview", "submittedAt": null, "state": "PENDING", "url": "u", "author": null },
        { "__typename": "LabeledEvent", "createdAt": at, "actor": null, "label": { "name": "障害" } },
        { "__typename": "PullRequestReview", "submittedAt": at, "state": "DISMISSED", "url": "u", "author": null },
    ]);
    assert_eq!(
        kinds(items),
        [
            EventKind::Labeled("障害".into()),
            EventKind::Reviewed {
                verdict: ReviewVerdict::Dismissed,
                url: "u".into()
            },
        ]
    );
}

#[test]
fn what_refers_to_the_incident_says_what_it_is() {
    let at = "2026-11-20T12:00:00Z";
    let source = |source: Value| json!({ "__typename": "CrossReferencedEvent", "createdAt": at, "actor": null, "source": source });
    let items = json!([
        source(json!({ "__typename": "Issue", "title": "i", "url": "ui" })),
        source(json!({ "__typename": "PullRequest", "title": "o", "url": "uo", "mergedAt": null })),
        source(json!({ "__typename": "PullRequest", "title": "m", "url": "um", "mergedAt": at })),
        {
            "__typename": "ReferencedEvent", "createdAt": at, "actor": null, "isDirectReference": true,
            "commit": { "messageHeadline": "Fix #7", "url": "uc" }
        },
    ]);
    let reference = |by: Referrer, title: &str, url: &str| {
        EventKind::Referenced(Reference {
            by,
            title: title.into(),
            url: url.into(),
        })
    };
    let merged_at = Some(at.parse().unwrap());
    assert_eq!(
        kinds(items),
        [
            reference(Referrer::Issue, "i", "ui"),
            reference(Referrer::PullRequest { merged_at: None }, "o", "uo"),
            reference(Referrer::PullRequest { merged_at }, "m", "um"),
            reference(Referrer::Commit, "Fix #7", "uc"),
        ]
    );
}

#[test]
fn closings_say_why_and_transfers_from_where() {
    let at = "2026-11-20T12:00:00Z";
    let closed = |reason: Value| json!({ "__typename": "ClosedEvent", "createdAt": at, "actor": null, "stateReason": reason });
    let from = |repository: Value| json!({ "__typename": "TransferredEvent", "createdAt": at, "actor": null, "fromRepository": repository });
    let items = json!([
        closed(json!(null)),
        closed(json!("COMPLETED")),
        closed(json!("NOT_PLANNED")),
        closed(json!("DUPLICATE")),
        from(json!({ "nameWithOwner": "acme/web" })),
        from(json!(null)),
    ]);
    assert_eq!(
        kinds(items),
        [
            EventKind::Closed(CloseReason::Completed),
            EventKind::Closed(CloseReason::Completed),
            EventKind::Closed(CloseReason::NotPlanned),
            EventKind::Closed(CloseReason::Duplicate),
            EventKind::Transferred {
                from: Some("acme/web".into())
            },
            EventKind::Transferred { from: None },
        ]
    );
}

#[test]
fn the_closing_that_a_merge_brings_is_no_closing() {
    let entry = |kind: &str, at: &str| json!({ "__typename": kind, "createdAt": at, "actor": null });
    let items = json!([
        entry("ClosedEvent", "2026-11-20T12:00:00Z"),
        entry("ReopenedEvent", "2026-11-20T13:00:00Z"),
        entry("MergedEvent", "2026-11-20T14:00:00Z"),
        entry("ClosedEvent", "2026-11-20T14:00:00Z"),
    ]);
    let events = read(Place::PullRequest, items, Some("2026-11-20T14:00:00Z"));
    let kinds: Vec<_> = events.into_iter().map(|event| event.kind).collect();
    assert_eq!(
        kinds,
        [
            EventKind::Closed(CloseReason::Completed),
            EventKind::Reopened,
            EventKind::Merged
        ]
    );
}

#[test]
fn the_open_pull_request_comes_before_the_merged_and_that_before_the_latest_and_forks_never() {
    let number = |candidates: &[(u64, &str, bool)]| {
        let candidates = candidates.iter().map(|(number, state, fork)| {
            pull_request(&json!({ "number": number, "state": state, "isCrossRepository": fork }))
        });
        decode::choose(candidates.collect()).map(|chosen| chosen.number)
    };
    assert_eq!(number(&[]), None);
    assert_eq!(
        number(&[(9, "CLOSED", false), (5, "OPEN", false), (7, "MERGED", false)]),
        Some(5)
    );
    assert_eq!(number(&[(9, "CLOSED", false), (7, "MERGED", false)]), Some(7));
    assert_eq!(number(&[(8, "CLOSED", false), (9, "CLOSED", false)]), Some(9));
    assert_eq!(number(&[(9, "OPEN", true), (3, "CLOSED", false)]), Some(3));
    assert_eq!(number(&[(9, "OPEN", true)]), None);
}

#[test]
fn only_people_approve() {
    let review = |state: &str, kind: &str, login: &str| json!({ "state": state, "author": { "__typename": kind, "login": login } });
    let wire = pull_request(&json!({ "latestOpinionatedReviews": { "nodes": [
        review("APPROVED", "User", "mona"), review("APPROVED", "Bot", "reviewer"),
        review("DISMISSED", "User", "hubot"), { "state": "APPROVED", "author": null }, null,
    ] } }));
    let decoded = decode::pull_request(wire, None, Some("main"), 7, &us()).unwrap();
    assert_eq!(decoded.pull_request.approvals, [Login::new("mona")]);
    assert!(!decoded.pull_request.changes_requested);
    assert_eq!(decoded.pull_request.state, PullRequestState::Open);
    assert_eq!(decoded.pull_request.assignees, [Login::new("mona")]);

    let wire = pull_request(&json!({ "latestOpinionatedReviews": { "nodes": [
        review("CHANGES_REQUESTED", "User", "mona"),
    ] } }));
    assert!(
        decode::pull_request(wire, None, Some("main"), 7, &us())
            .unwrap()
            .pull_request
            .changes_requested
    );
}

#[test]
fn the_document_is_where_it_was_expected_or_is_looked_for() {
    let file = json!({ "commits": { "nodes": [{ "commit": {
        "file": { "object": { "text": "# Postmortem", "isTruncated": false } }, "checkSuites": null
    } }] } });
    let decoded = decode::pull_request(
        pull_request(&file),
        Some("postmortems/7.md"),
        Some("main"),
        7,
        &us(),
    )
    .unwrap();
    assert_eq!(decoded.look_at, None);
    assert_eq!(decoded.pull_request.document.unwrap().text, "# Postmortem");

    let files = |paths: &[&str]| {
        let nodes: Vec<_> = paths.iter().map(|path| json!({ "path": path })).collect();
        let wire = pull_request(&json!({ "files": { "nodes": nodes } }));
        decode::pull_request(wire, Some("elsewhere.md"), Some("main"), 7, &us())
            .unwrap()
            .look_at
    };
    assert_eq!(
        files(&["README.md", "img.png", "pm/7-障害.MD"]),
        Some("pm/7-障害.MD".into())
    );
    assert_eq!(files(&["pm/70-x.md", "pm/7.md"]), Some("pm/7.md".into()));
    assert_eq!(files(&["z.md", "a.md"]), Some("a.md".into()));
    assert_eq!(files(&["a.txt"]), None);
}

#[test]
fn half_a_file_is_never_taken_for_the_whole() {
    let blob = |json: Value| decode::text(serde_json::from_value(json).unwrap(), "pm.md");
    assert_eq!(
        blob(json!({ "text": "a", "isTruncated": false })),
        Ok(Some("a".into()))
    );
    assert_eq!(blob(json!({ "text": null, "isTruncated": false })), Ok(None));
    assert_eq!(blob(json!({})), Ok(None));
    assert_eq!(
        blob(json!({ "text": "a", "isTruncated": true })),
        Err(Error::invalid("pm.md is too large to be read"))
    );
}

#[test]
fn the_configuration_keeps_its_history_oldest_first() {
    let commit =
        |oid: &str, text: &Value| json!({ "oid": oid, "file": text, "checkSuites": { "nodes": [] } });
    let file = |text: &str| json!({ "object": { "text": text, "isTruncated": false } });
    let mut wire: wire::Repository = serde_json::from_value(json!({
        "databaseId": 1000, "name": "ops", "url": "https://github.example/acme/ops/", "isArchived": false,
        "owner": { "login": "acme" },
        "defaultBranchRef": { "name": "main", "target": { "oid": "c3", "history": { "nodes": [
            commit("c3", &file("third")), commit("c2", &json!(null)), commit("c1", &file("first")),
        ] } } },
        "config": { "text": "third", "isTruncated": false },
    }))
    .unwrap();
    let names = ["incident".to_owned(), "drill".to_owned(), "SEV1".to_owned()];
    let found = json!({ "label0": { "name": "Incident" }, "label1": null, "label2": { "name": "sev1" } });
    let labels = decode::labels(serde_json::from_value(found).unwrap(), &names);
    let found = decode::ByName {
        labels,
        templates: Vec::new(),
    };
    let repository = decode::repository(&mut wire, found, ".github/incidents.yml").unwrap();
    assert_eq!(repository.labels, ["incident", "SEV1"]);
    assert_eq!(decode::labels(None, &names), [""; 0]);
    assert_eq!(repository.url, "https://github.example/acme/ops");
    assert_eq!(repository.form, None);
    let config = repository.config.unwrap();
    assert_eq!((config.text.as_str(), config.commit.as_str()), ("third", "c3"));
    assert_eq!(
        (config.path.as_str(), config.previous),
        (".github/incidents.yml", vec!["first".into()])
    );
}

#[test]
fn the_form_is_the_first_file_that_is_one() {
    let form = |first: Value, second: Value| {
        let mut wire: wire::Repository = serde_json::from_value(json!({
            "databaseId": 1000, "name": "ops", "url": "u", "isArchived": false, "owner": { "login": "acme" },
            "form": first, "formByOtherName": second,
        }))
        .unwrap();
        decode::repository(&mut wire, decode::ByName::default(), "closeout.yml")
            .unwrap()
            .form
    };
    let file = |text: &str| json!({ "text": text, "isTruncated": false });
    assert_eq!(form(json!(null), json!(null)), None);
    assert_eq!(form(file("a"), file("b")), Some("a".into()));
    assert_eq!(form(json!({}), file("b")), Some("b".into()));
    assert_eq!(
        form(json!({ "text": "a", "isTruncated": true }), json!(null)),
        None
    );
}

#[test]
fn a_question_covers_another_only_with_its_mark() {
    let asks = |labels: &[&str], mark: Mark| Asks {
        labels: labels.iter().map(|name| (*name).to_owned()).collect(),
        mark,
        index: None,
        templates: Vec::new(),
    };
    let known = asks(&["incident", "SEV1"], Mark::Rocket);
    assert!(known.covers(&asks(&["SEV1"], Mark::Rocket)));
    assert!(!known.covers(&asks(&["SEV1"], Mark::Eyes)));
    assert!(!known.covers(&asks(&["SEV2"], Mark::Rocket)));
    let listed = |path: &str| Asks {
        index: Some(path.to_owned()),
        ..asks(&["SEV1"], Mark::Rocket)
    };
    assert!(!known.covers(&listed("a/README.md")) && !listed("b/README.md").covers(&listed("a/README.md")));
    assert!(listed("a/README.md").covers(&asks(&["SEV1"], Mark::Rocket)));
    let with_template = Asks {
        templates: vec!["own.hbs".to_owned()],
        ..known.clone()
    };
    assert!(with_template.covers(&known) && !known.covers(&with_template));
}
