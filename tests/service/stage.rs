//! A simulated GitHub with one App, one repository, and Closeout listening for its webhooks.

use std::{
    fmt::Write as _,
    net::SocketAddr,
    sync::{Arc, OnceLock},
};

use aws_lc_rs::hmac;
use chrono::Duration;
use closeout::{
    clock::{Clock as _, ManualClock},
    domain::key::{IncidentKey, Locator},
    engine::{Engine, Tuning},
    github::{GitHub, Settings},
    store::{Store, sqlite::SqliteStore},
    surface::{
        demo::clock::Shared,
        serve::{App, Parts},
    },
};
pub(crate) use github_sim::faults::{Fault, Misbehaviour};
use github_sim::{
    CreatedApp, GitHubSim, Person,
    world::{InstallationId, Level, RepoId, Role, ops::AppSpec},
};
use tokio::net::TcpListener;

/// The incidents' repository.
pub(crate) const REPOSITORY: &str = "acme/ops";

/// Everything a test needs.
pub(crate) struct Stage {
    pub(crate) sim: GitHubSim,
    pub(crate) app: CreatedApp,
    pub(crate) installation: InstallationId,
    pub(crate) repository: RepoId,
    pub(crate) clock: ManualClock,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) server: App,
    pub(crate) mona: Person,
}

/// Making a key takes a moment, so that all Apps share one.
static KEY: OnceLock<String> = OnceLock::new();

fn app_spec() -> AppSpec {
    let mut spec = AppSpec::named("closeout")
        .permission("metadata", Level::Read)
        .events([
            "issues",
            "issue_comment",
            "pull_request",
            "pull_request_review",
            "push",
            "deployment",
            "deployment_status",
            "release",
        ]);
    for permission in ["issues", "pull_requests", "contents", "checks"] {
        spec = spec.permission(permission, Level::Write);
    }
    spec = spec.permission("deployments", Level::Read);
    spec.private_key_pem = KEY.get().cloned();
    spec
}

impl Stage {
    /// `acme/ops`, where mona may write. The server is built, and nothing of it runs.
    pub(crate) async fn set() -> Self {
        let clock = ManualClock::new("2026-11-20T04:20:00Z".parse().unwrap());
        let sim = GitHubSim::builder()
            .clock(Arc::new(Shared(clock.clone())))
            .start()
            .await
            .unwrap();
        let repository = sim.create_repo(REPOSITORY);
        sim.set_role(REPOSITORY, "mona", Role::Admin).unwrap();
        let app = sim.create_app(&app_spec()).unwrap();
        KEY.get_or_init(|| app.private_key_pem.clone());
        let installation = sim.install(app.id, "acme", &["ops"]).unwrap();
        let mona = sim.person("mona");
        let (store, server) = build(&sim, &app, &clock).await;
        Self {
            sim,
            app,
            installation,
            repository,
            clock,
            store,
            server,
            mona,
        }
    }

    /// Lets the server's pages be reached, and GitHub deliver there. Its workers do not run.
    pub(crate) async fn listening(self) -> Self {
        let (listener, address) = listener().await;
        let router = self.server.router.clone();
        tokio::spawn(async move { axum::serve(listener, router).await });
        self.deliver_to(address);
        self
    }

    pub(crate) fn deliver_to(&self, address: SocketAddr) {
        let url = format!("http://{address}/webhooks/github");
        self.sim.set_webhook_url(self.app.id, &url);
    }

    /// The process dies and its database with it; another one starts.
    pub(crate) async fn lose_everything(&mut self) {
        (self.store, self.server) = build(&self.sim, &self.app, &self.clock).await;
    }

    /// Another server on the same database, GitHub and clock, to be consumed by running it.
    pub(crate) fn server(&self) -> App {
        assemble(self.store.clone(), &self.sim, &self.app, &self.clock)
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.server.engine
    }

