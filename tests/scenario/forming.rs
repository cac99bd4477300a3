//! An incident that begins with the issue form.

use crate::{
    harness::{LANGUAGES, REPOSITORY, World, filled, part},
    surface::assert_snapshot,
};

/// What a reporter answers who knows what is wrong, but not how bad that is.
fn answers(language: &str) -> Vec<(&'static str, &'static str)> {
    if language == "ja" {
        vec![
            ("severity", "わからない（回答から提案してもらう）"),
            ("works", "主要な機能が使えない"),
            ("affected", "一部のお客さま"),
            ("workaround", "ない"),
            ("data", "起きていない"),
            ("impact", "決済の**5回に1回**が失敗する。\n\n夕方から増えている。"),
            ("started", "21:40"),
            ("detected_by", "監視（アラート、ダッシュボード、テスト）"),
        ]
    } else {
        vec![
            ("severity", "I am not sure – suggest one from my answers"),
            ("works", "An important part does not work"),
            ("affected", "Some customers"),
            ("workaround", "No, there is none"),
            ("data", "No, it is safe"),
            (
                "impact",
                "Every **fifth** checkout fails.\n\nMore of them since the evening.",
            ),
            ("started", "12:40"),
            ("detected_by", "Monitor: an alert, a dashboard or a test"),
        ]
    }
}

/// The answers with one of them changed.
fn with<'a>(
    mut answers: Vec<(&'static str, &'a str)>,
    id: &str,
    answer: &'a str,
) -> Vec<(&'static str, &'a str)> {
    let found = answers.iter_mut().find(|(answered, _)| *answered == id);
    found.expect("it was answered before").1 = answer;
    answers
}

fn title(language: &str) -> &'static str {
    if language == "ja" {
        "インシデント: 決済が失敗する"
    } else {
        "Incident: checkout fails"
    }
}

#[tokio::test]
async fn a_severity_chosen_in_the_form_counts_at_once() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let chosen = if language == "ja" {
            "SEV1: 致命的。ほとんどのお客さまがサービスを使えない。または、データの消失や漏えいが起きている。"
        } else {
            "SEV1: Critical. Most customers cannot use the service at all, or data is being lost or exposed."
        };
        let body = filled(language, &with(answers(language), "severity", chosen));
        let number = world.fills_in("alice", title(language), &body).await;
        assert_eq!(world.labels_of(number), ["SEV1", "incident"]);
        assert_snapshot!(format!("chosen.{language}"), world.status(number));
        world.ends().await;
    }
}

#[tokio::test]
async fn answers_suggest_a_severity_and_tell_why() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let body = filled(language, &answers(language));
        let number = world.fills_in("alice", title(language), &body).await;
        assert_eq!(world.labels_of(number), ["incident"], "nobody has chosen yet");
        assert_snapshot!(format!("suggested.{language}"), world.reads(number));
        world.waits(2).await;
        world.says("bob", number, "/sev 2").await;
        assert_eq!(world.labels_of(number), ["SEV2", "incident"]);
        assert_snapshot!(format!("agreed.{language}"), world.status(number));
        world.ends().await;
    }
}

#[tokio::test]
async fn an_answer_changes_the_suggestion_until_somebody_chose() {
    let mut world = World::speaking("en", "").await;
    let number = world
        .fills_in("alice", title("en"), &filled("en", &answers("en")))
        .await;
    let exposed = with(answers("en"), "data", "Yes, it is lost or exposed");
    world.rewrites("alice", number, &filled("en", &exposed)).await;
    let status = world.status(number);
    assert!(
        status.contains("SEV1 is suggested, because data is being lost or exposed."),
        "{status}"
    );
    world.labels("bob", number, "SEV3").await;
    world
        .rewrites("alice", number, &filled("en", &answers("en")))
        .await;
    let status = world.status(number);
    assert!(status.starts_with("### SEV3 · Acknowledged"), "{status}");
    assert!(!status.contains("suggested"), "{status}");
    world.ends().await;
}

#[tokio::test]
async fn a_start_that_cannot_be_is_refused_and_the_rest_counts() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        for (name, typed) in [
            ("impossible", "25:00"),
            ("to-come", "2026-11-21 23:30"),
            ("unclear", "?"),
        ] {
            let body = filled(language, &with(answers(language), "started", typed));
            let number = world.fills_in("alice", title(language), &body).await;
            assert_snapshot!(format!("start-{name}.{language}"), world.last_word(number));
            let status = world.status(number);
            assert!(status.contains("SEV2"), "{status}");
            assert!(
                status.contains("fails") || status.contains("失敗"),
                "the impact: {status}"
            );
            world.waits(1).await;
            world
                .rewrites("alice", number, &filled(language, &answers(language)))
                .await;
            let page = world.reads(number);
            assert!(page.contains("12:40"), "{page}");
            assert_eq!(page.matches(", folded\n").count(), 1, "{page}");
            assert_eq!(page.matches("── closeout[bot]").count(), 2, "{page}");
        }
        world.ends().await;
    }
}

#[tokio::test]
async fn a_start_that_came_twice_is_answered_with_both() {
    for language in LANGUAGES {
        let mut world = World::configured(&format!("language: {language}\ntime_zone: Europe/Berlin\n")).await;
        let body = filled(language, &with(answers(language), "started", "2026-10-25 02:30"));
        let number = world.fills_in("alice", title(language), &body).await;
        assert_snapshot!(format!("start-twice.{language}"), world.last_word(number));
        let status = world.status(number);
        assert!(status.contains("2026-10-25 02:30 CEST"), "{status}");
        world.ends().await;
    }
}

