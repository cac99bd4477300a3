//! What sweeps cost, where GitHub grants a workflow's token a thousand requests and a thousand points an hour.

use std::process::ExitCode;

use crate::stage::{REPOSITORY, Run, Stage};

/// What GitHub grants a workflow's token in an hour, in requests and in points of GraphQL each.
const HOURLY: u64 = 1_000;

fn requests(run: &Run) -> u64 {
    run.output("requests").parse().expect("a number")
}

/// Two hundred incidents that nobody has resolved yet, each with its status comment.
async fn two_hundred(stage: &Stage) {
    let alice = stage.sim.person("alice");
    for n in 0..200 {
        let title = format!("Checkout fails in shop {n}");
        alice
            .open_issue(REPOSITORY, &title, "", &["incident", "SEV4"])
            .expect("alice may");
    }
    stage.sim.drop_pending();
    let run = stage.sweeps().await;
    assert!(requests(&run) <= HOURLY, "{}", run.log);
    assert!(
        run.log.contains("40 more wait for their turn"),
        "GitHub lets nobody post more than 80 comments a minute: {}",
        run.log
    );
    for _hour in 0..8 {
        stage.waits(60);
        let run = stage.sweeps().await;
        if run.output("effects") == "0" {
            return;
        }
    }
    panic!("two hundred incidents are answered within a working day");
}

#[tokio::test]
async fn a_sweep_of_two_hundred_open_incidents_fits_the_hour_and_shows_its_count() {
    let stage = Stage::usual().await;
    two_hundred(&stage).await;
    stage.waits(60);
    let run = stage.sweeps().await;
    assert_eq!(run.code, ExitCode::SUCCESS, "{}", run.log);
    assert!(
        run.summary.contains("200 incidents, 0 effects, 204 requests;"),
        "{}",
        run.summary
    );
    // The schedule goes on every quarter of an hour, each time with three quarters of what is left: a look costs 3 points.
    for (looked_at, left) in [(98, 102), (24, 176), (5, 195)] {
        stage.waits(14);
        let run = stage.sweeps().await;
        assert_eq!(run.code, ExitCode::SUCCESS, "{}", run.log);
        let count = format!("{looked_at} incidents, 0 effects,");
        let waiting = format!("{left} more wait for their turn");
        assert!(
            run.log.contains(&count) && run.log.contains(&waiting),
            "{}",
            run.log
        );
    }
    let (number, runs) = stage
        .acts("bob", |bob| {
            bob.open_issue(REPOSITORY, "Nobody can pay", "", &["incident"])
        })
        .await;
    assert!(runs.iter().all(|run| run.code == ExitCode::SUCCESS));
    assert!(
        !stage.answers(number).is_empty(),
        "there is room for what happens"
    );
    stage.ends();
}

#[tokio::test]
async fn the_past_costs_a_request_for_each_hundred() {
    let stage = Stage::usual().await;
    let alice = stage.sim.person("alice");
    for n in 0..150 {
        let title = format!("Checkout failed in shop {n}");
        let labels = ["incident", "SEV2", "postmortem: closed"];
        let number = alice
            .open_issue(REPOSITORY, &title, "", &labels)
            .expect("alice may");
        alice.close(REPOSITORY, number).expect("alice may");
    }
    stage.sim.drop_pending();
    stage.waits(60 * 24 * 8);
    let run = stage.sweeps().await;
    assert_eq!(
        (run.code, run.output("incident"), run.output("requests")),
        (ExitCode::SUCCESS, "", "4"),
        "{}",
        run.log
    );
    alice.comment(REPOSITORY, 7, "Thanks!").expect("alice may");
    let run = stage.sweeps().await;
    assert_eq!(run.output("incident"), "7", "{}", run.log);
    stage.ends();
}
