//! What the pages show, to whom, and that hostile text stays text.

use github_sim::world::ops::{CheckRunChange, FileCommit, NewLabel, NewRelease, NewRepository};
use github_sim::world::{Annotation, CheckOutput, IssueKey, OpError, Role};
use http::{StatusCode, header};

use crate::site::site;

#[tokio::test]
async fn every_page_is_there_and_strict() {
    let site = site();
    site.issue("First", "text");
    site.pull(true, "docs/a b/報告.md", "# 報告\n");
    for address in [
        "/",
        "/acme/shop",
        "/ACME/Shop",
        "/acme/shop/issues",
        "/acme/shop/issues?state=closed",
        "/acme/shop/issues/new",
        "/acme/shop/issues/1",
        "/acme/shop/pulls",
        "/acme/shop/pull/2",
        "/acme/shop/pull/2/commits",
        "/acme/shop/pull/2/checks",
        "/acme/shop/pull/2/files",
        "/acme/shop/labels",
        "/acme/shop/tree/topic/x/docs",
        "/acme/shop/blob/topic/x/docs/a%20b/%E5%A0%B1%E5%91%8A.md",
        "/acme/shop/blob/main/README.md",
    ] {
        let page = site.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        page.shows("<html lang=\"en\">").lacks("<script").lacks(" style=");
        let policy = page.header(header::CONTENT_SECURITY_POLICY);
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'"),
            "{address}: {policy}"
        );
        assert_eq!(
            page.body.matches("<h1").count() - page.body.matches("<h1 id=\"user").count(),
            1,
            "{address}"
        );
    }
}

#[tokio::test]
async fn what_is_not_there_or_not_for_you_is_not_found() {
    let mut site = site();
    site.issue("First", "");
    let secret = {
        let mut world = site.state.world();
        let org = world.account_by_login("acme").expect("the organization").id;
        world.create_repo(org, &NewRepository::named("secret"))
    };
    assert_eq!(site.get("/acme/secret").await.status, StatusCode::OK);
    site.acting = site.visitor.clone();
    site.get("/").await.shows("acme/shop").lacks("acme/secret");
    for address in [
        "/acme/secret",
        "/acme/secret/issues",
        "/acme/nowhere",
        "/acme/shop/issues/99",
        "/acme/shop/pull/1/files",
        "/acme/shop/issues/1x",
        "/acme/shop/blob/main/nothing.md",
        "/acme/shop/tree/nobranch",
        "/acme/shop/commit/0000000",
        "/some/where/else/entirely",
        "/<script>",
    ] {
        let page = site.get(&address.replace('<', "%3C").replace('>', "%3E")).await;
        assert!(page.status.is_client_error(), "{address} gave {}", page.status);
        page.lacks("<script>");
    }
    let page = site.post("/acme/secret/issues", "title=x").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(
        site.state
            .world()
            .repo(secret)
            .expect("still there")
            .issues
            .is_empty()
    );
}

#[tokio::test]
async fn hostile_text_stays_text_wherever_it_is_shown() {
    let site = site();
    let evil = "\"><script>alert(1)</script>";
    site.issue(evil, evil);
    {
        let mut world = site.state.world();
        let label = NewLabel {
            name: "<b>x".into(),
            color: Some("ffffff".into()),
            description: Some(evil.into()),
        };
        world
            .create_label(&site.mona, site.repo, &label)
            .expect("mona may make labels");
        let key = IssueKey {
            repo: site.repo,
            number: 1,
        };
        world
            .add_labels(&site.mona, key, &["<b>x".into()])
            .expect("mona may label");
        world
            .comment(
                &site.mona,
                key,
                "[x](javascript:alert(1)) <img src=x onerror=alert(1)>",
            )
            .expect("a comment");
        let mona = world.accounts.get_mut(&site.mona.account).expect("mona");
        mona.name = Some("<i>".into());
    }
    site.pull(
        false,
        "<script>.md",
        "---\na: <script>\n---\n<script>alert(1)</script>\n",
    );
    for address in [
        "/",
        "/acme/shop/issues",
        "/acme/shop/issues/1",
        "/acme/shop/labels",
        "/acme/shop/issues?label=%22%3E%3Cscript%3E",
        "/acme/shop/pull/2",
        "/acme/shop/pull/2/files",
        "/acme/shop/tree/topic/x?%22%3E%3Cscript%3E",
        "/acme/shop/blob/topic/x/%3Cscript%3E.md",
    ] {
        let page = site.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        page.lacks("<script")
            .lacks("<img")
            .lacks("<i>")
            .lacks("<b>x")
            .lacks("href=\"javascript:");
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "the page is set up and read in one go")]
async fn checks_show_their_words_and_where() {
    let site = site();
    let key = site.pull(false, "a.md", "one\ntwo\n");
    {
        let mut world = site.state.world();
        let head = world
            .issue(key)
            .and_then(|i| i.pull.as_ref())
            .expect("it")
            .head_oid
            .clone();
        let note = Annotation {
            path: "a.md".into(),
            start_line: 1,
            end_line: 2,
            start_column: None,
            end_column: None,
            level: "warning".into(),
            message: "Say <more>".into(),
            title: Some("Thin".into()),
            raw_details: None,
        };
        let change = CheckRunChange {
            name: Some("lint".into()),
            conclusion: Some("action_required".into()),
            output: Some(CheckOutput {
                title: Some("1 remark".into()),
                summary: Some("**Look** at #1".into()),
                text: None,
                annotations: vec![note],
            }),
            ..CheckRunChange::default()
        };
        world
            .create_check_run(&site.bot, site.repo, &head, &change)
            .expect("the bot may check");
        let again = CheckRunChange {
            name: Some("lint".into()),
            status: Some("queued".into()),
            ..CheckRunChange::default()
        };
        world
            .create_check_run(
                &site.bot,
                site.repo,
                &head,
                &CheckRunChange {
                    name: Some("z".into()),
                    ..again
                },
            )
            .expect("ok");
    }
    site.get("/acme/shop/pull/1/checks")
        .await
        .shows("Action required")
        .shows("<strong>Look</strong> at <a href=\"/acme/shop/pull/1\">#1</a>")
        .shows("Lines 1–2")
        .shows("Say &#60;more&#62;")
        .shows("Queued");
    site.get("/acme/shop/pull/1/files")
        .await
        .shows("class=\"remarks\"")
        .shows("<strong>Thin</strong>");
    site.get("/acme/shop/pull/1")
        .await
        .shows("Some checks were not successful");
}

