//! A simulated GitHub in which every event starts a workflow run, as `.github/workflows/closeout.yml` would have it.

use std::{fs, process::ExitCode, sync::Arc};

use chrono::{DateTime, Duration, TimeDelta, Utc};
use clap::Parser;
use closeout::{
    clock::{Clock, ManualClock},
    surface::action::{self, ActionArgs},
};
use github_sim::{
    CreatedApp, GitHubSim, Person,
    world::{AccountKind, Level, OpError, RepoId, Role, ops::AppSpec},
};
use tempfile::TempDir;

/// The repository.
pub(crate) const REPOSITORY: &str = "acme/shop";
/// What the workflow's `permissions:` block names.
const PERMISSIONS: [&str; 4] = ["issues", "contents", "pull_requests", "checks"];
/// Events that start the workflow.
const EVENTS: [&str; 7] = [
    "issues",
    "issue_comment",
    "label",
    "pull_request",
    "pull_request_review",
    "push",
    "check_run",
];

/// Whoever waits is at once where they wanted to be.
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

/// The simulator goes by the clock of the program under test.
#[derive(Debug)]
struct SharedClock(ManualClock);

impl github_sim::clock::Clock for SharedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn advance(&self, by: Duration) {
        self.0.advance(by);
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
}

/// Everything a test needs.
pub(crate) struct Stage {
    pub(crate) sim: GitHubSim,
    pub(crate) clock: ManualClock,
    repository: RepoId,
    /// It does nothing but tell us what happened: GitHub starts workflows by the same events.
    bell: CreatedApp,
    folder: TempDir,
}

impl Stage {
    /// Friday, 20 November 2026, 13:00 UTC. Alice and bob may push, carol is an administrator.
    pub(crate) async fn set() -> Self {
        let clock = ManualClock::new("2026-11-20T13:00:00Z".parse().expect("an instant"));
        let sim = GitHubSim::builder()
            .clock(Arc::new(SharedClock(clock.clone())))
            .start()
            .await
            .expect("a port is free");
        let repository = sim.create_repo(REPOSITORY);
        for (login, role) in [
            ("alice", Role::Write),
            ("bob", Role::Write),
            ("carol", Role::Admin),
        ] {
            sim.set_role(REPOSITORY, login, role)
                .expect("the repository is there");
        }
        let mut spec = AppSpec::named("bell");
        for permission in PERMISSIONS {
            spec = spec.permission(permission, Level::Write);
        }
        spec.private_key_pem = Some(include_str!("../scenario/harness/app.private-key.pem").into());
        spec.events = EVENTS.map(str::to_owned).into();
        let bell = sim.create_app(&spec).expect("the key is good");
        // Nobody listens there: deliveries are taken from the simulator itself.
        sim.set_webhook_url(bell.id, "http://127.0.0.1:9/");
        sim.install(bell.id, "acme", &["shop"])
            .expect("the repository is there");
        sim.drop_pending();
        Self {
            sim,
            clock,
            repository,
            bell,
            folder: tempfile::tempdir().expect("a folder"),
        }
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
            let by_program = event.payload["sender"]["type"] == "Bot";
            if event.app == self.bell.id && !by_program {
                runs.push(self.run(&event.event, &event.payload.to_string(), &[]).await);
            }
        }
        for event in self.sim.pending() {
            self.sim.drop_delivery(event.id);
        }
        runs
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
        let permissions = PERMISSIONS.map(|name| (name.to_owned(), Level::Write)).into();
        let token = self
            .sim
            .workflow_token(self.repository, permissions)
            .expect("the repository is there");
        self.run_by(&token, event, payload, more).await
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
        let code = action::run_at(args, Arc::new(Leaping(self.clock.clone())), &mut log)
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
        let recording = self.sim.recording();
        let exchanges = recording.exchanges();
        let lines: Vec<String> = exchanges
            .iter()
            .map(|exchange| exchange.to_json().to_string())
            .collect();
        let exchanges = github_contract::read(&lines.join("\n")).expect("the recording can be read");
        github_contract::assert_valid(&exchanges);
    }
}
