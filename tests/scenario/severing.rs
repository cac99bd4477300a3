//! How bad it is: asked, chosen, changed, and told afterwards.

use crate::{
    harness::{LANGUAGES, REPOSITORY, World, part},
    surface::assert_snapshot,
};

/// A repository that says in its own words what the severities mean.
fn own_words(language: &str) -> &'static str {
    if language == "ja" {
        "severities:\n  SEV1: { description: 全店舗でレジが使えない }\n  SEV4: { description: 社内の <b>画面</b> | だけの不具合 }\n"
    } else {
        "severities:\n  SEV1: { description: No shop can sell }\n  SEV4: { description: 'Only <b>our</b> screens | are wrong, see @alice' }\n"
    }
}

/// The part of the status comment that tells of the latest change.
fn change(world: &mut World, number: u64, language: &str) -> String {
    let status = world.status(number);
    let begin = if language == "ja" {
        "**重大度の変更**"
    } else {
        "**Severity**"
    };
    part(&status, begin, "\n\n<details>").to_owned()
}

#[tokio::test]
async fn the_question_stands_beside_what_the_severities_mean() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, own_words(language)).await;
        let number = world.declares("alice", "Checkout fails").await;
        let status = world.status(number);
        assert_snapshot!(format!("question.{language}"), part(&status, "###", "\n\n| |"));
        world.says("bob", number, "/sev").await;
        assert_snapshot!(format!("asked-back.{language}"), world.last_word(number));
        world.ends().await;
    }
}

#[tokio::test]
async fn a_change_shows_what_it_moves() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.says("alice", number, "/sev 2\n/commander me").await;
        world.waits(10).await;
        // As GitHub's menu does it: both changes together.
        world
            .acts("bob", |bob| {
                bob.remove_label(REPOSITORY, number, "SEV2")?;
                bob.add_label(REPOSITORY, number, "SEV3")
            })
            .await;
        assert_eq!(world.labels_of(number), ["SEV3", "incident"]);
        assert_snapshot!(format!("milder.{language}"), change(&mut world, number, language));
        world.waits(10).await;
        world.says("bob", number, "/sev 1").await;
        assert_eq!(world.labels_of(number), ["SEV1", "incident"]);
        assert_snapshot!(format!("worse.{language}"), change(&mut world, number, language));
        world.waits(10).await;
        world.says("alice", number, "/resolved\n/owner me").await;
        world.waits(10).await;
        world.says("alice", number, "/sev 2").await;
        assert_snapshot!(
            format!("afterwards.{language}"),
            change(&mut world, number, language)
        );
        world.skims(number);
        world.skims(number + 1);
        world.ends().await;
    }
}

#[tokio::test]
async fn two_labels_at_once_leave_the_worse_and_the_other_order_too() {
    let mut world = World::speaking("en", "").await;
    let number = world.declares("alice", "Checkout fails").await;
    let pairs = [(["SEV4", "SEV3"], "SEV3"), (["SEV1", "SEV2"], "SEV1")];
    for (labels, left) in pairs {
        world.waits(1).await;
        world
            .acts("bob", |bob| {
                labels
                    .iter()
                    .try_for_each(|label| bob.add_label(REPOSITORY, number, label))
            })
            .await;
        assert_eq!(world.labels_of(number), [left, "incident"]);
        let status = world.status(number);
        assert!(
            status.starts_with(&format!("### {left} · Acknowledged")),
            "{status}"
        );
    }
    world.ends().await;
}

#[tokio::test]
async fn a_severity_whose_label_is_taken_off_is_asked_for_again() {
    let mut world = World::speaking("en", "").await;
    let number = world.declares("alice", "Checkout fails").await;
    world.says("alice", number, "/sev 1\n/commander me").await;
    world.waits(5).await;
    world.says("alice", number, "/sev 3").await;
    world.waits(5).await;
    world
        .acts("bob", |bob| bob.remove_label(REPOSITORY, number, "SEV3"))
        .await;
    assert_eq!(world.labels_of(number), ["incident"]);
    let status = world.status(number);
    assert!(
        status.contains("Nobody has said, so it counts as SEV2 for now."),
        "{status}"
    );
    assert!(
        !status.contains("**Severity**"),
        "nothing was changed to: {status}"
    );
    world.labels("bob", number, "SEV3").await;
    let status = world.status(number);
    assert!(status.starts_with("### SEV3 · Acknowledged"), "{status}");
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn the_time_in_each_severity_is_told_after_resolution() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.says("alice", number, "/sev 3\n/owner me").await;
        world.waits(25).await;
        world.says("alice", number, "/sev 1").await;
        world.waits(65).await;
        world.says("alice", number, "/sev 2").await;
        world.waits(10).await;
        world.says("alice", number, "/resolved").await;
        let status = world.status(number);
        let row = if language == "ja" {
            "| 重大度別の時間"
        } else {
            "| Time in severity"
        };
        assert_snapshot!(format!("times.{language}"), part(&status, row, "\n"));
        let (document, _) = world.document(number);
        let document = world.stable(&document);
        let row = document.lines().filter(|line| line.contains("SEV3"));
        assert_snapshot!(
            format!("times-document.{language}"),
            row.collect::<Vec<_>>().join("\n")
        );
        world.skims(number);
        world.skims(number + 1);
        world.ends().await;
    }
}
