//! The web pages, asked for and posted to the way a browser does it.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use chrono::Duration;
use github_sim::clock::{Clock, ManualClock};
use github_sim::pages;
use github_sim::state::AppState;
use github_sim::world::ops::{
    AppSpec, CheckRunChange, FileCommit, NewIssue, NewLabel, NewPull, NewRepository,
};
use github_sim::world::{
    Actor, Annotation, CheckOutput, IssueKey, Level, OpError, RepoId, RepoSelection, Role, StateReason, World,
};
use http::{Method, Request, StatusCode, header};
use tower::ServiceExt as _;

/// A repository `acme/shop` with two people: `mona` may do everything, `visitor` only read.
struct Site {
    state: AppState,
    clock: Arc<ManualClock>,
    app: Router,
    repo: RepoId,
    mona: Actor,
    visitor: Actor,
    bot: Actor,
    /// The person acted as.
    acting: Actor,
}

struct Page {
    status: StatusCode,
    headers: http::HeaderMap,
    body: String,
}

impl Page {
    fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    fn shows(&self, text: &str) -> &Self {
        assert!(self.body.contains(text), "{text:?} is not in\n{}", self.body);
        self
    }

    fn lacks(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "{text:?} is in\n{}", self.body);
        self
    }
}

fn site() -> Site {
    build().expect("the fixture breaks no rule")
}

fn build() -> Result<Site, OpError> {
    let clock = Arc::new(ManualClock::default());
    let mut world = World::new(clock.clone());
    let org = world.create_org("acme");
    let mona = world.create_user("mona");
    let visitor = world.create_user("visitor");
    world.add_member(org, mona, true);
    let repo = world.create_repo(
        org,
        &NewRepository {
            private: false,
            ..NewRepository::named("shop")
        },
    );
    let spec = ["issues", "pull_requests", "checks", "contents"]
        .iter()
        .fold(AppSpec::named("helper"), |spec, name| {
            spec.permission(name, Level::Write)
        });
    let app = world.create_app(&spec, Vec::new());
    let installation = world
        .install(app, org, RepoSelection::All)
        .ok_or(OpError::NotFound)?;
    let (token, _) = world.mint_token(installation, None, None)?;
    let bot = world.bearer(&token)?.cloned().ok_or(OpError::NotFound)?;
    let (mona, visitor) = (Actor::person(mona), Actor::person(visitor));
    for (name, color) in [("bug", "d73a4a"), ("in progress", "fbca04")] {
        let label = NewLabel {
            name: name.into(),
            color: Some(color.into()),
            description: None,
        };
        world.create_label(&mona, repo, &label)?;
    }
    let state = AppState::new(world);
    let app = pages::router(state.clone());
    Ok(Site {
        acting: mona.clone(),
        state,
        clock,
        app,
        repo,
        mona,
        visitor,
        bot,
    })
}

impl Site {
    async fn ask(&self, request: Request<Body>) -> Page {
        let response = self
            .app
            .clone()
            .oneshot(request)
            .await
            .expect("a router never fails");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a page has an end");
        let body = String::from_utf8(bytes.to_vec()).expect("pages are UTF-8");
        Page {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    fn cookie(&self) -> String {
        format!("sim_actor={}", self.acting.account.0)
    }

    async fn get(&self, address: &str) -> Page {
        let request = Request::get(address)
            .header(header::COOKIE, self.cookie())
            .body(Body::empty());
        self.ask(request.expect("an address")).await
    }

    /// Posts a form; the fields are percent-encoded already.
    async fn post(&self, address: &str, form: &str) -> Page {
        let request = Request::builder()
            .method(Method::POST)
            .uri(address)
            .header(header::COOKIE, self.cookie())
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()));
        self.ask(request.expect("an address")).await
    }

    /// Posts and expects to be led to `place` without complaint.
    async fn act(&self, address: &str, form: &str, place: &str) {
        let page = self.post(address, form).await;
        assert_eq!(
            (page.status, page.header(header::LOCATION)),
            (StatusCode::SEE_OTHER, place)
        );
        assert_eq!(page.header(header::SET_COOKIE), "", "the act was refused");
    }

    /// Posts, follows the redirect, and gives the page with the complaint.
    async fn refused(&self, address: &str, form: &str) -> Page {
        let page = self.post(address, form).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        let flash = page
            .header(header::SET_COOKIE)
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned();
        assert!(flash.starts_with("sim_flash="), "the act was not refused");
        let request = Request::get(page.header(header::LOCATION))
            .header(header::COOKIE, format!("{}; {flash}", self.cookie()))
            .body(Body::empty());
        self.ask(request.expect("an address")).await
    }

    fn issue(&self, title: &str, body: &str) -> IssueKey {
        let new = NewIssue {
            title: title.into(),
            body: Some(body.into()),
            ..NewIssue::default()
        };
        self.state
            .world()
            .create_issue(&self.mona, self.repo, &new)
            .expect("mona may open issues")
    }

    fn pull(&self, draft: bool, path: &str, text: &str) -> IssueKey {
        let mut world = self.state.world();
        let head = world
            .repo(self.repo)
            .and_then(|repo| repo.git.head("main"))
            .expect("a commit")
            .oid
            .clone();
        world
            .create_branch(&self.bot, self.repo, "topic/x", &head)
            .expect("the bot may push");
        let commit = FileCommit {
            branch: Some("topic/x".into()),
            message: "Add a document\n\nWith a reason.".into(),
            additions: vec![(path.into(), text.into())],
            ..FileCommit::default()
        };
        world
            .commit_files(&self.bot, self.repo, &commit)
            .expect("the bot may push");
        let new = NewPull {
            title: "A document".into(),
            body: None,
            head: "topic/x".into(),
            base: "main".into(),
            draft,
        };
        world
            .create_pull(&self.bot, self.repo, &new)
            .expect("the bot may open pull requests")
    }
}

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
async fn checks_show_their_words_and_where() {
    let site = site();
    let key = site.pull(false, "a.md", "one\n");
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
        .shows("a.md#L1-L2")
        .shows("Say &#60;more&#62;")
        .shows("Queued");
    site.get("/acme/shop/pull/1")
        .await
        .shows("Some checks were not successful");
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
