//! What effects do, and that doing them again does nothing.

use closeout::{
    domain::{
        event::EventKind,
        incident::AnswerLine,
        label::LabelSpec,
        marker::{Marker, Slot},
        observation::CheckRun,
        person::Login,
        phase::Instants,
        severity::Severity,
    },
    github::Error,
    message::{
        Language, Message, Voice,
        context::{AnswerContext, ConfigCheck, DocumentContext, PullRequestContext, Template},
    },
    plan::effect::{Conclusion, Effect, Reaction, Subject},
    policy::{Expected, Fault, FaultKind},
};
use github_sim::{
    faults::{Fault as Trouble, Misbehaviour},
    world::Role,
};
use serde_json::json;

use crate::stage::{REPOSITORY, Stage};

pub(crate) fn voice() -> Voice {
    Voice {
        language: Language::En,
        zone: "Asia/Tokyo".parse().unwrap(),
    }
}

/// A reply to the comment with this id.
pub(crate) fn reply(to: u64) -> Effect {
    Effect::PostComment {
        number: 1,
        slot: Slot::Reply(to),
        message: Box::new(answer(None)),
        voice: voice(),
    }
}

fn answer(topic: Option<&str>) -> Message {
    Message::Answer(AnswerContext {
        to: Some(Login::new("mona")),
        about_form: false,
        lines: vec![AnswerLine::Help {
            topic: topic.map(str::to_owned),
        }],
        definitions: Vec::new(),
        severity: None,
    })
}

fn document(stage: &Stage) -> Message {
    let at = "2026-11-20T04:20:00Z".parse().unwrap();
    Message::Document(DocumentContext {
        template: Template::Full,
        meeting_scheduled: None,
        meeting_held: None,
        repository: REPOSITORY.into(),
        number: 1,
        url: format!("{}/{REPOSITORY}/issues/1", stage.sim.url()),
        title: "決済が落ちた".into(),
        drill: false,
        severity: Severity::Sev2,
        declared_at: at,
        instants: Instants::default(),
        roles: Vec::new(),
        participants: Vec::new(),
        deadline: at,
        severity_times: Vec::new(),
        impact: None,
        detected_by: None,
        announcement_required: false,
        timeline: Vec::new(),
    })
}

fn pull_request() -> Effect {
    Effect::OpenPullRequest {
        head: "postmortem/1".into(),
        base: "main".into(),
        message: Box::new(Message::PullRequest(PullRequestContext {
            number: 1,
            title: "決済が落ちた".into(),
            drill: false,
            severity: Severity::Sev2,
            owner: None,
            deadline: "2026-11-27T09:00:00Z".parse().unwrap(),
            path: "postmortems/1.md".into(),
            announcement_required: false,
            approvals: 1,
        })),
        voice: voice(),
    }
}

fn check(head: &str, existing: Option<u64>, conclusion: Conclusion) -> Effect {
    check_with(head, existing, conclusion, Vec::new())
}

fn check_with(head: &str, existing: Option<u64>, conclusion: Conclusion, faults: Vec<Fault>) -> Effect {
    Effect::PublishCheck {
        head: head.into(),
        name: "closeout / config".into(),
        again: None,
        existing,
        conclusion,
        message: Box::new(Message::ConfigCheck(ConfigCheck {
            path: ".github/closeout.yml".into(),
            faults,
        })),
        voice: voice(),
    }
}

#[tokio::test]
async fn labels_are_created_put_on_and_taken_off() {
    let stage = Stage::set().await;
    let label = "severity: SEV1/重大";
    let effects = [
        Effect::CreateLabel(LabelSpec {
            name: label.into(),
            color: "b60205".into(),
            description: "Customers cannot use the service".into(),
        }),
        Effect::AddLabel {
            number: 1,
            label: label.into(),
        },
        Effect::RemoveLabel {
            number: 1,
            label: "incident".into(),
        },
    ];
    for effect in &effects {
        stage.execute(effect).await.unwrap();
        stage.again(effect).await.unwrap();
    }
    assert_eq!(stage.look().await.unwrap().issue.labels, [label]);
    let nowhere = Effect::RemoveLabel {
        number: 404,
        label: label.into(),
    };
    assert!(matches!(stage.execute(&nowhere).await, Err(Error::Gone { .. })));
    stage.close();
}

