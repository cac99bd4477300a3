//! What is seen of an incident.

use std::collections::BTreeSet;

use closeout::{
    domain::{
        event::{CloseReason, EventKind, Place},
        observation::PullRequestState,
        person::{Actor, Login, Permission},
    },
    github::{Asks, Error, Hints, Sighting},
};
use github_sim::world::{Role, ops::RepositoryEdit};

use crate::stage::{REPOSITORY, Stage, asks};

#[tokio::test]
async fn everything_comes_in_one_request() {
    let stage = Stage::set().await;
    stage
        .mona
        .commit_file(
            REPOSITORY,
            "main",
            ".github/closeout.yml",
            "zone: Asia/Tokyo\n",
            "Configure",
        )
        .unwrap();
    stage.mona.comment(REPOSITORY, 1, "/ack").unwrap();
    stage.mona.assign(REPOSITORY, 1, "mona").unwrap();
    let seen = stage.look().await.unwrap();
    assert_eq!(stage.requests("POST", "/graphql"), 1);

    assert_eq!(seen.repository.id, stage.at.key.repository);
    assert_eq!(
        (seen.repository.owner.as_str(), seen.repository.name.as_str()),
        ("acme", "ops")
    );
    assert_eq!(seen.repository.labels, ["incident"]);
    let branch = seen.repository.default_branch.unwrap();
    let config = seen.repository.config.unwrap();
    assert_eq!(
        (config.text.as_str(), config.previous.len()),
        ("zone: Asia/Tokyo\n", 0)
    );
    assert_eq!((branch.name.as_str(), &branch.head), ("main", &config.commit));

    assert_eq!((seen.issue.number, seen.issue.open), (1, true));
    assert_eq!(seen.issue.title, "決済が落ちた --> @everyone");
    assert_eq!(seen.issue.author, Some(Actor::person("mona")));
    assert_eq!(seen.issue.labels, ["incident"]);
    let kinds: Vec<_> = seen.events.iter().map(|event| &event.kind).collect();
    let [
        EventKind::Labeled(label),
        EventKind::Commented(comment),
        EventKind::Assigned(login),
    ] = &kinds[..]
    else {
        panic!("{kinds:?}")
    };
    assert_eq!(
        (label.as_str(), comment.body.as_str(), login.as_str()),
        ("incident", "/ack", "mona")
    );
    assert!(!comment.ours && !comment.verdict.accepted);
    assert_eq!((seen.branch_head, seen.pull_request), (None, None));
    stage.close();
}

#[tokio::test]
async fn a_long_thread_is_read_to_its_end() {
    let stage = Stage::set().await;
    for n in 0..250 {
        stage
            .mona
            .comment(REPOSITORY, 1, &format!("comment {n}"))
            .unwrap();
    }
    let seen = stage.look().await.unwrap();
    let comments: Vec<_> = seen
        .events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Commented(comment) => Some(comment.body.clone()),
            _ => None,
        })
        .collect();
    let expected: Vec<_> = (0..250).map(|n| format!("comment {n}")).collect();
    assert_eq!(comments, expected);
    assert_eq!(stage.requests("POST", "/graphql"), 3);
    stage.close();
}

#[tokio::test]
async fn the_postmortem_is_seen_with_its_thread_and_document() {
    let stage = Stage::set().await;
    let mona = &stage.mona;
    mona.create_branch(REPOSITORY, "postmortem/1", "main").unwrap();
    mona.commit_file(
        REPOSITORY,
        "postmortem/1",
        "postmortems/1-payments.md",
        "# Postmortem\n",
        "Add",
    )
    .unwrap();
    let number = mona
        .open_pull(REPOSITORY, "Postmortem", "postmortem/1", "main")
        .unwrap();
    mona.comment(REPOSITORY, number, "/meeting held").unwrap();
    stage.sim.set_role(REPOSITORY, "hubot", Role::Write).unwrap();
    stage.sim.set_role(REPOSITORY, "reader", Role::Read).unwrap();
    stage.sim.person("hubot").approve(REPOSITORY, number).unwrap();
    stage.sim.person("reader").approve(REPOSITORY, number).unwrap();

    let hints = Hints {
        document_path: Some("postmortems/1-payments.md".into()),
    };
    let seen = stage.look_with(&hints).await.unwrap();
    assert_eq!(stage.requests("POST", "/graphql"), 1);
    let pull_request = seen.pull_request.clone().unwrap();
    assert_eq!(
        (pull_request.number, pull_request.state),
        (number, PullRequestState::Open)
    );
    assert_eq!(seen.branch_head.as_deref(), Some(pull_request.head.as_str()));
    assert_eq!(pull_request.approvals, [Login::new("hubot")]);
    assert_eq!(pull_request.document.as_ref().unwrap().text, "# Postmortem\n");
    let of_pull_request = seen
        .events
        .iter()
        .filter(|event| event.place == Place::PullRequest);
    assert!(
        of_pull_request
            .clone()
            .any(|event| matches!(&event.kind, EventKind::Commented(_)))
    );
    assert!(
        of_pull_request
            .clone()
            .any(|event| matches!(&event.kind, EventKind::Reviewed { .. }))
    );

    let without_hint = stage.look().await.unwrap();
    assert_eq!(without_hint, seen);
    assert_eq!(stage.requests("POST", "/graphql"), 3);

    mona.merge(REPOSITORY, number).unwrap();
    let merged = stage.look_with(&hints).await.unwrap();
    assert_eq!(merged.pull_request.unwrap().state, PullRequestState::Merged);
    let ends: Vec<_> = merged.events.iter().map(|event| &event.kind).collect();
    let closed = EventKind::Closed(CloseReason::Completed);
    assert!(
        ends.contains(&&EventKind::Merged) && !ends.contains(&&closed),
        "{ends:?}"
    );
    stage.close();
}

