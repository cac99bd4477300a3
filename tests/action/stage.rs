//! A simulated GitHub in which every event starts a workflow run, as `.github/workflows/closeout.yml` would have it.

use std::{collections::BTreeMap, fs, process::ExitCode, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser;
use closeout::{
    clock::{Clock, ManualClock},
    domain::key::Locator,
    store::{Store, sqlite::SqliteStore},
    surface::{
        action::{self, ActionArgs},
        demo::{
            clock::Shared,
            stage::{Setting, populate},
        },
    },
};
use github_sim::{
    CreatedApp, GitHubSim, Person,
    world::{AccountKind, Level, OpError, RepoId},
};
use tempfile::TempDir;

use crate::{harness::setting, workflow};

/// The repository.
pub(crate) const REPOSITORY: &str = "acme/shop";
/// What a run sees of time: its own, so that whoever waits in it is at once where they wanted to be.
#[derive(Debug, Clone)]
struct Leaping(ManualClock);

#[async_trait::async_trait]
impl Clock for Leaping {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    async fn sleep_until(&self, at: DateTime<Utc>) {
        self.0.set(at.max(self.now()));
    }
}

#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    args: ActionArgs,
}

/// How a run ended, and what it wrote.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: ExitCode,
    pub(crate) log: String,
    pub(crate) outputs: String,
    pub(crate) summary: String,
}

impl Run {
    /// One of the action's outputs.
    pub(crate) fn output(&self, name: &str) -> &str {
        let mut lines = self.outputs.lines().filter_map(|line| line.split_once('='));
        let (_, value) = lines
            .find(|(found, _)| *found == name)
            .unwrap_or_else(|| panic!("there is no output {name}: {}", self.outputs));
        value
    }

    /// When something is due next.
    fn next_wake(&self) -> Option<DateTime<Utc>> {
        let wake = self.output("next-wake");
        (!wake.is_empty()).then(|| wake.parse().expect("an instant"))
    }
}

/// Runs after which something goes round in circles.
const ROUNDS: usize = 50;

/// GitHub, and a repository with the workflow in it.
pub(crate) struct Stage {
    pub(crate) sim: GitHubSim,
    pub(crate) clock: ManualClock,
    /// Nobody's memory: what the server keeps is not there.
    store: Arc<dyn Store>,
    repository: RepoId,
    /// It does nothing but tell us what happened: GitHub starts workflows by the same events.
    bell: CreatedApp,
    folder: TempDir,
}

impl Stage {
    /// The name by which Closeout acts.
    pub(crate) const NAME: &str = "github-actions";
    /// Whether we are told when somebody presses a button.
    pub(crate) const HEARS_BUTTONS: bool = false;
    /// Whether anything is known of other incidents than the one that is looked at.
    pub(crate) const REMEMBERS: bool = false;
    /// Whether other repositories of the account can be reached.
    pub(crate) const REACHES_FURTHER: bool = false;

    /// A repository in which workflows may open pull requests.
    pub(crate) async fn set(setting: &Setting<'_>) -> anyhow::Result<Self> {
        let stage = Self::bare(setting).await?;
        stage.allow_pull_requests();
        Ok(stage)
    }

    /// Friday, 20 November 2026, 13:00 UTC. Alice and bob may push, carol is an administrator. Workflows may open no
    /// pull requests.
    pub(crate) async fn usual() -> Self {
        let start = "2026-11-20T13:00:00Z".parse().expect("an instant");
        let setting = setting::usual(start, REPOSITORY);
        Self::bare(&setting).await.expect("the stage can be set")
    }

    async fn bare(setting: &Setting<'_>) -> anyhow::Result<Self> {
        let clock = ManualClock::new(setting.start);
        let sim = GitHubSim::builder()
            .clock(Arc::new(Shared(clock.clone())))
            .start()
            .await?;
        let bell = populate(&sim, setting)?;
        // Nobody listens there: deliveries are taken from the simulator itself.
        sim.set_webhook_url(bell.id, "http://127.0.0.1:9/");
        sim.drop_pending();
        Ok(Self {
            repository: sim.repo_id(REPOSITORY).expect("it was made"),
            sim,
            clock,
            store: Arc::new(SqliteStore::open("sqlite::memory:").await?),
            bell,
            folder: tempfile::tempdir()?,
        })
    }

    /// Somebody does something, and the workflow runs for everything that follows from it.
    pub(crate) async fn acts<T>(
        &self,
        login: &str,
        act: impl FnOnce(&Person) -> Result<T, OpError>,
    ) -> (T, Vec<Run>) {
        let done = act(&self.sim.person(login)).unwrap_or_else(|error| panic!("{login} cannot: {error:?}"));
        (done, self.runs().await)
    }

