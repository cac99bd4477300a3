//! The incidents of a repository on GitHub, each observed and folded as Closeout does it, without writing anything.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::task::JoinSet;

use super::{Unusable, told::Trouble};
use crate::{
    clock::Clock,
    engine::{Engine, Failure, Tuning, survey::Survey},
    github::{self, GitHub},
    message::Voice,
    report::Record,
    store::sqlite::SqliteStore,
    surface::progress::Tally,
};

/// Incidents that are read at the same time.
const AT_ONCE: usize = 4;

/// What a repository holds.
#[derive(Debug)]
pub(super) struct Contents {
    /// Its name, as GitHub spells it now.
    pub(super) repository: String,
    /// Its incidents.
    pub(super) records: Vec<Record>,
    /// Incidents that could not be read.
    pub(super) troubles: Vec<Trouble>,
    /// Language and zone that it has configured.
    pub(super) voice: Voice,
    /// How many requests that took.
    pub(super) requests: u64,
}

/// GitHub allows no more for now. A report of a part would not say what it seems to say.
#[derive(Debug, thiserror::Error)]
#[error("GitHub allows no more requests until {until}, so that nothing was reported; run it again then")]
pub(super) struct Limited {
    until: DateTime<Utc>,
}

/// Reads a repository.
pub(super) async fn contents(
    settings: &github::Settings,
    owner: &str,
    name: &str,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Contents> {
    let github = GitHub::new(settings, clock.clone())?;
    let memory = Arc::new(SqliteStore::open("sqlite::memory:").await?);
    let engine = Engine::new(memory, github.clone(), clock.clone(), Tuning::default(), None);
    let mut tally = Tally::new(&format!("looking for the incidents of {owner}/{name}"));
    let survey = engine.survey(owner, name).await.map_err(stopped)?;
    let survey = survey.ok_or_else(|| Unusable::Repository(format!("{owner}/{name}")))?;
    tally.expect(survey.incidents.len());
    let survey = Arc::new(survey);
    let (records, troubles) = read(&engine, &survey, &mut tally, clock.as_ref()).await?;
    tally.clear();
    Ok(Contents {
        repository: survey.repository.clone(),
        records,
        troubles,
        voice: survey.voice,
        requests: github.requests(),
    })
}

/// Reads incidents, a few at a time.
async fn read(
    engine: &Engine,
    survey: &Arc<Survey>,
    tally: &mut Tally,
    clock: &dyn Clock,
) -> anyhow::Result<(Vec<Record>, Vec<Trouble>)> {
    let mut waiting = survey.incidents.iter();
    let mut under_way = JoinSet::new();
    let (mut records, mut troubles) = (Vec::new(), Vec::new());
    loop {
        while under_way.len() < AT_ONCE
            && let Some(incident) = waiting.next()
        {
            tally.next(&incident.to_string(), clock.now());
            let (engine, survey, incident) = (engine.clone(), survey.clone(), incident.clone());
            under_way.spawn(async move {
                let read = engine.record(&survey, &incident).await;
                (incident, read)
            });
        }
        let Some(ended) = under_way.join_next().await else {
            break;
        };
        let (incident, read) = ended?;
        match read {
            Ok(record) => records.extend(record),
            Err(Failure::GitHub(limited @ github::Error::RateLimited { .. })) => {
                return Err(stopped(limited.into()));
            }
            Err(failure) => troubles.push((incident.key.issue, incident.to_string(), failure.to_string())),
        }
    }
    records.sort_by_key(|record| record.incident);
    troubles.sort();
    let told = troubles
        .into_iter()
        .map(|(_, name, why)| Trouble::incident(name, why));
    Ok((records, told.collect()))
}

/// What ends the reading of a repository.
fn stopped(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::GitHub(github::Error::RateLimited { until }) => Limited { until }.into(),
        other => other.into(),
    }
}
