//! `closeout demo`: the whole product on one machine, without GitHub, an account or a configuration.
//!
//! The simulator and the server run in one process on free ports ([`stage`]). The play of `story` is performed by
//! `play`, which compares GitHub before and after each turn (`glance`) and tells it (`transcript`). Then the stage
//! is handed to the visitor (`audience`). Nothing is written to disk.

mod audience;
mod cast;
mod change;
mod document;
mod glance;
mod ink;
mod plain;
mod play;
mod progress;
mod script;
pub mod stage;
mod story;
#[cfg(test)]
mod tests;
mod transcript;

use std::{
    io::{self, IsTerminal as _, Write},
    net::SocketAddr,
    process::ExitCode,
};

use anyhow::Context as _;
use clap::Args;
use tokio_util::sync::CancellationToken;

use self::{
    cast::members,
    ink::Ink,
    play::{Play, instant, postmortem},
    progress::Progress,
    stage::{Setting, Stage},
    story::{CONFIGURATION, CURTAIN, REPOSITORY, STORY, ZONE},
    transcript::Transcript,
};
use crate::policy;

/// How the demo is given.
#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Play, print, and exit: 0 when the postmortem is Closed and nothing is left to do, 1 otherwise.
    #[arg(long)]
    once: bool,
    /// Where the pages are served; port 0 is any free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// No colours and no progress line. They are left out anyway when the output is no terminal.
    #[arg(long, env = "NO_COLOR", hide_env_values = true, value_parser = is_set)]
    plain: bool,
}

/// `NO_COLOR` counts with whatever value, but not when it is empty; `false` is what an absent flag is.
#[expect(clippy::unnecessary_wraps, reason = "the shape of a parser")]
fn is_set(text: &str) -> Result<bool, String> {
    Ok(!matches!(text, "" | "false"))
}

/// Plays, and goes on until `shutdown` unless told to play only once.
pub(super) async fn run(args: DemoArgs, shutdown: CancellationToken) -> anyhow::Result<ExitCode> {
    let (mut progress, mut out) = (Progress::new(args.plain), io::stdout());
    let ink = if args.plain || !out.is_terminal() {
        Ink::Plain
    } else {
        Ink::Coloured
    };
    progress.show("setting the stage")?;
    let stage = set(args.listen, None).await?;
    progress.clear()?;
    let ended = tokio::select! {
        ended = perform(&stage, &mut out, ink, &mut progress) => ended?,
        () = shutdown.cancelled() => {
            progress.clear()?;
            return Ok(if args.once { ExitCode::FAILURE } else { ExitCode::SUCCESS });
        }
    };
    if args.once {
        return Ok(if ended.faults.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        });
    }
    audience::invite(&mut out, ink, &stage.sim.url(), ended.incident, ended.postmortem)?;
    stage.run_by_itself(shutdown).await;
    writeln!(out, "\nThe demo has ended.")?;
    Ok(ExitCode::SUCCESS)
}

/// The stage with its cast and the configuration that carol committed before.
async fn set(address: SocketAddr, private_key: Option<&str>) -> anyhow::Result<Stage> {
    let stage = Stage::set(&Setting {
        start: instant(CURTAIN)?,
        repository: REPOSITORY,
        private: false,
        cast: &members(),
        private_key,
        database: "sqlite::memory:",
        address,
    })
    .await
    .with_context(|| format!("the demo cannot be served on {address}; choose another address with --listen, such as 127.0.0.1:0 for any free port"))?;
    let carol = stage.sim.person("carol");
    carol.commit_file(
        REPOSITORY,
        "main",
        policy::PATH,
        CONFIGURATION,
        "Configure Closeout",
    )?;
    stage.settle().await?;
    Ok(stage)
}

/// How the play ended.
struct Ended {
    incident: u64,
    postmortem: u64,
    /// What is not as it should be.
    faults: Vec<String>,
}

async fn perform(
    stage: &Stage,
    out: &mut impl Write,
    ink: Ink,
    progress: &mut Progress,
) -> anyhow::Result<Ended> {
    let mut transcript = Transcript::new(out, ink);
    transcript.prologue(REPOSITORY, ZONE)?;
    let incident = Play::new(stage, &mut transcript, progress)
        .perform(&STORY)
        .await?;
    let faults = faults(stage, incident).await?;
    transcript.ending(&faults)?;
    let postmortem = postmortem(&stage.sim.world()).map_or(incident, |pull| pull.number);
    Ok(Ended {
        incident,
        postmortem,
        faults,
    })
}

/// Everything that is not as it should be at the end.
async fn faults(stage: &Stage, incident: u64) -> anyhow::Result<Vec<String>> {
    let (owner, name) = REPOSITORY.split_once('/').context("owner/name")?;
    let mut faults = Vec::new();
    {
        let world = stage.sim.world();
        let repository = world
            .repo_by_name(owner, name)
            .context("the repository is gone")?;
        let issue = repository.issues.get(&incident).context("the incident is gone")?;
        let mut labels = issue.labels.iter().filter_map(|id| repository.label_by_id(*id));
        if issue.is_open() {
            faults.push(format!("#{incident} is still open"));
        }
        if !labels.any(|label| label.name == "postmortem: closed") {
            faults.push(format!("#{incident} lacks the label `postmortem: closed`"));
        }
        if !postmortem(&world).is_some_and(|pull| pull.merged) {
            faults.push("the postmortem's pull request is not merged".to_owned());
        }
    }
    let located = stage.engine.locate(owner, name, incident).await?;
    let plan = stage
        .engine
        .dry_run(&located.context("the App is not installed")?)
        .await?;
    let left = plan.effects.iter();
    faults.extend(left.map(|effect| format!("looking again finds something left to do: {effect}")));
    Ok(faults)
}
