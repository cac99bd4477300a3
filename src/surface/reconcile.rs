//! `closeout reconcile`: one incident or all of them, for real or on paper.

use std::{io::Write, process::ExitCode, str::FromStr, sync::Arc};

use anyhow::Context as _;
use clap::Args;

use super::settings::{CalendarArgs, Faults, GitHubArgs, StoreArgs};
use crate::{
    clock::SystemClock,
    domain::key::Locator,
    engine::{Engine, Tuning},
    github::GitHub,
    plan::effect::Plan,
    store::{Store, sqlite::SqliteStore},
};

/// What to reconcile, and how.
#[derive(Debug, Args)]
pub(super) struct ReconcileArgs {
    /// The incident, as OWNER/REPO#NUMBER or as its address.
    #[arg(
        value_name = "OWNER/REPO#NUMBER",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    incident: Option<Target>,
    /// Every incident of every repository on which the App is installed.
    #[arg(long)]
    all: bool,
    /// Print what would be done, and do nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    github: GitHubArgs,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    calendar: CalendarArgs,
}

/// An incident as people write it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    owner: String,
    name: String,
    issue: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "write OWNER/REPO#NUMBER, such as acme/ops#42, or the issue's address, such as https://github.com/acme/ops/issues/42"
)]
struct TargetError;

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (repository, issue) = match text.split_once("://") {
            Some((_, address)) => {
                let (_, path) = address.split_once('/').ok_or(TargetError)?;
                path.split_once("/issues/").ok_or(TargetError)?
            }
            None => text.split_once('#').ok_or(TargetError)?,
        };
        let (owner, name) = repository.split_once('/').ok_or(TargetError)?;
        let issue = issue.parse().map_err(|_| TargetError)?;
        let named = |part: &str| !part.is_empty() && !part.contains(['/', ' ', '#']);
        if issue == 0 || !named(owner) || !named(name) {
            return Err(TargetError);
        }
        Ok(Self {
            owner: owner.to_owned(),
            name: name.to_owned(),
            issue,
        })
    }
}

/// Reconciles, and prints one line for each incident.
pub(super) async fn run(args: ReconcileArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let (settings, calendars) = Faults::join(args.github.resolve(), args.calendar.resolve())?;
    let clock = Arc::new(SystemClock);
    let github = GitHub::new(&settings, clock.clone())?;
    let store = Arc::new(SqliteStore::open(&args.store.database_url).await?);
    let engine = Engine::new(store.clone(), github, clock, Tuning::default(), calendars);
    let mut complete = true;
    for incident in find(&engine, &args, out, &mut complete).await? {
        if args.dry_run {
            complete &= print_plan(&engine, &incident, out).await?;
        } else {
            complete &= work(&engine, &incident, out).await?;
        }
    }
    store.close().await;
    Ok(if complete {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn find(
    engine: &Engine,
    args: &ReconcileArgs,
    out: &mut impl Write,
    complete: &mut bool,
) -> anyhow::Result<Vec<Locator>> {
    if let Some(Target { owner, name, issue }) = &args.incident {
        let located = engine.locate(owner, name, *issue).await?;
        let located = located.with_context(|| {
            format!(
                "the App is not installed on {owner}/{name}, or not allowed to see it: install it there first"
            )
        })?;
        return Ok(vec![located]);
    }
    let found = engine.find_all().await?;
    for (place, error) in found.troubles {
        *complete = false;
        writeln!(out, "{place}: not searched: {error}")?;
    }
    writeln!(out, "{} incidents found", found.incidents.len())?;
    Ok(found.incidents)
}

async fn print_plan(engine: &Engine, incident: &Locator, out: &mut impl Write) -> anyhow::Result<bool> {
    match engine.dry_run(incident).await {
        Ok(plan) => {
            write_plan(incident, &plan, out)?;
            Ok(true)
        }
        Err(failure) => {
            writeln!(out, "{incident}: {failure}")?;
            Ok(false)
        }
    }
}

fn write_plan(incident: &Locator, plan: &Plan, out: &mut impl Write) -> anyhow::Result<()> {
    if plan.effects.is_empty() {
        writeln!(out, "{incident}: nothing to do")?;
    } else {
        writeln!(out, "{incident}: would")?;
    }
    for effect in &plan.effects {
        writeln!(out, "  - {effect}")?;
    }
    if let Some(wake_at) = plan.wake_at {
        writeln!(out, "  look again at {}", wake_at.format("%Y-%m-%d %H:%M:%S UTC"))?;
    }
    Ok(())
}

async fn work(engine: &Engine, incident: &Locator, out: &mut impl Write) -> anyhow::Result<bool> {
    let (line, complete) = match engine.work_now(incident).await? {
        Some(Ok(())) => ("done".to_owned(), true),
        Some(Err(failure)) => (failure.to_string(), false),
        None => ("a running server is at it".to_owned(), true),
    };
    writeln!(out, "{incident}: {line}")?;
    Ok(complete)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::key::IncidentKey, plan::effect::Effect};

    #[test]
    fn incidents_are_named_in_two_ways() {
        let expected = Target {
            owner: "acme".into(),
            name: "ops".into(),
            issue: 42,
        };
        for text in ["acme/ops#42", "https://github.com/acme/ops/issues/42"] {
            assert_eq!(text.parse(), Ok(expected.clone()), "{text}");
        }
        for wrong in [
            "",
            "42",
            "acme#42",
            "acme/ops",
            "acme/ops#",
            "acme/ops#0",
            "a/b/c#1",
            "https://x/acme/ops/pull/4",
        ] {
            assert_eq!(wrong.parse::<Target>(), Err(TargetError), "{wrong}");
        }
    }

    #[test]
    fn a_plan_is_printed_line_by_line() {
        let incident = Locator {
            key: IncidentKey {
                repository: 1,
                issue: 42,
            },
            installation: 77,
            owner: "acme".into(),
            name: "ops".into(),
        };
        let printed = |plan: &Plan| {
            let mut out = Vec::new();
            write_plan(&incident, plan, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(printed(&Plan::default()), "acme/ops#42: nothing to do\n");
        let plan = Plan {
            effects: vec![Effect::CloseIssue {
                number: 42,
                reason: crate::domain::event::CloseReason::Completed,
            }],
            wake_at: "2026-11-21T09:30:00Z".parse().ok(),
        };
        let expected =
            "acme/ops#42: would\n  - close #42: Completed\n  look again at 2026-11-21 09:30:00 UTC\n";
        assert_eq!(printed(&plan), expected);
    }
}
