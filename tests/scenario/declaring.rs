//! From a label to an incident.

use crate::{
    harness::{REPOSITORY, World},
    surface::assert_snapshot,
};

#[tokio::test]
async fn a_label_declares_an_incident() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    assert_snapshot!(world.reads(number));
    world.ends().await;
}

#[tokio::test]
async fn a_label_added_later_declares_too() {
    let mut world = World::new().await;
    let number = world
        .acts("rita", |rita| {
            rita.open_issue(REPOSITORY, "Checkout is slow", "Ten seconds.\n\n/sev 3", &[])
        })
        .await;
    assert_eq!(
        world.reads(number).matches("──").count(),
        0,
        "an ordinary issue is left alone"
    );
    world.waits(5).await;
    world.labels("bob", number, "incident").await;
    let page = world.reads(number);
    assert!(
        page.contains("### SEV2 · Acknowledged"),
        "rita may read only, so her /sev does not count: {page}"
    );
    assert!(page.contains("[closeout[bot] confused]"), "{page}");
    world.ends().await;
}

#[tokio::test]
async fn our_labels_are_created_once_with_colours_and_descriptions() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    let labels: Vec<String> = {
        let sim = world.stage.sim.world();
        let repository = sim.repo_by_name("acme", "shop").expect("the repository exists");
        let ours = repository.labels.iter().filter(|label| !label.default);
        ours.map(|label| {
            format!(
                "{} {} {}",
                label.color,
                label.name,
                label.description.as_deref().unwrap_or("")
            )
        })
        .collect()
    };
    assert_snapshot!(labels.join("\n"));
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn a_strangers_report_waits_for_somebody_to_confirm_it() {
    let mut world = World::new().await;
    let number = world
        .acts("rita", |rita| rita.open_issue(REPOSITORY, "Is it down?", "", &[]))
        .await;
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn two_severity_labels_leave_the_worse_one() {
    let mut world = World::new().await;
    let number = world
        .acts("alice", |alice| {
            alice.open_issue(REPOSITORY, "Checkout fails", "", &["incident", "SEV3", "SEV1"])
        })
        .await;
    let page = world.reads(number);
    assert!(page.contains("labels: SEV1, incident\n"), "{page}");
    assert!(page.contains("·· closeout[bot] removed SEV3"), "{page}");
    assert!(page.contains("### SEV1 · Acknowledged"), "{page}");
    world.ends().await;
}

#[tokio::test]
async fn a_title_in_japanese() {
    let mut world = World::configured("language: ja\ntime_zone: Asia/Tokyo\n").await;
    let number = world.declares("alice", "決済が三人に一人で失敗する").await;
    world.says("alice", number, "/sev 2\n/owner @bob\n／ａｃｋ").await;
    world.waits(25).await;
    world.says("alice", number, "/resolved").await;
    let pull = number + 1;
    assert_snapshot!(world.reads(number));
    assert_snapshot!(world.reads(pull));
    let (document, path) = world.document(number);
    assert_eq!(path, "postmortems/2026/1-決済が三人に一人で失敗する.md");
    assert_snapshot!(world.stable(&document));
    world.ends().await;
}

#[tokio::test]
async fn a_title_that_wants_to_break_out() {
    let mut world = World::new().await;
    let title =
        "--> @everyone @alice **bold** | cell | `code` <img src=x> #1 closes #1 [link](https://evil.example)";
    let number = world.declares("alice", title).await;
    world.says("alice", number, "/sev 2\n/owner me\n/resolved").await;
    let pull = number + 1;
    let page = world.reads(pull);
    assert_snapshot!(page);
    let (document, _) = world.document(number);
    assert_snapshot!(world.stable(&document));
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn withdrawn_by_taking_the_label_off_and_back_again() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    world.waits(3).await;
    world
        .acts("alice", |alice| {
            alice.remove_label(REPOSITORY, number, "incident")
        })
        .await;
    let page = world.reads(number);
    assert!(page.contains("Withdrawn"), "{page}");
    world.waits(3).await;
    world.labels("bob", number, "incident").await;
    let page = world.reads(number);
    assert!(page.contains("### SEV2 · Acknowledged"), "{page}");
    world.ends().await;
}
