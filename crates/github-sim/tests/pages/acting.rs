//! What visitors do on the pages, and what becomes of it.

use axum::body::Body;
use chrono::Duration;
use github_sim::clock::Clock;
use github_sim::world::StateReason;
use http::{Request, StatusCode, header};

use crate::site::site;

#[tokio::test]
async fn commenting_closing_and_reopening() {
    let site = site();
    let key = site.issue("Broken", "It is");
    let (page, comments) = ("/acme/shop/issues/1", "/acme/shop/issues/1/comments");
    site.act(comments, "body=%E3%81%82+%2B+%40mona%0D%0A%60%231%60&then=", page)
        .await;
    assert_eq!(
        site.state.world().issue(key).expect("it").comments[0].body,
        "あ + @mona\r\n`#1`"
    );
    site.get(page)
        .await
        .shows("あ + <strong class=\"mention\">@mona</strong><br />")
        .shows("Close issue");
    site.act(comments, "body=done&then=not_planned", page).await;
    site.get(page)
        .await
        .shows("closed this as not planned")
        .shows(">done</p>")
        .shows("Reopen issue");
    site.get("/acme/shop/issues?state=closed").await.shows("Broken");
    site.act(comments, "body=&then=reopen", page).await;
    site.get(page).await.shows("reopened this");
    let world = site.state.world();
    let issue = world.issue(key).expect("it");
    assert_eq!(
        (issue.comments.len(), issue.state_reason),
        (2, Some(StateReason::Reopened))
    );
}

#[tokio::test]
async fn an_empty_comment_is_refused_and_said_once() {
    let site = site();
    let key = site.issue("Broken", "");
    let page = site.refused("/acme/shop/issues/1/comments", "body=+&then=").await;
    page.shows("role=\"alert\"");
    assert!(
        page.header(header::SET_COOKIE).starts_with("sim_flash=;"),
        "the message is forgotten"
    );
    assert!(site.state.world().issue(key).expect("it").comments.is_empty());
}

#[tokio::test]
async fn labels_assignees_titles_and_reactions() {
    let site = site();
    let key = site.issue("Broken", "");
    let page = "/acme/shop/issues/1";
    site.act("/acme/shop/issues/1/labels", "add=in+progress", page)
        .await;
    site.get(page).await.shows("label-fbca04").shows("added the");
    site.get("/-/labels.css")
        .await
        .shows(".label-fbca04{background:#fbca04;color:#000}")
        .shows("#d73a4a;color:#fff");
    site.act("/acme/shop/issues/1/labels", "add=bug", page).await;
    site.act("/acme/shop/issues/1/labels", "remove=in+progress", page)
        .await;
    site.act("/acme/shop/issues/1/assignees", "add=mona", page).await;
    site.act("/acme/shop/issues/1/title", "title=Repaired", page)
        .await;
    site.get(page)
        .await
        .shows("self-assigned this")
        .shows("<del>Broken</del>")
        .shows("<strong>Repaired</strong>");
    for _ in 0..3 {
        site.act(
            "/acme/shop/issues/1/reactions",
            "subject=issue&content=rocket",
            page,
        )
        .await;
    }
    site.get(page).await.shows("mona reacted with rocket");
    site.refused("/acme/shop/issues/1/reactions", "subject=issue&content=love")
        .await
        .shows("content is invalid");
    let world = site.state.world();
    let (issue, repo) = (world.issue(key).expect("it"), world.repo(site.repo).expect("it"));
    let names: Vec<_> = issue
        .labels
        .iter()
        .filter_map(|id| repo.label_by_id(*id))
        .map(|l| l.name.as_str())
        .collect();
    assert_eq!((names, issue.reactions.len()), (vec!["bug"], 1));
}

