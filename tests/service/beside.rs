//! What happens beside an incident: deployments, labels, other people's incidents, and what GitHub declines.

use chrono::Duration;
use closeout::{
    clock::Clock as _,
    domain::{person::Login, phase::Phase},
    store::Backlog,
};
use github_sim::world::{Role, ops::NewDeployment};
use serde_json::json;

use super::stage::{Fault, Misbehaviour, REPOSITORY, Stage};

#[tokio::test]
async fn a_deployment_has_running_incidents_looked_at_and_nothing_else() {
    let stage = Stage::set().await.listening().await;
    let running = stage.open("API is down", &["incident", "SEV3"]);
    let over = stage.open("Search is slow", &["incident", "SEV4"]);
    stage.mona.comment(REPOSITORY, over, "/resolved").unwrap();
    stage.settle().await;
    stage.mona.commit_file(REPOSITORY, "main", "a", "a", "a").unwrap();
    stage.settle().await;
    stage.clock.advance(Duration::minutes(1));
    let seen_at = async |issue: u64| {
        let known = stage.store.projection(stage.locator(issue).key).await.unwrap();
        known.unwrap().seen_at
    };
    let before = [seen_at(running).await, seen_at(over).await];
    let new = NewDeployment::of("main", "production");
    stage.mona.deploy(REPOSITORY, &new).unwrap();
    stage.settle().await;
    assert_eq!(seen_at(over).await, before[1]);
    assert!(seen_at(running).await > before[0]);
    stage.close(&[running, over]).await;
}

#[tokio::test]
async fn a_deployment_in_a_repository_at_peace_leaves_no_trace() {
    let stage = Stage::set().await.listening().await;
    stage.mona.commit_file(REPOSITORY, "main", "a", "a", "a").unwrap();
    stage
        .mona
        .deploy(REPOSITORY, &NewDeployment::of("main", "production"))
        .unwrap();
    stage.sim.deliver_pending().await;
    let backlog = stage.store.backlog(stage.clock.now()).await.unwrap();
    assert_eq!(backlog, Backlog::default());
    assert_eq!(stage.requests("POST", "/graphql"), 0);
}

/// The labels of the repository, with their colours.
fn labels(stage: &Stage) -> Vec<(String, String)> {
    let world = stage.sim.world();
    let labels = &world.repo(stage.repository).unwrap().labels;
    let ours = labels.iter().filter(|label| {
        let name = label.name.as_str();
        name.starts_with("SEV") || name.starts_with("postmortem") || name == "incident" || name == "drill"
    });
    ours.map(|label| (label.name.clone(), label.color.clone()))
        .collect()
}

#[tokio::test]
async fn a_repository_with_a_form_has_our_labels_before_its_first_incident() {
    let stage = Stage::set().await.listening().await;
    let sweep = async || {
        stage.engine().enqueue_all().await.unwrap();
        stage.settle().await;
    };
    sweep().await;
    assert_eq!(labels(&stage), [], "nobody has asked for anything yet");

    let form = ".github/ISSUE_TEMPLATE/incident.yml";
    stage.mona.create_label(REPOSITORY, "SEV2", "ededed").unwrap();
    let form = stage
        .mona
        .commit_file(REPOSITORY, "main", form, "name: Incident\n", "Add a form");
    form.unwrap();
    stage.settle().await;
    let made = labels(&stage);
    assert!(made.len() > 10, "{made:?}");
    assert!(made.contains(&("incident".into(), "d73a4a".into())));
    assert!(
        made.contains(&("SEV2".into(), "ededed".into())),
        "what is there stays as it is"
    );
    let before = stage.requests("POST", "/labels");
    sweep().await;
    assert_eq!(stage.requests("POST", "/labels"), before);
    stage.close(&[]).await;
}

#[tokio::test]
async fn labels_are_made_by_the_names_the_configuration_gives_them() {
    let stage = Stage::set().await.listening().await;
    let config = "labels:\n  incident: 障害\n";
    stage
        .mona
        .commit_file(REPOSITORY, "main", ".github/closeout.yml", config, "Configure")
        .unwrap();
    stage.settle().await;
    let world = stage.sim.world();
    let labels = &world.repo(stage.repository).unwrap().labels;
    assert!(labels.iter().any(|label| label.name == "障害"));
    assert!(!labels.iter().any(|label| label.name == "incident"));
}

#[tokio::test]
async fn somebody_rested_is_suggested_when_nobody_commands() {
    let stage = Stage::set().await.listening().await;
    for login in ["ann", "bob"] {
        stage.sim.set_role(REPOSITORY, login, Role::Write).unwrap();
        let person = stage.sim.person(login);
        let labels = ["incident", "SEV4"];
        let earlier = person
            .open_issue(REPOSITORY, "Search is down", "x", &labels)
            .unwrap();
        person.comment(REPOSITORY, earlier, "/commander me").unwrap();
        person.comment(REPOSITORY, earlier, "/resolved").unwrap();
        stage.settle().await;
        let key = stage.locator(earlier).key;
        let known = stage.store.projection(key).await.unwrap().unwrap();
        assert_eq!(
            (known.phase, known.commander),
            (Phase::Resolved, Some(Login::new(login)))
        );
        assert!(known.participants.contains(&Login::new(login)));
        stage.clock.advance(Duration::days(1));
    }
    let issue = stage.open("API is down", &["incident", "SEV1"]);
    stage.settle().await;
    stage.pass(Duration::minutes(10)).await;
    let nudges: Vec<_> = stage
        .said(issue)
        .into_iter()
        .filter(|said| said.contains("closeout:nudge"))
        .collect();
    let [nudge] = &nudges[..] else {
        panic!("{nudges:?}")
    };
    assert!(nudge.contains("ann") && !nudge.contains("bob"), "{nudge}");
}

#[tokio::test]
async fn what_github_declines_is_not_asked_for_again_and_holds_up_nothing() {
    let stage = Stage::set().await.listening().await;
    let issue = stage.open("API is down", &["incident", "SEV1"]);
    stage.mona.comment(REPOSITORY, issue, "/commander me").unwrap();
    stage.mona.comment(REPOSITORY, issue, "/owner me").unwrap();
    stage.mona.comment(REPOSITORY, issue, "/resolved").unwrap();
    // As GitHub answers when it leaves somebody out.
    let left_out = Misbehaviour::Json {
        status: 201,
        body: json!({ "number": 2, "assignees": [] }),
    };
    stage
        .sim
        .faults()
        .add(Fault::on("POST", "/repos/acme/ops/issues/2/assignees", left_out).times(100));
    stage.settle().await;
    for _ in 0..3 {
        stage.mona.comment(REPOSITORY, issue, "Still here.").unwrap();
        stage.clock.advance(Duration::minutes(10));
        stage.settle().await;
    }
    assert_eq!(stage.requests("POST", "/assignees"), 1);
    assert_eq!(stage.store.troubles().await.unwrap(), []);
    let known = stage.store.projection(stage.locator(issue).key).await.unwrap();
    assert_eq!(known.map(|known| known.phase), Some(Phase::Resolved));
}
