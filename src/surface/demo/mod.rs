//! `closeout demo`: the whole product on one machine, without GitHub, an account or a configuration.
//!
//! The simulator and the server run in one process on free ports ([`stage`]). The play of `story` is performed by
//! `play`, which compares GitHub before and after each turn (`glance`) and tells it (`transcript`). Then the stage
//! is handed to the visitor (`audience`). Nothing is written to disk.

mod audience;
mod change;
pub mod clock;
mod document;
mod glance;
mod plain;
mod play;
mod script;
pub mod stage;
mod story;
#[cfg(test)]
mod tests;
mod transcript;
mod words;

use std::{
    io::{self, Write},
    net::SocketAddr,
    process::ExitCode,
};

use anyhow::Context as _;
use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};
use github_sim::world::{CheckRun, World};
use tokio_util::sync::CancellationToken;

use self::{
    play::{Play, instant, postmortem},
    script::Story,
    stage::{Setting, Stage},
    story::{REPOSITORY, told_in},
    transcript::Transcript,
    words::words,
};
use crate::{
    message::Language,
    surface::{ink::Ink, progress::Progress},
};

/// How the demo is given.
#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Play, print, and exit: 0 when the postmortem is Closed and nothing is left to do, 1 otherwise.
    #[arg(long)]
    once: bool,
    /// The language in which it is played.
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = language())]
    language: Language,
    /// Where the pages are served; port 0 is any free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// No colours and no progress line, which are for terminals only anyway.
    #[arg(long, env = "NO_COLOR", hide_env_values = true, value_parser = is_set)]
    plain: bool,
}

/// `NO_COLOR` counts with whatever value, but not when it is empty; `false` is what an absent flag is.
#[expect(clippy::unnecessary_wraps, reason = "the shape of a parser")]
pub(super) fn is_set(text: &str) -> Result<bool, String> {
    Ok(!matches!(text, "" | "false"))
}

/// Reads a language.
pub(super) fn language() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(["en", "ja"]).map(|name| match name.as_str() {
        "ja" => Language::Ja,
        _ => Language::En,
    })
}

/// Plays, and goes on until `shutdown` unless told to play only once.
pub(super) async fn run(args: DemoArgs, shutdown: CancellationToken) -> anyhow::Result<ExitCode> {
    let (mut progress, mut out) = (Progress::new(args.plain), io::stdout());
    let ink = Ink::on(&out, args.plain);
    let story = told_in(args.language);
    progress.show("…")?;
    let stage = set(story, args.listen, None).await?;
    progress.clear()?;
    let ended = tokio::select! {
        ended = perform(&stage, args.language, (&mut out, ink), &mut progress) => ended?,
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
    let (words, site) = (words(args.language), stage.sim.url());
    audience::invite(&mut out, (ink, words), &site, &ended)?;
    stage.run_by_itself(shutdown).await;
    writeln!(out, "\n{}", words.invitation().ended)?;
    Ok(ExitCode::SUCCESS)
}

/// The stage with its cast, and what was committed before.
async fn set(story: &Story, address: SocketAddr, private_key: Option<&str>) -> anyhow::Result<Stage> {
    let members = story.cast.iter().filter_map(|one| Some((one.login, one.role?)));
    let stage = Stage::set(&Setting {
        public_url: None,
        start: instant(story.curtain, story.zone)?,
        repository: REPOSITORY,
        private: false,
        cast: &members.collect::<Vec<_>>(),
        private_key,
        database: "sqlite::memory:",
        address,
    })
    .await
    .with_context(|| format!("the demo cannot be served on {address}; choose another address with --listen, such as 127.0.0.1:0 for any free port"))?;
    let founder = stage.sim.person(story.founder);
    for (path, text, message) in story.before {
        founder.commit_file(REPOSITORY, "main", path, text, message)?;
    }
    stage.settle().await?;
    Ok(stage)
}

/// How the play ended.
struct Ended {
    incident: u64,
    postmortem: u64,
    /// Address of the page with the review meetings.
    calendar: String,
    /// The check run that found most.
    findings: i64,
    /// What is not as it should be.
    faults: Vec<String>,
}

async fn perform(
    stage: &Stage,
    language: Language,
    (out, ink): (&mut impl Write, Ink),
    progress: &mut Progress,
) -> anyhow::Result<Ended> {
    let (story, words) = (told_in(language), words(language));
    let mut transcript = Transcript::new(out, ink, words);
    transcript.prologue(REPOSITORY, story.zone, story.cast)?;
    let play = Play::new(stage, (story, words), &mut transcript, progress);
    let incident = play.perform().await?;
    let faults = faults(stage, incident).await?;
    transcript.ending(&faults)?;
    let postmortem = postmortem(&stage.sim.world()).map_or(incident, |pull| pull.number);
    let findings = findings(&stage.sim.world());
    Ok(Ended {
        incident,
        postmortem,
        findings,
        calendar: calendar(stage, incident).await?,
        faults,
    })
}

/// The check run that found most errors.
fn findings(world: &World) -> i64 {
    let runs = world
        .repositories
        .values()
        .flat_map(|repo| repo.check_runs.values());
    let errors = |run: &&CheckRun| {
        let notes = run.output.annotations.iter();
        notes.filter(|note| note.level == "failure").count()
    };
    runs.max_by_key(errors).map_or(0, |run| run.id)
}

/// Address of the page with the repository's review meetings.
async fn calendar(stage: &Stage, incident: u64) -> anyhow::Result<String> {
    let (owner, name) = REPOSITORY.split_once('/').context("owner/name")?;
    let located = stage.engine.locate(owner, name, incident).await?;
    let located = located.context("the App is not installed")?;
    let calendars = stage.engine.calendars().context("no calendar is served")?;
    let address = calendars.address(located.installation, located.key.repository);
    Ok(address.page())
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