#[tokio::test]
async fn reactions_are_given_and_taken_back() {
    let stage = Stage::set().await;
    let id = stage.mona.comment(REPOSITORY, 1, "/ack").unwrap();
    let subjects = [Subject::Issue(1), Subject::Comment(id.try_into().unwrap())];
    for subject in subjects.clone() {
        let effect = Effect::AddReaction {
            subject,
            reaction: Reaction::Accepted,
        };
        stage.execute(&effect).await.unwrap();
        stage.execute(&effect).await.unwrap();
    }
    let seen = stage.look().await.unwrap();
    let accepted = |seen: &closeout::domain::observation::Observation| {
        seen.events
            .iter()
            .any(|event| matches!(&event.kind, EventKind::Commented(c) if c.verdict.accepted))
    };
    assert!(seen.issue.verdict.accepted && !seen.issue.verdict.refused && accepted(&seen));

    for subject in subjects {
        let effect = Effect::RemoveReaction {
            subject,
            reaction: Reaction::Accepted,
        };
        stage.execute(&effect).await.unwrap();
        stage.execute(&effect).await.unwrap();
    }
    let seen = stage.look().await.unwrap();
    assert!(!seen.issue.verdict.accepted && !accepted(&seen));
    stage.close();
}

#[tokio::test]
async fn comments_are_posted_rewritten_and_folded_away() {
    let stage = Stage::set().await;
    stage.execute(&reply(0)).await.unwrap();
    let ours = |seen: &closeout::domain::observation::Observation| {
        let mut comments = seen.events.iter().filter_map(|event| match &event.kind {
            EventKind::Commented(comment) if comment.ours => Some(comment.clone()),
            _ => None,
        });
        let only = comments.next().unwrap();
        assert_eq!(comments.next(), None);
        only
    };
    let posted = ours(&stage.look().await.unwrap());
    let marker = Marker::find(&posted.body).unwrap();
    assert_eq!(marker.slot, Slot::Reply(0));
    assert_eq!(marker.fingerprint, answer(None).fingerprint(voice()));

    let edit = Effect::EditComment {
        id: posted.id,
        slot: Slot::Reply(0),
        message: Box::new(answer(Some("sev"))),
        voice: voice(),
    };
    stage.execute(&edit).await.unwrap();
    let edited = ours(&stage.look().await.unwrap());
    assert_eq!(
        Marker::find(&edited.body).unwrap().fingerprint,
        answer(Some("sev")).fingerprint(voice())
    );

    for minimized in [true, true, false] {
        let fold = Effect::SetMinimized {
            node_id: posted.node_id.clone(),
            minimized,
        };
        stage.execute(&fold).await.unwrap();
        assert_eq!(ours(&stage.look().await.unwrap()).minimized, minimized);
    }
    stage.close();
}

/// Opens the postmortem as the bot does, from its branch to its pull request.
pub(crate) async fn open_postmortem(stage: &Stage) {
    let main = stage
        .look()
        .await
        .unwrap()
        .repository
        .default_branch
        .unwrap()
        .head;
    let effects = [
        Effect::CreateBranch {
            name: "postmortem/1".into(),
            from: main.clone(),
        },
        Effect::CommitDocument {
            branch: "postmortem/1".into(),
            expected_head: main,
            path: "postmortems/2026/1-決済.md".into(),
            message: Box::new(document(stage)),
            voice: voice(),
        },
        pull_request(),
    ];
    for effect in &effects {
        stage.execute(effect).await.unwrap();
    }
}

