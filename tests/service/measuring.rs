//! The same story in a report that an App makes, in one that a reader makes with a token, and in one of a clone's documents.

use std::{collections::BTreeSet, fs, sync::Arc};

use chrono::Duration;
use clap::Parser;
use closeout::surface::report::{self, ReportArgs};
use github_sim::{
    Person,
    world::{Role, StateReason},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::stage::{REPOSITORY, Stage};

#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    args: ReportArgs,
}

/// The report as data, and what was said besides.
async fn reported(stage: &Stage, arguments: &[&str]) -> (Value, String) {
    let arguments = [&["report", "--format", "json"], arguments].concat();
    let args = Line::try_parse_from(arguments).unwrap().args;
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let clock = Arc::new(stage.clock.clone());
    report::run_with(args, clock, &mut out, &mut err).await.unwrap();
    (
        serde_json::from_slice(&out).unwrap(),
        String::from_utf8(err).unwrap(),
    )
}

/// The report that the App makes of the repository.
async fn by_app(stage: &Stage) -> Value {
    let (api, app, key) = (
        stage.sim.api_url(),
        stage.app.id.0.to_string(),
        stage.app.private_key_pem.as_str(),
    );
    let line = [
        "--repo",
        REPOSITORY,
        "--github-api-url",
        &api,
        "--app-id",
        &app,
        "--private-key",
        key,
    ];
    reported(stage, &line).await.0
}

/// The report that rita makes, who may only read.
async fn by_reader(stage: &Stage) -> Value {
    stage.sim.set_role(REPOSITORY, "rita", Role::Read).unwrap();
    let token = {
        let mut world = stage.sim.world();
        let rita = world.account_by_login("rita").unwrap().id;
        world.mint_personal_token(rita)
    };
    let api = stage.sim.api_url();
    let line = [
        "--repo",
        REPOSITORY,
        "--github-api-url",
        &api,
        "--token",
        &token,
        "--token-app",
        "closeout",
    ];
    reported(stage, &line).await.0
}

