//! The workflow that people copy, for the events of an incident and for its schedule.

use serde_json::{Value, json};

use crate::{
    runner::Ended,
    stage::{PRIVATE, REPOSITORY, Stage},
};

/// Titles by which somebody might try to speak to the runner, or to a shell.
const HOSTILE: [&str; 3] = [
    "::error::x %0A::set-output name=phase::x",
    "##[add-mask]acme $(touch pwned) `touch pwned`",
    "';touch pwned;\" && touch pwned # ${{ github.token }} ::stop-commands::x",
];

/// The outputs of the action, as the steps behind it see them.
const SEEN: &str = "        id: closeout
      - run: printf 'all=%s\\n' \"$OUTPUTS\" | tr -d '\\n' >>\"$GITHUB_OUTPUT\"
        env:
          OUTPUTS: ${{ toJSON(steps.closeout.outputs) }}
";

/// An incident that alice declares and bob resolves.
fn resolved(stage: &Stage, title: &str) -> (u64, Vec<Ended>) {
    let (number, mut runs) = stage.acts("alice", |alice| {
        alice.open_issue(REPOSITORY, title, "\n::error::x", &["incident"])
    });
    for (who, text) in [
        ("alice", "/sev 2\n/commander me"),
        ("bob", "/mitigated"),
        ("alice", "/resolved\n/owner @bob"),
    ] {
        runs.extend(stage.acts(who, |who| who.comment(REPOSITORY, number, text)).1);
    }
    (number, runs)
}

/// What the steps behind the action saw of its outputs.
fn seen(run: &Ended) -> Value {
    let outputs = run.step(1)["outputs"]["all"].as_str();
    serde_json::from_str(outputs.expect("it was written")).expect("it is JSON")
}

