//! Action items: rows of the document become issues, and both stay in step.

use github_sim::world::StateReason;

use crate::{
    harness::{ELSEWHERE, REPOSITORY, World, part},
    surface::{Stage, assert_snapshot},
};

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
    // Keys are made of numbers that are others in another run.
    let rows = rows.join("\n");
    let mut parts = rows.split("closeout:row ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (_, rest) = part.split_once(' ').expect("a comment ends");
        text.push_str("closeout:row KEY ");
        text.push_str(rest);
    }
    world.stable(&text)
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

/// An incident in review with one row that has become issue 3.
async fn in_review(world: &mut World) -> (u64, u64) {
    let (number, pull) = resolved(world).await;
    writes_rows(
        world,
        number,
        "| Alert on a full pool | detect | P1 | @bob | 2026-12-10 | |",
    )
    .await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    (number, pull)
}

#[tokio::test]
async fn an_action_is_opened_while_the_incident_runs_and_gets_its_row_later() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    let said = "Two things to do.\n\n/action P1 @bob due 2026-12-01 detect: Alert on a full pool\n/action P0 Refuse small pools";
    world.says("alice", number, said).await;
    let page = world.reads(2);
    assert!(
        page.contains("labels: P1, due: 2026-12-01\nassignees: bob\n"),
        "{page}"
    );
    assert!(
        page.contains("An action item of the incident #1, asked for [in a comment]("),
        "{page}"
    );
    assert!(listed(&mut world, number).contains("0 of 2 done"));
    world
        .says("alice", number, "/sev 2\n/commander me\n/resolved\n/owner @bob")
        .await;
    assert_snapshot!("running-table", table(&world, number));
    world.says("bob", 4, "/action P1 Ask the vendor").await;
    assert!(table(&world, number).contains("| Ask the vendor <!-- closeout:row KEY"));
    skim(&mut world, &[number, 4]);
    world.ends().await;
}

#[tokio::test]
async fn whoever_changes_one_side_changes_the_other() {
    let mut world = World::new().await;
    let (number, pull) = in_review(&mut world).await;
    edits(&mut world, number, |text| {
        text.replace("Alert on a full pool", "Page when the pool is full")
            .replace("@bob | 2026-12-10", "@alice | 2026-12-11")
    })
    .await;
    let issue = world.reads(3);
    assert!(issue.starts_with("Page when the pool is full #3"), "{issue}");
    assert!(issue.contains("assignees: alice\n"), "{issue}");
    assert_eq!(world.labels_of(3), ["P1", "due: 2026-12-11"]);
    world
        .acts("carol", |carol| {
            carol.rename_issue(REPOSITORY, 3, "Page when the pool is nearly full")
        })
        .await;
    world
        .acts("carol", |carol| carol.remove_label(REPOSITORY, 3, "P1"))
        .await;
    world.labels("carol", 3, "P0").await;
    assert_snapshot!("both-ways", table(&world, number));
    skim(&mut world, &[number, pull, 3]);
    world.ends().await;
}

#[tokio::test]
#[expect(clippy::format_collect, reason = "a few short lines of a test")]
async fn a_deleted_row_stays_deleted_and_its_issue_stays() {
    let mut world = World::new().await;
    let (number, pull) = in_review(&mut world).await;
    edits(&mut world, number, |text| {
        let kept = text.lines().filter(|line| !line.contains("Alert on a full pool"));
        kept.map(|line| format!("{line}\n")).collect()
    })
    .await;
    assert!(!table(&world, number).contains("Alert"));
    let list = world.status(number);
    assert!(list.contains("Its row was deleted"), "{list}");
    assert_eq!(world.state(3), "open");
    world
        .acts("bob", |bob| bob.close_as(REPOSITORY, 3, StateReason::NotPlanned))
        .await;
    let list = world.status(number);
    assert!(
        list.contains("0 of 0 done, 1 declined") && !list.contains("row was deleted"),
        "{list}"
    );
    skim(&mut world, &[number, pull, 3]);
    world.ends().await;
}

#[tokio::test]
async fn an_issue_that_somebody_has_already_is_adopted_and_never_renamed() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    let issue = world
        .acts("bob", |bob| {
            bob.open_issue(REPOSITORY, "Pool alerts, finally", "", &[])
        })
        .await;
    writes_rows(
        &mut world,
        number,
        &format!("| Alert on a full pool | detect | P1 | @bob | 2026-12-10 | #{issue} |"),
    )
    .await;
    assert_eq!(world.labels_of(issue), [""; 0], "a draft changes nothing");
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    let page = world.reads(issue);
    assert!(page.starts_with("Pool alerts, finally"), "{page}");
    assert_eq!(world.labels_of(issue), ["P1", "due: 2026-12-10"]);
    assert!(
        table(&world, number).contains(&format!("| #{issue} |")),
        "the cell stays as it was typed"
    );
    world.acts("bob", |bob| bob.close(REPOSITORY, issue)).await;
    assert!(listed(&mut world, number).contains("1 of 1 done"));
    skim(&mut world, &[number, pull]);
    world.ends().await;
}

#[tokio::test]
async fn two_rows_with_the_same_words_are_two_items() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    writes_rows(
        &mut world,
        number,
        "| Check pools | detect | P1 | @bob | | |\n| Check pools | detect | P1 | @bob | | |",
    )
    .await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    let rows = table(&world, number);
    assert!(rows.contains("[#3]") && rows.contains("[#4]"), "{rows}");
    assert!(listed(&mut world, number).contains("0 of 2 done"));
    skim(&mut world, &[number, pull, 3, 4]);
    world.ends().await;
}

