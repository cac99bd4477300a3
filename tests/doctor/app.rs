//! The App as it is registered and installed.

use std::process::ExitCode;

use github_sim::world::{Level, ops::InstallationChange};

use super::stage::{REPOSITORY, Stage};

#[tokio::test]
async fn an_app_that_github_does_not_know_is_said_once() {
    let stage = Stage::set().await;
    let visit = stage.visit(&["--app-id", "999", "--repo", REPOSITORY]).await;
    assert_eq!(
        (visit.bad(), visit.code),
        (vec!["app"], ExitCode::FAILURE),
        "{}",
        visit.text
    );
    stage.close();
}

#[tokio::test]
async fn permissions_are_compared_with_what_is_needed() {
    let stage = Stage::set().await;
    stage.register(|app| {
        app.permissions.remove("deployments");
        app.permissions.insert("checks".into(), Level::Read);
        app.permissions.insert("administration".into(), Level::Write);
    });
    let visit = stage.visit(&[]).await;
    let fault = visit.found("permissions", "fault");
    assert!(
        fault.contains("checks: write is missing (it has read); without it nobody is told"),
        "{fault}"
    );
    let warning = visit.found("permissions", "warning");
    assert!(warning.contains("deployments: read is missing"), "{warning}");
    assert!(
        visit.text.contains("more than it needs: administration: write"),
        "{}",
        visit.text
    );
    let said = visit.found("approvals", "warning");
    assert!(
        said.starts_with("acme has not accepted administration: write; its owner can at http"),
        "{said}"
    );
    stage.close();
}

#[tokio::test]
async fn events_that_are_missed_are_named() {
    let stage = Stage::set().await;
    stage.register(|app| {
        app.events.remove("issue_comment");
        app.events.remove("release");
    });
    let visit = stage.visit(&[]).await;
    assert_eq!(
        visit.found("events", "fault"),
        "issue_comment is missing; without it no command is noticed"
    );
    assert!(visit.found("events", "warning").starts_with("release is missing"));
    stage.close();
}

#[tokio::test]
async fn the_webhook_must_lead_to_the_server_with_a_secret() {
    let stage = Stage::set().await;
    stage.register(|app| {
        app.hook.url = Some("https://u:hunter2@elsewhere.example/hook?key=hunter2".into());
        app.hook.secret = None;
    });
    let visit = stage.visit(&[]).await;
    assert!(
        visit
            .found("webhook", "fault")
            .contains("deliveries go to https://elsewhere.example/hook, and not to")
    );
    assert!(
        visit.text.contains("it has no secret") && !visit.text.contains("hunter2"),
        "{}",
        visit.text
    );
    stage.register(|app| app.hook.url = None);
    let visit = stage.visit(&[]).await;
    assert_eq!(
        visit.found("webhook", "fault"),
        "the App has none, so that nothing is delivered"
    );
    stage.close();
}

#[tokio::test]
async fn deliveries_that_failed_are_named() {
    let stage = Stage::set().await;
    let visit = stage.visit(&[]).await;
    assert_eq!(visit.found("deliveries", "note"), "nothing was delivered yet");
    stage
        .carol()
        .open_issue(REPOSITORY, "Checkout fails", "", &[])
        .expect("she may");
    stage.sim.deliver_pending().await;
    let visit = stage.visit(&[]).await;
    let said = visit.found("deliveries", "fault");
    assert!(
        said.contains("failed: issues.opened at 2026-11-20 13:00 UTC, status 404"),
        "{said}"
    );
    stage.close();
}

#[tokio::test]
async fn installations_are_looked_at_one_by_one() {
    let stage = Stage::set().await;
    let accepted = [
        ("issues".to_owned(), Level::Write),
        ("metadata".to_owned(), Level::Read),
    ]
    .into();
    let change = |change| {
        stage
            .sim
            .world()
            .change_installation(stage.installation, change)
            .expect("it is there");
    };
    change(InstallationChange::AcceptPermissions(accepted));
    let said = stage.visit(&[]).await.found("approvals", "fault");
    assert!(
        said.contains(
            "acme has not accepted checks: write, contents: write, deployments: read, members: read, pull_requests: write"
        ),
        "{said}"
    );
    change(InstallationChange::Suspend);
    let visit = stage.visit(&[]).await;
    assert!(
        visit
            .found("installations", "warning")
            .contains("on acme it is suspended")
    );
    stage
        .sim
        .world()
        .uninstall(stage.installation)
        .expect("it is there");
    let visit = stage.visit(&["--repo", REPOSITORY]).await;
    assert!(
        visit
            .found("installations", "fault")
            .contains("installed nowhere")
    );
    assert!(
        visit
            .found("repository", "fault")
            .contains("acme/ops cannot be reached")
    );
    stage.close();
}
