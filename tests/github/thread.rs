//! What the thread and the repository tell about an incident besides what is said: who marked what, what referred to it,
//! where it came from, what was shipped, whose commits the postmortem holds.

use closeout::{
    domain::{
        event::{CloseReason, Comment, EventKind, Mark, Reference, Referrer},
        observation::{Observation, Shipment, Shipped},
        person::{Actor, Login},
    },
    github::{Asks, Hints, Sighting},
};
use github_sim::world::{
    InstallationId, Level, ReactionContent, Role, StateReason,
    ops::{NewDeployment, NewDeploymentStatus, NewRelease},
};

use crate::{
    execute::open_postmortem,
    stage::{REPOSITORY, Stage, asks},
};

fn comments(seen: &Observation) -> Vec<&Comment> {
    let comments = seen.events.iter().filter_map(|event| match &event.kind {
        EventKind::Commented(comment) => Some(comment),
        _ => None,
    });
    comments.collect()
}

fn kinds(seen: &Observation) -> Vec<&EventKind> {
    seen.events.iter().map(|event| &event.kind).collect()
}

async fn look_for(stage: &Stage, mark: Mark) -> Observation {
    let asks = Asks { mark, ..asks() };
    let looked = stage
        .github
        .observe(&stage.at, &Hints::default(), &asks, |_| [].into())
        .await;
    match looked {
        Ok(Sighting::Issue(seen)) => *seen,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn marks_are_seen_with_those_who_put_them_there() {
    let stage = Stage::set().await;
    let id = stage.mona.comment(REPOSITORY, 1, "Rolled back.").unwrap();
    for (login, mark) in [
        ("mona", ReactionContent::Rocket),
        ("hubot", ReactionContent::Rocket),
        ("hubot", ReactionContent::Eyes),
    ] {
        stage.sim.set_role(REPOSITORY, login, Role::Write).unwrap();
        stage.sim.person(login).react(id, mark).unwrap();
    }
    let by_rocket = look_for(&stage, Mark::Rocket).await;
    let marked_by = |seen: &Observation| comments(seen)[0].marked_by.clone();
    assert_eq!(marked_by(&by_rocket), ["mona", "hubot"].map(Login::new));
    assert!(!comments(&by_rocket)[0].verdict.marked);
    assert_eq!(
        marked_by(&look_for(&stage, Mark::Eyes).await),
        [Login::new("hubot")]
    );
    assert_eq!(marked_by(&look_for(&stage, Mark::Heart).await), []);
    stage.close();
}

#[tokio::test]
async fn what_refers_to_the_incident_is_seen_for_what_it_is() {
    let stage = Stage::set().await;
    let mona = &stage.mona;
    mona.open_issue(REPOSITORY, "Follow-up", "From #1", &[]).unwrap();
    let oid = mona
        .commit_file(
            REPOSITORY,
            "main",
            "a.txt",
            "a",
            "Stop the bleeding of #1\n\nMore.",
        )
        .unwrap();
    mona.create_branch(REPOSITORY, "fix", "main").unwrap();
    mona.commit_file(REPOSITORY, "fix", "b.txt", "b", "Fix").unwrap();
    let open = mona.open_pull(REPOSITORY, "Fix it", "fix", "main").unwrap();
    mona.comment(REPOSITORY, open, "This is for #1.").unwrap();
    let before = stage.look().await.unwrap();
    mona.merge(REPOSITORY, open).unwrap();
    let after = stage.look().await.unwrap();

    let references = |seen: &Observation| -> Vec<(Referrer, String)> {
        let found = seen.events.iter().filter_map(|event| match &event.kind {
            EventKind::Referenced(Reference { by, title, .. }) => Some((*by, title.clone())),
            _ => None,
        });
        found.collect()
    };
    let merged_at = after.events.last().map(|event| event.at);
    let expected = |merged_at| {
        vec![
            (Referrer::Issue, "Follow-up".to_owned()),
            (Referrer::Commit, "Stop the bleeding of #1".to_owned()),
            (Referrer::PullRequest { merged_at }, "Fix it".to_owned()),
        ]
    };
    assert_eq!(references(&before), expected(None));
    assert_eq!(references(&after)[..3], expected(merged_at));
    let addresses: Vec<_> = kinds(&before)
        .into_iter()
        .filter_map(|kind| match kind {
            EventKind::Referenced(reference) => Some(reference.url.clone()),
            _ => None,
        })
        .collect();
    assert!(addresses[1].ends_with(&format!("/commit/{oid}")), "{addresses:?}");
    assert!(addresses[2].ends_with(&format!("/pull/{open}")), "{addresses:?}");
    stage.close();
}

#[tokio::test]
async fn closings_say_why() {
    let stage = Stage::set().await;
    for reason in [
        StateReason::Completed,
        StateReason::NotPlanned,
        StateReason::Duplicate,
    ] {
        stage.mona.close_as(REPOSITORY, 1, reason).unwrap();
        stage.mona.reopen(REPOSITORY, 1).unwrap();
    }
    let seen = stage.look().await.unwrap();
    let reasons: Vec<_> = kinds(&seen)
        .into_iter()
        .filter_map(|kind| match kind {
            EventKind::Closed(reason) => Some(*reason),
            _ => None,
        })
        .collect();
    assert_eq!(
        reasons,
        [
            CloseReason::Completed,
            CloseReason::NotPlanned,
            CloseReason::Duplicate
        ]
    );
    stage.close();
}

#[tokio::test]
async fn an_issue_that_came_from_elsewhere_says_from_where() {
    let mut stage = Stage::set().await;
    stage.sim.create_repo("acme/web");
    stage.sim.set_role("acme/web", "mona", Role::Write).unwrap();
    stage.mona.create_label("acme/web", "incident", "d73a4a").unwrap();
    let there = stage
        .mona
        .open_issue("acme/web", "Moves", "x", &["incident"])
        .unwrap();
    stage.at.key.issue = stage.mona.transfer("acme/web", there, REPOSITORY).unwrap();
    let seen = stage.look().await.unwrap();
    // The other repository is out of the installation's reach, and stays unnamed.
    assert!(
        kinds(&seen).contains(&&EventKind::Transferred { from: None }),
        "{seen:?}"
    );
    stage.close();
}

#[tokio::test]
async fn the_issue_form_is_read() {
    let stage = Stage::set().await;
    assert_eq!(stage.look().await.unwrap().repository.form, None);
    let commit = |path: &str, text: &str| stage.mona.commit_file(REPOSITORY, "main", path, text, "Add");
    commit(".github/ISSUE_TEMPLATE/incident.yaml", "name: other\n").unwrap();
    let form = stage.look().await.unwrap().repository.form;
    assert_eq!(form.as_deref(), Some("name: other\n"));
    commit(".github/ISSUE_TEMPLATE/incident.yml", "name: incident\n").unwrap();
    let form = stage.look().await.unwrap().repository.form;
    assert_eq!(form.as_deref(), Some("name: incident\n"));
    stage.close();
}

/// Two deployments, of which one failed, and a release.
fn ship(stage: &Stage) {
    stage.mona.commit_file(REPOSITORY, "main", "a", "a", "a").unwrap();
    let deploy = |environment: &str| {
        let id = stage
            .mona
            .deploy(REPOSITORY, &NewDeployment::of("main", environment))
            .unwrap();
        stage.clock.advance(chrono::Duration::minutes(1));
        id
    };
    deploy("staging");
    let failed = deploy("production");
    let status = NewDeploymentStatus {
        state: "failure".into(),
        description: String::new(),
        environment: None,
        environment_url: String::new(),
        log_url: String::new(),
        keep_earlier: false,
    };
    stage.mona.deployment_status(REPOSITORY, failed, &status).unwrap();
    let release = NewRelease {
        tag: "v41".into(),
        target: None,
        name: Some("Winter".into()),
        body: None,
        draft: false,
        prerelease: false,
    };
    stage.mona.release(REPOSITORY, &release).unwrap();
}

fn shipped(seen: &Observation) -> Vec<&Shipped> {
    seen.shipments.iter().map(|shipment| &shipment.what).collect()
}

#[tokio::test]
async fn what_was_shipped_is_seen_newest_first() {
    let stage = Stage::granted(&[("deployments", Level::Read)]).await;
    ship(&stage);
    let seen = stage.look().await.unwrap();
    assert_eq!(stage.requests("POST", "/graphql"), 1);
    let head = seen.repository.default_branch.as_ref().unwrap().head[..7].to_owned();
    let deployed = |environment: &str, failed| Shipped::Deployment {
        environment: environment.into(),
        commit: head.clone(),
        failed,
    };
    let release = Shipped::Release {
        name: "Winter".into(),
    };
    assert_eq!(
        shipped(&seen),
        [
            &release,
            &deployed("production", true),
            &deployed("staging", false)
        ]
    );
    let Shipment { by, url, .. } = &seen.shipments[1];
    assert_eq!(*by, Some(Actor::person("mona")));
    assert_eq!(*url, format!("{}/deployments/production", seen.repository.url));
    stage.close();
}

#[tokio::test]
async fn without_the_permission_deployments_are_not_asked_for() {
    let stage = Stage::set().await;
    ship(&stage);
    let seen = stage.look().await.unwrap();
    let release = Shipped::Release {
        name: "Winter".into(),
    };
    assert_eq!(shipped(&seen), [&release]);
    stage.close();
}

#[tokio::test]
async fn one_commit_of_somebody_else_makes_the_postmortem_shared() {
    let stage = Stage::set().await;
    open_postmortem(&stage).await;
    let seen = stage.look().await.unwrap();
    assert!(!seen.pull_request.unwrap().others_committed);
    stage
        .mona
        .commit_file(REPOSITORY, "postmortem/1", "postmortems/1.md", "mine", "Write")
        .unwrap();
    let seen = stage.look().await.unwrap();
    assert!(seen.pull_request.unwrap().others_committed);
    stage.close();
}

/// What GitHub would count for the last question that was asked: the same one, with the question after its price.
async fn price_of_the_last_question(stage: &Stage) -> u64 {
    let exchanges = stage.sim.recording().exchanges();
    let asked = exchanges
        .iter()
        .rfind(|exchange| exchange.path.ends_with("/graphql"));
    let mut question = asked.unwrap().request_body.clone();
    let query = question["query"].as_str().unwrap();
    question["query"] = query.replacen(") {\n", ") {\n  rateLimit { cost }\n", 1).into();
    let installation = InstallationId(stage.at.installation.try_into().unwrap());
    let answer = reqwest::Client::default()
        .post(format!(
            "{}/graphql",
            stage.sim.api_url().replace("/api/v3", "/api")
        ))
        .bearer_auth(stage.sim.installation_token(installation).unwrap())
        .header("user-agent", "closeout-tests")
        .json(&question)
        .send();
    let answer: serde_json::Value = answer.await.unwrap().json().await.unwrap();
    answer["data"]["rateLimit"]["cost"]
        .as_u64()
        .expect("it is priced")
}

#[tokio::test]
async fn a_look_costs_three_points_of_the_hours_five_thousand_and_each_further_page_one() {
    let stage = Stage::granted(&[("deployments", Level::Read)]).await;
    stage.look().await.unwrap();
    assert_eq!(price_of_the_last_question(&stage).await, 3);
    for n in 0..120 {
        stage.mona.comment(REPOSITORY, 1, &n.to_string()).unwrap();
    }
    stage.look().await.unwrap();
    assert_eq!(price_of_the_last_question(&stage).await, 1);
}
