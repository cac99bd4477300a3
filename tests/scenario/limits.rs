//! The edges of what GitHub takes, people who are gone, and text that wants to be more than text.

use closeout::domain::{
    checklist,
    marker::{Marker, Slot},
};
use github_sim::world::{ReactionContent::Rocket, Role};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::{
    harness::{LANGUAGES, REPOSITORY, World, part},
    surface::{Stage, assert_snapshot},
};

/// GitHub takes no longer body.
const WHOLE: usize = 65_536;

/// A first post that answers the form's question about impact.
fn impact(language: &str, text: &str) -> String {
    let label = if language == "ja" { "影響" } else { "Impact" };
    format!("### {label}\n\n{text}\n")
}

/// The beginning and the end of a long line.
fn ends_of(line: &str) -> String {
    let count = line.chars().count();
    if count <= 200 {
        return line.to_owned();
    }
    let begin: String = line.chars().take(60).collect();
    let end: String = line.chars().skip(count - 100).collect();
    format!("{begin} […] {end}")
}

#[tokio::test]
async fn what_is_too_long_is_cut_and_linked() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let sentence = if language == "ja" {
            "決済が失敗する。"
        } else {
            "Checkout fails. "
        };
        let long = |most: usize| -> String { sentence.chars().cycle().take(most).collect() };
        let body = impact(language, &long(65_000));
        let number = world
            .acts("alice", |alice| {
                alice.open_issue(REPOSITORY, &long(250), &body, &["incident", "SEV2"])
            })
            .await;
        let can = format!(
            "/can\nConditions: {}\nActions: {}\nNeeds: {}",
            long(20_000),
            long(20_000),
            long(20_000)
        );
        world.says("alice", number, &can).await;
        for hundred in 0..2 {
            let rows: Vec<String> = (0..100)
                .map(|row| format!("/timeline {hundred}{row:02} {}", long(500)))
                .collect();
            world.says("bob", number, &rows.join("\n")).await;
        }
        world
            .says("alice", number, "/commander me\n/owner @bob\n/resolved")
            .await;
        for text in world.comments_of_bot(number) {
            assert!(text.chars().count() <= WHOLE, "{}", text.chars().count());
            assert!(Marker::find(&text).is_some(), "the marker is whole");
        }
        let status = world.status(number);
        let rows = |line: &&str| line.starts_with("| 2026");
        assert_eq!(status.lines().filter(rows).count(), 50);
        let shown: Vec<String> = status.lines().filter(|line| !rows(line)).map(ends_of).collect();
        assert_snapshot!(format!("too-long.{language}"), shown.join("\n"));
        let (document, _) = world.document(number);
        for row in [0, 99, 100, 199] {
            assert!(
                document.contains(&format!("| {row:03} ")),
                "row {row} is in the document"
            );
        }
        world.skims(number);
        world.skims(number + 1);
        world.ends().await;
    }
}

