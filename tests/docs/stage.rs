//! A folder as the pages assume it, a simulated GitHub, and a shell.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::Arc,
};

use closeout::surface::demo::clock::Machine;
use github_sim::{
    CreatedApp, Delivering, GitHubSim,
    world::{Level, RepoId, Role, ops::AppSpec},
};
use tempfile::TempDir;

/// The App's key, which stands in `closeout.pem`.
pub(crate) const KEY: &str = include_str!("../scenario/harness/app.private-key.pem");

/// What `man` is on this stage: it takes whatever is a page.
const MAN: &str = "#!/bin/sh\nexec grep -q '^.TH closeout'\n";

/// Everything that the pages take for granted.
pub(crate) struct Stage {
    sim: GitHubSim,
    app: CreatedApp,
    repository: RepoId,
    folder: TempDir,
}

impl Stage {
    /// `acme/ops` with forty-two issues, of which the last is an incident, and `acme/shop`; a clone of the first.
    pub(crate) async fn set() -> Self {
        let sim = GitHubSim::builder()
            .clock(Arc::new(Machine))
            .delivery(Delivering::Manual)
            .start()
            .await
            .expect("a port is free");
        let repository = sim.create_repo("acme/ops");
        sim.create_repo("acme/shop");
        for name in ["acme/ops", "acme/shop"] {
            sim.set_role(name, "carol", Role::Admin).expect("it is there");
        }
        let carol = sim.person("carol");
        for number in 1..=42 {
            let labels: &[&str] = if number == 42 { &["incident", "SEV2"] } else { &[] };
            carol
                .open_issue("acme/ops", "Checkout fails", "", labels)
                .expect("she may");
        }
        let mut spec = AppSpec::named("closeout")
            .permission("deployments", Level::Read)
            .permission("members", Level::Read);
        for permission in ["issues", "contents", "pull_requests", "checks"] {
            spec = spec.permission(permission, Level::Write);
        }
        spec.private_key_pem = Some(KEY.into());
        spec.webhook_url = Some("https://closeout.example/webhooks/github".into());
        spec.events = closeout::surface::demo::stage::EVENTS.map(str::to_owned).into();
        let app = sim.create_app(&spec).expect("the key is good");
        sim.install(app.id, "acme", &["ops", "shop"])
            .expect("they are there");
        let stage = Self {
            sim,
            app,
            repository,
            folder: tempfile::tempdir().expect("a folder"),
        };
        stage.furnish();
        stage
    }

    fn furnish(&self) {
        for folder in [
            "bin",
            "ops/.git",
            "ops/.github/closeout",
            "ops/postmortems/2026",
            "shop/.git",
            "home/.local/share/bash-completion/completions",
            "home/.zfunc",
            "home/.config/fish/completions",
        ] {
            fs::create_dir_all(self.folder.path().join(folder)).expect("it is made");
        }
        let program = self.folder.path().join("bin/closeout");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_closeout"), program).expect("it is made");
        let man = self.folder.path().join("bin/man");
        fs::write(&man, MAN).expect("it is written");
        let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(man, executable).expect("it is ours");
        fs::write(self.clone().join("closeout.pem"), KEY).expect("it is written");
        let template = "# {{title}}\n\n{{region \"facts\"}}\n";
        fs::write(self.clone().join(".github/closeout/postmortem.md.hbs"), template).expect("it is written");
        fs::write(self.clone().join("notes.md"), "# Notes\n\nWe do not know yet.\n").expect("it is written");
        for file in ["postmortem.md", "postmortems/2026/1-checkout.md"] {
            self.run(&format!("closeout render > {file}"), 0);
        }
    }

    /// The clone in which people stand.
    fn clone(&self) -> PathBuf {
        self.folder.path().join("ops")
    }

    /// Its path as text.
    pub(crate) fn clone_path(&self) -> String {
        self.clone().display().to_string()
    }

    /// The shell with a line, in the clone, with nothing in its environment but what is said here.
    fn shell(&self, line: &str) -> Command {
        let mut shell = Command::new("sh");
        let path = format!("{}:/usr/bin:/bin", self.folder.path().join("bin").display());
        shell
            .args(["-c", &line.replace("cargo run -- ", "closeout ")])
            .current_dir(self.clone())
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.folder.path().join("home"))
            .stdin(Stdio::null());
        shell
    }

    /// Runs a line that needs nobody.
    #[track_caller]
    pub(crate) fn run(&self, line: &str, code: i32) {
        ended(line, self.shell(line).output(), code);
    }

    /// Runs a line with the settings of the App.
    #[track_caller]
    pub(crate) fn as_app(&self, line: &str) {
        let mut shell = self.shell(line);
        self.set_app(&mut shell);
        ended(line, shell.env("TOKEN", self.token()).output(), 0);
    }

    /// Runs a line in a workflow's step.
    #[track_caller]
    pub(crate) fn in_workflow(&self, line: &str) {
        let mut shell = self.shell(line);
        shell
            .env("CLOSEOUT_TOKEN", self.token())
            .env("GITHUB_API_URL", self.sim.api_url())
            .env("GITHUB_EVENT_NAME", "schedule")
            .env("GITHUB_REPOSITORY", "acme/ops")
            .env("GITHUB_REPOSITORY_ID", self.repository.0.to_string());
        ended(line, shell.output(), 0);
    }

    /// Starts a server, waits until it listens, and tells it to stop.
    #[track_caller]
    pub(crate) fn serve(&self, line: &str) {
        let mut shell = self.shell(&line.replace("closeout serve", "exec closeout serve"));
        self.set_app(&mut shell);
        shell
            .env("SECRET", "hunter2")
            .env("CLOSEOUT_LISTEN", "127.0.0.1:0");
        let mut server = shell.stderr(Stdio::piped()).spawn().expect("there is a shell");
        let mut log = BufReader::new(server.stderr.take().expect("it is piped")).lines();
        let listens = log
            .by_ref()
            .map_while(Result::ok)
            .any(|line| line.contains("listening"));
        assert!(listens, "{line}");
        let told = Command::new("kill")
            .args(["-TERM", &server.id().to_string()])
            .status();
        assert!(told.is_ok_and(|status| status.success()));
        let rest: Vec<String> = log.map_while(Result::ok).collect();
        assert!(server.wait().expect("it is ours").success(), "{line}: {rest:?}");
    }

    fn set_app(&self, shell: &mut Command) {
        shell
            .env("CLOSEOUT_GITHUB_API_URL", self.sim.api_url())
            .env("CLOSEOUT_APP_ID", self.app.id.0.to_string())
            .env("CLOSEOUT_PRIVATE_KEY", Path::new("closeout.pem"))
            .env("CLOSEOUT_WEBHOOK_SECRET", &self.app.webhook_secret);
    }

    /// The token of a workflow run.
    fn token(&self) -> String {
        let permissions = ["issues", "contents", "pull_requests", "checks"];
        let permissions = permissions.map(|name| (name.to_owned(), Level::Write)).into();
        self.sim
            .workflow_token(self.repository, permissions)
            .expect("it is there")
    }

    /// What holds after every test: all that was asked is what GitHub's own description allows.
    pub(crate) fn close(self) {
        let lines = self.sim.recording().to_jsonl();
        github_contract::assert_valid(&github_contract::read(&lines).expect("a recording"));
    }
}

#[track_caller]
fn ended(line: &str, output: std::io::Result<Output>, code: i32) {
    let output = output.expect("there is a shell");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{line}\n{out}\n{err}");
    assert!(!err.contains("panicked"), "{line}\n{err}");
}
