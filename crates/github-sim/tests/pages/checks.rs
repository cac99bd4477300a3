//! What checks say, on the lines they say it about, and their buttons.

use github_sim::world::ops::{CheckRunChange, FileCommit};
use github_sim::world::{Annotation, CheckAction, CheckOutput, IssueKey, OpError};

use crate::site::{Site, site};

fn note(path: &str, line: u64, columns: Option<(u64, u64)>, level: &str) -> Annotation {
    Annotation {
        path: path.into(),
        start_line: line,
        end_line: line,
        start_column: columns.map(|(from, _)| from),
        end_column: columns.map(|(_, to)| to),
        level: level.into(),
        message: format!("about line {line}"),
        title: Some(format!("{level} on {line}")),
        raw_details: None,
    }
}

/// A pull request with a check that has these annotations and one button.
fn checked(site: &Site, annotations: Vec<Annotation>) -> Result<i64, OpError> {
    let key: IssueKey = site.pull(false, "a.md", "one <two> three\nfour\n");
    let mut world = site.state.world();
    let head = world.issue(key).and_then(|issue| issue.pull.as_ref());
    let head = head.ok_or(OpError::NotFound)?.head_oid.clone();
    let change = CheckRunChange {
        name: Some("lint".into()),
        conclusion: Some("failure".into()),
        output: Some(CheckOutput {
            title: Some("Remarks".into()),
            summary: Some("Look.".into()),
            text: None,
            annotations,
        }),
        actions: Some(vec![CheckAction {
            label: "Fix it".into(),
            description: "Mend what can be mended".into(),
            identifier: "fix".into(),
        }]),
        ..CheckRunChange::default()
    };
    world.create_check_run(&site.bot, site.repo, &head, &change)
}

#[tokio::test]
async fn remarks_mark_the_characters_they_are_about() -> Result<(), OpError> {
    let site = site();
    {
        let mut world = site.state.world();
        let text = (1..=40)
            .map(|n| format!("line {n}"))
            .collect::<Vec<_>>()
            .join("\n");
        let commit = FileCommit {
            message: "Add b".into(),
            additions: vec![("b.txt".into(), text.into_bytes())],
            ..FileCommit::default()
        };
        world.commit_files(&site.mona, site.repo, &commit)?;
    }
    let notes = vec![
        note("b.txt", 30, None, "notice"),
        note("a.md", 2, None, "warning"),
        note("a.md", 1, Some((5, 9)), "failure"),
        note("a.md", 99, None, "warning"),
    ];
    checked(&site, notes)?;
    let files = site.get("/acme/shop/pull/1/files").await;
    files
        .shows("<code>one <mark class=\"failure\">&#60;two&#62;</mark> three</code>")
        .shows("class=\"added noted failure\"")
        .shows("lint · Line 1, columns 5–9")
        .shows("class=\"added noted warning\"")
        .shows("<span class=\"badge\">Unchanged</span>")
        .shows("<code>line 27</code>")
        .shows("class=\" noted notice\"")
        .lacks("<code>line 26</code>")
        .shows("<div class=\"astray\">");
    let page = site.get("/acme/shop/pull/1/checks").await;
    page.shows("1 error, 2 warnings, 1 notice")
        .shows("a.md <span class=\"count\">3</span>")
        .shows("b.txt <span class=\"count\">1</span>");
    let (_, rest) = page.body.split_once("Line 1, columns 5–9").expect("it is told");
    assert!(rest.contains("Line 2"), "in order of lines");
    let (before, _) = page
        .body
        .split_once("\">Line 1, columns 5–9")
        .expect("it is a link");
    let (_, anchor) = before
        .rsplit_once("/acme/shop/pull/1/files#")
        .expect("into the changes");
    files.shows(&format!("id=\"{anchor}\""));
    Ok(())
}

#[tokio::test]
async fn a_commit_shows_what_was_said_of_it() -> Result<(), OpError> {
    let site = site();
    let run = checked(&site, vec![note("a.md", 1, Some((5, 9)), "failure")])?;
    let head = {
        let world = site.state.world();
        let repo = world.repo(site.repo).expect("it is there");
        repo.check_runs[&run].head_sha.clone()
    };
    site.get(&format!("/acme/shop/commit/{head}"))
        .await
        .shows(&format!("id=\"check-{run}\""))
        .shows("1 error")
        .shows("<mark class=\"failure\">")
        .shows(&format!("/acme/shop/commit/{head}#diff-"))
        .lacks(">Fix it<");
    let shown = site.get(&format!("/acme/shop/runs/{run}")).await;
    assert_eq!(
        shown.header(http::header::LOCATION),
        format!("/acme/shop/pull/1/checks#check-{run}")
    );
    Ok(())
}

#[tokio::test]
async fn buttons_are_for_those_who_may_write() -> Result<(), OpError> {
    let mut site = site();
    let run = checked(&site, Vec::new())?;
    let (page, act) = (
        "/acme/shop/pull/1/checks",
        format!("/acme/shop/pull/1/checks/{run}"),
    );
    site.get(page)
        .await
        .shows(">Fix it<")
        .shows("title=\"Mend what can be mended\"");
    site.act(&act, "button=fix", page).await;
    site.act(&act, "button=", page).await;
    site.refused(&act, "button=other").await.shows("Not Found");
    site.acting = site.visitor.clone();
    site.get(page).await.lacks(">Fix it<").lacks("Re-run");
    site.refused(&act, "button=fix")
        .await
        .shows("You must have push access");
    Ok(())
}

#[tokio::test]
async fn a_document_can_be_read_as_it_was_typed() {
    let site = site();
    site.get("/acme/shop/blob/main/README.md")
        .await
        .shows("<h1")
        .shows("href=\"?plain=1\">Code");
    site.get("/acme/shop/blob/main/README.md?plain=1")
        .await
        .shows("<code># shop</code>")
        .shows("href=\"?\">Preview");
}