#[tokio::test]
async fn ten_assignees_and_a_hundred_labels_leave_no_room() {
    if !Stage::REMEMBERS {
        return; // What GitHub declined is tried again by every run.
    }
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    world.says("alice", number, "/sev 2\n/resolved").await;
    let pull = number + 1;
    for nth in 0..10 {
        let login = format!("helper{nth}");
        world
            .stage
            .sim
            .set_role(REPOSITORY, &login, Role::Write)
            .expect("the repository exists");
        world
            .acts("carol", |carol| carol.assign(REPOSITORY, pull, &login))
            .await;
    }
    for nth in world.labels_of(number).len()..100 {
        let label = format!("topic {nth:02}");
        let carol = world.stage.sim.person("carol");
        carol
            .add_label(REPOSITORY, number, &label)
            .expect("there is room for a hundred");
    }
    world.settles().await;
    world.says("alice", number, "/owner @bob").await;
    let page = world.reads(pull);
    assert!(page.contains("helper9") && !page.contains("bob, "), "{page}");
    assert!(world.status(number).contains("| Postmortem owner | bob |"));
    // The label of the next status takes the place of the one before.
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    let labels = world.labels_of(number);
    assert_eq!(labels.len(), 100);
    assert!(labels.contains(&"postmortem: in review".to_owned()), "{labels:?}");
    world
        .acts("carol", |carol| carol.unassign(REPOSITORY, pull, "helper0"))
        .await;
    let page = world.reads(pull);
    assert!(
        page.contains("assignees: helper1") && page.contains("bob"),
        "{page}"
    );
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn people_whose_accounts_are_deleted_leave_what_they_did() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("dora", "Checkout fails").await;
        world.skims(number);
        for login in ["dora", "emil", "fay"] {
            world
                .stage
                .sim
                .set_role(REPOSITORY, login, Role::Write)
                .expect("the repository exists");
        }
        world.labels("carol", number, "incident").await;
        world.waits(2).await;
        world.says("dora", number, "/sev 2").await;
        world.says("emil", number, "/commander me").await;
        world.says("alice", number, "/tech @fay").await;
        let before = world.status(number);
        for login in ["dora", "emil", "fay"] {
            let account = world.stage.sim.person(login).account();
            world.stage.sim.world().delete_account(account);
        }
        let comments = world.count(number);
        world.says("alice", number, "/mitigated").await;
        assert_eq!(world.count(number), comments, "nobody is told off who is gone");
        let after = world.status(number);
        assert_snapshot!(format!("gone.{language}"), after);
        assert_ne!(before, after);
        world
            .says("alice", number, "/commander me\n/resolved\n/owner @bob")
            .await;
        world.skims(number);
        world.skims(number + 1);
        world.ends().await;
    }
}

#[tokio::test]
async fn three_hundred_commands_in_one_comment() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        let lines: Vec<String> = (0..300)
            .map(|nth| match nth % 3 {
                0 => format!("/sev {}", 1 + nth % 4),
                1 => format!("/timeline Step {nth}"),
                _ => format!("/mitigatd {nth}m ago"),
            })
            .collect();
        world.says("bob", number, &lines.join("\n")).await;
        assert_eq!(world.count(number), 2, "the status, and one answer");
        let answer = world.last_word(number);
        assert_eq!(answer.matches("/mitigatd").count(), 20, "{answer}");
        assert_snapshot!(
            format!("many.{language}"),
            part(&answer, "`/mitigatd 59m ago`", "\0")
        );
        world.skims(number);
        world.ends().await;
    }
}

/// Mentions somebody, links, closes, breaks tables and fences, and forges what Closeout hides.
const HOSTILE: &str = "--> @carol @acme/sre **b** | c | `d` ```e <img src=x> ![i](https://evil.example/i) \
    <https://evil.example> https://evil.example/a [l](https://evil.example) #1 closes #1 acme/shop#1 </details> \
    <!-- closeout:end timeline --> - [x] f <!-- closeout:item announce --> <!-- closeout:status {\"fp\":\"0\"} -->";

/// As [`HOSTILE`], over several lines.
fn hostile_block() -> String {
    format!(
        "{HOSTILE}\n\n</details>\n\n| a | b |\n|---|---|\n| {HOSTILE} | x |\n\n- [x] f <!-- closeout:item announce -->\n\n# {HOSTILE}\n\n```\n<!-- closeout:end timeline -->\n"
    )
}

