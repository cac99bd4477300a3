//! The `closeout` binary: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;
use closeout::surface::cli::Cli;

fn main() -> ExitCode {
    Cli::parse().run()
}
