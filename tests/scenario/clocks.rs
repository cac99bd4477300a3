//! How long it took, as soon as it is known, and where it is kept.

use crate::{
    harness::{LANGUAGES, REPOSITORY, World, part},
    surface::{Stage, assert_snapshot},
};

/// The rows of the status comment that tell times and how long it took.
fn clock(world: &mut World, number: u64, language: &str) -> String {
    let status = world.status(number);
    let row = if language == "ja" {
        "| 所要時間"
    } else {
        "| Took"
    };
    let found = status.lines().find(|line| line.starts_with(row));
    found.unwrap_or("nothing yet").to_owned()
}

/// The document's front matter.
fn front_matter(world: &World, number: u64) -> String {
    let (document, _) = world.document(number);
    let mut parts = document.split("---\n");
    parts.nth(1).expect("there is front matter").to_owned()
}

#[tokio::test]
async fn the_clocks_are_shown_corrected_and_frozen() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let mut told = Vec::new();
        let number = world
            .acts("monitor", |monitor| {
                monitor.open_issue(REPOSITORY, "Checkout fails", "", &[])
            })
            .await;
        world.labels("alice", number, "incident").await;
        told.push(clock(&mut world, number, language));
        world.waits(4).await;
        world
            .says("alice", number, "/sev 2\n/commander me\n/ack 1m ago")
            .await;
        told.push(clock(&mut world, number, language));
        world.waits(6).await;
        world.says("bob", number, "/started 40m ago").await;
        told.push(clock(&mut world, number, language));
        world.waits(50).await;
        world
            .says("alice", number, "/mitigated 20m ago\n/resolved\n/owner @bob")
            .await;
        told.push(clock(&mut world, number, language));
        assert_snapshot!(format!("shown.{language}"), told.join("\n"));
        let opened = front_matter(&world, number);
        world.says("bob", number, "/started 2h ago").await;
        assert_ne!(
            clock(&mut world, number, language),
            told[3],
            "the thread goes on to be right"
        );
        let frozen = front_matter(&world, number);
        assert_ne!(frozen, opened, "and the document with it, while it is open");
        assert_snapshot!(format!("frozen.{language}"), frozen);
        let pull = number + 1;
        world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
        world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
        world.says("bob", number, "/started 3h ago").await;
        assert_eq!(
            front_matter(&world, number),
            frozen,
            "what was reviewed stays as it is"
        );
        assert_snapshot!(format!("learnt.{language}"), world.last_word(number));
        world.skims(number);
        world.skims(pull);
        world.ends().await;
    }
}

#[tokio::test]
async fn a_drill_says_everywhere_that_it_is_practice() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let title = if language == "ja" {
            "決済の停止訓練"
        } else {
            "Checkout fails"
        };
        let number = world
            .acts("alice", |alice| {
                alice.open_issue(REPOSITORY, title, "", &["incident", "drill", "SEV2"])
            })
            .await;
        let practice = if language == "ja" { "訓練" } else { "practice" };
        let begun = world.status(number);
        assert!(begun.contains(practice), "{begun}");
        world.waits(10).await;
        let nudge = world.last_word(number);
        assert_snapshot!(format!("drill-nudge.{language}"), nudge);
        world
            .says("alice", number, "/commander me\n/resolved\n/owner @bob")
            .await;
        let status = world.status(number);
        assert_snapshot!(format!("drill-status.{language}"), part(&status, "###", "\n**"));
        let pull = number + 1;
        assert_snapshot!(format!("drill-pull.{language}"), world.reads(pull));
        let (document, path) = world.document(number);
        assert!(
            front_matter(&world, number).contains("\ndrill: true\n"),
            "{document}"
        );
        assert_snapshot!(
            format!("drill-document.{language}"),
            part(&document, "# ", "<!-- closeout")
        );
        let text = document.replace("<!-- ", "The pager works.\n\n<!-- ");
        world
            .acts("bob", |bob| {
                bob.commit_file(REPOSITORY, "postmortem/1", &path, &text, "Write it")
            })
            .await;
        world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
        world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
        let learnt = world.last_word(number);
        assert!(learnt.contains(practice), "{learnt}");
        if Stage::REMEMBERS {
            let known = world.known().await;
            assert_eq!(known.iter().map(|one| one.drill).collect::<Vec<_>>(), [true]);
        }
        world.skims(number);
        world.skims(pull);
        world.ends().await;
    }
}

#[tokio::test]
async fn an_incident_becomes_a_drill_when_somebody_says_so() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    assert!(!world.status(number).contains("practice"));
    world.labels("alice", number, "drill").await;
    assert!(world.status(number).contains("practice"));
    world
        .acts("alice", |alice| alice.remove_label(REPOSITORY, number, "drill"))
        .await;
    assert!(!world.status(number).contains("practice"));
    if Stage::REMEMBERS {
        let known = world.known().await;
        assert!(!known[0].drill);
    }
    world.skims(number);
    world.ends().await;
}