    /// Runs the workflow for every event that waits. What a run does with its own token starts none.
    pub(crate) async fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        for event in self.sim.pending() {
            self.sim.drop_delivery(event.id);
            let by_program = event.payload["sender"]["type"] == "Bot"
                || event.payload["check_run"]["app"]["slug"] == Self::NAME;
            let started = workflow::started_by(workflow::shown(), &event.event, &event.payload);
            if let Some(name) = started.filter(|_| event.app == self.bell.id && !by_program) {
                runs.push(self.run(&name, &event.payload.to_string(), &[]).await);
            }
        }
        for event in self.sim.pending() {
            self.sim.drop_delivery(event.id);
        }
        runs
    }

    /// As [`Stage::runs`], until nothing is left.
    pub(crate) async fn settle(&self) -> anyhow::Result<()> {
        for _ in 0..ROUNDS {
            if self.runs().await.is_empty() {
                return Ok(());
            }
        }
        anyhow::bail!("runs never end: something answers its own echo")
    }

    /// Lets time pass, with a schedule that is on time: it runs whenever there is something to do.
    pub(crate) async fn pass(&self, span: TimeDelta) -> anyhow::Result<()> {
        let end = self.clock.now() + span;
        self.settle().await?;
        let mut look = self.run("schedule", "{}", &["--dry-run"]).await.next_wake();
        while let Some(due) = look.filter(|due| *due <= end) {
            self.clock
                .set(due.max(self.clock.now() + TimeDelta::milliseconds(1)));
            look = self.sweeps().await.next_wake();
        }
        self.clock.set(end);
        self.settle().await
    }

    /// What would be done about an incident now.
    pub(crate) async fn planned(&self, incident: &Locator) -> Vec<String> {
        let number = incident.key.issue.to_string();
        let run = self
            .run("workflow_dispatch", "{}", &["--dry-run", "--issue", &number])
            .await;
        assert!(run.code == ExitCode::SUCCESS, "{}", run.log);
        let lines = run.log.lines().filter_map(|line| line.strip_prefix("  - "));
        lines.map(str::to_owned).collect()
    }

    /// There is nothing to lose.
    #[expect(
        clippy::unused_async,
        reason = "on the other surface it waits for a new server"
    )]
    pub(crate) async fn lose_database(&mut self) -> anyhow::Result<()> {
        Ok(())
    }

    /// There is nothing to lose; a run of the schedule finds nothing to do.
    pub(crate) async fn starts_over(&mut self) {
        let run = self.run("schedule", "{}", &["--dry-run"]).await;
        assert_eq!(run.output("effects"), "0", "{}", run.log);
    }

    /// What the server remembers: nothing.
    pub(crate) fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// Carol lets workflows open pull requests.
    pub(crate) fn allow_pull_requests(&self) {
        let mut world = self.sim.world();
        world
            .let_workflows_open_pulls(self.repository, true)
            .expect("the repository is there");
    }

    /// Runs the workflow as its schedule does.
    pub(crate) async fn sweeps(&self) -> Run {
        self.run("schedule", "{}", &[]).await
    }

    /// Runs the workflow with the token that GitHub gives it.
    pub(crate) async fn run(&self, event: &str, payload: &str, more: &[&str]) -> Run {
        let permissions = self.permissions();
        let token = self
            .sim
            .workflow_token(self.repository, permissions)
            .expect("the repository is there");
        self.run_by(&token, event, payload, more).await
    }

    /// What the workflow's token may do: what the workflow asks for, unless the account grants less.
    fn permissions(&self) -> BTreeMap<String, Level> {
        let world = self.sim.world();
        let granted = world.installations.values().next().expect("the App is installed");
        let wanted = workflow::permissions(workflow::shown()).into_iter();
        wanted
            .filter(|(name, _)| granted.permissions.contains_key(name))
            .collect()
    }

    /// Runs the workflow with some token.
    pub(crate) async fn run_by(&self, token: &str, event: &str, payload: &str, more: &[&str]) -> Run {
        let path = |name: &str| self.folder.path().join(name);
        let files = ["event.json", "output", "summary.md"].map(path);
        fs::write(&files[0], payload).expect("a file");
        for file in &files[1..] {
            fs::write(file, "").expect("a file");
        }
        let id = self.repository.0.to_string();
        let api = self.sim.api_url();
        let shown = |n: usize| files[n].to_str().expect("a path");
        let mut line = vec![
            "action",
            "--token",
            token,
            "--event-name",
            event,
            "--event-path",
            shown(0),
            "--repository",
            REPOSITORY,
            "--repository-id",
            &id,
            "--api-url",
            &api,
            "--output",
            shown(1),
            "--summary",
            shown(2),
        ];
        line.extend(more);
        let args = Line::try_parse_from(line).expect("good arguments").args;
        let mut log = Vec::new();
        let code = action::run_at(
            args,
            Arc::new(Leaping(ManualClock::new(self.clock.now()))),
            &mut log,
        )
        .await
        .expect("results can be written");
        let read = |n: usize| fs::read_to_string(&files[n]).expect("a file");
        Run {
            code,
            log: String::from_utf8(log).expect("text"),
            outputs: read(1),
            summary: read(2),
        }
    }

    /// What checks in the repository are headed by.
    pub(crate) fn titles_of_checks(&self) -> Vec<String> {
        let world = self.sim.world();
        let repository = world.repo(self.repository).expect("it is there");
        let titles = repository.check_runs.values().map(|run| run.output.title.clone());
        titles.flatten().collect()
    }

    pub(crate) fn waits(&self, minutes: i64) {
        self.clock.advance(TimeDelta::minutes(minutes));
    }

    /// Comments of programs on an issue or pull request, as they stand.
    pub(crate) fn answers(&self, number: u64) -> Vec<String> {
        let world = self.sim.world();
        let (_, issue) = world
            .issues()
            .find(|(key, _)| key.number == number)
            .unwrap_or_else(|| panic!("there is no #{number}"));
        let by_program = issue
            .comments
            .iter()
            .filter(|comment| world.account(comment.author).kind == AccountKind::Bot);
        by_program.map(|comment| comment.body.clone()).collect()
    }

    /// Holds everything that was said to GitHub against GitHub's own descriptions.
    pub(crate) fn ends(self) {
        let lines = self.sim.recording().to_jsonl();
        let exchanges = github_contract::read(&lines).expect("the recording can be read");
        github_contract::assert_valid(&exchanges);
    }
}
