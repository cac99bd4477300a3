//! The document follows the incident, and belongs to whoever writes it.

use crate::{
    harness::{LANGUAGES, World, difference},
    surface::assert_snapshot,
};

/// A SEV2 that is resolved, with its postmortem open.
async fn opened(world: &mut World) -> u64 {
    let number = world.declares("alice", "Checkout fails").await;
    world
        .says("alice", number, "/sev 2\n/commander me\n/owner @bob")
        .await;
    world.waits(60).await;
    world.says("alice", number, "/mitigated\n/resolved").await;
    world.waits(60).await;
    number
}

async fn over(mut world: World, number: u64) {
    world.skims(number);
    world.skims(number + 1);
    world.ends().await;
}

#[tokio::test]
async fn what_changes_after_the_resolution_is_one_commit_that_shows_nothing_else() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = opened(&mut world).await;
        let (before, _) = world.document(number);
        assert_eq!(world.commits(number).len(), 1);
        world.says("alice", number, "/sev 1").await;
        let (after, _) = world.document(number);
        assert_snapshot!(
            format!("severity.{language}"),
            world.stable(&format!(
                "{}\n\n{}",
                world.commits(number).join("\n"),
                difference(&before, &after)
            ))
        );
        // Talking about it changes nothing.
        world
            .says("bob", number + 1, "I see, it was worse than it looked.")
            .await;
        world.waits(60 * 3).await;
        assert_eq!(world.commits(number).len(), 2);
        over(world, number).await;
    }
}

#[tokio::test]
async fn a_corrected_time_moves_every_value_that_follows_from_it() {
    let mut world = World::new().await;
    let number = opened(&mut world).await;
    let (before, _) = world.document(number);
    world
        .says("alice", number, "/started 2026-11-20 12:40 UTC\n/meeting held")
        .await;
    let (after, _) = world.document(number);
    assert_snapshot!(world.stable(&difference(&before, &after)));
    over(world, number).await;
}

#[tokio::test]
async fn what_somebody_edited_is_left_alone_and_said_once() {
    let mut world = World::new().await;
    let number = opened(&mut world).await;
    world
        .edits(
            "bob",
            number,
            "| Resolved the incident |",
            "| Restarted the pool by hand |",
        )
        .await;
    world
        .edits(
            "bob",
            number,
            "severity: SEV2",
            "severity: SEV3 # as agreed with support",
        )
        .await;
    let (before, _) = world.document(number);
    world.says("alice", number, "/sev 1").await;
    let (after, _) = world.document(number);
    assert_snapshot!("left-alone", world.stable(&difference(&before, &after)));
    let said = "Parts that somebody edited by hand stay as they are: timeline.";
    assert!(world.checks().contains(said), "{}", world.checks());
    assert!(after.contains("Restarted the pool by hand"));
    assert!(after.contains("severity: SEV3 # as agreed with support"));
    // Emptied, it is ours again.
    let (begin, rest) = after
        .split_once("<!-- closeout:begin timeline ")
        .expect("it is there");
    let (_, behind) = rest
        .split_once("<!-- closeout:end timeline -->")
        .expect("it is there");
    let emptied = format!("{begin}<!-- closeout:begin timeline -->\n<!-- closeout:end timeline -->{behind}");
    world.edits("bob", number, &after, &emptied).await;
    let (again, _) = world.document(number);
    assert!(again.contains("| Resolved the incident |"), "{again}");
    over(world, number).await;
}

#[tokio::test]
async fn a_commit_of_ours_that_was_pushed_away_is_made_again() {
    let mut world = World::new().await;
    let number = opened(&mut world).await;
    world.says("alice", number, "/sev 1").await;
    let (after, _) = world.document(number);
    world.waits(10).await;
    world.sets_back("bob", number, 1).await;
    let (again, _) = world.document(number);
    assert_eq!(after, again);
    assert_eq!(world.commits(number).len(), 2);
    over(world, number).await;
}

#[tokio::test]
async fn a_document_that_moves_is_followed_and_one_that_is_deleted_stays_away() {
    let mut world = World::new().await;
    let number = opened(&mut world).await;
    world
        .moves_document("bob", number, Some("postmortems/checkout.md"))
        .await;
    world.says("alice", number, "/sev 1").await;
    let (text, path) = world.document(number);
    assert_eq!(path, "postmortems/checkout.md");
    assert!(text.contains("severity: SEV1"), "{text}");
    world.moves_document("bob", number, None).await;
    let commits = world.commits(number);
    world.says("alice", number, "/sev 2").await;
    world.waits(60).await;
    assert_eq!(world.commits(number), commits);
    over(world, number).await;
}

