//! Settings, database, public address, and the way to GitHub.

use std::process::ExitCode;

use chrono::TimeDelta;
use github_sim::faults::{Fault, Misbehaviour};

use super::stage::{REPOSITORY, Stage};

#[tokio::test]
async fn a_healthy_installation_has_no_faults() {
    let stage = Stage::set().await;
    stage.commit("README.md", "# Ops\n");
    stage
        .carol()
        .create_label(REPOSITORY, "incident", "d73a4a")
        .expect("she may");
    let visit = stage.visit(&["--repo", REPOSITORY]).await;
    assert_eq!(
        (visit.bad(), visit.code),
        (vec![], ExitCode::SUCCESS),
        "{}",
        visit.text
    );
    insta::assert_snapshot!(stage.without_names(&visit.text));
    stage.close();
}

#[tokio::test]
async fn unusable_settings_are_all_named_and_github_is_not_asked() {
    let stage = Stage::set().await;
    let visit = stage
        .visit(&["--app-id", "closeout", "--listen", "nowhere"])
        .await;
    assert_eq!(visit.code, ExitCode::from(2));
    assert_eq!(visit.bad(), ["settings", "settings"]);
    assert!(
        visit.text.contains("CLOSEOUT_APP_ID") && visit.text.contains("CLOSEOUT_LISTEN"),
        "{}",
        visit.text
    );
    let visit = stage.visit(&["--private-key", "-----BEGIN nonsense"]).await;
    assert_eq!(visit.code, ExitCode::from(2));
    assert!(
        visit
            .found("settings", "fault")
            .contains("no usable RSA private key")
    );
    assert!(stage.sim.recording().exchanges().is_empty());
    stage.close();
}

#[tokio::test]
async fn advice_is_given_once_for_each_check() {
    let stage = Stage::set().await;
    stage.register(|app| {
        app.permissions.clear();
        app.events.clear();
    });
    let visit = stage
        .visit(&["--database-url", "sqlite:///no/such/folder/closeout.db"])
        .await;
    insta::assert_snapshot!(stage.without_names(&visit.text));
    stage.close();
}

#[tokio::test]
async fn a_database_that_cannot_be_made_is_a_fault() {
    let stage = Stage::set().await;
    let visit = stage
        .visit(&["--database-url", "sqlite:///no/such/folder/closeout.db"])
        .await;
    assert_eq!(visit.code, ExitCode::FAILURE);
    assert!(visit.found("database", "fault").contains("/no/such/folder"));
    stage.close();
}

#[tokio::test]
async fn a_public_address_must_lead_to_the_server() {
    let mut stage = Stage::set().await;
    let visit = stage.visit(&["--public-url", "http://127.0.0.1:9"]).await;
    assert!(
        visit
            .found("public-url", "fault")
            .contains("http://127.0.0.1:9/healthz")
    );
    assert!(
        visit
            .found("webhook", "fault")
            .contains("and not to http://127.0.0.1:9/webhooks/github")
    );
    stage.url = stage.sim.url();
    let visit = stage.visit(&[]).await;
    assert!(
        visit
            .found("public-url", "fault")
            .contains("does not answer as the server would")
    );
    stage.url.clear();
    let visit = stage.visit(&[]).await;
    assert!(
        visit
            .found("public-url", "warning")
            .contains("CLOSEOUT_PUBLIC_URL is not set")
    );
    stage.close();
}

#[tokio::test]
async fn a_github_that_does_not_answer_is_said_once() {
    let stage = Stage::set().await;
    let visit = stage
        .visit(&["--github-api-url", "http://127.0.0.1:9", "--repo", REPOSITORY])
        .await;
    assert_eq!(
        (visit.bad(), visit.code),
        (vec!["github"], ExitCode::FAILURE),
        "{}",
        visit.text
    );
    stage
        .sim
        .faults()
        .add(Fault::on("GET", "/app", Misbehaviour::BadGateway).times(9));
    assert_eq!(stage.visit(&[]).await.bad(), ["github"]);
}

#[tokio::test]
async fn a_wrong_clock_is_told_by_githubs_answer() {
    let stage = Stage::set().await;
    let ours = closeout::clock::ManualClock::new(closeout::clock::Clock::now(&stage.clock));
    let stage = Stage { clock: ours, ..stage };
    stage.clock.advance(TimeDelta::minutes(20));
    let visit = stage.visit(&[]).await;
    assert!(
        visit.found("clock", "fault").contains("1200 s ahead of GitHub's"),
        "{}",
        visit.text
    );
    assert!(!visit.found("app", "fault").is_empty());
    stage.close();
}
