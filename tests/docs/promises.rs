//! What `docs/command-line.md` promises of every command: colours, streams, and exit codes.

use std::process::Command;

use clap::CommandFactory as _;
use closeout::surface::cli::Cli;

use super::stage::Stage;

/// How a run ended, and what it printed where.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

fn closeout(arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_closeout"))
        .env_clear()
        .envs(environment.iter().copied())
        .args(arguments)
        .output()
        .expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    Run {
        code: output.status.code(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn names() -> Vec<String> {
    let program = Cli::command();
    program
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect()
}

#[test]
fn help_is_a_result_and_names_the_exit_codes() {
    for name in names() {
        let run = closeout(&[&name, "--help"], &[]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{name}");
        assert!(
            run.out.contains("Examples:\n") && run.out.contains("Exit codes:\n  0  "),
            "{name}: {}",
            run.out
        );
    }
}

#[test]
fn arguments_that_cannot_be_used_end_with_2_and_print_nothing() {
    for name in names() {
        let run = closeout(&[&name, "--no-such-flag"], &[]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{name}");
        assert!(run.err.contains("--no-such-flag"), "{name}: {}", run.err);
    }
}

#[tokio::test]
async fn colours_are_for_terminals_unless_they_are_forced() {
    let stage = Stage::set().await;
    let clone = stage.clone_path();
    let document = format!("{clone}/postmortem.md");
    for arguments in [
        vec!["lint", &document],
        vec!["init", &clone, "--app", "--dry-run"],
        vec!["doctor"],
        vec!["--help"],
    ] {
        let coloured =
            |environment: &[(&str, &str)]| closeout(&arguments, environment).out.contains('\u{1b}');
        assert!(!coloured(&[]), "a pipe: {arguments:?}");
        assert!(
            coloured(&[("CLICOLOR_FORCE", "1")]),
            "a pipe that wants them: {arguments:?}"
        );
        assert!(
            !coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]),
            "nobody wants them: {arguments:?}"
        );
    }
    stage.close();
}

#[test]
fn whoever_stops_reading_is_not_told_so() {
    let program = env!("CARGO_BIN_EXE_closeout");
    let line = format!("{program} completions bash | head -n 1");
    let output = Command::new("sh")
        .args(["-c", &line])
        .output()
        .expect("there is a shell");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