/// The report of the documents on the default branch.
async fn by_clone(stage: &Stage) -> Value {
    let clone = TempDir::new().unwrap();
    for (path, text) in documents(stage, "main") {
        let place = clone.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
    let folder = clone.path().join("postmortems").display().to_string();
    reported(stage, &[&folder]).await.0
}

/// The documents of a branch, with their paths.
fn documents(stage: &Stage, branch: &str) -> Vec<(String, String)> {
    let world = stage.sim.world();
    let repository = world.repo(stage.repository).unwrap();
    let files = &repository.git.head(branch).unwrap().tree.files;
    let ours = files.iter().filter(|(path, _)| path.starts_with("postmortems/"));
    ours.map(|(path, file)| (path.clone(), file.text())).collect()
}

/// An incident of a report, by its number.
fn incident(report: &Value, number: u64) -> &Value {
    let mut incidents = report["incidents"].as_array().unwrap().iter();
    incidents.find(|one| one["incident"] == number).unwrap()
}

/// What differs between two incidents, key by key.
fn differing(one: &Value, other: &Value) -> BTreeSet<String> {
    let keys = one.as_object().unwrap().keys();
    keys.filter(|key| one[key.as_str()] != other[key.as_str()])
        .cloned()
        .collect()
}

async fn says(stage: &Stage, person: &Person, number: u64, text: &str) {
    person.comment(REPOSITORY, number, text).unwrap();
    stage.settle().await;
}

/// A SEV2 whose severity changed once, and whose postmortem is Closed in time, four days after the resolution: of its action
/// items one is done, one declined, and one to be done by 25 November.
async fn closed(stage: &Stage) -> u64 {
    let (mona, bob) = (&stage.mona, stage.sim.person("bob"));
    stage.sim.set_role(REPOSITORY, "bob", Role::Write).unwrap();
    let number = stage.open("API is down", &["incident", "SEV3"]);
    stage.settle().await;
    stage.pass(Duration::minutes(10)).await;
    says(
        stage,
        mona,
        number,
        "/sev 2\n/commander me\n/started 5m ago\n/detected by monitoring",
    )
    .await;
    stage.pass(Duration::minutes(50)).await;
    says(stage, mona, number, "/resolved\n/owner me").await;
    let pull = number + 1;
    let branch = format!("postmortem/{number}");
    let (path, text) = documents(stage, &branch).pop().unwrap();
    let head = "|:--|:--|:--|:--|:--|:--|\n";
    let (before, after) = text.rsplit_once(head).unwrap();
    let rows = "| Alert on a full pool | detect | P0 | @mona | 2026-11-30 | |\n\
                | Refuse small pools | prevent | P1 | @mona | 2026-12-01 | |\n\
                | Ask the vendor | process | P1 | @bob | 2026-11-25 | |\n";
    let text = format!("{before}{head}{rows}{after}").replace("tags: []", "tags: [pool, Database]");
    bob.commit_file(REPOSITORY, &branch, &path, &text, "Write the postmortem")
        .unwrap();
    mona.mark_ready(REPOSITORY, pull).unwrap();
    stage.settle().await;
    stage.pass(Duration::days(3)).await;
    bob.approve(REPOSITORY, pull).unwrap();
    says(stage, mona, pull, "/meeting held").await;
    stage.pass(Duration::days(1)).await;
    mona.merge(REPOSITORY, pull).unwrap();
    stage.settle().await;
    mona.close(REPOSITORY, pull + 1).unwrap();
    mona.close_as(REPOSITORY, pull + 2, StateReason::NotPlanned)
        .unwrap();
    stage.settle().await;
    number
}

#[tokio::test]
async fn github_and_a_clone_tell_the_same_story() {
    let stage = Stage::set().await.listening().await;
    let number = closed(&stage).await;
    let told = (by_app(&stage).await, by_clone(&stage).await);
    // A document says neither when it was merged nor what became of action items; and paths begin elsewhere.
    let unsaid = [
        "actions_declined",
        "actions_done",
        "actions_open",
        "actions_unknown",
        "document",
        "document_url",
        "postmortem_closed",
        "resolved_to_closed_seconds",
    ];
    let (one, other) = (incident(&told.0, number), incident(&told.1, number));
    assert_eq!(
        differing(one, other),
        unsaid.map(str::to_owned).into(),
        "{one:#}\n{other:#}"
    );
    for figures in [
        "counted",
        "by_bin",
        "clocks",
        "time_in_severity",
        "postmortems",
        "meetings",
        "detection",
        "tags",
    ] {
        assert_eq!(told.0[figures], told.1[figures], "{figures}");
    }
    // The whole incident by hand: declared at 04:20, taken at once, worse ten minutes later, over after an hour.
    let expected = json!({
        "severity": "SEV2",
        "started": "2026-11-20T04:25:00Z",
        "detected_by": "monitor",
        "postmortem_status": "closed",
        "postmortem_outcome": "in_time",
        "meeting_outcome": "in_time",
        "resolved_to_closed_seconds": 4 * 86_400,
        "actions_done": 1,
        "actions_declined": 1,
        "actions_open": 1,
        "tags": ["pool", "Database"],
        "time_in_severity": [{ "severity": "SEV3", "seconds": 600 }, { "severity": "SEV2", "seconds": 3000 }],
    });
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&one[key.as_str()], value, "{key}");
    }
    assert_eq!(other["actions_unknown"], 3);
    stage.close(&[number]).await;
}

