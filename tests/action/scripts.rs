//! The scripts that `action.yml` runs, with stand-ins for the programs that they call.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// A runner: a folder for its files, and programs that come first on its path.
struct Runner(TempDir);

impl Runner {
    fn new() -> Self {
        let runner = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir(runner.path("bin")).expect("a folder");
        runner
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Puts a program on the path that does this.
    fn program(&self, name: &str, does: &str) {
        write_program(&self.path("bin").join(name), does);
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "stand-ins come first on the path of the test itself"
    )]
    fn run(&self, script: &str, environment: &[(&str, &str)]) -> Output {
        let checkout = env!("CARGO_MANIFEST_DIR");
        let path = std::env::var("PATH").expect("there is a path");
        Command::new("bash")
            .arg(format!("{checkout}/action/{script}"))
            .env("PATH", format!("{}:{path}", self.path("bin").display()))
            .env("GITHUB_ACTION_PATH", checkout)
            .env("GITHUB_OUTPUT", self.path("output"))
            .env("RUNNER_TEMP", self.0.path())
            .env("FOLDER", self.path("folder"))
            .current_dir(self.0.path())
            .envs(environment.iter().copied())
            .output()
            .expect("bash is there")
    }

    /// What `choose.sh` writes: release, target, and whether nothing else will do.
    fn chooses(&self, os: &str, arch: &str, version: &str, action_ref: &str) -> Option<[String; 3]> {
        fs::write(self.path("output"), "").expect("a file");
        let environment = [
            ("RUNNER_OS", os),
            ("RUNNER_ARCH", arch),
            ("VERSION", version),
            ("ACTION_REF", action_ref),
        ];
        let ended = self.run("choose.sh", &environment);
        let written = fs::read_to_string(self.path("output")).expect("a file");
        let value = |name: &str| {
            let mut lines = written.lines().filter_map(|line| line.split_once('='));
            let found = lines.find(|(known, _)| *known == name);
            found.expect("an output").1.to_owned()
        };
        ended
            .status
            .success()
            .then(|| ["release", "target", "required"].map(value))
    }
}

fn write_program(path: &Path, does: &str) {
    fs::write(path, format!("#!/usr/bin/env bash\n{does}\n")).expect("a file");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("it can be run");
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.clone(), output.stderr.clone()].concat()).into_owned()
}

#[test]
fn the_binary_is_chosen_by_input_then_by_the_release_that_the_action_is_called_by() {
    let runner = Runner::new();
    let linux = "x86_64-unknown-linux-musl";
    let choices = [
        (("Linux", "X64", "", "v1.2.3"), Some(["v1.2.3", linux, "false"])),
        (
            ("Linux", "X64", "v2.0.0-rc.1", "main"),
            Some(["v2.0.0-rc.1", linux, "true"]),
        ),
        (("Linux", "X64", "", "main"), Some(["", linux, "false"])),
        (("Linux", "X64", "source", "v1.2.3"), Some(["", linux, "false"])),
        (
            ("macOS", "ARM64", "", "v1.2.3"),
            Some(["v1.2.3", "aarch64-apple-darwin", "false"]),
        ),
        (
            ("Windows", "X64", "", "v1.2.3"),
            Some(["v1.2.3", "x86_64-pc-windows-msvc", "false"]),
        ),
        (("Linux", "RISCV", "", "v1.2.3"), Some(["", "", "false"])),
        (("Linux", "RISCV", "v1.2.3", ""), None),
        (("Linux", "X64", "latest; rm -rf /", ""), None),
    ];
    for ((os, arch, version, action_ref), expected) in choices {
        let chosen = runner.chooses(os, arch, version, action_ref);
        assert_eq!(
            chosen,
            expected.map(|values| values.map(str::to_owned)),
            "{os} {arch} {version} {action_ref}"
        );
    }
}

