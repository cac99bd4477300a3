//! The runner: one call of `scripts/run-workflow.mjs`, and what came of it.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};

/// What the repository holds.
pub(crate) const CHECKOUT: &str = env!("CARGO_MANIFEST_DIR");

/// A run that is about to be.
#[derive(Debug)]
pub(crate) struct Order<'a> {
    pub(crate) workflow: &'a Path,
    pub(crate) job: &'a str,
    pub(crate) event: &'a str,
    pub(crate) payload: &'a Value,
    pub(crate) repository: &'a str,
    pub(crate) secrets: Value,
    /// Further options.
    pub(crate) more: Vec<String>,
}

/// How a run ended, as the runner tells it.
pub(crate) struct Ended(Value);

/// A job's runner: a folder with stand-ins for programs and actions, a cache, and what all of them keep.
#[derive(Debug)]
pub(crate) struct Runner {
    folder: PathBuf,
}

impl Runner {
    /// Puts the stand-ins into a folder.
    pub(crate) fn new(folder: &Path) -> Self {
        let copied = Command::new("cp")
            .arg("-R")
            .arg(format!("{CHECKOUT}/tests/workflow/stand-ins/."))
            .arg(folder)
            .status();
        assert!(copied.is_ok_and(|status| status.success()));
        for name in ["store", "cache", "work"] {
            fs::create_dir(folder.join(name)).expect("a folder");
        }
        let program = env!("CARGO_BIN_EXE_closeout");
        std::os::unix::fs::symlink(program, folder.join("closeout")).expect("a link");
        Self {
            folder: folder.to_owned(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Where the job's steps stand. Nothing is there but what they leave.
    pub(crate) fn workspace(&self) -> PathBuf {
        self.path("work")
    }

    /// Runs a job, with the action's own folder for `acme/closeout`.
    pub(crate) fn run(&self, order: &Order<'_>) -> Ended {
        self.attempt(order).unwrap_or_else(|reason| panic!("{reason}"))
    }

    /// The same, or why it cannot be run.
    pub(crate) fn attempt(&self, order: &Order<'_>) -> Result<Ended, String> {
        let file = |name: &str, content: &Value| {
            let path = self.path(name);
            fs::write(&path, content.to_string()).expect("a file");
            path
        };
        let ended = Command::new("node")
            .arg(format!("{CHECKOUT}/scripts/run-workflow.mjs"))
            .arg(order.workflow)
            .args(["--job", order.job, "--event", order.event])
            .args(["--repository", order.repository])
            .arg("--payload")
            .arg(file("payload.json", order.payload))
            .arg("--secrets")
            .arg(file("secrets.json", &order.secrets))
            .args(["--action", &format!("acme/closeout={CHECKOUT}")])
            .arg("--path")
            .arg(self.path("bin"))
            .arg("--cache")
            .arg(self.path("cache"))
            .arg("--machine")
            .arg(self.path("machine"))
            .args(&order.more)
            .output()
            .expect("node is there");
        let reason = String::from_utf8_lossy(&ended.stderr).into_owned();
        let told: Value = serde_json::from_slice(&ended.stdout).map_err(|_| reason.clone())?;
        let ended_well = told["conclusion"] != json!("failure");
        assert_eq!(ended.status.success(), ended_well, "{reason}");
        Ok(Ended(told))
    }
}

impl Ended {
    /// Whether the event started the workflow.
    pub(crate) fn started(&self) -> bool {
        self.0["started"] == json!(true)
    }

    /// Something that the runner tells.
    pub(crate) fn told(&self, name: &str) -> &Value {
        &self.0[name]
    }

    #[track_caller]
    pub(crate) fn succeeded(&self) {
        assert_eq!(self.told("conclusion"), "success", "{self:?}");
        assert_eq!(self.told("problems"), &json!([]), "{self:?}");
    }

    #[track_caller]
    pub(crate) fn failed(&self) {
        assert_eq!(self.told("conclusion"), "failure", "{self:?}");
    }

    /// A step of the job.
    pub(crate) fn step(&self, number: usize) -> &Value {
        &self.0["steps"][number]
    }

    /// How a step of the action ended that is the job's first.
    #[track_caller]
    pub(crate) fn outcome(&self, name: &str) -> &str {
        let steps = self.step(0)["steps"].as_array().into_iter().flatten();
        let mut found = steps.filter(|step| step["name"] == name);
        let step = found.next().unwrap_or_else(|| panic!("{name}: {self:?}"));
        step["outcome"].as_str().expect("a text")
    }

    /// What the job's summary shows.
    pub(crate) fn summary(&self) -> &str {
        self.0["summary"].as_str().expect("a text")
    }

    /// The log.
    pub(crate) fn log(&self) -> String {
        self.list("log", |line| line.as_str().expect("a text").to_owned())
            .join("\n")
    }

    /// Annotations of a level.
    pub(crate) fn annotations(&self, level: &str) -> Vec<String> {
        let all = self.list("annotations", |one| {
            let message = one["message"].as_str().expect("a text");
            (one["level"] == level).then(|| message.to_owned())
        });
        all.into_iter().flatten().collect()
    }

    fn list<T>(&self, name: &str, read: impl Fn(&Value) -> T) -> Vec<T> {
        let list = self.0[name].as_array().into_iter().flatten();
        list.map(read).collect()
    }
}

impl fmt::Debug for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.0)
    }
}
