//! The view of a workflow run.

use std::process::ExitCode;

use super::stage::{REPOSITORY, Stage};

#[tokio::test]
async fn a_workflows_token_reads_its_repository() {
    let stage = Stage::set().await;
    stage.commit("README.md", "# Ops\n");
    stage
        .carol()
        .create_label(REPOSITORY, "incident", "d73a4a")
        .expect("she may");
    let token = stage.workflow_token();
    let visit = stage.visit_by_token(&token, &["--repo", REPOSITORY]).await;
    assert_eq!(
        (visit.bad(), visit.code),
        (vec![], ExitCode::SUCCESS),
        "{}",
        visit.text
    );
    assert_eq!(visit.found("token", "good"), "it acts as github-actions[bot]");
    assert!(
        visit
            .found("workflows", "note")
            .contains("to administrators only")
    );
    stage.close();
}

#[tokio::test]
async fn administrators_are_told_whether_workflows_may_open_pull_requests() {
    let stage = Stage::set().await;
    stage.commit("README.md", "# Ops\n");
    let token = stage.carol().token();
    let visit = async || stage.visit_by_token(&token, &["--repo", REPOSITORY]).await;
    let said = visit().await.found("workflows", "warning");
    assert!(said.contains("a person opens its pull request"), "{said}");
    let allowed = stage.sim.world().let_workflows_open_pulls(stage.repository, true);
    allowed.expect("it is there");
    assert_eq!(
        visit().await.found("workflows", "good"),
        "workflows may open pull requests here"
    );
    stage.close();
}

#[tokio::test]
async fn somebody_elses_token_is_a_fault() {
    let stage = Stage::set().await;
    // GitHub's own App is there as soon as a workflow has run.
    let workflow = stage.sim.workflow_token(stage.repository, [].into());
    assert!(workflow.is_ok());
    let token = stage.carol().token();
    let visit = stage.visit_by_token(&token, &[]).await;
    assert!(
        visit
            .found("token", "fault")
            .contains("it acts as carol, and not as github-actions[bot]"),
        "{}",
        visit.text
    );
    let token = stage
        .sim
        .installation_token(stage.installation)
        .expect("it is there");
    let visit = stage.visit_by_token(&token, &["--token-app", "closeout"]).await;
    assert_eq!(visit.found("token", "good"), "it acts as closeout[bot]");
    let visit = stage.visit_by_token(&token, &["--token-app", "nobody"]).await;
    assert!(
        visit
            .found("token", "fault")
            .contains("there is no App of the name"),
        "{}",
        visit.text
    );
    stage.close();
}

#[tokio::test]
async fn a_token_that_github_does_not_take_is_said_once() {
    let stage = Stage::set().await;
    let visit = stage.visit_by_token("ghs_wrong", &["--repo", REPOSITORY]).await;
    assert_eq!(
        (visit.bad(), visit.code),
        (vec!["token"], ExitCode::FAILURE),
        "{}",
        visit.text
    );
    let visit = stage.visit_by_token("two words", &[]).await;
    assert_eq!(visit.code, ExitCode::from(2));
    stage.close();
}
