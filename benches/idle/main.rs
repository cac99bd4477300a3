//! One run of the Action with nothing to do, as a process: what it spends, beside the least that Node can be.
//!
//! The simulated GitHub is this process, the runs are others, and the kernel counts what each of them spent. Both make the
//! same requests: those of `closeout action` are recorded, and handed to Node. Needs Node and Python.

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use closeout::surface::demo::clock::Machine;
use github_sim::{
    GitHubSim,
    world::{Level, RepoId, Role},
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Builder;

const REPOSITORY: &str = "acme/ops";
const RUNS: usize = 31;

fn main() {
    let runtime = Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.expect("the machine grants a runtime");
    let stage = runtime.block_on(Stage::set());
    // What is to be done is done by the first runs.
    for _ in 0..3 {
        stage.closeout();
    }
    stage.sim.recording().clear();
    stage.closeout();
    let outputs = fs::read_to_string(stage.path("output")).expect("it is written");
    assert!(
        outputs.contains("effects=0\n") && outputs.contains("requests=2\n"),
        "{outputs}"
    );
    stage.hand_over();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(stage.closeout());
        theirs.push(stage.node());
    }
    tell("closeout action", &ours);
    tell("Node, no library", &theirs);
}

/// GitHub with an incident in good order, and what a runner gives to a step.
struct Stage {
    sim: GitHubSim,
    repository: RepoId,
    issue: u64,
    token: String,
    folder: TempDir,
}

impl Stage {
    async fn set() -> Self {
        let sim = GitHubSim::builder().clock(Arc::new(Machine)).start();
        let sim = sim.await.expect("there is a free port");
        let repository = sim.create_repo(REPOSITORY);
        sim.set_role(REPOSITORY, "alice", Role::Write)
            .expect("it is there");
        let alice = sim.person("alice");
        let issue = alice
            .open_issue(REPOSITORY, "Checkout fails", "Since noon.", &["incident", "SEV3"])
            .expect("she may");
        for text in ["/commander me", "Rolled back; looks better.", "/mitigated"] {
            alice.comment(REPOSITORY, issue, text).expect("she may");
        }
        let permissions = ["issues", "contents", "pull_requests", "checks"];
        let mut permissions: BTreeMap<_, _> = permissions.map(|name| (name.to_owned(), Level::Write)).into();
        permissions.insert("deployments".to_owned(), Level::Read);
        let token = sim.workflow_token(repository, permissions).expect("it is there");
        Self {
            sim,
            repository,
            issue,
            token,
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program as the action's last step does.
    fn closeout(&self) -> Value {
        fs::write(self.path("output"), "").expect("a file");
        let mut run = spent(&[env!("CARGO_BIN_EXE_closeout"), "action"]);
        run.env("GITHUB_EVENT_NAME", "issue_comment")
            .env("GITHUB_REPOSITORY", REPOSITORY)
            .env("GITHUB_REPOSITORY_ID", self.repository.0.to_string())
            .env("GITHUB_API_URL", self.sim.api_url())
            .env("GITHUB_OUTPUT", self.path("output"))
            .env("GITHUB_STEP_SUMMARY", self.path("summary.md"))
            .env("CLOSEOUT_ISSUE", self.issue.to_string())
            .env("CLOSEOUT_TOKEN", &self.token);
        ended(run)
    }

    /// Tells Node what was asked.
    fn hand_over(&self) {
        let asked: Vec<Value> = self
            .sim
            .recording()
            .exchanges()
            .iter()
            .map(|exchange| {
                let url = match exchange.path.as_str() {
                    "/graphql" => self.sim.graphql_url(),
                    path => format!("{}{path}?{}", self.sim.api_url(), exchange.query),
                };
                json!({ "method": exchange.method, "url": url, "body": exchange.request_body })
            })
            .collect();
        assert_eq!(asked.len(), 2, "{asked:?}");
        fs::write(self.path("asked.json"), json!(asked).to_string()).expect("a file");
    }

    /// Runs Node with the same requests.
    fn node(&self) -> Value {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/idle/read.mjs");
        let mut run = spent(&["node", script.to_str().expect("a path")]);
        run.env("ASKED", self.path("asked.json"))
            .env("CLOSEOUT_TOKEN", &self.token);
        ended(run)
    }
}

/// A command, and what watches over what it spends.
fn spent(line: &[&str]) -> Command {
    let watch = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/idle/spent.py");
    let mut run = Command::new("python3");
    run.env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .arg(watch)
        .args(line);
    run
}

fn ended(mut run: Command) -> Value {
    let output = run.output().expect("Python is there");
    let told: Value = serde_json::from_slice(&output.stdout).expect("it tells what was spent");
    assert_eq!(told["code"], 0, "{run:?}");
    told
}

/// Prints the median of each figure, and the highest of them.
fn tell(name: &str, runs: &[Value]) {
    let figures = |figure: &str| {
        let mut all: Vec<f64> = runs.iter().filter_map(|run| run[figure].as_f64()).collect();
        all.sort_by(f64::total_cmp);
        format!(
            "{:.1} ({:.1} to {:.1})",
            all[all.len() / 2],
            all[0],
            all[all.len() - 1]
        )
    };
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{name}: processor {} ms, wall {} ms, peak {} MB",
        figures("cpu_ms"),
        figures("wall_ms"),
        figures("peak_mb")
    )
    .expect("somebody listens");
}
