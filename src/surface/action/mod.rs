//! `closeout action`: the same engine inside a workflow run, with no server and no database of its own.
//!
//! The run says what happened ([`event`]); the incidents that concerns are reconciled once, by a queue in memory; and
//! what came of it goes where a workflow looks for it ([`report`], [`commands`]). GitHub is the record, so that nothing
//! has to be remembered from one run to the next: what a run missed, the next sweep finds.

mod commands;
mod event;
mod report;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::Context as _;
use chrono::TimeDelta;
use clap::Args;

use self::{
    event::{Task, Trigger},
    report::Report,
};
use crate::{
    clock::{Clock, SystemClock},
    engine::{Engine, Tuning},
    github::{GitHub, Settings},
    store::{Store, sqlite::SqliteStore},
    surface::settings::ConfigArgs,
};

/// How long a run waits for something that is nearly due, such as a second look because GitHub shows writes late. What is
/// due later is for a later run: minutes of a runner cost money.
const PATIENCE: TimeDelta = TimeDelta::seconds(90);

/// What the workflow says: the action's inputs, and the run's own variables.
#[derive(Debug, Clone, Args)]
pub struct ActionArgs {
    /// The token to act by: the workflow's own, or an App's installation token.
    #[arg(long, env = "CLOSEOUT_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    token: String,
    /// Name in addresses of the App whose token it is, so that its own comments and checks are known.
    #[arg(
        long,
        env = "CLOSEOUT_TOKEN_APP",
        value_name = "SLUG",
        default_value = "github-actions"
    )]
    token_app: String,
    #[command(flatten)]
    config: ConfigArgs,
    /// Look at this issue only, whatever the event is about.
    #[arg(long, env = "CLOSEOUT_ISSUE", value_name = "NUMBER", value_parser = event::issue_number)]
    issue: Option<event::IssueInput>,
    /// Say what would be done, and do nothing: `true` or `false`.
    #[arg(long, env = "CLOSEOUT_DRY_RUN", value_name = "BOOLEAN", num_args = 0..=1, default_value = "false",
          default_missing_value = "true", value_parser = event::boolean)]
    dry_run: bool,
    /// Name of the event that started the run.
    #[arg(long, env = "GITHUB_EVENT_NAME", value_name = "NAME")]
    event_name: String,
    /// File with the event's payload.
    #[arg(long, env = "GITHUB_EVENT_PATH", value_name = "FILE")]
    event_path: Option<PathBuf>,
    /// The repository, as OWNER/REPO.
    #[arg(long, env = "GITHUB_REPOSITORY", value_name = "OWNER/REPO", value_parser = event::repository)]
    repository: String,
    /// The repository's numeric id.
    #[arg(long, env = "GITHUB_REPOSITORY_ID", value_name = "NUMBER")]
    repository_id: u64,
    /// Address of the REST API.
    #[arg(
        long,
        env = "GITHUB_API_URL",
        value_name = "URL",
        default_value = "https://api.github.com"
    )]
    api_url: String,
    /// File that takes the action's outputs.
    #[arg(long, env = "GITHUB_OUTPUT", value_name = "FILE")]
    output: Option<PathBuf>,
    /// File that takes the job's summary, Markdown.
    #[arg(long, env = "GITHUB_STEP_SUMMARY", value_name = "FILE")]
    summary: Option<PathBuf>,
}

/// Does what the event asks for, and tells the workflow.
pub(super) async fn run(args: ActionArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    run_at(args, Arc::new(SystemClock), out).await
}

/// The same by a clock of the caller's choice.
///
/// # Errors
///
/// Fails when the payload cannot be read or the results cannot be written. What GitHub refuses is no error of this kind: it
/// is reported, and makes the run fail in the end.
pub async fn run_at(
    args: ActionArgs,
    clock: Arc<dyn Clock>,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let trigger = Trigger::of(&args)?;
    let payload = args.event_path.as_deref().map(read).transpose()?;
    let task = trigger.task(payload.as_deref())?;
    let github = GitHub::new(
        &Settings {
            config: args.config.path.clone(),
            ..Settings::token(args.api_url.clone(), args.token.clone(), args.token_app.clone())
        },
        clock.clone(),
    )?;
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open("sqlite::memory:").await?);
    let engine = Engine::new(
        store.clone(),
        github.clone(),
        clock.clone(),
        Tuning {
            remembers: false,
            ..Tuning::default()
        },
        None,
    );
    let mut report = Report::new(&trigger, &task, args.dry_run);
    report.warnings.extend(event::schedule_stops(
        &args.event_name,
        payload.as_deref(),
        clock.now(),
    ));
    if args.dry_run {
        rehearse(&engine, &task, &mut report).await?;
    } else {
        work(&engine, store.as_ref(), clock.as_ref(), &task).await?;
        report.gather(store.as_ref()).await?;
    }
    report.warnings.extend(github.missing_configuration().map(|path| {
        format!("there is no file {path} on the default branch, so that the defaults count. Check the input config.")
    }));
    report.requests = github.requests();
    report.found = engine.found();
    store.close().await;
    tell(&args, &report, out)?;
    Ok(if report.troubles.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("the event's payload cannot be read from {}", path.display()))
}

/// Works everything that is due now, and what is nearly due.
async fn work(engine: &Engine, store: &dyn Store, clock: &dyn Clock, task: &Task) -> anyhow::Result<()> {
    match task {
        Task::Ask(key, requests) => engine.ask(key, requests).await?,
        _ => engine.enqueue(&task.keys()).await?,
    }
    let patience = clock.now() + PATIENCE;
    loop {
        engine.drain().await?;
        match store.next_due(clock.now()).await? {
            Some(due) if due <= patience => clock.sleep_until(due).await,
            _ => return Ok(()),
        }
    }
}

/// Finds out what would be done.
async fn rehearse(engine: &Engine, task: &Task, report: &mut Report) -> anyhow::Result<()> {
    let incidents = match task {
        Task::Nothing(_) => Vec::new(),
        Task::Look(_) | Task::Ask(..) => task.keys(),
        Task::Sweep(repository) => match engine.rehearse_sweep(repository).await {
            Ok(found) => found,
            Err(failure) => {
                report.trouble(repository, &failure.to_string());
                Vec::new()
            }
        },
    };
    for incident in &incidents {
        match engine.dry_run(incident).await {
            Ok(plan) => report.rehearsed(incident, &plan),
            Err(failure) => report.trouble(incident, &failure.to_string()),
        }
    }
    Ok(())
}

/// Writes the log, the annotations, the outputs and the summary.
fn tell(args: &ActionArgs, report: &Report, out: &mut impl Write) -> anyhow::Result<()> {
    write!(out, "{}", commands::log(report))?;
    if let Some(path) = &args.output {
        append(path, &commands::outputs(report))?;
    }
    if let Some(path) = &args.summary {
        append(path, &report.summary())?;
    }
    Ok(())
}

fn append(path: &Path, text: &str) -> anyhow::Result<()> {
    let file = fs::OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| format!("{} cannot be written", path.display()))
}
