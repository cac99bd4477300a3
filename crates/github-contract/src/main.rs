//! `github-contract RECORDING.jsonl…`: prints what GitHub's descriptions do not allow in recorded exchanges.
//!
//! Ends with 0 when everything is allowed, 1 with findings, 2 when a recording cannot be read.

use std::fs;
use std::process::ExitCode;

fn main() -> ExitCode {
    #[expect(
        clippy::disallowed_methods,
        reason = "the program's own entry; two lines need no argument parser"
    )]
    let recordings: Vec<String> = std::env::args().skip(1).collect();
    if recordings.is_empty() {
        return refuse("usage: github-contract RECORDING.jsonl…");
    }
    let (mut exchanges, mut faults) = (0, 0);
    for path in recordings {
        let recording = match fs::read_to_string(&path) {
            Ok(text) => github_contract::read(&text).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        let recording = match recording {
            Ok(recording) => recording,
            Err(error) => return refuse(&format!("{path}: {error}")),
        };
        exchanges += recording.len();
        for finding in github_contract::check(&recording) {
            faults += 1;
            print(&format!("{path}:{finding}"));
        }
    }
    print(&format!("{exchanges} exchanges, {faults} findings"));
    if faults == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

#[expect(clippy::print_stdout, reason = "what this program is for")]
fn print(line: &str) {
    println!("{line}");
}

#[expect(clippy::print_stderr, reason = "what this program is for")]
fn refuse(message: &str) -> ExitCode {
    eprintln!("github-contract: {message}");
    ExitCode::from(2)
}
