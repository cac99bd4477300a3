//! Somebody's machine: a clone of the repository, a shell, and the program on its path.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use github_sim::GitHubSim;
use tempfile::TempDir;

/// The repository.
pub(crate) const REPOSITORY: &str = "acme/ops";

/// The machine. What is done on it is gone with this value.
pub(crate) struct Machine {
    folder: TempDir,
}

impl Machine {
    /// A machine with an empty clone and an empty home.
    pub(crate) fn new() -> Self {
        let machine = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        for folder in ["bin", "home"] {
            fs::create_dir(machine.path(folder)).expect("it is made");
        }
        let program = machine.path("bin/closeout");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_closeout"), program).expect("it is made");
        machine.run("git init --quiet clone", "home", 0);
        fs::rename(machine.path("home/clone"), machine.path("clone")).expect("it is there");
        machine
    }

    /// Something on it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The shell with these lines, in this folder, with nothing in its environment but a path and a home.
    pub(crate) fn shell(&self, lines: &str, folder: &str) -> Command {
        let mut shell = Command::new("sh");
        let path = format!("{}:/usr/bin:/bin", self.path("bin").display());
        shell
            .args(["-ec", lines])
            .current_dir(self.path(folder))
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.path("home"))
            .stdin(Stdio::null());
        shell
    }

    /// Runs lines to their end, and gives what they printed.
    #[track_caller]
    pub(crate) fn run(&self, lines: &str, folder: &str, code: i32) -> String {
        ended(lines, self.shell(lines, folder).output(), code)
    }

    /// Commits whatever is new in the clone, and pushes it.
    #[track_caller]
    pub(crate) fn push(&self, sim: &GitHubSim) -> Vec<String> {
        let new = self.run("git ls-files --others", "clone", 0);
        let new: Vec<String> = new.lines().map(str::to_owned).collect();
        for path in &new {
            let text = fs::read_to_string(self.path("clone").join(path)).expect("it is text");
            sim.person("carol")
                .commit_file(REPOSITORY, "main", path, &text, "Install Closeout")
                .expect("she may");
        }
        self.run("git add --all", "clone", 0);
        new
    }

    /// A file of the clone.
    #[track_caller]
    pub(crate) fn read(&self, path: impl AsRef<Path>) -> String {
        fs::read_to_string(self.path("clone").join(path)).expect("it is there")
    }
}

/// How lines ended, with all that they printed where it was not as it should be.
#[track_caller]
pub(crate) fn ended(lines: &str, output: std::io::Result<Output>, code: i32) -> String {
    let output = output.expect("there is a shell");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{lines}\n{out}\n{err}");
    out
}