    /// mona opens an issue.
    pub(crate) fn open(&self, title: &str, labels: &[&str]) -> u64 {
        let body = "Payments fail since noon.";
        self.mona.open_issue(REPOSITORY, title, body, labels).unwrap()
    }

    pub(crate) fn locator(&self, issue: u64) -> Locator {
        Locator {
            key: IncidentKey {
                repository: number(self.repository.0),
                issue,
            },
            installation: number(self.installation.0),
            owner: "acme".into(),
            name: "ops".into(),
        }
    }

    /// Delivers and works until neither brings anything about any more.
    pub(crate) async fn settle(&self) {
        for _ in 0..20 {
            let delivered = self.sim.deliver_pending().await;
            let worked = self.engine().drain().await.unwrap();
            if delivered.is_empty() && worked == 0 {
                return;
            }
        }
        panic!("deliveries and work go on for ever");
    }

    /// Lets the time pass in which GitHub's lag is waited for, and longer.
    pub(crate) async fn pass(&self, by: Duration) {
        let end = closeout::clock::Clock::now(&self.clock) + by;
        while let Some(due) = self
            .store
            .next_due(self.clock.now())
            .await
            .unwrap()
            .filter(|due| *due <= end)
        {
            self.clock.set(due.max(self.clock.now()));
            self.settle().await;
        }
        self.clock.set(end);
        self.settle().await;
    }

    /// The bodies of the bot's comments on an issue.
    pub(crate) fn said(&self, issue: u64) -> Vec<String> {
        let world = self.sim.world();
        let (_, issue) = world.issues().find(|(_, found)| found.number == issue).unwrap();
        let ours = issue.comments.iter().filter(|comment| comment.via_app.is_some());
        ours.map(|comment| comment.body.clone()).collect()
    }

    /// How many requests with this method and this end of their path there have been.
    pub(crate) fn requests(&self, method: &str, path_end: &str) -> usize {
        let exchanges = self.sim.recording().exchanges();
        let fitting = exchanges
            .iter()
            .filter(|exchange| exchange.method == method && exchange.path.ends_with(path_end));
        fitting.count()
    }

    /// What holds after every test: everything said to GitHub is what GitHub's own description allows, another look plans nothing, and neither does a look without any memory.
    pub(crate) async fn close(mut self, issues: &[u64]) {
        let lines = self.sim.recording().to_jsonl();
        github_contract::assert_valid(&github_contract::read(&lines).unwrap());
        for issue in issues {
            let again = self.engine().dry_run(&self.locator(*issue)).await.unwrap();
            assert_eq!(again.effects, [], "a second reconcile plans something");
        }
        self.lose_everything().await;
        for issue in issues {
            let anew = self.engine().dry_run(&self.locator(*issue)).await.unwrap();
            assert_eq!(anew.effects, [], "a reconcile without memory plans something");
        }
    }
}

async fn build(sim: &GitHubSim, app: &CreatedApp, clock: &ManualClock) -> (Arc<dyn Store>, App) {
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open("sqlite::memory:").await.unwrap());
    let server = assemble(store.clone(), sim, app, clock);
    (store, server)
}

fn assemble(store: Arc<dyn Store>, sim: &GitHubSim, app: &CreatedApp, clock: &ManualClock) -> App {
    let settings = Settings::app(
        sim.api_url(),
        number(app.id.0),
        app.private_key_pem.clone().into(),
    );
    let clock = Arc::new(clock.clone());
    App::build(Parts {
        store,
        github: GitHub::new(&settings, clock.clone()).unwrap(),
        clock,
        webhook_secrets: vec![app.webhook_secret.clone().into()],
        public_url: Some("https://closeout.example".into()),
        tuning: Tuning::default(),
    })
}

pub(crate) async fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// What GitHub writes into `X-Hub-Signature-256`.
pub(crate) fn signed(secret: &str, body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let mut text = "sha256=".to_owned();
    for byte in hmac::sign(&key, body).as_ref() {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}

pub(crate) fn number(id: i64) -> u64 {
    id.try_into().unwrap()
}