/// Says it in every place, until the incident is resolved. The incident's number comes back.
async fn says_it_everywhere(world: &mut World, language: &str) -> u64 {
    let body = impact(language, &hostile_block());
    world.deploys("bob", HOSTILE, "failure").await;
    world.releases("bob", "v1").await;
    let title = &HOSTILE[..250];
    let number = world
        .acts("alice", |alice| {
            alice.open_issue(REPOSITORY, title, &body, &["incident", "SEV2"])
        })
        .await;
    let can = format!(
        "/can\nConditions: {}\nActions: {HOSTILE}\nNeeds: {HOSTILE}",
        hostile_block()
    );
    world.says("alice", number, &can).await;
    world
        .says(
            "alice",
            number,
            &format!("/commander me {HOSTILE}\n/timeline {HOSTILE}\n/sev {HOSTILE}\n/mitigatd {HOSTILE}"),
        )
        .await;
    let comment = world.says("rita", number, HOSTILE).await;
    world.marks("alice", comment, Rocket, true).await;
    world.proposes("bob", &HOSTILE[..250], "For #1.").await;
    world
        .pushes("bob", &format!("Revert \"{HOSTILE}\"\n\nFor #1."))
        .await;
    world.waits(10).await;
    world.says("bob", number, "/resolved\n/owner me").await;
    number
}

#[tokio::test]
async fn quoted_text_stays_text_wherever_it_is_quoted() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = says_it_everywhere(&mut world, language).await;
        let pull = number + 2;
        let (document, path) = world.document(number);
        let text = document
            .replace(
                "\n## Summary\n",
                &format!("\n## Summary\n\n{}\n```\n", hostile_block()),
            )
            .replace("\n## 要約\n", &format!("\n## 要約\n\n{}\n```\n", hostile_block()));
        assert_eq!(
            document.matches("\n<!-- closeout:end timeline -->").count(),
            1,
            "{document}"
        );
        let (_, written) = document[4..]
            .split_once("\n---\n")
            .expect("there is front matter");
        is_only_text(written);
        assert_snapshot!(format!("hostile-document.{language}"), world.stable(&document));
        world
            .acts("bob", |bob| {
                bob.commit_file(REPOSITORY, "postmortem/1", &path, &text, HOSTILE)
            })
            .await;
        for text in world.comments_of_bot(number) {
            is_only_text(&text);
            let marker = Marker::find(&text).expect("its marker is the last one");
            assert!(
                marker.slot != Slot::Status || checklist::ticked(&text).next().is_none(),
                "{text}"
            );
        }
        assert_snapshot!(format!("hostile-status.{language}"), world.status(number));
        assert_snapshot!(format!("hostile-pull.{language}"), world.reads(pull));
        world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
        world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
        let learnt = world.last_word(number);
        is_only_text(&learnt);
        assert_snapshot!(format!("hostile-learnt.{language}"), learnt);
        world.skims(number);
        world.skims(pull);
        world.ends().await;
    }
}

/// Nobody is mentioned, nothing is linked or shown that a stranger chose, and nothing is hidden but what is ours.
fn is_only_text(text: &str) {
    let (mut in_code, mut block) = (false, String::new());
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(!dest_url.contains("://evil"), "a link to {dest_url} in:\n{text}");
            }
            Event::Start(Tag::Image { dest_url, .. }) => panic!("the image {dest_url} in:\n{text}"),
            Event::Html(html) => block.push_str(&html),
            Event::End(TagEnd::HtmlBlock) => is_our_html(&std::mem::take(&mut block)),
            Event::InlineHtml(html) => is_our_html(&html),
            Event::Text(words) if !in_code => {
                for lively in ["@carol", "@acme", "#1 closes", "closes #1", "https://evil"] {
                    assert!(!words.contains(lively), "{lively} in {words:?} in:\n{text}");
                }
            }
            _ => {}
        }
    }
}

fn is_our_html(html: &str) {
    let ours = ["<details>", "</details>", "<summary>", "</summary>", "<!-- "];
    assert!(ours.iter().any(|tag| html.starts_with(tag)), "{html}");
    // What the status comment keeps for us is hidden, and whole.
    let hidden =
        html.starts_with("<!-- ") && html.trim_end().ends_with("-->") && html.matches("-->").count() == 1;
    assert!(hidden || !html.contains("evil"), "{html}");
}