#[tokio::test]
async fn a_postmortem_is_opened_once_however_often_it_is_attempted() {
    let stage = Stage::set().await;
    stage.sim.set_role(REPOSITORY, "hana", Role::Write).unwrap();
    let main = stage
        .look()
        .await
        .unwrap()
        .repository
        .default_branch
        .unwrap()
        .head;
    let branch = Effect::CreateBranch {
        name: "postmortem/1".into(),
        from: main.clone(),
    };
    stage.execute(&branch).await.unwrap();
    stage.again(&branch).await.unwrap();
    let commit = Effect::CommitDocument {
        branch: "postmortem/1".into(),
        expected_head: main,
        path: "postmortems/2026/1-決済.md".into(),
        message: Box::new(document(&stage)),
        voice: voice(),
    };
    stage.execute(&commit).await.unwrap();
    let late = stage.again(&commit).await.unwrap_err();
    assert!(matches!(late, Error::Conflict { .. }), "{late}");
    stage.execute(&pull_request()).await.unwrap();
    stage.again(&pull_request()).await.unwrap();

    let seen = stage.look().await.unwrap().pull_request.unwrap();
    assert!(seen.draft);
    assert_eq!(seen.document.unwrap().path, "postmortems/2026/1-決済.md");
    let assign = Effect::Assign {
        number: seen.number,
        login: Login::new("Hana"),
    };
    stage.execute(&assign).await.unwrap();
    stage.again(&assign).await.unwrap();
    let seen = stage.look().await.unwrap();
    assert_eq!(seen.pull_request.unwrap().assignees, [Login::new("hana")]);
    stage.close();
}

#[tokio::test]
async fn where_drafts_are_not_supported_the_pull_request_is_ready_at_once() {
    let stage = Stage::set().await;
    stage
        .mona
        .create_branch(REPOSITORY, "postmortem/1", "main")
        .unwrap();
    stage
        .mona
        .commit_file(REPOSITORY, "postmortem/1", "1.md", "x", "Add")
        .unwrap();
    let unsupported = Misbehaviour::Json {
        status: 422,
        body: json!({
            "message": "Validation Failed",
            "errors": ["Draft pull requests are not supported in this repository."],
            "documentation_url": "https://docs.github.com/rest/pulls/pulls#create-a-pull-request",
            "status": "422",
        }),
    };
    stage
        .sim
        .faults()
        .add(Trouble::on("POST", "/repos/acme/ops/pulls", unsupported));
    stage.execute(&pull_request()).await.unwrap();
    assert!(!stage.look().await.unwrap().pull_request.unwrap().draft);
    stage.close();
}

#[tokio::test]
async fn check_runs_are_published_and_brought_up_to_date() {
    let stage = Stage::set().await;
    let path = ".github/closeout.yml";
    stage
        .mona
        .commit_file(REPOSITORY, "main", path, "zone: x\n", "Configure")
        .unwrap();
    let config = stage.look().await.unwrap().repository.config.unwrap();
    assert_eq!(config.checks, []);
    stage
        .execute(&check(&config.commit, None, Conclusion::Failure))
        .await
        .unwrap();
    stage
        .again(&check(&config.commit, None, Conclusion::Failure))
        .await
        .unwrap();
    let checks = stage.look().await.unwrap().repository.config.unwrap().checks;
    let [run] = &checks[..] else { panic!("{checks:?}") };
    assert_eq!(run.name, "closeout / config");
    assert!(run.external_id.is_some());
    stage
        .execute(&check(&config.commit, Some(run.id), Conclusion::Success))
        .await
        .unwrap();
    let config = stage.look().await.unwrap().repository.config.unwrap();
    assert_eq!(config.checks.len(), 1);
    stage.close();
}

#[tokio::test]
async fn a_check_run_with_remarks_on_lines_is_replaced_and_not_added_to() {
    let stage = Stage::set().await;
    let path = ".github/closeout.yml";
    stage
        .mona
        .commit_file(REPOSITORY, "main", path, "zone: x\n", "Configure")
        .unwrap();
    let head = stage.look().await.unwrap().repository.config.unwrap().commit;
    let faults = |line| {
        vec![Fault {
            line,
            column: 7,
            path: "zone".into(),
            kind: FaultKind::BadValue {
                found: "x".into(),
                expected: Expected::TimeZone,
            },
        }]
    };
    let first = check_with(&head, None, Conclusion::Failure, faults(1));
    stage.execute(&first).await.unwrap();
    stage.again(&first).await.unwrap();
    let only = |checks: Vec<CheckRun>| match &checks[..] {
        [only] => only.id,
        several => panic!("{several:?}"),
    };
    let before = only(stage.look().await.unwrap().repository.config.unwrap().checks);
    let second = check_with(&head, Some(before), Conclusion::Failure, faults(2));
    stage.execute(&second).await.unwrap();
    let after = only(stage.look().await.unwrap().repository.config.unwrap().checks);
    assert_ne!(before, after);
    stage.close();
}
