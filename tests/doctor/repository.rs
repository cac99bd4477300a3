//! A repository, and what it brings along.

use closeout::surface::doctor;
use github_sim::world::ops::RepositoryEdit;

use super::stage::{REPOSITORY, Stage, Visit};

const FORM: &str = ".github/ISSUE_TEMPLATE/incident.yml";

async fn visit(stage: &Stage) -> Visit {
    stage.visit(&["--repo", REPOSITORY]).await
}

#[tokio::test]
async fn a_repository_must_be_there_and_writable() {
    let stage = Stage::set().await;
    let unknown = stage.visit(&["--repo", "acme/elsewhere"]).await;
    assert!(
        unknown
            .found("repository", "fault")
            .contains("acme/elsewhere cannot be reached")
    );
    stage.commit("README.md", "# Ops\n");
    let mut edit = RepositoryEdit {
        has_issues: Some(false),
        ..RepositoryEdit::default()
    };
    stage.carol().edit_repo(REPOSITORY, &edit).expect("she may");
    assert!(
        visit(&stage)
            .await
            .found("repository", "fault")
            .contains("issues are turned off")
    );
    edit.archived = Some(true);
    edit.has_issues = Some(true);
    stage.carol().edit_repo(REPOSITORY, &edit).expect("she may");
    assert!(
        visit(&stage)
            .await
            .found("repository", "fault")
            .contains("is archived")
    );
    stage.close();
}

#[tokio::test]
async fn a_bare_repository_is_looked_at_without_faults() {
    let stage = Stage::set().await;
    let visit = visit(&stage).await;
    assert_eq!(visit.bad(), ["labels"], "{}", visit.text);
    assert!(
        visit
            .found("protection", "note")
            .contains("can be merged before it is ready")
    );
    stage.close();
}

#[tokio::test]
async fn faults_of_the_configuration_have_line_and_column() {
    let stage = Stage::set().await;
    stage.commit(".github/closeout.yml", "language: en\nlanguag: ja\n");
    let said = visit(&stage).await.found("configuration", "fault");
    assert!(said.starts_with(".github/closeout.yml:2:1: "), "{said}");
    stage.close();
}

#[tokio::test]
async fn a_team_is_reminded_only_if_it_can_be_mentioned() {
    let stage = Stage::set().await;
    stage.commit(".github/closeout.yml", "escalation: '@acme/sre'\n");
    assert_eq!(
        visit(&stage).await.found("escalation", "good"),
        "@acme/sre can be"
    );
    let token = stage.workflow_token();
    let by_token = stage.visit_by_token(&token, &["--repo", REPOSITORY]).await;
    assert!(
        by_token
            .found("escalation", "warning")
            .contains("reminders end before")
    );
    stage.commit(".github/closeout.yml", "escalation: '@bob'\n");
    let by_token = stage.visit_by_token(&token, &["--repo", REPOSITORY]).await;
    assert!(!by_token.bad().contains(&"escalation"), "{}", by_token.text);
    stage.close();
}

#[tokio::test]
async fn labels_are_missed_when_they_declare_incidents() {
    let stage = Stage::set().await;
    stage.commit(".github/closeout.yml", "labels: { incident: outage }\n");
    let said = visit(&stage).await.found("labels", "warning");
    assert!(said.contains("“outage”"), "{said}");
    stage
        .carol()
        .create_label(REPOSITORY, "Outage", "d73a4a")
        .expect("she may");
    stage
        .carol()
        .create_label(REPOSITORY, "SEV1", "000000")
        .expect("she may");
    let visit = visit(&stage).await;
    assert!(visit.found("labels", "note").contains("SEV2"));
    assert!(
        visit.text.contains("in colours of your own, which stay: SEV1"),
        "{}",
        visit.text
    );
    stage.close();
}

#[tokio::test]
async fn a_form_must_be_understood_and_set_the_label() {
    let stage = Stage::set().await;
    stage.commit(FORM, include_str!("../../templates/ja/issue_form.yml"));
    assert_eq!(
        visit(&stage).await.found("form", "good"),
        "its answers are understood"
    );
    stage.commit(".github/closeout.yml", "labels: { incident: outage }\n");
    assert!(
        visit(&stage)
            .await
            .found("form", "fault")
            .contains("does not set the label “outage”")
    );
    stage.commit(FORM, "body: [\n");
    assert!(
        visit(&stage)
            .await
            .found("form", "fault")
            .contains("it cannot be read")
    );
    stage.close();
}

#[tokio::test]
async fn templates_of_the_repository_are_read() {
    let stage = Stage::set().await;
    let configuration = "postmortem: { template: .github/closeout/own.md.hbs }\n";
    stage.commit(".github/closeout.yml", configuration);
    let said = visit(&stage).await.found("templates", "fault");
    assert!(
        said.starts_with(".github/closeout/own.md.hbs is not there"),
        "{said}"
    );
    stage.commit(".github/closeout/own.md.hbs", "# {{title}}\n\n{{severty}}\n");
    let said = visit(&stage).await.found("templates", "fault");
    assert!(said.starts_with(".github/closeout/own.md.hbs:3:3: "), "{said}");
    stage.commit(".github/closeout/own.md.hbs", "# {{title}}\n");
    assert_eq!(
        visit(&stage).await.found("templates", "good"),
        ".github/closeout/own.md.hbs can be used"
    );
    stage.close();
}

#[tokio::test]
async fn an_older_server_has_no_sub_issues() {
    let stage = Stage::set().await;
    stage.commit("README.md", "# Ops\n");
    stage
        .carol()
        .open_issue(REPOSITORY, "Checkout fails", "", &[])
        .expect("she may");
    assert_eq!(
        visit(&stage).await.found("sub-issues", "good"),
        "this GitHub has them"
    );
    stage.sim.forget_sub_issues();
    assert!(
        visit(&stage)
            .await
            .found("sub-issues", "note")
            .contains("a list of tasks")
    );
}

#[test]
fn the_committed_page_is_current() {
    assert_eq!(
        include_str!("../../docs/doctor.md"),
        doctor::page(),
        "see the page itself on how to make it anew"
    );
}
