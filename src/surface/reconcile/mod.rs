//! `closeout reconcile`: one incident or all of them, for real or on paper. [`told`] says what came of it.

mod told;

use std::{io::Write, process::ExitCode, str::FromStr, sync::Arc};

use anyhow::Context as _;
use clap::Args;

use self::told::{Outcome, Told};
use super::{
    progress::Tally,
    settings::{CalendarArgs, Faults, GitHubArgs, StoreArgs},
};
use crate::{
    clock::{Clock as _, SystemClock},
    domain::key::Locator,
    engine::{Engine, Tuning},
    github::GitHub,
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
    /// Print one JSON document instead of lines.
    #[arg(long)]
    json: bool,
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

/// Reconciles, and prints what came of each incident.
pub(super) async fn run(args: ReconcileArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let (settings, calendars) = Faults::join(args.github.resolve(), args.calendar.resolve())?;
    let clock = Arc::new(SystemClock);
    let github = GitHub::new(&settings, clock.clone())?;
    let store = Arc::new(SqliteStore::open(&args.store.database_url).await?);
    let engine = Engine::new(store.clone(), github, clock, Tuning::default(), calendars);
    let mut told = Told::new(args.json, out);
    let mut tally = Tally::new("looking for incidents");
    let incidents = find(&engine, &args, &mut told).await?;
    tally.expect(incidents.len());
    for incident in &incidents {
        tally.next(&incident.to_string(), SystemClock.now());
        let outcome = if args.dry_run {
            match engine.dry_run(incident).await {
                Ok(plan) => Outcome::Planned(plan),
                Err(failure) => Outcome::Failed(failure.to_string()),
            }
        } else {
            match engine.work_now(incident).await? {
                Some(Ok(())) => Outcome::Done,
                Some(Err(failure)) => Outcome::Failed(failure.to_string()),
                None => Outcome::Busy,
            }
        };
        tally.clear();
        told.incident(incident, &outcome)?;
    }
    tally.clear();
    store.close().await;
    Ok(if told.end()? {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn find(
    engine: &Engine,
    args: &ReconcileArgs,
    told: &mut Told<impl Write>,
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
        told.not_searched(&place, &error.to_string())?;
    }
    told.found(found.incidents.len())?;
    Ok(found.incidents)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