#[tokio::test]
async fn an_issue_in_another_repository_of_the_same_owner() {
    if !Stage::REACHES_FURTHER {
        return; // The row stays as it is.
    }
    let mut world = World::new().await;
    world.second_repository(true).await;
    let number = world.declares("alice", "Checkout fails").await;
    world
        .says(
            "alice",
            number,
            "/action P1 in acme/payments Retry only once\n/action in elsewhere/x Nothing",
        )
        .await;
    let page = world.reads(40);
    assert!(
        page.starts_with("Retry only once #40") && page.contains("acme/shop#1"),
        "{page}"
    );
    assert_eq!(world.labels_of(40), ["P1", "due: 2026-12-20"]);
    assert!(world.last_word(number).contains("elsewhere/x"));
    assert!(world.status(number).contains("acme/payments#40"));
    skim(&mut world, &[number]);
    world.ends().await;
}

#[tokio::test]
async fn merged_rows_without_an_issue_get_one_and_a_day_that_passes_is_said() {
    let mut world = World::speaking("ja", "").await;
    let (number, pull) = resolved(&mut world).await;
    writes_rows(
        &mut world,
        number,
        "| プールの枯渇を検知する | 検知 | P1 | @bob | 2026-12-01 | |",
    )
    .await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
    assert!(world.status(number).contains("1件中0件完了"));
    world.waits_until("2026-12-01T15:00:00Z").await;
    let list = world.status(number);
    assert!(list.contains("1件が期限切れ"), "{list}");
    world.acts("bob", |bob| bob.close(REPOSITORY, 3)).await;
    assert!(world.status(number).contains("1件中1件完了"));
    skim(&mut world, &[number, pull, 3]);
    world.ends().await;
}

#[tokio::test]
async fn an_issue_that_a_pull_request_closes_is_done_by_it() {
    let mut world = World::new().await;
    let (number, pull) = in_review(&mut world).await;
    world
        .acts("carol", |carol| carol.create_branch(REPOSITORY, "alerts", "main"))
        .await;
    world
        .acts("carol", |carol| {
            carol.commit_file(
                REPOSITORY,
                "alerts",
                "alerts.yml",
                "pool: 90%",
                "Alert on the pool\n\nFixes #3",
            )
        })
        .await;
    let title = "Alert on a full pool";
    let fix = world
        .acts("carol", |carol| {
            carol.open_pull(REPOSITORY, title, "alerts", "main")
        })
        .await;
    world
        .acts("carol", |carol| carol.edit_body(REPOSITORY, fix, "Fixes #3"))
        .await;
    world.acts("carol", |carol| carol.merge(REPOSITORY, fix)).await;
    let list = world.status(number);
    assert!(list.contains("1 of 1 done"), "{list}");
    skim(&mut world, &[number, pull, 3]);
    world.ends().await;
}

#[tokio::test]
async fn an_issue_that_moves_takes_its_cell_along() {
    if !Stage::REACHES_FURTHER {
        return; // It is out of sight.
    }
    let mut world = World::new().await;
    world.second_repository(true).await;
    let (number, pull) = in_review(&mut world).await;
    world
        .acts("carol", |carol| carol.transfer(REPOSITORY, 3, ELSEWHERE))
        .await;
    let rows = table(&world, number);
    assert!(
        rows.contains("[acme/payments#40](") && rows.contains("| P1 "),
        "{rows}\n{:?}",
        world.planned(number).await
    );
    world.acts("carol", |carol| carol.close(ELSEWHERE, 40)).await;
    assert!(listed(&mut world, number).contains("1 of 1 done"));
    skim(&mut world, &[number, pull]);
    world.ends().await;
}

#[tokio::test]
async fn a_deleted_issue_is_said_and_its_row_keeps_what_it_says() {
    let mut world = World::new().await;
    let (number, pull) = in_review(&mut world).await;
    world
        .acts("carol", |carol| carol.delete_issue(REPOSITORY, 3))
        .await;
    world.says("alice", number, "Where is it?").await;
    let rows = table(&world, number);
    assert!(
        rows.contains("| P1 ") && rows.contains("@bob") && rows.contains("2026-12-10"),
        "{rows}"
    );
    let list = world.status(number);
    assert!(list.contains("names #3, which cannot be found"), "{list}");
    edits(&mut world, number, |text| {
        let (before, rest) = text.split_once("[#3](").expect("the number");
        let (_, after) = rest.split_once(')').expect("its address");
        format!("{before}{after}")
    })
    .await;
    // What was just done is put down to GitHub's lag when it cannot be seen.
    world.waits(2).await;
    let rows = table(&world, number);
    assert!(rows.contains("[#4]("), "another one is opened: {rows}");
    skim(&mut world, &[number, pull, 4]);
    world.ends().await;
}

#[tokio::test]
async fn an_older_server_without_sub_issues_has_a_list_of_tasks() {
    let mut world = World::new().await;
    world.stage.sim.forget_sub_issues();
    let number = world.declares("alice", "Checkout fails").await;
    world
        .says("alice", number, "/action P1 @bob Alert on a full pool")
        .await;
    let list = world.status(number);
    assert!(list.contains("- [ ] [#2]("), "{list}");
    world.acts("bob", |bob| bob.close(REPOSITORY, 2)).await;
    world.says("alice", number, "Thanks, bob.").await;
    let list = world.status(number);
    assert!(list.contains("- [x] [#2]("), "{list}");
    skim(&mut world, &[number, 2]);
    world.ends().await;
}
