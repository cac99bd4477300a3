//! How things end: issues and pull requests are closed, and GitHub declines what it will never do.

use closeout::{
    domain::{
        event::{CloseReason, EventKind},
        observation::PullRequestState,
        person::Login,
    },
    github::Error,
    plan::effect::Effect,
};
use github_sim::{
    faults::{Fault, Misbehaviour},
    world::Role,
};
use serde_json::json;

use crate::{
    execute::open_postmortem,
    stage::{REPOSITORY, Stage},
};

#[tokio::test]
async fn the_issue_is_closed_once_and_for_its_reason() {
    for reason in [
        CloseReason::Completed,
        CloseReason::NotPlanned,
        CloseReason::Duplicate,
    ] {
        let stage = Stage::set().await;
        let close = Effect::CloseIssue { number: 1, reason };
        stage.execute(&close).await.unwrap();
        stage.again(&close).await.unwrap();
        let seen = stage.look().await.unwrap();
        assert!(!seen.issue.open);
        let closings = seen.events.into_iter().map(|event| event.kind);
        let closings: Vec<_> = closings
            .filter(|kind| matches!(kind, EventKind::Closed(_)))
            .collect();
        assert_eq!(closings, [EventKind::Closed(reason)]);
        stage.close();
    }
}

#[tokio::test]
async fn the_pull_request_is_closed_and_its_branch_stays() {
    let stage = Stage::set().await;
    open_postmortem(&stage).await;
    let number = stage.look().await.unwrap().pull_request.unwrap().number;
    let close = Effect::ClosePullRequest { number };
    stage.execute(&close).await.unwrap();
    stage.again(&close).await.unwrap();
    let seen = stage.look().await.unwrap();
    assert_eq!(seen.pull_request.unwrap().state, PullRequestState::Closed);
    assert!(seen.branch_head.is_some());
    stage.close();
}

fn assign(login: &str) -> Effect {
    Effect::Assign {
        number: 1,
        login: Login::new(login),
    }
}

#[tokio::test]
async fn whoever_cannot_be_assigned_is_declined() {
    let stage = Stage::set().await;
    stage.sim.create_user("stranger");
    let error = stage.execute(&assign("stranger")).await.unwrap_err();
    assert!(matches!(error, Error::Declined { .. }), "{error}");
    stage.close();
}

#[tokio::test]
async fn the_eleventh_assignee_is_declined() {
    let stage = Stage::set().await;
    for n in 1..=11 {
        let login = format!("person-{n}");
        stage.sim.set_role(REPOSITORY, &login, Role::Write).unwrap();
        let assigned = stage.execute(&assign(&login)).await;
        match (n, assigned) {
            (11, Err(Error::Declined { .. })) | (..=10, Ok(())) => {}
            (n, other) => panic!("{n}: {other:?}"),
        }
    }
    stage.execute(&assign("person-3")).await.unwrap();
    stage.close();
}

#[tokio::test]
async fn the_hundred_and_first_label_is_declined() {
    let stage = Stage::set().await;
    let full = Misbehaviour::Json {
        status: 422,
        body: json!({
            "message": "Validation Failed",
            "errors": ["Issues cannot have more than 100 labels"],
            "documentation_url": "https://docs.github.com/rest/issues/labels#add-labels-to-an-issue",
            "status": "422",
        }),
    };
    stage
        .sim
        .faults()
        .add(Fault::on("POST", "/repos/acme/ops/issues/1/labels", full));
    let add = Effect::AddLabel {
        number: 1,
        label: "SEV1".into(),
    };
    let error = stage.execute(&add).await.unwrap_err();
    let Error::Declined { message } = error else {
        panic!("{error}")
    };
    assert!(message.contains("more than 100 labels"), "{message}");
    stage.close();
}
