//! Check runs with more remarks than one request carries.

use std::collections::BTreeMap;

use closeout::{
    document::lint::Level,
    domain::{postmortem::PostmortemStatus, request::Request},
    github::Error,
    message::{
        Language, Message, Voice,
        context::{CheckedFile, FindingRow, PostmortemCheck},
    },
    plan::{
        POSTMORTEM_CHECK,
        effect::{Conclusion, Effect},
    },
};
use github_sim::{
    faults::{Fault, Misbehaviour},
    world::CheckRun,
};

use crate::stage::{REPOSITORY, Stage};

/// A check that found something on each of 120 lines.
fn check(head: &str) -> Effect {
    let finding = |line| FindingRow {
        rule: "placeholder-text",
        level: Level::Error,
        line,
        column: 1,
        end_line: line,
        end_column: 3,
        details: BTreeMap::from([("found", "TBD".to_owned())]),
    };
    Effect::PublishCheck {
        head: head.into(),
        name: POSTMORTEM_CHECK.into(),
        existing: None,
        again: None,
        conclusion: Conclusion::Failure,
        message: Box::new(Message::PostmortemCheck(PostmortemCheck {
            status: PostmortemStatus::InReview,
            remaining: Vec::new(),
            deadline: None,
            left_alone: Vec::new(),
            document: Some(CheckedFile {
                path: "postmortems/1.md".into(),
                url: "https://github.example/acme/ops/blob/1/postmortems/1.md".into(),
            }),
            errors: 120,
            warnings: 0,
            findings: (1..=120).map(finding).collect(),
            cut: false,
            buttons: vec![Request::CreateIssues, Request::RefreshFacts, Request::Explain],
        })),
        voice: Voice {
            language: Language::Ja,
            zone: chrono_tz::Tz::Asia__Tokyo,
        },
    }
}

/// Our runs as they stand, oldest first.
fn runs(stage: &Stage) -> Vec<CheckRun> {
    let world = stage.sim.world();
    let repository = world
        .repositories
        .values()
        .find(|repository| repository.name == "ops");
    let runs = repository.expect("the repository").check_runs.values();
    runs.filter(|run| run.name == POSTMORTEM_CHECK).cloned().collect()
}

async fn head(stage: &Stage) -> String {
    stage
        .mona
        .commit_file(REPOSITORY, "main", "postmortems/1.md", "TBD\n", "Write")
        .unwrap();
    let branch = stage.look().await.unwrap().repository.default_branch;
    branch.expect("a branch").head
}

#[tokio::test]
async fn all_remarks_arrive_in_batches_and_the_run_ends_with_the_last() {
    let stage = Stage::set().await;
    let head = head(&stage).await;
    stage.execute(&check(&head)).await.unwrap();
    stage.again(&check(&head)).await.unwrap();
    let [run] = &runs(&stage)[..] else {
        panic!("one run")
    };
    assert_eq!(run.output.annotations.len(), 120);
    assert_eq!(run.conclusion.as_deref(), Some("failure"));
    let buttons: Vec<&str> = run.actions.iter().map(|action| action.label.as_str()).collect();
    assert_eq!(buttons, ["イシューを作成", "事実を更新", "説明を見る"]);
    stage.close();
}

#[tokio::test]
async fn a_run_that_was_cut_off_is_replaced_and_nothing_is_said_twice() {
    for nth in [1, 2] {
        let stage = Stage::set().await;
        let head = head(&stage).await;
        let lost = Fault::on("PATCH", "/repos/*/*/check-runs/*", Misbehaviour::BadGateway).nth(nth);
        stage.sim.faults().add(lost.after_effect());
        let error = stage.execute(&check(&head)).await.unwrap_err();
        assert!(matches!(error, Error::Transient { .. }), "{error:?}");
        stage.again(&check(&head)).await.unwrap();
        let runs = runs(&stage);
        let latest = runs.last().expect("a run");
        assert_eq!(latest.output.annotations.len(), 120, "cut off at request {nth}");
        assert_eq!(latest.conclusion.as_deref(), Some("failure"));
        // Whose last request took effect before its answer was lost has been complete.
        assert_eq!(runs.len(), if nth == 2 { 1 } else { 2 });
        stage.close();
    }
}
