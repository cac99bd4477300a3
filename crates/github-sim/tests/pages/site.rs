//! The fixture: a small world behind the pages, and a browser to look at it with.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use github_sim::clock::ManualClock;
use github_sim::pages;
use github_sim::state::AppState;
use github_sim::world::ops::{AppSpec, FileCommit, NewIssue, NewLabel, NewPull, NewRepository};
use github_sim::world::{Actor, IssueKey, Level, OpError, RepoId, RepoSelection, World};
use http::{Method, Request, StatusCode, header};
use tower::ServiceExt as _;

/// A repository `acme/shop` with two people: `mona` may do everything, `visitor` only read.
pub(crate) struct Site {
    pub(crate) state: AppState,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) app: Router,
    pub(crate) repo: RepoId,
    pub(crate) mona: Actor,
    pub(crate) visitor: Actor,
    pub(crate) bot: Actor,
    /// The person acted as.
    pub(crate) acting: Actor,
}

pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: String,
}

impl Page {
    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    pub(crate) fn shows(&self, text: &str) -> &Self {
        assert!(self.body.contains(text), "{text:?} is not in\n{}", self.body);
        self
    }

    pub(crate) fn lacks(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "{text:?} is in\n{}", self.body);
        self
    }
}

pub(crate) fn site() -> Site {
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
    pub(crate) async fn ask(&self, request: Request<Body>) -> Page {
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

    pub(crate) fn cookie(&self) -> String {
        format!("sim_actor={}", self.acting.account.0)
    }

    pub(crate) async fn get(&self, address: &str) -> Page {
        let request = Request::get(address)
            .header(header::COOKIE, self.cookie())
            .body(Body::empty());
        self.ask(request.expect("an address")).await
    }

    /// Posts a form; the fields are percent-encoded already.
    pub(crate) async fn post(&self, address: &str, form: &str) -> Page {
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
    pub(crate) async fn act(&self, address: &str, form: &str, place: &str) {
        let page = self.post(address, form).await;
        assert_eq!(
            (page.status, page.header(header::LOCATION)),
            (StatusCode::SEE_OTHER, place)
        );
        assert_eq!(page.header(header::SET_COOKIE), "", "the act was refused");
    }

    /// Posts, follows the redirect, and gives the page with the complaint.
    pub(crate) async fn refused(&self, address: &str, form: &str) -> Page {
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

    pub(crate) fn issue(&self, title: &str, body: &str) -> IssueKey {
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

    pub(crate) fn pull(&self, draft: bool, path: &str, text: &str) -> IssueKey {
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
