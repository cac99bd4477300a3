//! A simulated GitHub with a repository whose workflow is the one that `closeout init` writes.

use std::{collections::BTreeMap, fs, path::PathBuf, process::Command, sync::Arc};

use closeout::{
    clock::{Clock as _, SystemClock},
    surface::demo::{clock::Machine, stage::populate},
};
use github_sim::{
    GitHubSim, Person,
    world::{AccountKind, AppId, Issue, Level, OpError, RepoId},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    runner::{Ended, Order, Runner},
    setting,
};

/// The repository.
pub(crate) const REPOSITORY: &str = "acme/shop";
/// A commit of Closeout, which no release is called by.
const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
/// The first schedule of the workflow.
const SCHEDULE: &str = "7,22,37,52 * * * *";

/// GitHub, and a runner.
pub(crate) struct Stage {
    pub(crate) sim: GitHubSim,
    pub(crate) runner: Runner,
    repository: RepoId,
    /// It does nothing but tell us what happened: GitHub starts workflows by the same events.
    bell: AppId,
    workflow: PathBuf,
    _folder: TempDir,
}

impl Stage {
    /// Alice and bob may push, carol is an administrator, and workflows may open pull requests. The workflow calls the
    /// action by a commit.
    pub(crate) async fn set() -> Self {
        Self::calling(COMMIT).await
    }

    /// The same with a workflow that calls the action by something else.
    pub(crate) async fn calling(reference: &str) -> Self {
        let sim = GitHubSim::builder()
            .clock(Arc::new(Machine))
            .start()
            .await
            .expect("a port is free");
        let setting = setting::usual(SystemClock.now(), REPOSITORY);
        let bell = populate(&sim, &setting).expect("the key is good").id;
        // Nobody listens there: deliveries are taken from the simulator itself.
        sim.set_webhook_url(bell, "http://127.0.0.1:9/");
        sim.drop_pending();
        let repository = sim.repo_id(REPOSITORY).expect("it was made");
        sim.world()
            .let_workflows_open_pulls(repository, true)
            .expect("it is there");
        let folder = tempfile::tempdir().expect("a folder");
        let runner = Runner::new(folder.path());
        Self {
            workflow: written(&runner, reference),
            sim,
            runner,
            repository,
            bell,
            _folder: folder,
        }
    }

    /// Changes the workflow's text.
    #[track_caller]
    pub(crate) fn edit(&self, from: &str, to: &str) {
        let text = fs::read_to_string(&self.workflow).expect("a file");
        assert!(text.contains(from), "{text}");
        fs::write(&self.workflow, text.replace(from, to)).expect("a file");
    }

    /// Adds lines to the end of the workflow, where the step stands that calls the action.
    pub(crate) fn add(&self, lines: &str) {
        let text = fs::read_to_string(&self.workflow).expect("a file");
        fs::write(&self.workflow, text + lines).expect("a file");
    }

    /// Somebody does something, and the workflow runs for everything that follows from it.
    #[track_caller]
    pub(crate) fn acts<T>(
        &self,
        login: &str,
        act: impl FnOnce(&Person) -> Result<T, OpError>,
    ) -> (T, Vec<Ended>) {
        let done = act(&self.sim.person(login)).unwrap_or_else(|error| panic!("{login} cannot: {error:?}"));
        let mut runs = Vec::new();
        for event in self.sim.pending() {
            // What is done with a workflow's own token starts no workflow.
            let by_program = event.payload["sender"]["type"] == "Bot";
            if event.app == self.bell && !by_program {
                runs.extend(self.run(&event.event, &event.payload));
            }
        }
        self.sim.drop_pending();
        (done, runs)
    }

    /// The schedule comes round.
    pub(crate) fn sweeps(&self) -> Ended {
        let payload = json!({ "schedule": SCHEDULE, "repository": self.described() });
        self.run("schedule", &payload).expect("the workflow has it")
    }

