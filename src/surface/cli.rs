//! The command line.
//!
//! Exit codes: 0 for success, 1 when the work failed or could not be done completely, 2 when the arguments or the
//! settings cannot be used.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use anyhow::Context as _;
use clap::{Args, Parser, Subcommand};

use crate::{
    clock::{Clock as _, SystemClock},
    github::StartError,
};

use super::{
    action::{self, ActionArgs},
    deadline::{self, DeadlineArgs},
    demo::{self, DemoArgs},
    lint::{self, LintArgs},
    reconcile::{self, ReconcileArgs},
    render::{self, RenderArgs},
    serve::start,
    settings::{Faults, GitHubArgs, ServerArgs, StoreArgs},
    telemetry::{self, LogSettings},
};

/// Carries a GitHub incident from its first label to a Closed postmortem.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Cli {
    /// How and how much is logged: `text` or `json`, a level, levels for parts, such as `json,info,closeout=debug`.
    ///
    /// By default `text,info`, and `text,warn` for the demo.
    #[arg(long, env = "CLOSEOUT_LOG", value_name = "WORDS", global = true)]
    log: Option<LogSettings>,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  closeout demo
  closeout serve --app-id 123456 --private-key closeout.pem --webhook-secret \"$SECRET\"
  closeout reconcile acme/ops#42 --dry-run
  closeout reconcile --all
  closeout deadline --within \"3 business days\" --zone Asia/Tokyo --holidays jp
  closeout lint postmortems/2026/*.md
  closeout render --template .github/closeout/postmortem.md.hbs

Every flag can be given as the environment variable that `closeout <COMMAND> --help` names with it.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the GitHub App's server until it is told to stop (SIGTERM or Ctrl-C).
    #[command(after_help = "\
Example:
  CLOSEOUT_APP_ID=123456 CLOSEOUT_PRIVATE_KEY=closeout.pem CLOSEOUT_WEBHOOK_SECRET=… closeout serve

Let GitHub deliver to http(s)://<this server>/webhooks/github. Operators look at /healthz, /readyz and /metrics.")]
    Serve(ServeArgs),
    /// Bring incidents to where they should be, once, and exit.
    #[command(after_help = "\
Examples:
  closeout reconcile acme/ops#42 --dry-run    print what would be done about one incident
  closeout reconcile acme/ops#42              do it
  closeout reconcile --all                    find and mend every incident, as after the loss of the database")]
    Reconcile(ReconcileArgs),
    /// Do in a workflow run what the server does: read the event, and bring the incidents it concerns to where they should be.
    #[command(after_help = "\
The action passes everything by environment variables; docs/action.md lists its inputs and outputs.
Exit codes: 0 when everything was done, 1 when something could not be, 2 when the arguments cannot be used.")]
    Action(Box<ActionArgs>),
    /// Tell when a deadline falls, and why: each day that counts, and each that does not.
    #[command(after_help = "\
Examples:
  closeout deadline --within \"3 business days\"
  closeout deadline --from 2026-11-20T23:10+09:00 --within \"3 business days\" --zone Asia/Tokyo --holidays jp
  closeout deadline --from \"yesterday 23:10\" --within \"5 calendar days\" --hours 9:00-17:00 --json

It uses no configuration: what a repository has in its own is given here by hand.")]
    Deadline(DeadlineArgs),
    /// Check postmortems by the rules of good ones, before anybody opens a pull request.
    #[command(after_help = "\
Examples:
  closeout lint postmortems/2026/*.md
  closeout lint - --status draft < notes.md
  closeout lint postmortem.md --config .github/closeout.yml --format sarif > results.sarif
  closeout lint postmortem.md --format github

docs/lint.md lists the rules. Exit codes: 0 when there are no errors, 1 when there are, 2 when something cannot be read.")]
    Lint(LintArgs),
    /// Show the document that a template makes, with an example of an incident.
    #[command(after_help = "\
Examples:
  closeout render --template .github/closeout/postmortem.md.hbs
  closeout render --template minimal --language ja --severity 2

It uses no configuration and asks nobody. A template with faults is told with line and column, and ends with exit code 1.
docs/templates.md lists everything that a template can say.")]
    Render(RenderArgs),
    /// See it all without GitHub: a simulated one, and an incident from its label to a Closed postmortem.
    #[command(after_help = "\
Examples:
  closeout demo                              play, then serve pages on which you can go on playing
  closeout demo --listen 127.0.0.1:8000      the same on a port of your choice
  closeout demo --once                       play, print, and exit
  closeout demo --language ja                play in Japanese

It needs no account, no configuration and no Internet, and leaves nothing behind.")]
    Demo(DemoArgs),
}

/// What the server needs.
#[derive(Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    pub(super) server: ServerArgs,
    #[command(flatten)]
    pub(super) github: GitHubArgs,
    #[command(flatten)]
    pub(super) store: StoreArgs,
}

impl Command {
    /// How much is logged when nobody says. The demo tells its story on the same terminal.
    fn log(&self) -> LogSettings {
        match self {
            Self::Serve(_)
            | Self::Action(_)
            | Self::Reconcile(_)
            | Self::Deadline(_)
            | Self::Lint(_)
            | Self::Render(_) => LogSettings::default(),
            Self::Demo(_) => LogSettings::only_warnings(),
        }
    }
}

impl Cli {
    /// Does what was asked for, and says how it went.
    pub fn run(self) -> ExitCode {
        telemetry::start(&self.log.clone().unwrap_or_else(|| self.command.log()));
        match self.execute() {
            Ok(code) => code,
            Err(error) => {
                // Nobody is left to hear that standard error is closed.
                let _ = writeln!(io::stderr(), "closeout: {error:#}");
                let unusable = error.is::<Faults>()
                    || error.is::<StartError>()
                    || error.is::<deadline::Unusable>()
                    || error.is::<lint::Unusable>()
                    || error.is::<render::Unreadable>();
                ExitCode::from(if unusable { 2 } else { 1 })
            }
        }
    }

    fn execute(self) -> anyhow::Result<ExitCode> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .context("the machine grants no threads")?;
        runtime.block_on(async {
            match self.command {
                Command::Serve(args) => start::serve(args).await.map(|()| ExitCode::SUCCESS),
                Command::Reconcile(args) => reconcile::run(args, &mut io::stdout()).await,
                Command::Action(args) => action::run(*args, &mut io::stdout()).await,
                Command::Deadline(args) => deadline::run(&args, SystemClock.now(), &mut io::stdout()),
                Command::Lint(args) => lint::run(&args, SystemClock.now(), &mut io::stdout()),
                Command::Render(args) => render::run(&args, &mut io::stdout(), &mut io::stderr()),
                Command::Demo(args) => demo::run(args, start::stop_signals()?).await,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
