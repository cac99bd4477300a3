//! `closeout report` as somebody types it: on a folder, and against GitHub as it fails and refuses.

use std::process::Command;

use serde_json::Value;

use super::stage::{Fault, Misbehaviour, REPOSITORY, Stage};

/// What the program prints on both of its outputs, and its exit code.
fn report(arguments: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_closeout"));
    let output = command
        .env_clear()
        .arg("report")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn a_folder_is_reported_and_what_is_broken_in_it_is_told() {
    let (out, err, code) = report(&["tests/data/postmortems/en", "--no-history"]);
    assert!(
        out.starts_with("# Incident report: tests/data/postmortems/en\n"),
        "{out}"
    );
    assert!(err.starts_with("2026/27-broken.md:4:11: not counted: "), "{err}");
    assert_eq!(code, Some(1));
    let (out, err, code) = report(&[
        "tests/data/postmortems/ja",
        "--language",
        "ja",
        "--format",
        "html",
    ]);
    assert!(out.starts_with("<!doctype html>\n<html lang=\"ja\">\n"), "{out}");
    assert_eq!((err.lines().count(), code), (1, Some(0)), "{err}");
}

#[test]
fn what_cannot_be_used_ends_with_two() {
    for arguments in [
        &["no/such/folder"][..],
        &["--last", "ever"],
        &["--repo", "x"],
        &["--repo", REPOSITORY],
    ] {
        let (out, err, code) = report(arguments);
        assert_eq!((out.as_str(), code), ("", Some(2)), "{arguments:?}: {err}");
        assert!(!err.is_empty());
    }
}

/// Asks the stage's GitHub about a repository.
async fn asked(stage: &Stage, repository: &'static str) -> (String, String, Option<i32>) {
    let token = stage.sim.installation_token(stage.installation).unwrap();
    let api = stage.sim.api_url();
    let run = move || {
        let line = [
            "--token",
            &token,
            "--token-app",
            "closeout",
            "--github-api-url",
            &api,
            "--format",
            "json",
        ];
        report(&[&line[..], &["--repo", repository]].concat())
    };
    tokio::task::spawn_blocking(run).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repository_is_reported_with_the_number_of_requests() {
    let stage = Stage::set().await.listening().await;
    let issues = [
        stage.open("API is down", &["incident", "SEV1"]),
        stage.open("Mail is late", &["incident"]),
    ];
    stage.settle().await;
    let before = stage.sim.recording().exchanges().len();
    let (out, err, code) = asked(&stage, REPOSITORY).await;
    let requests = stage.sim.recording().exchanges().len() - before;
    assert_eq!(
        err,
        format!("closeout: read 2 incidents of acme/ops in {requests} requests\n")
    );
    assert!(
        requests <= 6,
        "two for each incident would be too many: {requests}"
    );
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["counted"]["by_severity"]["SEV1"], 1);
    assert_eq!(
        (&report["source"]["repository"], code),
        (&Value::from("acme/ops"), Some(0))
    );
    stage.close(&issues).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repository_that_cannot_be_seen_is_named() {
    let stage = Stage::set().await;
    let (out, err, code) = asked(&stage, "acme/nowhere").await;
    assert_eq!((out.as_str(), code), ("", Some(2)));
    assert!(
        err.contains("acme/nowhere cannot be seen: it is not there, or the App"),
        "{err}"
    );
    stage.close(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_ends_it_without_half_a_report() {
    let stage = Stage::set().await.listening().await;
    let issue = stage.open("API is down", &["incident", "SEV1"]);
    stage.settle().await;
    let limit = Fault::on_graphql(
        "Incidents",
        Misbehaviour::SecondaryLimit {
            retry_after: Some(60),
        },
    );
    stage.sim.faults().add(limit);
    let (out, err, code) = asked(&stage, REPOSITORY).await;
    assert_eq!((out.as_str(), code), ("", Some(1)));
    assert!(
        err.contains("GitHub allows no more requests until 2") && err.contains("run it again then"),
        "{err}"
    );
    stage.close(&[issue]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn incidents_that_cannot_be_read_are_missing_and_named() {
    let stage = Stage::set().await.listening().await;
    let issues = [
        stage.open("API is down", &["incident", "SEV1"]),
        stage.open("Mail is late", &["incident"]),
    ];
    stage.settle().await;
    // Both are read at the same time, and each twice: only when every attempt fails, each surely is missing.
    let gateway = Fault::on_graphql("Snapshot", Misbehaviour::BadGateway).times(4);
    stage.sim.faults().add(gateway);
    let (out, err, code) = asked(&stage, REPOSITORY).await;
    assert_eq!(stage.sim.faults().outstanding(), 0);
    let report: Value = serde_json::from_str(&out).unwrap();
    let counts = (&report["source"]["left_out"], &report["counted"]["incidents"]);
    assert_eq!(
        (counts, code),
        ((&Value::from(2), &Value::from(0)), Some(1)),
        "{err}"
    );
    let lines: Vec<&str> = err.lines().collect();
    for (line, issue) in lines.iter().zip(issues) {
        let expected = format!("acme/ops#{issue}: not counted: GitHub could not be reached");
        assert!(line.starts_with(&expected), "{err}");
    }
    assert_eq!(lines.len(), 3, "{err}");
    stage.close(&issues).await;
}
