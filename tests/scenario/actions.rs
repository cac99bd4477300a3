//! Action items: rows of the document become issues, and both stay in step.

use insta::assert_snapshot;

use crate::harness::{REPOSITORY, World, part};

/// A SEV2 that alice commanded and bob writes about: the incident's number, and its pull request's.
pub(crate) async fn resolved(world: &mut World) -> (u64, u64) {
    let number = world.declares("alice", "Checkout fails").await;
    world.says("alice", number, "/sev 2\n/commander me").await;
    world.waits(60).await;
    world.says("alice", number, "/resolved\n/owner @bob").await;
    (number, number + 1)
}

/// Bob writes rows into the table of action items.
pub(crate) async fn writes_rows(world: &mut World, number: u64, rows: &str) {
    edits(world, number, |text| {
        let head = "|:--|:--|:--|:--|:--|:--|\n";
        let at = text.rfind(head).expect("there is a table") + head.len();
        let mut text = text.to_owned();
        text.insert_str(at, &format!("{}\n", rows.trim_end()));
        text
    })
    .await;
}

/// Bob changes the document.
pub(crate) async fn edits(world: &mut World, number: u64, change: impl FnOnce(&str) -> String) {
    let (document, path) = world.document(number);
    let text = change(&document);
    assert_ne!(text, document, "something is changed");
    let branch = format!("postmortem/{number}");
    world
        .acts("bob", |bob| {
            bob.commit_file(REPOSITORY, &branch, &path, &text, "Work on the postmortem")
        })
        .await;
}

/// The table of action items as it stands.
pub(crate) fn table(world: &World, number: u64) -> String {
    let (document, _) = world.document(number);
    let (_, section) = document
        .split_once("\n## Action items\n")
        .or_else(|| document.split_once("\n## アクションアイテム\n"))
        .expect("there is the section");
    let rows = section.lines().skip_while(|line| !line.starts_with('|'));
    let rows: Vec<&str> = rows.take_while(|line| line.starts_with('|')).collect();
    world.stable(&rows.join("\n"))
}

/// What the status comment says about action items.
pub(crate) fn listed(world: &mut World, number: u64) -> String {
    let status = world.status(number);
    part(&status, "#### Action items", "\n\n").to_owned()
}

/// Everything that was written by the bot is read.
pub(crate) fn skim(world: &mut World, numbers: &[u64]) {
    for number in numbers {
        world.skims(*number);
    }
}

#[tokio::test]
async fn rows_become_issues_once_the_document_is_in_review() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    let rows = "| Alert when the connection pool runs dry | detect | P1 | @bob | | |\n\
                | **Refuse** to start with `pool < 20` | prevent | P0 | @alice | 2026-12-04 | |\n\
                |  | prevent | P1 | @bob | | |\n";
    writes_rows(&mut world, number, rows).await;
    assert!(
        !table(&world, number).contains("issues/"),
        "a draft is not meant yet"
    );
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    assert_snapshot!("row-table", table(&world, number));
    assert_snapshot!("row-list", listed(&mut world, number));
    assert_snapshot!("row-issue", world.reads(3));
    assert_eq!(world.labels_of(4), ["P0", "due: 2026-12-04"]);
    skim(&mut world, &[number, pull]);
    world.ends().await;
}
