//! What a run says, costs and leaves, and what it does where it may not do everything.

use std::process::ExitCode;

use crate::stage::{REPOSITORY, Stage};

/// Alice declares an incident that is resolved within the hour.
async fn resolved(stage: &Stage) -> u64 {
    let (number, _) = stage
        .acts("alice", |alice| {
            alice.open_issue(REPOSITORY, "Checkout fails", "", &["incident"])
        })
        .await;
    for (who, minutes, text) in [
        ("alice", 5, "/sev 2\n/commander me"),
        ("bob", 20, "/mitigated"),
        ("alice", 30, "/resolved\n/owner @bob"),
    ] {
        stage.waits(minutes);
        let (_, runs) = stage.acts(who, |who| who.comment(REPOSITORY, number, text)).await;
        for run in runs {
            assert_eq!(run.code, ExitCode::SUCCESS, "{}", run.log);
        }
    }
    number
}

#[tokio::test]
async fn an_incident_is_carried_by_runs_that_remember_nothing() {
    let stage = Stage::usual().await;
    stage.allow_pull_requests();
    let number = resolved(&stage).await;
    let answers = stage.answers(number);
    assert!(
        answers.iter().any(|answer| answer.contains("Resolved")),
        "{answers:?}"
    );
    let sweep = stage.sweeps().await;
    assert_eq!(sweep.code, ExitCode::SUCCESS, "{}", sweep.log);
    assert_eq!(
        sweep.output("effects"),
        "0",
        "nothing is left to do: {}",
        sweep.log
    );
    assert_eq!(
        ["incident", "phase", "status"].map(|name| sweep.output(name)),
        ["1", "Resolved", "Draft"]
    );
    assert!(sweep.output("postmortem").ends_with("/acme/shop/pull/2"));
    assert_eq!(
        sweep.output("deadline"),
        "2026-11-27T18:00:00Z",
        "five business days"
    );
    stage.waits(60 * 24 * 12);
    let late = stage.sweeps().await;
    assert!(
        stage.answers(number).len() > answers.len(),
        "somebody is reminded: {}",
        late.log
    );
    stage.ends();
}

#[tokio::test]
async fn where_workflows_may_open_no_pull_request_the_branch_is_pushed_and_a_link_opens_one() {
    let stage = Stage::usual().await;
    let number = resolved(&stage).await;
    let answers = stage.answers(number).join("\n");
    assert!(
        answers.contains("/acme/shop/compare/main...postmortem/1?expand=1"),
        "{answers}"
    );
    assert!(
        answers.contains("Allow GitHub Actions to create and approve pull requests"),
        "the setting is named: {answers}"
    );
    let sweep = stage.sweeps().await;
    assert_eq!(sweep.code, ExitCode::SUCCESS, "it is no failure: {}", sweep.log);
    stage.ends();
}

#[tokio::test]
async fn an_event_about_something_else_costs_nothing() {
    let stage = Stage::usual().await;
    let (_, runs) = stage
        .acts("alice", |alice| alice.open_issue(REPOSITORY, "A typo", "", &[]))
        .await;
    let run = &runs[0];
    assert_eq!(
        (run.code, run.output("requests")),
        (ExitCode::SUCCESS, "0"),
        "{}",
        run.log
    );
    assert!(run.summary.contains("nothing to look at"), "{}", run.summary);
    stage.ends();
}

#[tokio::test]
async fn a_run_with_nothing_to_do_asks_twice() {
    let stage = Stage::usual().await;
    let (number, _) = stage
        .acts("alice", |alice| {
            alice.open_issue(REPOSITORY, "Checkout fails", "", &["incident"])
        })
        .await;
    let run = stage.run("issues", "{}", &["--issue", &number.to_string()]).await;
    assert_eq!(
        (run.output("effects"), run.output("requests")),
        ("0", "2"),
        "{}",
        run.log
    );
    stage.ends();
}

#[tokio::test]
async fn a_rehearsal_tells_and_does_nothing() {
    let stage = Stage::usual().await;
    let alice = stage.sim.person("alice");
    let number = alice
        .open_issue(REPOSITORY, "::error::x\n| @everyone", "", &["incident"])
        .expect("alice may");
    let number_text = number.to_string();
    let run = stage
        .run(
            "workflow_dispatch",
            "{}",
            &["--dry-run", "true", "--issue", &number_text],
        )
        .await;
    assert_eq!(run.code, ExitCode::SUCCESS);
    assert!(run.log.contains("would\n  - create label"), "{}", run.log);
    assert_eq!(stage.answers(number), [""; 0]);
    let sweep = stage.run("workflow_dispatch", "{}", &["--dry-run"]).await;
    assert!(sweep.log.contains("#1: would"), "{}", sweep.log);
    stage.ends();
}

#[tokio::test]
async fn a_token_that_may_not_is_reported_with_what_it_lacks() {
    let stage = Stage::usual().await;
    let alice = stage.sim.person("alice");
    alice
        .open_issue(REPOSITORY, "Checkout fails", "", &["incident"])
        .expect("alice may");
    let run = stage.run_by("ghs_of_nobody", "schedule", "{}", &[]).await;
    assert_eq!(run.code, ExitCode::FAILURE);
    assert!(
        run.log.contains("::error title=Closeout::acme/shop"),
        "{}",
        run.log
    );
    assert!(!run.log.contains("ghs_of_nobody") && !run.summary.contains("ghs_of_nobody"));
    stage.ends();
}

#[tokio::test]
async fn the_configuration_may_lie_elsewhere_and_where_it_is_missing_that_is_said() {
    let stage = Stage::usual().await;
    let carol = stage.sim.person("carol");
    for text in ["language: ja\n", "language: ja\nlangage: en\n"] {
        carol
            .commit_file(REPOSITORY, "main", "ops/incidents.yml", text, "Configure")
            .expect("carol may");
    }
    let number = carol
        .open_issue(REPOSITORY, "決済が失敗する", "", &["incident"])
        .expect("carol may");
    let missed = stage
        .run(
            "workflow_dispatch",
            "{}",
            &["--dry-run", "--config", "ops/incident.yml"],
        )
        .await;
    assert!(
        missed
            .log
            .contains("::warning title=Closeout::there is no file ops/incident.yml"),
        "{}",
        missed.log
    );
    let run = stage
        .run("schedule", "{}", &["--config", "./ops/incidents.yml"])
        .await;
    assert_eq!(run.code, ExitCode::SUCCESS, "{}", run.log);
    let said = stage.answers(number).join("\n");
    assert!(said.contains("重大度"), "the last good one counts: {said}");
    assert!(!run.log.contains("::warning"), "{}", run.log);
    assert!(
        stage.titles_of_checks()[0].starts_with("ops/incidents.yml"),
        "its fault is said where it is"
    );
    stage.ends();
}