#[tokio::test]
async fn questions_may_be_missing_and_stand_in_any_order() {
    let mut world = World::speaking("en", "").await;
    let body = "It began with a page.\n\n\
                ### Impact\n\nNobody can pay.\n\n### What I tried\n\nRestarting.\n\n\
                ### Who is affected?\n\nMost or all customers\n\n### Can customers use the service?\n\nNot at all\n";
    let number = world.fills_in("alice", title("en"), body).await;
    let status = world.status(number);
    assert!(
        status.contains(
            "SEV1 is suggested, because customers cannot use the service at all and most customers are affected."
        ),
        "{status}"
    );
    assert!(status.contains("Nobody can pay."), "{status}");
    let empty = world.fills_in("bob", title("en"), &filled("en", &[])).await;
    let status = world.status(empty);
    assert!(
        status.contains("Nobody has said, so it counts as SEV2 for now"),
        "{status}"
    );
    assert!(!status.contains("Impact"), "{status}");
    world.ends().await;
}

/// A form that asks in its own words, in another order, and something of its own.
const OWN_FORM: &str = "\
name: Störung
description: Etwas ist kaputt
labels: [incident]
body:
  - type: textarea
    id: impact
    attributes: { label: Was merken Kunden? }
  - type: dropdown
    id: works
    attributes:
      label: Geht noch etwas?
      options: [Nichts, Zum Teil, Langsam, Sieht nur falsch aus, Keine Ahnung]
  - type: dropdown
    id: affected
    attributes:
      label: Wen trifft es?
      options: [Die meisten, Manche, Wenige, Keine Ahnung]
  - type: input
    id: phone
    attributes: { label: Rückrufnummer }
  - type: input
    id: started
    attributes: { label: Seit wann? }
";

#[tokio::test]
async fn the_repositorys_own_form_is_understood_by_its_ids() {
    let mut world = World::new().await;
    world.offers_form(OWN_FORM).await;
    let body = "### Was merken Kunden?\n\nNiemand kann zahlen.\n\n### Geht noch etwas?\n\nZum Teil\n\n\
                ### Wen trifft es?\n\nDie meisten\n\n### Rückrufnummer\n\n110\n\n### Seit wann?\n\n10m ago";
    let number = world.fills_in("alice", "Störung: Kasse", body).await;
    let status = world.status(number);
    assert!(
        status.contains(
            "SEV2 is suggested, because an important part does not work and most customers are affected."
        ),
        "{status}"
    );
    assert!(status.contains("| Impact | Niemand kann zahlen. |"), "{status}");
    assert!(
        status.contains("| Running since | 2026-11-20 12:50 UTC |"),
        "{status}"
    );
    world.ends().await;
}

#[tokio::test]
async fn a_strangers_form_waits_and_then_counts_from_its_own_time() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let body = filled(language, &answers(language));
        let number = world.fills_in("rita", title(language), &body).await;
        assert_snapshot!(format!("waiting.{language}"), world.reads(number));
        world.waits(7).await;
        world.says("alice", number, "/confirm").await;
        let status = world.status(number);
        assert_snapshot!(format!("confirmed.{language}"), part(&status, "| |", "\n\n####"));
        world.waits(4).await;
        assert_eq!(world.count(number), 1, "whoever confirmed it has a moment");
        world.ends().await;
    }
}

#[tokio::test]
async fn a_label_put_on_again_confirms_like_the_command() {
    let mut told = Vec::new();
    for by_label in [false, true] {
        let mut world = World::speaking("en", "").await;
        let body = filled("en", &with(answers("en"), "started", "_No response_"));
        let number = world.fills_in("mallory", title("en"), &body).await;
        world.waits(7).await;
        if by_label {
            world
                .acts("alice", |alice| {
                    alice.remove_label(REPOSITORY, number, "incident")?;
                    alice.add_label(REPOSITORY, number, "incident")
                })
                .await;
        } else {
            world.says("alice", number, "/confirm").await;
        }
        told.push(world.status(number));
        world.ends().await;
    }
    assert_eq!(told[0], told[1]);
    let row = "| 2026-11-20 13:00 UTC | mallory | Declared the incident |";
    assert!(told[0].contains(row), "{}", told[0]);
}

#[tokio::test]
async fn a_strangers_impossible_start_gives_them_no_say_afterwards() {
    let mut world = World::speaking("en", "").await;
    let body = format!(
        "{}\n\n/sev 4",
        filled("en", &with(answers("en"), "started", "25:00"))
    );
    let number = world.fills_in("mallory", title("en"), &body).await;
    world.waits(7).await;
    world.says("alice", number, "/confirm").await;
    let page = world.reads(number);
    assert_snapshot!("stranger-start", page);
    world.ends().await;
}

#[tokio::test]
async fn a_form_or_a_configuration_brings_the_labels_before_the_first_incident() {
    for form in [true, false] {
        let mut world = World::new().await;
        let ours = |world: &World| {
            let sim = world.stage.sim.world();
            let repository = sim.repo_by_name("acme", "shop").expect("the repository exists");
            let names = repository.labels.iter().filter(|label| !label.default);
            names.map(|label| label.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(ours(&world), [""; 0]);
        if form {
            world.offers_form(OWN_FORM).await;
        } else {
            world
                .configure("labels:\n  incident: Störung\nseverities:\n  SEV1:\n    label: Prio 1\n")
                .await;
        }
        let incident = if form { "incident" } else { "Störung" };
        let worst = if form { "SEV1" } else { "Prio 1" };
        let labels = ours(&world);
        assert!(labels.iter().any(|name| name == incident), "{labels:?}");
        assert!(labels.iter().any(|name| name == worst), "{labels:?}");
        world.ends().await;
    }
}