#[tokio::test]
async fn who_may_only_read_gets_the_same_report_and_nothing_is_written() {
    let stage = Stage::set().await.listening().await;
    let number = closed(&stage).await;
    let before = stage.sim.recording().exchanges().len();
    let (app, reader) = (by_app(&stage).await, by_reader(&stage).await);
    let different = differing(incident(&app, number), incident(&reader, number));
    assert!(different.is_empty(), "{different:?}");
    let exchanges = stage.sim.recording().exchanges();
    for exchange in &exchanges[before..] {
        let query = exchange.request_body["query"].as_str().unwrap_or_default();
        let is_token = exchange.path.ends_with("/access_tokens");
        let is_read = exchange.method == "GET" || query.trim_start().starts_with("query");
        assert!(is_read || is_token, "{} {}", exchange.method, exchange.path);
    }
    stage.close(&[number]).await;
}

#[tokio::test]
async fn a_meeting_in_time_does_not_make_up_for_a_late_approval() {
    let stage = Stage::set().await.listening().await;
    let (mona, bob) = (&stage.mona, stage.sim.person("bob"));
    stage.sim.set_role(REPOSITORY, "bob", Role::Write).unwrap();
    let number = stage.open("API is down", &["incident", "SEV2"]);
    stage.settle().await;
    says(&stage, mona, number, "/commander me\n/resolved\n/owner me").await;
    mona.mark_ready(REPOSITORY, number + 1).unwrap();
    stage.settle().await;
    stage.pass(Duration::days(3)).await;
    says(&stage, mona, number + 1, "/meeting held").await;
    stage.pass(Duration::days(7)).await;
    let overdue = by_app(&stage).await;
    assert_eq!(incident(&overdue, number)["postmortem_outcome"], "overdue");
    bob.approve(REPOSITORY, number + 1).unwrap();
    stage.settle().await;
    let late = by_app(&stage).await;
    let one = incident(&late, number);
    assert_eq!(
        (&one["postmortem_outcome"], &one["meeting_outcome"]),
        (&json!("late"), &json!("in_time")),
        "{one:#}"
    );
    stage.close(&[number]).await;
}

#[tokio::test]
async fn an_action_item_is_overdue_when_its_day_is_over() {
    let stage = Stage::set().await.listening().await;
    let number = closed(&stage).await;
    let figures = |report: &Value| {
        (
            report["actions"]["open"].clone(),
            report["actions"]["overdue"].clone(),
        )
    };
    assert_eq!(figures(&by_app(&stage).await), (json!(1), json!(0)));
    stage.pass(Duration::days(2)).await;
    assert_eq!(figures(&by_app(&stage).await), (json!(1), json!(1)));
    stage.close(&[number]).await;
}

#[tokio::test]
async fn what_is_skipped_practised_withdrawn_or_running_is_told_apart() {
    let stage = Stage::set().await.listening().await;
    let mona = &stage.mona;
    let skipped = stage.open("Search is slow", &["incident"]);
    let drill = stage.open("The disk is gone", &["incident", "drill"]);
    let withdrawn = stage.open("Red lights", &["incident"]);
    let running = stage.open("Mail is late", &["incident", "SEV3"]);
    stage.settle().await;
    says(
        &stage,
        mona,
        skipped,
        "/sev 2\n/commander me\n/resolved\n/owner me\n/postmortem skip As last week",
    )
    .await;
    says(&stage, mona, drill, "/sev 1\n/commander me\n/resolved\n/owner me").await;
    says(&stage, mona, withdrawn, "/false-alarm The sensor was broken").await;
    let report = by_app(&stage).await;
    let counted = &report["counted"];
    assert_eq!(
        [
            &counted["incidents"],
            &counted["running"],
            &counted["withdrawn"],
            &report["drills"]["drills"]
        ],
        [&json!(2), &json!(1), &json!(1), &json!(1)]
    );
    assert_eq!(report["postmortems"]["due"], 1);
    assert_eq!(
        report["postmortems"]["skipped_because"][0]["reason"],
        "As last week"
    );
    assert_eq!(incident(&report, running)["mtrs_seconds"], Value::Null);
    assert!(!report.to_string().contains("mona"), "nobody is named");
    stage.close(&[skipped, drill, withdrawn, running]).await;
}
