//! Who does what: roles given, handed over, given back, and asked for when nobody commands.

use github_sim::world::Role;

use crate::{
    harness::{LANGUAGES, REPOSITORY, World, part},
    surface::{Stage, assert_snapshot},
};

/// The rows of the status comment's timeline that tell of roles.
fn rows(world: &mut World, number: u64, roles: &[&str]) -> String {
    let status = world.status(number);
    let rows = status.lines().filter(|line| line.starts_with("| 2026-"));
    let told = rows.filter(|row| roles.iter().any(|role| row.contains(role)));
    told.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn every_role_is_given_in_one_comment_and_its_duties_told_once() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        let all = "/commander me\n/deputy @bob\n/tech @carol\n/comms @rita\n/scribe @bob\n/owner @carol";
        world.says("alice", number, all).await;
        assert_eq!(world.count(number), 2, "the status comment and one reply");
        assert_snapshot!(format!("duties.{language}"), world.last_word(number));
        let status = world.status(number);
        assert_snapshot!(format!("held.{language}"), part(&status, "| |", "\n\n####"));
        world.waits(1).await;
        world
            .says("bob", number, all.replace("me", "@alice").as_str())
            .await;
        assert_eq!(world.count(number), 2, "nothing new is said");
        world.ends().await;
    }
}

#[tokio::test]
async fn command_is_handed_over_with_a_reason_and_back_without_a_lecture() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.says("alice", number, "/commander me").await;
        world.waits(20).await;
        let (line, reason) = if language == "ja" {
            ("/commander @bob さん 交代の時間です @carol", "交代の時間です")
        } else {
            ("/ic @bob my shift ends, ask @carol", "my shift ends")
        };
        world.says("alice", number, line).await;
        let reply = world.last_word(number);
        assert_snapshot!(format!("handed-over.{language}"), reply);
        assert!(reply.contains(reason), "{reply}");
        world.waits(20).await;
        world.says("carol", number, "/commander @alice").await;
        assert_eq!(world.count(number), 3, "alice knows her duties");
        let told = rows(&mut world, number, &["ommand", "コマンダー"]);
        assert_snapshot!(format!("handed-over-rows.{language}"), told);
        world.skims(number);
        world.ends().await;
    }
}

#[tokio::test]
async fn a_commander_with_another_role_is_warned_once() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.says("alice", number, "/commander me").await;
        world.says("alice", number, "/tech me").await;
        assert_snapshot!(format!("double.{language}"), world.last_word(number));
        world.says("bob", number, "/comms @alice").await;
        let warning = if language == "ja" {
            "役割の兼任"
        } else {
            "Two roles at once"
        };
        let last = world.last_word(number);
        assert!(!last.contains(warning), "{last}");
        world.skims(number);
        world.ends().await;
    }
}

#[tokio::test]
async fn a_role_is_given_back() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.says("alice", number, "/sev 3\n/deputy @bob").await;
        world.waits(5).await;
        world.says("bob", number, "/deputy none too tired").await;
        let told = rows(&mut world, number, &["eputy", "副コマンダー", "補佐"]);
        assert_snapshot!(format!("given-back.{language}"), told);
        let status = world.status(number);
        assert!(status.contains("`/deputy me`"), "{status}");
        world.skims(number);
        world.ends().await;
    }
}

