//! A GitHub on which a resolved SEV2 waits for its server, with a clock that shows the machine's time.

use std::{
    path::PathBuf,
    sync::{Mutex, OnceLock},
    time::Duration,
};

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use closeout::{
    clock::{Clock as _, SystemClock},
    surface::demo::stage::{EVENTS, PERMISSIONS},
};
use github_sim::{
    CreatedApp, Delivering, GitHubSim,
    world::{
        Level, Role,
        ops::{AppSpec, NewRepository},
    },
};
use tempfile::TempDir;
use tokio::time::timeout;

use crate::{REPOSITORY, record::record, server::Server};

/// Only a hung test takes this long.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// How often it is looked at what a server does.
pub(crate) const LOOK: TimeDelta = TimeDelta::milliseconds(5);

/// What the people of the town say about their incident, each a minute after the other.
const SAID: [(&str, &str); 5] = [
    ("alice", "/severty 2"),
    ("alice", "/sev 2"),
    ("bob", "/commander me"),
    ("alice", "/mitigated 5m ago"),
    ("bob", "Rolled back. See the dashboard.\n\n/resolved"),
];

/// The simulator's clock: at a fixed moment of the past while people act, the machine's from then on.
#[derive(Debug)]
struct TownClock(Mutex<Option<DateTime<Utc>>>);

impl github_sim::clock::Clock for TownClock {
    fn now(&self) -> DateTime<Utc> {
        let stopped = *self.0.lock().expect("no panic");
        stopped.unwrap_or_else(|| SystemClock.now())
    }

    fn advance(&self, by: chrono::Duration) {
        if let Some(instant) = self.0.lock().expect("no panic").as_mut() {
            *instant += by;
        }
    }
}

/// When everything began: the same for all towns of a process, so that they can be compared.
fn beginning() -> DateTime<Utc> {
    static BEGINNING: OnceLock<DateTime<Utc>> = OnceLock::new();
    *BEGINNING.get_or_init(|| {
        let hour_ago = SystemClock.now() - TimeDelta::hours(1);
        hour_ago
            .duration_trunc(TimeDelta::minutes(1))
            .expect("it is no year of the deep future")
    })
}

/// GitHub, the App installed on it, and room for databases.
pub(crate) struct Town {
    pub(crate) sim: GitHubSim,
    pub(crate) app: CreatedApp,
    pub(crate) incident: u64,
    folder: TempDir,
}

impl Town {
    /// An incident ran from declaration to resolution while no server was there.
    pub(crate) async fn new() -> Self {
        let clock = std::sync::Arc::new(TownClock(Mutex::new(Some(beginning()))));
        let sim = GitHubSim::builder()
            .clock(clock.clone())
            .delivery(Delivering::Automatic)
            .start()
            .await
            .expect("there is a free port");
        let app = populate(&sim);
        let alice = sim.person("alice");
        let incident = alice
            .open_issue(REPOSITORY, "Checkout fails", "Since noon.", &["incident"])
            .expect("alice may");
        for (who, words) in SAID {
            sim.advance(TimeDelta::minutes(1));
            sim.person(who)
                .comment(REPOSITORY, incident, words)
                .expect("they may");
        }
        *clock.0.lock().expect("no panic") = None;
        Self {
            sim,
            app,
            incident,
            folder: tempfile::tempdir().expect("there is a temporary folder"),
        }
    }

    /// Where a database of this name is or will be.
    pub(crate) fn database(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Waits until the server has nothing to do and every delivery has arrived.
    pub(crate) async fn rests(&self, server: &Server) {
        let looking = async {
            // One look is not enough: a key that is enqueued during it may count as one that waits. It takes an
            // exchange or a delivery to enqueue one more.
            let mut seen = None;
            loop {
                let idle = self.sim.pending().is_empty() && server.is_idle().await;
                let now = idle.then(|| self.sim.recording().exchanges().len());
                if idle && now == seen && self.sim.pending().is_empty() {
                    return;
                }
                seen = now;
                SystemClock.sleep_until(SystemClock.now() + LOOK).await;
            }
        };
        let rests = timeout(PATIENCE, looking).await;
        assert!(
            rests.is_ok(),
            "the server does not come to rest:\n{}",
            server.said()
        );
    }

    /// How many requests there were that change something.
    pub(crate) fn writes(&self) -> usize {
        let exchanges = self.sim.recording().exchanges();
        let writes = exchanges.iter().filter(|exchange| match exchange.path.as_str() {
            "/graphql" => {
                let document = exchange.request_body["query"].as_str().unwrap_or_default();
                document.starts_with("mutation")
            }
            path => exchange.method != "GET" && !path.ends_with("/access_tokens"),
        });
        writes.count()
    }

    /// What GitHub shows.
    pub(crate) fn record(&self) -> String {
        record(&self.sim)
    }
}

/// The repository with its people, and the App.
fn populate(sim: &GitHubSim) -> CreatedApp {
    let (owner, name) = REPOSITORY.split_once('/').expect("owner/name");
    let mut repository = NewRepository::named(name);
    repository.with_default_labels = true;
    sim.create_repo_with(owner, &repository);
    for login in ["alice", "bob"] {
        sim.set_role(REPOSITORY, login, Role::Write)
            .expect("the repository exists");
    }
    let mut spec = AppSpec::named("closeout").permission("metadata", Level::Read);
    for permission in PERMISSIONS {
        spec = spec.permission(permission, Level::Write);
    }
    owner.clone_into(&mut spec.owner);
    spec.events = EVENTS.map(str::to_owned).into();
    spec.private_key_pem = Some(include_str!("../scenario/harness/app.private-key.pem").to_owned());
    let app = sim.create_app(&spec).expect("the key is good");
    sim.install(app.id, owner, &[name])
        .expect("the repository exists");
    app
}