#[test]
fn a_release_is_taken_only_with_its_checksum_and_its_attestation() {
    let download = r#"
        [[ "$1 $2" == "attestation verify" ]] && exit "${ATTESTED:-0}"
        while [[ $# -gt 0 ]]; do [[ "$1" == --dir ]] && dir="$2"; shift; done
        cd "$dir"
        printf '#!/bin/sh\necho closeout 1.2.3\n' >closeout && chmod +x closeout
        tar -czf closeout-v1.2.3-t.tar.gz closeout
        sha256sum closeout-v1.2.3-t.tar.gz >SHA256SUMS
        [[ -z "${TAMPERED:-}" ]] || echo x >>closeout-v1.2.3-t.tar.gz"#;
    let release = [
        ("RELEASE", "v1.2.3"),
        ("TARGET", "t"),
        ("REQUIRED", "true"),
        ("ACTION_REPOSITORY", "acme/closeout"),
    ];
    for (extra, works) in [
        (("NONE", ""), true),
        (("TAMPERED", "1"), false),
        (("ATTESTED", "1"), false),
    ] {
        let runner = Runner::new();
        runner.program("gh", download);
        let ended = runner.run("install.sh", &[&release[..], &[extra]].concat());
        assert_eq!(ended.status.success(), works, "{extra:?}: {}", text(&ended));
        assert_eq!(runner.path("folder/closeout").exists(), works, "{extra:?}");
    }
}

#[test]
fn without_a_release_the_checkout_is_built_and_that_is_said() {
    let runner = Runner::new();
    runner.program("gh", "exit 1");
    runner.program(
        "cargo",
        r#"while [[ $# -gt 0 ]]; do [[ "$1" == --target-dir ]] && dir="$2"; shift; done
        mkdir -p "$dir/release"
        printf '#!/bin/sh\necho closeout 0.1.0\n' >"$dir/release/closeout" && chmod +x "$dir/release/closeout""#,
    );
    let environment = [
        ("RELEASE", "v9.9.9"),
        ("TARGET", "t"),
        ("REQUIRED", "false"),
        ("ACTION_REPOSITORY", "acme/closeout"),
    ];
    let ended = runner.run("install.sh", &environment);
    assert!(ended.status.success(), "{}", text(&ended));
    assert!(
        text(&ended).contains("::notice title=Closeout::No release fits"),
        "{}",
        text(&ended)
    );
    let again = runner.run("install.sh", &environment);
    assert!(
        text(&again).contains("Closeout is there: closeout 0.1.0"),
        "{}",
        text(&again)
    );
}

/// A program that tells what it was called with, and what it was told by its environment.
const TELLING: &str = r#"printf '%s|' "$@"; printf '%s\n' "${CLOSEOUT_ISSUE-unset} ${CLOSEOUT_GITHUB_API_URL-unset}"
    [[ "$1" != doctor ]] || echo '::error::x'; exit "${CODE:-0}""#;

#[test]
fn the_input_command_says_what_is_run() {
    let run = |command: &str, code: &str| {
        let runner = Runner::new();
        fs::create_dir_all(runner.path("folder")).expect("a folder");
        write_program(&runner.path("folder/closeout"), TELLING);
        let summary = runner.path("summary");
        let environment = [
            ("COMMAND", command),
            ("CODE", code),
            ("CLOSEOUT_ISSUE", "7"),
            ("GITHUB_REPOSITORY", "acme/shop"),
            ("GITHUB_SERVER_URL", "https://github.example"),
            ("GITHUB_API_URL", "https://api.github.example"),
            ("GITHUB_STEP_SUMMARY", summary.to_str().expect("text")),
        ];
        let ended = runner.run("run.sh", &environment);
        let summary = fs::read_to_string(&summary).unwrap_or_default();
        (ended.status.code(), text(&ended), summary)
    };
    let nothing = String::new;
    assert_eq!(
        run("action", "0"),
        (Some(0), "action|7 unset\n".into(), nothing())
    );
    assert_eq!(run("", "1"), (Some(1), "action|7 unset\n".into(), nothing()));
    let sweep = "action|--event-name|workflow_dispatch| unset\n";
    assert_eq!(run("sweep", "0"), (Some(0), sweep.into(), nothing()));

    let (code, log, summary) = run("report", "1");
    assert_eq!(summary, "report|--repo|acme/shop|7 https://api.github.example\n");
    assert_eq!(
        (code, log.contains("report|")),
        (Some(1), false),
        "the log has no room for it"
    );

    let (code, log, summary) = run("doctor", "0");
    let lines: Vec<&str> = log.lines().collect();
    let stop = lines[0].strip_prefix("::stop-commands::").expect("a stop");
    assert_eq!(
        (code, lines[2], lines[3]),
        (Some(0), "::error::x", format!("::{stop}::").as_str())
    );
    assert!(
        summary.contains("~~~~\n") && summary.contains("::error::x"),
        "{summary}"
    );
    assert_ne!(
        run("doctor", "0").1.lines().next(),
        Some(lines[0]),
        "nobody can guess it"
    );
    assert_eq!(run("doctor", "1").0, Some(1));

    let (code, log, _) = run("rm -rf /; action", "0");
    assert_eq!(code, Some(1));
    assert!(
        log.contains("::error title=Closeout::The input command is none."),
        "{log}"
    );
}

#[test]
fn the_postmortems_of_a_checkout_are_checked_by_its_configuration() {
    let runner = Runner::new();
    fs::create_dir_all(runner.path("folder")).expect("a folder");
    write_program(&runner.path("folder/closeout"), TELLING);
    let lint = |config: &str| {
        text(&runner.run(
            "run.sh",
            &[
                ("COMMAND", "lint"),
                ("CLOSEOUT_CONFIG", config),
                ("CLOSEOUT_ISSUE", ""),
            ],
        ))
    };
    assert!(lint("").contains("::error title=Closeout::There is no folder postmortems here."));
    fs::create_dir_all(runner.path("postmortems/2026")).expect("a folder");
    fs::write(runner.path("postmortems/README.md"), "").expect("a file");
    assert_eq!(lint(""), "There are no postmortems yet.\n");
    fs::write(runner.path("postmortems/2026/1 $(touch x)決済.md"), "").expect("a file");
    let file = "postmortems/2026/1 $(touch x)決済.md";
    assert_eq!(lint(""), format!("lint|--format|github|{file}| unset\n"));
    fs::write(runner.path("incidents.yml"), "").expect("a file");
    assert_eq!(
        lint("incidents.yml"),
        format!("lint|--format|github|--config|incidents.yml|{file}| unset\n")
    );
    assert!(!runner.path("x").exists());
}
