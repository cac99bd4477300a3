//! GitHub and Closeout on one stage: the simulator and the server in one process, over real HTTP, with one clock
//! that is moved by hand. The demo plays on it, and so do the scenario tests.
//!
//! Nothing happens here by itself: deliveries are sent and keys are worked by [`Stage::settle`], in order, so that
//! the same acts always end in the same GitHub. [`Stage::run_by_itself`] hands the stage over to the audience.

use std::{
    fmt,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::Context as _;
use chrono::{DateTime, Duration, TimeDelta, Utc};
use github_sim::{
    CreatedApp, Delivering, GitHubSim,
    world::{
        Level, Role,
        ops::{AppSpec, NewRepository},
    },
};
use secrecy::SecretString;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{
    clock::{Clock, ManualClock, SystemClock},
    engine::{Engine, Tuning},
    github::{self, GitHub},
    store::{Store, sqlite::SqliteStore},
    surface::serve::{App, Parts},
};

/// Permissions to write that the App asks for, as README tells.
pub const PERMISSIONS: [&str; 4] = ["issues", "contents", "pull_requests", "checks"];

/// Permissions to read that the App asks for besides, as README tells.
pub const READABLE: [&str; 3] = ["deployments", "members", "metadata"];

/// Events the App subscribes to, as README tells.
pub const EVENTS: [&str; 12] = [
    "issues",
    "issue_comment",
    "label",
    "pull_request",
    "pull_request_review",
    "push",
    "check_run",
    "repository",
    "deployment",
    "deployment_status",
    "release",
    "sub_issues",
];

/// Rounds of deliveries and work after which something goes round in circles.
const ROUNDS: usize = 50;

/// How often we look for what nobody announced: calls of the simulator's API, and time that has come.
const LOOK: TimeDelta = TimeDelta::milliseconds(100);

/// What the stage is set with.
pub struct Setting<'a> {
    /// What time it is when the curtain rises.
    pub start: DateTime<Utc>,
    /// `owner/name` of the repository.
    pub repository: &'a str,
    /// Whether only people with a role can see it.
    pub private: bool,
    /// Who may do what.
    pub cast: &'a [(&'a str, Role)],
    /// The App's private key in PEM; a new one is made when absent, which takes a moment.
    pub private_key: Option<&'a str>,
    /// Where the queue is kept.
    pub database: &'a str,
    /// Where the pages are served.
    pub address: SocketAddr,
    /// The address that comments give for the server; absent means the one at which it listens.
    pub public_url: Option<&'a str>,
}

/// The stage, set.
pub struct Stage {
    /// GitHub.
    pub sim: GitHubSim,
    /// Closeout's engine.
    pub engine: Engine,
    /// The clock of both.
    pub clock: ManualClock,
    leaps: Leaps,
    app: CreatedApp,
    github: GitHub,
    store: Arc<dyn Store>,
    public_url: Option<String>,
    server: JoinHandle<()>,
}

/// How far the audience wants to leap ahead. Absent as long as the stage is not theirs.
type Leaps = Arc<Mutex<Option<TimeDelta>>>;

/// The one clock, as the simulator wants it.
struct SharedClock {
    clock: ManualClock,
    leaps: Leaps,
}

impl fmt::Debug for SharedClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.clock.now())
    }
}

impl github_sim::clock::Clock for SharedClock {
    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Moves the clock; while the audience plays, [`Stage::run_by_itself`] does it, stopping wherever Closeout
    /// wants to look.
    fn advance(&self, by: Duration) {
        match &mut *self.leaps.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(leap) => *leap += by,
            None => self.clock.advance(by),
        }
    }
}

impl Stage {
    /// Sets the stage.
    ///
    /// # Errors
    ///
    /// Fails when no port is free or the database cannot be opened.
    pub async fn set(setting: &Setting<'_>) -> anyhow::Result<Self> {
        let clock = ManualClock::new(setting.start);
        let leaps = Leaps::default();
        let shared = SharedClock {
            clock: clock.clone(),
            leaps: leaps.clone(),
        };
        let sim = GitHubSim::builder()
            .clock(Arc::new(shared))
            .delivery(Delivering::Manual)
            .address(setting.address)
            .start()
            .await
            .context("the simulator cannot start")?;
        let app = populate(&sim, setting)?;
        let github = connect(&sim, &app, &clock)?;
        let store = open(setting.database).await?;
        let public_url = setting.public_url.map(str::to_owned);
        let (engine, server) = serve(&sim, &app, &github, &store, &clock, public_url.clone()).await?;
        Ok(Self {
            sim,
            engine,
            clock,
            leaps,
            app,
            github,
            store,
            public_url,
            server,
        })
    }

    /// Loses the database and starts the server anew with an empty one, as after a disaster.
    ///
    /// # Errors
    ///
    /// Fails when no port is free.
    pub async fn lose_database(&mut self) -> anyhow::Result<()> {
        self.server.abort();
        self.store = open("sqlite::memory:").await?;
        self.github = connect(&self.sim, &self.app, &self.clock)?;
        let public_url = self.public_url.clone();
        (self.engine, self.server) = serve(
            &self.sim,
            &self.app,
            &self.github,
            &self.store,
            &self.clock,
            public_url,
        )
        .await?;
        Ok(())
    }