#[tokio::test]
async fn issues_and_pull_requests_lead_to_each_other() {
    let site = site();
    site.issue("Broken", "");
    site.pull(false, "a.md", "x");
    for (asked, led) in [
        ("/acme/shop/pull/1", "/acme/shop/issues/1"),
        ("/acme/shop/issues/2", "/acme/shop/pull/2"),
    ] {
        let page = site.get(asked).await;
        assert_eq!(
            (page.status, page.header(header::LOCATION)),
            (StatusCode::SEE_OTHER, led)
        );
    }
}

#[tokio::test]
async fn files_and_history() {
    let site = site();
    {
        let mut world = site.state.world();
        world.set_role(site.repo, site.visitor.account, Role::Write);
        for (message, text) in [
            ("One\n\nbody text", "fn main() {}\n"),
            ("Two", "fn main() {\n    go();\n}\n"),
        ] {
            let commit = FileCommit {
                message: message.into(),
                additions: vec![
                    ("src/main.rs".into(), text.into()),
                    ("raw.bin".into(), vec![0, 1]),
                ],
                ..FileCommit::default()
            };
            world
                .commit_files(&site.mona, site.repo, &commit)
                .expect("mona may push");
        }
    }
    let front = site.get("/acme/shop").await;
    front
        .shows("Two")
        .shows("3 commits")
        .shows("readme")
        .shows("/acme/shop/tree/main/src");
    site.get("/acme/shop/blob/main/src/main.rs")
        .await
        .shows("<code>    go();</code>");
    site.get("/acme/shop/blob/main/raw.bin")
        .await
        .shows("This file is binary.");
    let (oid, first) = {
        let world = site.state.world();
        let repo = world.repo(site.repo).expect("it");
        let head = repo.git.head("main").expect("a commit");
        (head.oid.clone(), head.parents[0].clone())
    };
    site.get(&format!("/acme/shop/commit/{}", &oid[..7]))
        .await
        .shows("<code>    go();</code>")
        .lacks("raw.bin");
    site.get(&format!("/acme/shop/commit/{first}"))
        .await
        .shows("body text")
        .shows("Binary file not shown.");
    site.get(&format!("/acme/shop/blob/{first}/src/main.rs"))
        .await
        .shows("fn main() {}");
}

#[tokio::test]
async fn moved_and_deleted_issues_say_where_they_are() -> Result<(), OpError> {
    let site = site();
    let (moved, slip) = (site.issue("Moved", "- [ ] x"), site.issue("Slip", ""));
    {
        let mut world = site.state.world();
        let org = world.account_by_login("acme").expect("the organization").id;
        let ops = world.create_repo(org, &NewRepository::named("ops"));
        world.transfer_issue(&site.mona, moved, ops, false)?;
        world.delete_issue(&site.mona, slip)?;
        let commit = FileCommit {
            message: "Repair acme/ops#1".into(),
            additions: vec![("a.md".into(), b"a".to_vec())],
            ..FileCommit::default()
        };
        world.commit_files(&site.mona, site.repo, &commit)?;
    }
    let old = site.get("/acme/shop/issues/1").await;
    assert_eq!(old.header(header::LOCATION), "/acme/ops/issues/1");
    site.get("/acme/ops/issues/1")
        .await
        .shows("moved this issue here from <a href=\"/acme/shop\">acme/shop</a>")
        .shows("<strong>Repair acme/ops#1</strong>")
        .shows(">acme/shop@");
    let gone = site.get("/acme/shop/issues/2").await;
    assert_eq!(gone.status, StatusCode::GONE);
    gone.shows("Issue #2 was deleted");
    Ok(())
}

#[tokio::test]
async fn releases_have_a_page_and_drafts_are_for_those_who_write() -> Result<(), OpError> {
    let mut site = site();
    let release = |tag: &str, draft| NewRelease {
        tag: tag.into(),
        body: Some("- fixed".into()),
        draft,
        ..NewRelease::default()
    };
    {
        let mut world = site.state.world();
        world.create_release(&site.mona, site.repo, &release("v1", false))?;
        world.create_release(&site.mona, site.repo, &release("v2/beta", true))?;
    }
    let all = "/acme/shop/releases";
    site.get(all)
        .await
        .shows("<span class=\"badge\">Latest</span>")
        .shows("<li>fixed</li>")
        .shows("<span class=\"badge\">Draft</span>")
        .shows("/acme/shop/releases/tag/v2%2Fbeta");
    site.get("/acme/shop/releases/tag/v2%2Fbeta").await.lacks(">v1<");
    site.acting = site.visitor.clone();
    site.get(all).await.shows(">v1<").lacks("v2/beta");
    let hidden = site.get("/acme/shop/releases/tag/v2%2Fbeta").await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    Ok(())
}