#[tokio::test]
async fn only_one_person_who_can_see_the_repository_holds_a_role() {
    for language in LANGUAGES {
        let mut world = World::private().await;
        world.speaks(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.stage.sim.person("mallory");
        let lines = "/tech @mallory\n/comms @acme/support\n/scribe @bob @carol\n/deputy nobody is free";
        world.says("alice", number, lines).await;
        assert_snapshot!(format!("nobody.{language}"), world.last_word(number));
        world
            .stage
            .sim
            .set_role(REPOSITORY, "mallory", Role::Read)
            .expect("the repository exists");
        world.says("alice", number, "/tech @mallory").await;
        let status = world.status(number);
        assert!(status.contains("mallory |"), "{status}");
        world.skims(number);
        world.ends().await;
    }
}

#[tokio::test]
async fn somebody_who_left_since_stays_in_the_record() {
    let mut world = World::private().await;
    let number = world.declares("alice", "Checkout fails").await;
    world.says("bob", number, "/sev 3\n/scribe me").await;
    world.says("alice", number, "/tech @bob").await;
    world
        .stage
        .sim
        .set_role(REPOSITORY, "bob", Role::None)
        .expect("the repository exists");
    world.waits(5).await;
    world.says("alice", number, "/commander me").await;
    let status = world.status(number);
    assert!(status.starts_with("### SEV3 · Acknowledged"), "{status}");
    assert!(status.contains("| Tech lead | bob |"), "{status}");
    assert!(status.contains("| Scribe | bob |"), "{status}");
    world.says("alice", number, "/deputy @bob").await;
    let refusal = world.last_word(number);
    assert!(refusal.contains("cannot see this repository"), "{refusal}");
    world.skims(number);
    world.ends().await;
}

/// An incident of a day, commanded by somebody and over at once.
async fn earlier(world: &mut World, commander: &str, labels: &[&str]) {
    let number = world
        .acts(commander, |person| {
            person.open_issue(REPOSITORY, "Earlier", "", labels)
        })
        .await;
    world.says(commander, number, "/commander me\n/resolved").await;
    world.skims(number);
    world.waits(24 * 60).await;
}

/// Three days with an incident each, the last of them practice.
async fn three_days(world: &mut World) {
    world
        .stage
        .sim
        .set_role(REPOSITORY, "zoe", Role::Write)
        .expect("the repository exists");
    earlier(world, "bob", &["incident", "SEV4"]).await;
    earlier(world, "alice", &["incident", "SEV4"]).await;
    earlier(world, "zoe", &["incident", "SEV4", "drill"]).await;
}

#[tokio::test]
async fn a_missing_commander_is_asked_for_twice_with_somebody_rested() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        three_days(&mut world).await;
        let number = world.declares("carol", "Checkout fails").await;
        world.waits(4).await;
        assert_eq!(world.count(number), 1, "it is too early to ask");
        world.waits(1).await;
        assert_eq!(world.count(number), 2);
        let asked = world.last_word(number);
        // Whoever knows nothing of earlier incidents may suggest nobody.
        if Stage::REMEMBERS {
            assert_snapshot!(format!("missing.{language}"), asked);
        }
        world.waits(15).await;
        assert_eq!(world.count(number), 3, "once more");
        world.waits(60).await;
        assert_eq!(world.count(number), 3, "and no third time");
        let page = world.reads(number);
        assert_eq!(page.matches(", folded\n").count(), 1, "{page}");
        world.ends().await;
    }
}

#[tokio::test]
async fn without_memory_nobody_is_suggested_and_what_was_said_stays() {
    if !Stage::REMEMBERS {
        return; // Then nobody is ever suggested.
    }
    let mut world = World::speaking("en", "").await;
    three_days(&mut world).await;
    let asked = world.declares("carol", "Checkout fails").await;
    world.waits(5).await;
    let before = world.last_word(asked);
    assert!(before.contains("Or ask `bob`"), "{before}");
    let number = world.declares("carol", "Search fails").await;
    world.stage.lose_database().await.expect("the server starts anew");
    world.waits(6).await;
    world.says("alice", number, "Anybody here?").await;
    let last = world.last_word(number);
    assert!(last.contains("/commander me"), "{last}");
    assert!(!last.contains("Or ask"), "{last}");
    world.says("alice", asked, "Anybody there?").await;
    assert_eq!(world.last_word(asked), before, "what was said stays");
    world.skims(asked);
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn a_severity_chosen_late_does_not_ask_for_a_commander_anew() {
    let mut world = World::speaking("en", "").await;
    let number = world.declares("alice", "Checkout fails").await;
    world.waits(10).await;
    world.says("bob", number, "/sev 1").await;
    world.waits(30).await;
    let page = world.reads(number);
    let asked = page.matches("this has been a major incident since 2026-11-20 13:00 UTC");
    assert_eq!(asked.count(), 2, "{page}");
    assert_eq!(
        page.matches("this has been a major incident").count(),
        2,
        "{page}"
    );
    world.ends().await;
}
