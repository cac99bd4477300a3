//! The check on the postmortem's pull request: what it finds in the text, and its buttons.

use github_sim::world::ops::SuiteAction;

use crate::{
    harness::{REPOSITORY, World},
    surface::{Stage, assert_snapshot},
};

const GOOD: &str = include_str!("../../src/document/lint/tests/good.en.md");
const GOOD_JA: &str = include_str!("../../src/document/lint/tests/good.ja.md");

/// A SEV2 that is resolved, with bob as the owner of its postmortem.
async fn resolved(world: &mut World) -> u64 {
    let number = world.declares("alice", "Checkout fails").await;
    world.says("alice", number, "/sev 2\n/commander me").await;
    world.waits(60).await;
    world.says("alice", number, "/resolved\n/owner @bob").await;
    number + 1
}

/// Bob commits the document as it shall be.
async fn writes(world: &mut World, text: &str) {
    let (_, path) = world.document(1);
    world
        .acts("bob", |bob| {
            bob.commit_file(REPOSITORY, "postmortem/1", &path, text, "Write the postmortem")
        })
        .await;
}

/// The latest run of the check: its id, how it ended, and what it says.
fn latest(world: &World) -> (i64, String, String) {
    let (id, conclusion) = world.latest_check("closeout / postmortem");
    let checks = world.checks();
    let at = checks
        .rfind("closeout / postmortem [")
        .expect("the check is there");
    (id, conclusion, without_commits(&checks[at..]))
}

/// The text with a fixed word in place of commit ids, which depend on every character of the document.
fn without_commits(text: &str) -> String {
    let is_commit = |part: &&str| part.len() == 40 && part.chars().all(|c| c.is_ascii_hexdigit());
    let parts = text
        .split('/')
        .map(|part| if is_commit(&part) { "COMMIT" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

async fn presses(world: &mut World, button: SuiteAction) {
    let (id, ..) = latest(world);
    world
        .acts("bob", |bob| bob.press_check(REPOSITORY, id, &button))
        .await;
}

#[tokio::test]
async fn findings_stand_on_their_lines_and_errors_gate_until_they_are_mended() {
    let mut world = World::new().await;
    let pull = resolved(&mut world).await;
    let (_, conclusion, said) = latest(&world);
    assert_eq!(conclusion, "neutral", "a draft may have gaps: {said}");
    let bad = GOOD.replacen(
        "## Resolution\n",
        "The team failed to look at the 証明書 panel. See [this](http://localhost:3000).\n\n## Resolution\n",
        1,
    );
    writes(&mut world, &bad).await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.acts("carol", |carol| carol.approve(REPOSITORY, pull)).await;
    world.says("bob", pull, "/meeting held").await;
    let (_, conclusion, said) = latest(&world);
    assert_eq!(
        conclusion, "failure",
        "reviewed, and an error in the text: {said}"
    );
    let line = bad
        .lines()
        .position(|line| line.contains("localhost"))
        .expect("it is there")
        + 1;
    assert!(said.contains(&format!(".md:{line}:")), "{said}");
    assert_snapshot!("findings", said);
    writes(&mut world, GOOD).await;
    world.acts("carol", |carol| carol.approve(REPOSITORY, pull)).await;
    let (_, conclusion, said) = latest(&world);
    assert_eq!(conclusion, "success", "{said}");
    assert_snapshot!("mended", said);
    world.skims(1);
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn a_press_explains_once_a_commit_and_another_runs_the_check_again() {
    if !Stage::HEARS_BUTTONS {
        return; // Then there are none.
    }
    let mut world = World::new().await;
    let pull = resolved(&mut world).await;
    let bad = GOOD.replacen(
        "## Resolution\n",
        "The team failed to look.\n\n## Resolution\n",
        1,
    );
    writes(&mut world, &bad).await;
    for _ in 0..2 {
        presses(&mut world, SuiteAction::Button("explain".into())).await;
    }
    let page = world.reads(pull);
    assert_eq!(
        page.matches("What the check found, and why it matters").count(),
        1,
        "{page}"
    );
    assert_snapshot!("explained", without_commits(&page));
    let (before, ..) = latest(&world);
    presses(&mut world, SuiteAction::Rerequest).await;
    let (after, ..) = latest(&world);
    assert!(after > before, "a new run takes its place");
    presses(&mut world, SuiteAction::Rerequest).await;
    assert!(latest(&world).0 > after, "as often as somebody asks");
    world.skims(1);
    world.ends().await;
}

#[tokio::test]
#[expect(clippy::format_collect, reason = "a few short lines of a test")]
async fn more_findings_than_one_request_carries_all_arrive_once() {
    let mut world = World::new().await;
    let pull = resolved(&mut world).await;
    let links: String = (0..120)
        .map(|number| format!("- [{number}](http://localhost:{number})\n"))
        .collect();
    let bad = GOOD.replacen("## Resolution\n", &format!("{links}\n## Resolution\n"), 1);
    writes(&mut world, &bad).await;
    let (_, _, said) = latest(&world);
    assert_eq!(said.matches("failure: A link leads nowhere").count(), 120);
    assert!(said.contains("120 errors"), "{said}");
    world.skims(1);
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn in_japanese() {
    let mut world =
        World::configured("language: ja\ntime_zone: Asia/Tokyo\nlint: { rules: { broken-link: warning } }\n")
            .await;
    let pull = resolved(&mut world).await;
    let bad = GOOD_JA.replacen(
        "## 解決\n",
        "担当者は証明書の画面を確認すべきだった。[資料](link)を参照。\n\n## 解決\n",
        1,
    );
    writes(&mut world, &bad).await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    let (_, conclusion, said) = latest(&world);
    assert_eq!(conclusion, "failure", "{said}");
    assert_snapshot!("findings.ja", said);
    if Stage::HEARS_BUTTONS {
        presses(&mut world, SuiteAction::Button("explain".into())).await;
        assert_snapshot!("explained.ja", without_commits(&world.reads(pull)));
    }
    world.skims(1);
    world.skims(pull);
    world.ends().await;
}
