//! A simulated GitHub with one App, one repository, and a server of which only the heart beats.

use std::{process::ExitCode, sync::Arc};

use axum::{Router, routing::get};
use clap::Parser;
use closeout::{
    clock::ManualClock,
    surface::{
        demo::clock::Shared,
        doctor::{self, DoctorArgs},
    },
};
use github_sim::{
    CreatedApp, GitHubSim, Person,
    world::{App, InstallationId, Level, RepoId, Role, ops::AppSpec},
};
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// The repository.
pub(crate) const REPOSITORY: &str = "acme/ops";
/// Nobody must ever read it.
const SECRET: &str = "hunter2-of-the-webhook";
/// Nor any line of this one.
const KEY: &str = include_str!("../scenario/harness/app.private-key.pem");

#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    args: DoctorArgs,
}

/// What the doctor said.
#[derive(Debug)]
pub(crate) struct Visit {
    pub(crate) code: ExitCode,
    pub(crate) text: String,
    document: Value,
}

impl Visit {
    /// Verdict and words of a check's first finding that is of this verdict.
    #[track_caller]
    pub(crate) fn found(&self, id: &str, verdict: &str) -> String {
        let checks = self.document["checks"].as_array().expect("a list");
        let found = checks
            .iter()
            .find(|check| check["id"] == id && check["verdict"] == verdict);
        let found = found.unwrap_or_else(|| panic!("{id} found no {verdict}: {}", self.text));
        found["said"].as_str().expect("text").to_owned()
    }

    /// The ids of all checks with a finding that is a warning or a fault.
    pub(crate) fn bad(&self) -> Vec<&str> {
        let checks = self.document["checks"].as_array().expect("a list");
        let bad = checks
            .iter()
            .filter(|check| check["verdict"] == "fault" || check["verdict"] == "warning");
        bad.filter_map(|check| check["id"].as_str()).collect()
    }
}

/// Everything a test needs.
pub(crate) struct Stage {
    pub(crate) sim: GitHubSim,
    pub(crate) clock: ManualClock,
    pub(crate) app: CreatedApp,
    pub(crate) installation: InstallationId,
    pub(crate) repository: RepoId,
    /// The server's public address.
    pub(crate) url: String,
    pub(crate) folder: TempDir,
}