#[tokio::test]
async fn people_edit_only_what_they_may() {
    let mut site = site();
    let key = site.issue("Broken", "old text");
    let other = site.issue("Other", "");
    site.acting = site.visitor.clone();
    site.act("/acme/shop/issues/1/comments", "body=mine", "/acme/shop/issues/1")
        .await;
    let id = site.state.world().issue(key).expect("it").comments[0].id;
    site.act(
        "/acme/shop/issues/1/edit",
        &format!("subject={id}&body=mine+2"),
        "/acme/shop/issues/1",
    )
    .await;
    site.get("/acme/shop/issues/1")
        .await
        .shows("mine 2")
        .shows("edited")
        .lacks("Close issue")
        .lacks("Change labels");
    site.refused("/acme/shop/issues/1/edit", "subject=issue&body=theirs")
        .await
        .shows("role=\"alert\"");
    site.refused("/acme/shop/issues/1/labels", "add=bug")
        .await
        .shows("role=\"alert\"");
    site.refused(
        &format!("/acme/shop/issues/{}/edit", other.number),
        &format!("subject={id}&body=x"),
    )
    .await;
    let world = site.state.world();
    let issue = world.issue(key).expect("it");
    assert_eq!(
        (issue.body.as_deref(), issue.comments[0].body.as_str()),
        (Some("old text"), "mine 2")
    );
    assert!(issue.labels.is_empty());
}

#[tokio::test]
async fn a_new_issue_from_the_form() {
    let site = site();
    site.act(
        "/acme/shop/issues",
        "title=Down&body=%23%23%23+Since&label=bug&label=in+progress",
        "/acme/shop/issues/1",
    )
    .await;
    site.get("/acme/shop/issues/1")
        .await
        .shows("<h3>Since</h3>")
        .shows("label-d73a4a")
        .shows("label-fbca04");
    site.refused("/acme/shop/issues", "title=+")
        .await
        .shows("title can&#39;t be blank");
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story from beginning to end")]
async fn a_pull_request_from_draft_to_merge() {
    let mut site = site();
    site.pull(
        true,
        "docs/report.md",
        "# Report\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n",
    );
    let page = "/acme/shop/pull/1";
    site.get(page)
        .await
        .shows("Draft")
        .shows("This pull request is still a work in progress")
        .shows("topic/x");
    site.refused("/acme/shop/pull/1/merge", "")
        .await
        .shows("Pull Request is still a draft");
    site.act("/acme/shop/pull/1/ready", "", page).await;
    site.get(page)
        .await
        .shows("marked this pull request as ready for review");
    site.refused("/acme/shop/pull/1/reviews", "event=request_changes&body=")
        .await
        .shows("Body can&#39;t be blank");
    site.act(
        "/acme/shop/pull/1/reviews",
        "event=request_changes&body=Say+more",
        page,
    )
    .await;
    site.get(page)
        .await
        .shows("requested changes")
        .shows("Say more")
        .shows("1 review requesting changes");
    site.act("/acme/shop/pull/1/reviews", "event=approve&body=", page)
        .await;
    site.get(page)
        .await
        .shows("approved these changes")
        .shows("1 approving review");
    site.act("/acme/shop/pull/1/draft", "", page).await;
    site.act("/acme/shop/pull/1/ready", "", page).await;
    site.acting = site.visitor.clone();
    site.refused("/acme/shop/pull/1/merge", "")
        .await
        .shows("You must have push access");
    site.acting = site.mona.clone();
    site.act("/acme/shop/pull/1/merge", "", page).await;
    site.get(page)
        .await
        .shows("Merged")
        .shows("merged commit")
        .shows("successfully merged")
        .lacks("Reopen");
    site.get("/acme/shop/blob/main/docs/report.md")
        .await
        .shows("<td class=\"right\">1</td>");
    site.get("/acme/shop/pull/1/files")
        .await
        .shows("Rendered document")
        .shows("<code># Report</code>")
        .shows("+5");
}

#[tokio::test]
async fn the_clock_moves_by_the_offered_steps_only() {
    let site = site();
    let before = site.clock.now();
    site.act(
        "/-/advance",
        "minutes=240&back=%2Facme%2Fshop%3Fx%3D1",
        "/acme/shop?x=1",
    )
    .await;
    assert_eq!(site.clock.now() - before, Duration::hours(4));
    for wrong in ["minutes=-60&back=/", "minutes=1&back=/", "minutes=&back=/", ""] {
        site.refused("/-/advance", wrong)
            .await
            .shows("The clock moves by");
    }
    assert_eq!(site.clock.now() - before, Duration::hours(4));
    site.act("/-/advance", "minutes=15&back=//evil.example/", "/")
        .await;
}

#[tokio::test]
async fn visitors_choose_whom_to_play() {
    let site = site();
    site.get("/")
        .await
        .shows(">visitor</option>")
        .lacks(">ghost</option>")
        .lacks(">helper</option>");
    let page = site
        .post(
            "/-/act-as",
            &format!("account={}&back=/acme/shop", site.visitor.account.0),
        )
        .await;
    assert_eq!(
        (page.status, page.header(header::LOCATION)),
        (StatusCode::SEE_OTHER, "/acme/shop")
    );
    let cookie = page.header(header::SET_COOKIE).to_owned();
    assert!(
        cookie.starts_with(&format!("sim_actor={};", site.visitor.account.0)) && cookie.contains("HttpOnly")
    );
    site.refused("/-/act-as", &format!("account={}&back=/", site.bot.account.0))
        .await
        .shows("no such person");
    let nobody = Request::get("/")
        .header(header::COOKIE, "sim_actor=9; x=y")
        .body(Body::empty())
        .expect("ok");
    site.ask(nobody).await.shows("selected>mona</option>");
}

#[tokio::test]
async fn posts_from_other_sites_are_refused() {
    let site = site();
    let key = site.issue("Broken", "");
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "http://evil.example"),
    ] {
        let request = Request::post("/acme/shop/issues/1/comments")
            .header(header::HOST, "127.0.0.1:4000")
            .header(name, value)
            .body(Body::from("body=x"));
        let page = site.ask(request.expect("ok")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{name}");
    }
    assert!(site.state.world().issue(key).expect("it").comments.is_empty());
}