#[tokio::test]
async fn a_pull_request_leads_to_its_incident() {
    let mut stage = Stage::set().await;
    stage
        .mona
        .create_branch(REPOSITORY, "postmortem/1", "main")
        .unwrap();
    stage
        .mona
        .commit_file(REPOSITORY, "postmortem/1", "1.md", "x", "Add")
        .unwrap();
    let number = stage
        .mona
        .open_pull(REPOSITORY, "Postmortem", "postmortem/1", "main")
        .unwrap();
    let incident = stage.at.clone();
    stage.at.key.issue = number;
    let sighting = stage
        .github
        .observe(&stage.at, &Hints::default(), &Asks::default(), |_| [].into())
        .await;
    assert_eq!(sighting, Ok(Sighting::PostmortemOf(incident)));
    stage.at.key.issue = 404;
    assert!(matches!(stage.look().await, Err(Error::Gone { .. })));
    stage.close();
}

#[tokio::test]
async fn rights_are_asked_of_github_for_exactly_those_who_need_them() {
    let stage = Stage::set().await;
    for (login, role) in [("tina", Role::Triage), ("adam", Role::Admin)] {
        stage.sim.set_role(REPOSITORY, login, role).unwrap();
    }
    stage.sim.create_user("stranger");
    let names = ["tina", "adam", "stranger", "nobody-at-all"];
    let needed: BTreeSet<Login> = names.into_iter().map(Login::new).collect();
    let sighting = stage
        .github
        .observe(&stage.at, &Hints::default(), &Asks::default(), |_| needed.clone())
        .await
        .unwrap();
    let Sighting::Issue(seen) = sighting else {
        panic!("{sighting:?}")
    };
    let permissions: Vec<_> = seen
        .permissions
        .iter()
        .map(|(login, may)| (login.as_str(), *may))
        .collect();
    assert_eq!(
        permissions,
        [
            ("adam", Permission::Admin),
            ("nobody-at-all", Permission::None),
            ("stranger", Permission::None),
            ("tina", Permission::Triage),
        ]
    );
    assert_eq!(stage.requests("GET", "/permission"), 4);
    stage.close();
}

#[tokio::test]
async fn a_renamed_repository_is_found_and_its_successor_is_not_mistaken_for_it() {
    let stage = Stage::set().await;
    stage.sim.set_role(REPOSITORY, "adam", Role::Admin).unwrap();
    let rename = RepositoryEdit {
        name: Some("operations".into()),
        ..RepositoryEdit::default()
    };
    stage.sim.person("adam").edit_repo(REPOSITORY, &rename).unwrap();
    let seen = stage.look().await.unwrap();
    assert_eq!(seen.repository.name, "operations");

    let successor = stage.sim.create_repo(REPOSITORY);
    assert_ne!(u64::try_from(successor.0).unwrap(), stage.at.key.repository);
    let error = stage.look().await.unwrap_err();
    assert!(matches!(error, Error::Gone { .. }), "{error}");
    stage.close();
}

#[tokio::test]
async fn the_configuration_is_read_with_its_history() {
    let stage = Stage::set().await;
    let path = ".github/closeout.yml";
    for text in ["one", "two", "three"] {
        stage
            .mona
            .commit_file(REPOSITORY, "main", path, text, text)
            .unwrap();
        stage
            .mona
            .commit_file(REPOSITORY, "main", "README.md", text, text)
            .unwrap();
    }
    let repository = stage.github.repository(&stage.at, &asks()).await.unwrap();
    let config = repository.config.unwrap();
    assert_eq!(
        (config.text.as_str(), config.previous),
        ("three", vec!["one".to_owned(), "two".to_owned()])
    );
    assert_ne!(repository.default_branch.unwrap().head, config.commit);
    stage.close();
}