impl Stage {
    /// Everything is as it should be, and carol is an administrator.
    pub(crate) async fn set() -> Self {
        let clock = ManualClock::new("2026-11-20T13:00:00Z".parse().expect("an instant"));
        let sim = GitHubSim::builder()
            .clock(Arc::new(Shared(clock.clone())))
            .start()
            .await
            .expect("a port is free");
        let repository = sim.create_repo(REPOSITORY);
        sim.set_role(REPOSITORY, "carol", Role::Admin)
            .expect("it is there");
        let url = heart().await;
        let mut spec = AppSpec::named("closeout")
            .permission("deployments", Level::Read)
            .permission("members", Level::Read);
        for permission in ["issues", "contents", "pull_requests", "checks"] {
            spec = spec.permission(permission, Level::Write);
        }
        spec.private_key_pem = Some(KEY.into());
        spec.webhook_url = Some(format!("{url}/webhooks/github"));
        spec.webhook_secret = Some(SECRET.into());
        spec.events = closeout::surface::demo::stage::EVENTS.map(str::to_owned).into();
        let app = sim.create_app(&spec).expect("the key is good");
        let installation = sim
            .install(app.id, "acme", &["ops"])
            .expect("the repository is there");
        Self {
            sim,
            clock,
            app,
            installation,
            repository,
            url,
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    pub(crate) fn carol(&self) -> Person {
        self.sim.person("carol")
    }

    /// Puts a file on the default branch.
    pub(crate) fn commit(&self, path: &str, text: &str) {
        let committed = self
            .carol()
            .commit_file(REPOSITORY, "main", path, text, "Change it");
        committed.expect("she may");
    }

    /// Changes how the App is registered.
    pub(crate) fn register(&self, change: impl FnOnce(&mut App)) {
        let mut world = self.sim.world();
        change(world.apps.get_mut(&self.app.id).expect("the App is there"));
    }

    /// The text without what differs from run to run.
    pub(crate) fn without_names(&self, text: &str) -> String {
        let id = format!("({})", self.app.id.0);
        text.replace(&self.url, "http://SERVER").replace(&id, "(ID)")
    }

    /// The doctor looks at the App and its server.
    pub(crate) async fn visit(&self, more: &[&str]) -> Visit {
        let database = format!("sqlite://{}", self.folder.path().join("closeout.db").display());
        let (id, api) = (self.app.id.0.to_string(), self.sim.api_url());
        let key = self.app.private_key_pem.as_str();
        let settings = [
            ("--app-id", id.as_str()),
            ("--private-key", key),
            ("--webhook-secret", SECRET),
            ("--github-api-url", &api),
            ("--public-url", &self.url),
            ("--database-url", &database),
        ];
        let mut line: Vec<&str> = vec!["doctor"];
        for (flag, value) in settings {
            if !more.contains(&flag) {
                line.extend([flag, value]);
            }
        }
        line.extend(more);
        self.run(&line).await
    }

    /// The doctor looks at a token.
    pub(crate) async fn visit_by_token(&self, token: &str, more: &[&str]) -> Visit {
        let api = self.sim.api_url();
        let mut line = vec!["doctor", "--token", token, "--github-api-url", &api];
        line.extend(more);
        self.run(&line).await
    }

    /// Both ways of telling, which must tell the same.
    async fn run(&self, line: &[&str]) -> Visit {
        let (code, text) = self.print(line).await;
        let (code_of_json, document) = self.print(&[line, &["--json"]].concat()).await;
        assert_eq!(code, code_of_json);
        let tokens = line.iter().copied().filter(|word| word.starts_with("gh"));
        let key = KEY.lines().filter(|line| !line.starts_with("---"));
        for secret in tokens.chain(key).chain([SECRET]) {
            assert!(!text.contains(secret) && !document.contains(secret), "{text}");
        }
        Visit {
            code,
            text,
            document: serde_json::from_str(&document).expect("it is JSON"),
        }
    }

    async fn print(&self, line: &[&str]) -> (ExitCode, String) {
        let args = Line::try_parse_from(line).expect("good arguments").args;
        let mut out = Vec::new();
        let code = doctor::run_at(args, Arc::new(self.clock.clone()), &mut out).await;
        (
            code.expect("it is printed"),
            String::from_utf8(out).expect("text"),
        )
    }

    /// What holds after every test: nothing was written, and all that was asked is what GitHub's own description allows.
    /// The token of a workflow run that may write what it has to.
    pub(crate) fn workflow_token(&self) -> String {
        let permissions =
            ["issues", "contents", "pull_requests", "checks"].map(|name| (name.to_owned(), Level::Write));
        let token = self.sim.workflow_token(self.repository, permissions.into());
        token.expect("it is there")
    }

    pub(crate) fn close(self) {
        let exchanges = self.sim.recording().exchanges();
        let is_read = |method: &str, path: &str| {
            method == "GET" || path.ends_with("/access_tokens") || path.ends_with("/graphql")
        };
        for exchange in &exchanges {
            assert!(
                is_read(&exchange.method, &exchange.path),
                "{} {}",
                exchange.method,
                exchange.path
            );
        }
        let lines = self.sim.recording().to_jsonl();
        github_contract::assert_valid(&github_contract::read(&lines).expect("a recording"));
        let left = std::fs::read_dir(self.folder.path()).expect("a folder").count();
        assert_eq!(left, 0, "no database is made");
    }
}

/// A server that says that it is alive, and nothing else.
async fn heart() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().route("/healthz", get(async || "alive\n"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}
