//! One reconcile of an incident with a thousand comments: the processor time of this process alone.
//!
//! The simulated GitHub runs in a process of its own, so that what it spends is not counted: this program starts itself
//! again with `--github`. What is measured is everything that Closeout does, from the first request to the store.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use closeout::{
    clock::ManualClock,
    domain::key::{IncidentKey, Locator},
    engine::{Engine, Tuning},
    github::{GitHub, Settings},
    store::{Store, sqlite::SqliteStore},
};
use github_sim::{
    GitHubSim, clock,
    world::{Level, ReactionContent, Role, ops::AppSpec},
};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

const REPOSITORY: &str = "acme/ops";
const COMMENTS: usize = 1_000;
const RUNS: usize = 31;
/// Seconds between two comments.
const PACE: i64 = 10;

/// What time it is in both processes while it is measured.
fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).expect("it is in range")
}

fn main() {
    #[expect(
        clippy::disallowed_methods,
        reason = "a benchmark has no surface that reads its arguments"
    )]
    let is_github = std::env::args().any(|argument| argument == "--github");
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("the machine grants a runtime");
    if is_github {
        runtime.block_on(play_github());
    } else {
        measure(&runtime);
    }
}

/// Sets up the incident, says where it is, and answers until its standard input is closed.
async fn play_github() {
    let comments = i64::try_from(COMMENTS).expect("it is small");
    let clock = clock::ManualClock::at(now() - TimeDelta::seconds(PACE * comments));
    let sim = GitHubSim::builder().clock(Arc::new(clock)).start();
    let sim = sim.await.expect("there is a free port");
    let repository = sim.create_repo(REPOSITORY);
    let people = ["mona", "hubot", "ann", "bob"];
    for login in people {
        sim.set_role(REPOSITORY, login, Role::Write).expect("it exists");
    }
    let mut spec = AppSpec::named("closeout").permission("deployments", Level::Read);
    for permission in ["issues", "pull_requests", "contents", "checks"] {
        spec = spec.permission(permission, Level::Write);
    }
    let app = sim.create_app(&spec).expect("a key can be made");
    let installation = sim.install(app.id, "acme", &["ops"]).expect("it exists");
    let mona = sim.person("mona");
    let issue = mona
        .open_issue(REPOSITORY, "決済が失敗する", "Since noon.", &["incident", "SEV2"])
        .expect("she may");
    for n in 0..COMMENTS {
        let body = match n % 50 {
            0 => "/mitigated 10m ago".to_owned(),
            25 => format!("Error rate is at **{n} ppm** and falling.\n\n/started 08:50"),
            _ => format!(
                "Checked the gateway's logs again ({n}): nothing new. See `trace-{n}`.\n\n\
                 > Timeouts against the card processor, 3 of 20 requests.\n\n\
                 Next look in 5 minutes; 次は5分後に確認します。"
            ),
        };
        let person = sim.person(people[n % people.len()]);
        let id = person.comment(REPOSITORY, issue, &body).expect("they may");
        if n % 10 == 0 {
            mona.react(id, ReactionContent::Rocket).expect("she may");
        }
        sim.advance(TimeDelta::seconds(PACE));
    }
    let where_it_is = json!({
        "api_url": sim.api_url(), "app": app.id.0, "key": app.private_key_pem,
        "installation": installation.0, "repository": repository.0, "issue": issue,
    });
    let mut out = std::io::stdout().lock();
    writeln!(out, "{where_it_is}").expect("somebody listens");
    drop(out);
    let closed = tokio::task::spawn_blocking(|| std::io::stdin().lines().count());
    closed.await.expect("reading ends");
}

/// The other process; it ends with this one.
struct Simulated {
    process: Child,
    told: Value,
}

impl Simulated {
    fn start() -> Self {
        let myself = std::env::current_exe().expect("it runs");
        let mut process = Command::new(myself)
            .arg("--github")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it can be started again");
        let out = process.stdout.take().expect("it was asked for");
        let mut line = String::new();
        BufReader::new(out)
            .read_line(&mut line)
            .expect("it says where it is");
        Self {
            told: serde_json::from_str(&line).expect("it says so in JSON"),
            process,
        }
    }

    fn number(&self, name: &str) -> u64 {
        self.told[name].as_u64().expect("it is a number")
    }

    fn text(&self, name: &str) -> &str {
        self.told[name].as_str().expect("it is text")
    }
}

impl Drop for Simulated {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        // It ends by itself then; a failure to wait for it changes nothing about what was measured.
        let _ = self.process.wait();
    }
}

fn measure(runtime: &Runtime) {
    let simulated = Simulated::start();
    let locator = Locator {
        key: IncidentKey {
            repository: simulated.number("repository"),
            issue: simulated.number("issue"),
        },
        installation: simulated.number("installation"),
        owner: "acme".into(),
        name: "ops".into(),
    };
    runtime.block_on(async {
        let store = SqliteStore::open("sqlite::memory:").await.expect("memory is there");
        let store: Arc<dyn Store> = Arc::new(store);
        let engine = engine(&simulated, store.clone());
        // The first time answers all commands; afterwards there is nothing to do but to see that.
        reconcile(&engine, &locator).await;
        reconcile(&engine, &locator).await;
        let seen = store.projection(locator.key).await.expect("memory does not fail");
        let seen = seen.expect("it is an incident");
        assert_eq!(seen.participants.len(), 4, "the whole thread was read");
        let mut spent = Vec::new();
        for _ in 0..RUNS {
            let before = processor_time();
            reconcile(&engine, &locator).await;
            spent.push(processor_time().saturating_sub(before));
        }
        spent.sort();
        let mut out = std::io::stdout().lock();
        writeln!(
            out,
            "one reconcile of {COMMENTS} comments, processor time of {RUNS} runs: median {:.1?}, least {:.1?}, most {:.1?}",
            spent[RUNS / 2],
            spent[0],
            spent[RUNS - 1]
        )
        .expect("somebody listens");
    });
}

fn engine(simulated: &Simulated, store: Arc<dyn Store>) -> Engine {
    let settings = Settings::app(
        simulated.text("api_url").to_owned(),
        simulated.number("app"),
        simulated.text("key").to_owned().into(),
    );
    let clock = Arc::new(ManualClock::new(now()));
    let github = GitHub::new(&settings, clock.clone()).expect("the settings are good");
    Engine::new(store, github, clock, Tuning::default(), None)
}

async fn reconcile(engine: &Engine, locator: &Locator) {
    let worked = engine.work_now(locator).await.expect("memory does not fail");
    worked.expect("nobody else works it").expect("nothing goes wrong");
}

/// What all threads of this process have spent so far.
fn processor_time() -> Duration {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    let whole = u64::try_from(spent.tv_sec).expect("it is never negative");
    let rest = u32::try_from(spent.tv_nsec).expect("it is below a second");
    Duration::new(whole, rest)
}