#[tokio::test]
async fn checkboxes_are_ticked_by_those_who_may_edit() {
    let mut site = site();
    let key = site.issue("Broken", "- [ ] first\n- [x] second");
    let (page, tasks) = ("/acme/shop/issues/1", "/acme/shop/issues/1/tasks");
    site.get(page)
        .await
        .shows("form=\"tick-issue\" name=\"box\" value=\"1 on\"")
        .shows("name=\"box\" value=\"2 off\"")
        .shows("id=\"tick-issue\"");
    site.act(tasks, "subject=issue&box=1+on", page).await;
    site.act(tasks, "subject=issue&box=2+off", page).await;
    let body = site.state.world().issue(key).and_then(|issue| issue.body.clone());
    assert_eq!(body.as_deref(), Some("- [x] first\n- [ ] second"));
    site.refused(tasks, "subject=issue&box=3+on")
        .await
        .shows("There is no such checkbox");
    site.acting = site.visitor.clone();
    site.get(page)
        .await
        .lacks("name=\"box\"")
        .shows("<input type=\"checkbox\" disabled checked");
    site.refused(tasks, "subject=issue&box=1+off").await;
}

#[tokio::test]
async fn a_duplicate_is_closed_as_one() {
    let site = site();
    let key = site.issue("Broken", "");
    let page = "/acme/shop/issues/1";
    site.act("/acme/shop/issues/1/comments", "body=&then=duplicate", page)
        .await;
    site.get(page).await.shows("closed this as a duplicate");
    let reason = site.state.world().issue(key).and_then(|issue| issue.state_reason);
    assert_eq!(reason, Some(StateReason::Duplicate));
}