#[tokio::test]
async fn a_merged_document_is_not_written_to_any_more() {
    let mut world = World::new().await;
    let number = opened(&mut world).await;
    world
        .acts("bob", |bob| {
            bob.mark_ready(crate::harness::REPOSITORY, number + 1)
        })
        .await;
    world
        .acts("bob", |bob| bob.merge(crate::harness::REPOSITORY, number + 1))
        .await;
    let commits = world.commits(number);
    world.says("alice", number, "/sev 1").await;
    assert_eq!(world.commits(number), commits);
    over(world, number).await;
}

const OWN: &str = ".github/closeout/postmortem.md.hbs";

/// What the checks say about templates.
fn about_templates(world: &World) -> String {
    let checks = world.checks();
    let mut about = false;
    let lines = checks.lines().filter(|line| {
        if line.starts_with("closeout / ") {
            about = line.starts_with("closeout / template");
        }
        about
    });
    lines.collect::<Vec<_>>().join("\n")
}

async fn brings(world: &mut World, template: &str) {
    world
        .acts("carol", |carol| {
            carol.commit_file(
                crate::harness::REPOSITORY,
                "main",
                OWN,
                template,
                "Bring a template",
            )
        })
        .await;
}

#[tokio::test]
async fn a_template_of_the_repository_is_used_once_it_is_good() {
    for language in LANGUAGES {
        let policy = format!("severities:\n  SEV2:\n    template: {OWN}\n");
        let mut world = World::speaking(language, &policy).await;
        assert_snapshot!(format!("template-missing.{language}"), about_templates(&world));
        brings(
            &mut world,
            "# {{titel}}\n\n{{region \"facts\"}}\n{{#each roles}}\n",
        )
        .await;
        let number = opened(&mut world).await;
        let (document, _) = world.document(number);
        assert!(
            document.contains("closeout:begin timeline"),
            "the built-in one is used: {document}"
        );
        assert_snapshot!(format!("template-bad.{language}"), about_templates(&world));
        brings(
            &mut world,
            "# {{title}} ({{severity}})\n\n{{region \"facts\"}}\n\n{{section \"summary\"}}\n\n{{section \"lessons\"}}\n",
        )
        .await;
        world.waits(10).await;
        let other = world.declares("alice", "Search fails").await;
        world
            .says("alice", other, "/sev 2\n/commander me\n/resolved")
            .await;
        let (document, _) = world.document(other);
        assert_snapshot!(format!("template-own.{language}"), world.stable(&document));
        assert!(world.checks().contains(OWN));
        world.says("alice", other, "/owner @bob").await;
        let (document, _) = world.document(other);
        assert!(
            document.contains("owner: bob"),
            "it follows as any other: {document}"
        );
        for number in [other, other + 1] {
            world.skims(number);
        }
        over(world, number).await;
    }
}

#[tokio::test]
async fn a_hostile_template_does_no_harm() {
    let mut world = World::configured(&format!("postmortem:\n  template: {OWN}\n")).await;
    brings(
        &mut world,
        "{{#*inline \"p\"}}{{> p}}{{/inline}}{{> p}}\n{{#each timeline}}{{#each timeline}}{{title}}{{/each}}{{/each}}\n",
    )
    .await;
    let number = opened(&mut world).await;
    let (document, _) = world.document(number);
    assert!(document.contains("# Postmortem: Checkout fails"), "{document}");
    assert_snapshot!("template-hostile", about_templates(&world));
    over(world, number).await;
}

#[tokio::test]
async fn a_short_template_has_what_no_postmortem_can_do_without() {
    let mut world = World::configured("postmortem:\n  template: minimal\n").await;
    let number = opened(&mut world).await;
    let (document, _) = world.document(number);
    let headings: Vec<&str> = document.lines().filter(|line| line.starts_with("## ")).collect();
    assert_snapshot!("template-minimal", headings.join("\n"));
    assert!(
        !world.checks().contains("Lucky") && !world.checks().contains("lucky"),
        "{}",
        world.checks()
    );
    over(world, number).await;
}
