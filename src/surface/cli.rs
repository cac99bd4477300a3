//! The command line.
//!
//! Exit codes: 0 for success, 1 when the work failed or could not be done completely, 2 when the arguments or the
//! settings cannot be used. [`help`] says for each command what that means.

use std::{
    io::{self, Write as _},
    process::ExitCode,
    sync::Arc,
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
    doctor::{self, DoctorArgs},
    help,
    init::{self, InitArgs},
    lint::{self, LintArgs},
    reconcile::{self, ReconcileArgs},
    reference::{self, CompletionsArgs, ManArgs, SchemaArgs},
    render::{self, RenderArgs},
    report::{self, ReportArgs},
    serve::{signals::stop_signals, start},
    settings::{Faults, GitHubArgs, ServerArgs, StoreArgs},
    telemetry::{self, LogSettings},
};

/// Carries a GitHub incident from its first label to a Closed postmortem.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, after_help = help::PROGRAM.text())]
pub struct Cli {
    /// How and how much is logged: `text` or `json`, a level, levels for parts, such as `json,info,closeout=debug`.
    ///
    /// By default `text,info`, and `text,warn` for the demo and for reports.
    #[arg(long, env = "CLOSEOUT_LOG", value_name = "WORDS", global = true)]
    log: Option<LogSettings>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Put the files by which a repository uses Closeout into a clone of it.
    #[command(after_help = help::tail("init"))]
    Init(InitArgs),
    /// Run the GitHub App's server until it is told to stop (SIGTERM or Ctrl-C).
    #[command(after_help = help::tail("serve"))]
    Serve(ServeArgs),
    /// Look at an installation, and say what to do about everything that is wrong with it.
    #[command(after_help = help::tail("doctor"))]
    Doctor(Box<DoctorArgs>),
    /// Bring incidents to where they should be, once, and exit.
    #[command(after_help = help::tail("reconcile"))]
    Reconcile(ReconcileArgs),
    /// Do in a workflow run what the server does: read the event, and bring the incidents it concerns to where they should be.
    #[command(after_help = help::tail("action"))]
    Action(Box<ActionArgs>),
    /// Tell when a deadline falls, and why: each day that counts, and each that does not.
    #[command(after_help = help::tail("deadline"))]
    Deadline(DeadlineArgs),
    /// Check postmortems by the rules of good ones, before anybody opens a pull request.
    #[command(after_help = help::tail("lint"))]
    Lint(LintArgs),
    /// Show the document that a template makes, with an example of an incident.
    #[command(after_help = help::tail("render"))]
    Render(RenderArgs),
    /// Tell what incidents amount to: how long they took, what was learnt, and what became of it.
    #[command(after_help = help::tail("report"))]
    Report(Box<ReportArgs>),
    /// See it all without GitHub: a simulated one, and an incident from its label to a Closed postmortem.
    #[command(after_help = help::tail("demo"))]
    Demo(DemoArgs),
    /// Print the JSON Schema of `.github/closeout.yml`, for editors.
    #[command(after_help = help::tail("schema"))]
    Schema(SchemaArgs),
    /// Print what a shell needs to complete commands and flags.
    #[command(after_help = help::tail("completions"))]
    Completions(CompletionsArgs),
    /// Print the manual page of a command, or write those of all commands.
    #[command(after_help = help::tail("man"))]
    Man(ManArgs),
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
    /// How much is logged when nobody says. The demo tells its story on the same terminal, and a report what it lacks.
    fn log(&self) -> LogSettings {
        match self {
            Self::Init(_)
            | Self::Serve(_)
            | Self::Doctor(_)
            | Self::Action(_)
            | Self::Reconcile(_)
            | Self::Deadline(_)
            | Self::Lint(_)
            | Self::Render(_)
            | Self::Schema(_)
            | Self::Completions(_)
            | Self::Man(_) => LogSettings::default(),
            Self::Demo(_) | Self::Report(_) => LogSettings::only_warnings(),
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
                // Whoever stops reading, as `head` does, has what they wanted; and nobody is left to hear that
                // standard error is closed.
                let is_unread = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
                if !error.downcast_ref().is_some_and(is_unread) {
                    let _ = writeln!(io::stderr(), "closeout: {error:#}");
                }
                let unusable = error.is::<Faults>()
                    || error.is::<StartError>()
                    || error.is::<deadline::Unusable>()
                    || error.is::<init::Misplaced>()
                    || error.is::<lint::Unusable>()
                    || error.is::<render::Unreadable>()
                    || error.is::<report::Unusable>();
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
                Command::Init(args) => init::run(&args, &mut io::stdout()),
                Command::Serve(args) => start::serve(args).await.map(|()| ExitCode::SUCCESS),
                Command::Doctor(args) => doctor::run(*args, &mut io::stdout()).await,
                Command::Reconcile(args) => reconcile::run(args, &mut io::stdout()).await,
                Command::Action(args) => action::run(*args, &mut io::stdout()).await,
                Command::Deadline(args) => deadline::run(&args, SystemClock.now(), &mut io::stdout()),
                Command::Lint(args) => lint::run(&args, SystemClock.now(), &mut io::stdout()),
                Command::Render(args) => render::run(&args, &mut io::stdout(), &mut io::stderr()),
                Command::Report(args) => report::run(*args, Arc::new(SystemClock), &mut io::stdout()).await,
                Command::Demo(args) => demo::run(args, stop_signals()?).await,
                Command::Schema(args) => reference::schema(&args, &mut io::stdout()),
                Command::Completions(args) => reference::completions(&args, &mut io::stdout()),
                Command::Man(args) => reference::man(&args, &mut io::stdout()),
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