/// Outputs and summary of a run of the schedule that found nothing to do.
fn tells_all(sweep: &Ended) {
    let outputs = seen(sweep);
    let fixed = ["incident", "phase", "status", "effects"].map(|name| outputs[name].clone());
    assert_eq!(fixed, ["1", "Resolved", "Draft", "0"], "{outputs}");
    let address = outputs["postmortem"].as_str().expect("a text");
    assert!(address.ends_with("/acme/shop/pull/2"), "{outputs}");
    for name in ["deadline", "next-wake"] {
        let instant = outputs[name].as_str().expect("a text");
        assert!(
            instant.parse::<chrono::DateTime<chrono::Utc>>().is_ok(),
            "{outputs}"
        );
    }
    let requests = outputs["requests"].as_str().expect("a text");
    assert!(
        requests.parse::<u32>().is_ok_and(|number| number > 0),
        "{outputs}"
    );
    assert_eq!(
        outputs.as_object().map(serde_json::Map::len),
        Some(8),
        "{outputs}"
    );
    let summary = sweep.summary();
    assert!(
        summary.starts_with("### Closeout\n\nschedule&#58; looked at every incident of acme/shop\n"),
        "{summary}"
    );
    assert!(
        summary.contains("[acme/shop&#35;1](") && summary.contains("| Resolved | SEV2 | Draft | – |"),
        "{summary}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_incident_is_carried_to_the_pull_request_of_its_postmortem() {
    let stage = Stage::set().await;
    stage.add(SEEN);
    let (number, runs) = resolved(&stage, "Checkout fails");
    assert!(runs.len() >= 4, "each event is a run: {}", runs.len());
    let group = json!([{ "group": format!("closeout-{number}"), "queue": "max" }]);
    for run in &runs {
        run.succeeded();
        assert_eq!(run.told("concurrency"), &group);
        assert_eq!(run.annotations("error"), [""; 0]);
    }
    let (saved, restored) = (
        &runs[0].told("cache")["saved"],
        &runs[1].told("cache")["restored"],
    );
    assert!(saved == restored && saved[0].is_string(), "{:?}", runs[0]);
    assert!(
        runs[0].annotations("notice")[0].contains("built from its sources"),
        "{:?}",
        runs[0]
    );
    assert_eq!(
        runs[1].annotations("notice"),
        [""; 0],
        "the binary was remembered"
    );
    assert!(stage.of(2, |pull| pull.pull.as_ref().is_some_and(|pull| pull.draft)));

    let sweep = stage.sweeps();
    sweep.succeeded();
    assert_eq!(sweep.told("concurrency")[0]["group"], "closeout-all");
    tells_all(&sweep);
    stage.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_titles_command_nothing_and_run_nothing() {
    let stage = Stage::set().await;
    stage.add(SEEN);
    let names = [
        "deadline",
        "effects",
        "incident",
        "next-wake",
        "phase",
        "postmortem",
        "requests",
        "status",
    ];
    let harmless = |run: &Ended, title: &str| {
        run.succeeded();
        for level in ["error", "warning"] {
            assert_eq!(run.annotations(level), [""; 0], "{title}");
        }
        let outputs = seen(run);
        let mut found: Vec<_> = outputs.as_object().expect("it is one").keys().collect();
        found.sort();
        assert_eq!(found, names, "{title}");
        assert_eq!(run.told("masked"), 0, "{title}: {run:?}");
    };
    for title in HOSTILE {
        let (_, runs) = resolved(&stage, title);
        assert!(runs.len() >= 4, "{title}");
        for run in &runs {
            harmless(run, title);
        }
    }
    stage.edit(
        "        id: closeout\n",
        "        id: closeout\n        with: { dry-run: true }\n",
    );
    harmless(&stage.sweeps(), "all of them");
    let left = std::fs::read_dir(stage.runner.workspace())
        .expect("a folder")
        .count();
    assert_eq!(left, 0, "something ran");
    stage.close();
}

/// That the test before can fail.
#[tokio::test(flavor = "multi_thread")]
async fn a_workflow_that_trusts_titles_is_seen_through() {
    let stage = Stage::set().await;
    stage.add("      - run: echo \"${{ github.event.issue.title }}\"\n");
    for (title, ran) in [("::error::x", false), ("$(touch pwned)", true)] {
        let (_, runs) = stage.acts("alice", |alice| alice.open_issue(REPOSITORY, title, "", &[]));
        assert_eq!(
            runs[0].annotations("error").len(),
            usize::from(!ran),
            "{:?}",
            runs[0]
        );
        assert_eq!(stage.runner.workspace().join("pwned").exists(), ran);
    }
    stage.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_tells_and_does_nothing() {
    let stage = Stage::set().await;
    stage.add("        with:\n          dry-run: \"true\"\n");
    let (number, runs) = resolved(&stage, "Checkout fails");
    assert!(runs.len() >= 4, "each event is a run: {}", runs.len());
    for run in &runs {
        run.succeeded();
        assert!(run.log().contains("acme/shop#1: would\n  - "), "{run:?}");
        assert!(run.summary().contains("| Would do |"), "{run:?}");
    }
    assert_eq!(stage.answers(number), 0);
    assert_eq!(stage.sim.world().issues().count(), 1, "there is no pull request");
    stage.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_without_rights_fails_and_says_which() {
    let stage = Stage::set().await;
    for name in ["issues", "pull-requests"] {
        stage.edit(&format!("{name}: write"), &format!("{name}: read"));
    }
    let (_, runs) = stage.acts("alice", |alice| {
        alice.open_issue(REPOSITORY, "Checkout fails", "", &["incident"])
    });
    let run = &runs[0];
    run.failed();
    assert_eq!(run.outcome("Carry on"), "failure");
    let errors = run.annotations("error");
    assert!(
        errors[0].starts_with("acme/shop#1: ") && errors[0].contains("the token lacks issues=write"),
        "{errors:?}"
    );
    assert!(
        run.summary().contains("> [!WARNING]\n> acme/shop&#35;1&#58; "),
        "{run:?}"
    );
    stage.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_shows_even_where_it_is_refused() {
    let stage = Stage::set().await;
    stage.add("        with:\n          token: ${{ secrets.APP_TOKEN }}\n          token-app: acme-ops\n");
    let run = stage.sweeps();
    run.failed();
    assert!(!run.annotations("error").is_empty(), "{run:?}");
    assert_eq!(run.told("masked"), 0, "nothing had to be hidden: {run:?}");
    assert!(!format!("{run:?}").contains(PRIVATE), "{run:?}");
    stage.close();
}

/// That the test before can fail, and that mistyped inputs are told of.
#[tokio::test(flavor = "multi_thread")]
async fn the_runner_hides_tokens_and_minds_inputs() {
    let stage = Stage::set().await;
    stage.add("        with:\n          isue: 1\n      - run: echo \"${{ secrets.APP_TOKEN }}\"\n");
    let run = stage.sweeps();
    assert_eq!(run.told("masked"), 1, "{run:?}");
    assert!(
        run.annotations("warning")[0].contains("Unexpected input(s) 'isue'"),
        "{run:?}"
    );
    stage.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn other_events_start_nothing() {
    let stage = Stage::set().await;
    let payload = json!({ "action": "pinned", "issue": { "number": 1 }, "repository": stage.described() });
    assert!(stage.run("issues", &payload).is_none());
    let commits = json!([{ "added": ["src/main.rs"] }]);
    assert!(stage.run("push", &json!({ "commits": commits })).is_none());
    stage.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_input_command_asks_for_more_than_incidents() {
    let stage = Stage::set().await;
    resolved(&stage, HOSTILE[0]);
    stage.add("        with: { command: sweep }\n");
    let (_, runs) = stage.acts("alice", |alice| alice.open_issue(REPOSITORY, "A typo", "", &[]));
    assert!(
        runs[0].log().contains("looked at every incident of acme/shop"),
        "{:?}",
        runs[0]
    );

    stage.edit("command: sweep", "command: report");
    // As the page of the Action has it: a report only reads.
    for name in ["contents", "issues", "pull-requests", "checks"] {
        stage.edit(&format!("{name}: write"), &format!("{name}: read"));
    }
    let report = stage.sweeps();
    report.succeeded();
    assert!(report.summary().starts_with("# "), "{report:?}");
    assert!(report.summary().contains("MTTR"), "{report:?}");

    stage.edit("command: report", "command: doctor");
    for name in ["contents", "issues", "pull-requests", "checks"] {
        stage.edit(&format!("{name}: read"), &format!("{name}: write"));
    }
    let doctor = stage.sweeps();
    doctor.succeeded();
    assert!(doctor.log().contains("acts as github-actions[bot]"), "{doctor:?}");
    assert!(doctor.summary().contains("✓ good"), "{doctor:?}");

    stage.edit("command: doctor", "command: dcotor");
    let mistyped = stage.sweeps();
    mistyped.failed();
    let said = "The input command is none. Write action, sweep, lint, report or doctor.";
    assert_eq!(mistyped.annotations("error")[0], said);
    for run in [&report, &doctor] {
        assert_eq!(run.annotations("error"), [""; 0], "{run:?}");
    }
    stage.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_postmortems_of_a_checkout_are_checked_on_their_lines() {
    let stage = Stage::set().await;
    stage.add("        with: { command: lint }\n");
    let folder = stage.runner.workspace().join("postmortems");
    std::fs::create_dir(&folder).expect("a folder");
    let text = "---\nstatus: closed\n---\n\n# Checkout fails\n\nBob stupidly dropped the table.\n";
    std::fs::write(folder.join("1.md"), text).expect("a file");
    let run = stage.sweeps();
    run.failed();
    let found = run.told("annotations").as_array().expect("a list");
    let blamed = found
        .iter()
        .find(|one| one["line"] == "7")
        .expect("the sentence is found");
    assert_eq!(blamed["file"], "postmortems/1.md", "{blamed}");
    stage.close();
}