    /// What the server remembers.
    pub fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// Carries every delivery to the server and works every key that is due, until nothing is left.
    ///
    /// # Errors
    ///
    /// Fails when the database does, or when it goes on for ever.
    pub async fn settle(&self) -> anyhow::Result<()> {
        for _ in 0..ROUNDS {
            let delivered = self.sim.deliver_pending().await.len();
            let worked = self.engine.drain().await?;
            if delivered + worked == 0 {
                return Ok(());
            }
        }
        anyhow::bail!("deliveries and work never end: something answers its own echo")
    }

    /// Lets time pass, stopping at every instant at which Closeout wants to look again.
    ///
    /// # Errors
    ///
    /// As [`Stage::settle`].
    pub async fn pass(&self, span: TimeDelta) -> anyhow::Result<()> {
        let end = self.clock.now() + span;
        self.settle().await?;
        while let Some(due) = self
            .store
            .next_due(self.clock.now())
            .await?
            .filter(|due| *due <= end)
        {
            self.clock
                .set(due.max(self.clock.now() + TimeDelta::milliseconds(1)));
            self.settle().await?;
        }
        self.clock.set(end);
        self.settle().await
    }

    /// From here on everything happens by itself, as it does in the world, until `shutdown`: time goes on, what
    /// the audience does on the pages is answered before they look again, and so is what they do over the API.
    pub async fn run_by_itself(&self, shutdown: CancellationToken) {
        let mut visits = self.sim.visits();
        *self.leaps.lock().unwrap_or_else(PoisonError::into_inner) = Some(TimeDelta::zero());
        let mut looked = SystemClock.now();
        loop {
            let visit = tokio::select! {
                () = shutdown.cancelled() => return,
                visit = visits.next() => visit,
                () = SystemClock.sleep_until(looked + LOOK) => None,
            };
            let now = SystemClock.now();
            // The machine's clock may have been set back.
            let passed = (now - looked).max(TimeDelta::zero());
            looked = now;
            tokio::select! {
                () = shutdown.cancelled() => return,
                passed = self.pass(passed + self.leap()) => {
                    if let Err(error) = passed {
                        tracing::error!(%error, "the stage stumbled");
                    }
                }
            }
            drop(visit);
        }
    }

    /// How far the audience has wanted to leap since this was last asked.
    fn leap(&self) -> TimeDelta {
        let mut leaps = self.leaps.lock().unwrap_or_else(PoisonError::into_inner);
        leaps.replace(TimeDelta::zero()).unwrap_or_default()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Puts people, the repository and the App on a stage.
///
/// # Errors
///
/// Fails when the setting contradicts itself, or the App's key is none.
pub fn populate(sim: &GitHubSim, setting: &Setting<'_>) -> anyhow::Result<CreatedApp> {
    let (owner, name) = setting
        .repository
        .split_once('/')
        .context("a repository is called owner/name")?;
    let mut repository = NewRepository::named(name);
    repository.private = setting.private;
    repository.with_default_labels = true;
    sim.create_repo_with(owner, &repository);
    for (login, role) in setting.cast {
        sim.set_role(setting.repository, login, *role)?;
    }
    let mut spec = AppSpec::named("closeout");
    owner.clone_into(&mut spec.owner);
    spec.private_key_pem = setting.private_key.map(str::to_owned);
    for permission in PERMISSIONS {
        spec = spec.permission(permission, Level::Write);
    }
    for permission in READABLE {
        spec = spec.permission(permission, Level::Read);
    }
    spec.events = EVENTS.map(str::to_owned).into();
    let app = sim.create_app(&spec)?;
    sim.install(app.id, owner, &[name])?;
    Ok(app)
}

fn connect(sim: &GitHubSim, app: &CreatedApp, clock: &ManualClock) -> anyhow::Result<GitHub> {
    let key = SecretString::from(app.private_key_pem.clone());
    let settings = github::Settings::app(sim.api_url(), u64::try_from(app.id.0)?, key);
    Ok(GitHub::new(&settings, Arc::new(clock.clone()))?)
}

async fn open(database: &str) -> anyhow::Result<Arc<dyn Store>> {
    Ok(Arc::new(SqliteStore::open(database).await?))
}

/// Starts the server's pages. Its workers do not run: the stage works the queue itself.
async fn serve(
    sim: &GitHubSim,
    app: &CreatedApp,
    github: &GitHub,
    store: &Arc<dyn Store>,
    clock: &ManualClock,
    public_url: Option<String>,
) -> anyhow::Result<(Engine, JoinHandle<()>)> {
    let listener = TcpListener::bind(("127.0.0.1", 0))
        .await
        .context("no port is free")?;
    let address = listener.local_addr()?;
    let built = App::build(Parts {
        store: store.clone(),
        github: github.clone(),
        clock: Arc::new(clock.clone()),
        webhook_secrets: vec![SecretString::from(app.webhook_secret.clone())],
        public_url: Some(public_url.unwrap_or_else(|| format!("http://{address}"))),
        tuning: Tuning::default(),
    });
    built.introduce().await;
    sim.set_webhook_url(app.id, &format!("http://{address}/webhooks/github"));
    let router = built.router;
    let server = tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "the server broke off");
        }
    });
    Ok((built.engine, server))
}