    /// Runs the workflow if the event starts it, with a token that may do exactly what its job asks for.
    pub(crate) fn run(&self, event: &str, payload: &Value) -> Option<Ended> {
        let event = match event {
            "pull_request" => "pull_request_target",
            event => event,
        };
        let look = self.order(event, payload, "", &["--plan"]);
        let planned = Some(self.runner.run(&look)).filter(Ended::started)?;
        let token = self
            .sim
            .workflow_token(self.repository, granted(planned.told("permissions")))
            .expect("the repository is there");
        Some(self.runner.run(&self.order(event, payload, &token, &[])))
    }

    fn order<'a>(&'a self, event: &'a str, payload: &'a Value, token: &str, more: &[&str]) -> Order<'a> {
        let mut options: Vec<String> = more.iter().map(|&option| option.to_owned()).collect();
        let workspace = self.runner.workspace();
        for (name, value) in [
            ("--workspace", workspace.to_str().expect("a path")),
            ("--server-url", &self.sim.url()),
            ("--api-url", &self.sim.api_url()),
            ("--graphql-url", &self.sim.graphql_url()),
        ] {
            options.extend([name.to_owned(), value.to_owned()]);
        }
        Order {
            workflow: &self.workflow,
            job: "closeout",
            event,
            payload,
            repository: REPOSITORY,
            secrets: json!({ "GITHUB_TOKEN": token, "APP_TOKEN": PRIVATE }),
            more: options,
        }
    }

    /// The repository, as payloads describe it.
    pub(crate) fn described(&self) -> Value {
        json!({ "id": self.repository.0, "full_name": REPOSITORY, "private": false })
    }

    /// Something of an issue or pull request.
    #[track_caller]
    pub(crate) fn of<T>(&self, number: u64, read: impl FnOnce(&Issue) -> T) -> T {
        let world = self.sim.world();
        let mut found = world.issues().filter(|(key, _)| key.number == number);
        read(found.next().unwrap_or_else(|| panic!("there is no #{number}")).1)
    }

    /// How many comments of programs an issue has.
    pub(crate) fn answers(&self, number: u64) -> usize {
        let world = self.sim.world();
        let mut found = world.issues().filter(|(key, _)| key.number == number);
        let comments = &found.next().expect("it is there").1.comments;
        let is_bot = |author| world.account(author).kind == AccountKind::Bot;
        comments.iter().filter(|comment| is_bot(comment.author)).count()
    }

    /// What holds after every test: all that was asked is what GitHub's own description allows.
    pub(crate) fn close(self) {
        let lines = self.sim.recording().to_jsonl();
        github_contract::assert_valid(&github_contract::read(&lines).expect("a recording"));
    }
}

/// A token that GitHub does not know.
pub(crate) const PRIVATE: &str = "ghs_privateOfNobody";

/// What a job asks for.
pub(crate) fn granted(permissions: &Value) -> BTreeMap<String, Level> {
    let asked = permissions.as_object().expect("the job says what it needs");
    let level = |text: &Value| match text.as_str() {
        Some("write") => Level::Write,
        Some("read") => Level::Read,
        _ => panic!("{text} is no level"),
    };
    asked
        .iter()
        .map(|(name, text)| (name.replace('-', "_"), level(text)))
        .collect()
}

/// Writes the workflow by `closeout init`.
fn written(runner: &Runner, reference: &str) -> PathBuf {
    let clone = runner.path("clone");
    fs::create_dir_all(clone.join(".git")).expect("a folder");
    let wrote = Command::new(env!("CARGO_BIN_EXE_closeout"))
        .arg("init")
        .arg(&clone)
        .args(["--repository", "acme/closeout", "--ref", reference, "--yes"])
        .output()
        .expect("the program is there");
    assert!(
        wrote.status.success(),
        "{}",
        String::from_utf8_lossy(&wrote.stderr)
    );
    clone.join(".github/workflows/closeout.yml")
}
