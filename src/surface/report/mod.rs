//! `closeout report`: what the incidents of a repository amount to, from a clone's documents or from GitHub itself.
//!
//! It only reads. Standard output gets the report and nothing else; what could not be counted is told on standard error, a
//! line each, and makes the exit code 1.

mod csv;
mod folder;
mod landed;
mod repository;
#[cfg(test)]
mod tests;
mod told;

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::Context as _;
use chrono::{DateTime, SubsecRound as _, Utc};
use chrono_tz::Tz;
use clap::{Args, ValueEnum};

use self::{landed::History, told::Trouble};
use super::{
    deadline::zone,
    settings::{GitHubArgs, TokenArgs},
};
use crate::{
    clock::Clock,
    message::{Language, Voice, report as words},
    report::{By, Month, Period, PeriodFault, Record, Report, Setting, Source},
};

/// What is reported, and how.
#[derive(Debug, Clone, Args)]
pub struct ReportArgs {
    /// The folder with the postmortems, as in a clone of the repository.
    #[arg(value_name = "FOLDER", default_value = "postmortems", conflicts_with = "repo")]
    folder: PathBuf,
    /// Ask GitHub about this repository, in place of reading a folder.
    #[arg(long, value_name = "OWNER/REPO", value_parser = repository_name)]
    repo: Option<RepositoryName>,
    /// The first month that counts, in place of the first incident's.
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    from: Option<Month>,
    /// The last month that counts, in place of the present one.
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    to: Option<Month>,
    /// How far back incidents count, the present month included: `12 months`, `4 quarters`, `2 years`.
    #[arg(long, value_name = "LENGTH", conflicts_with_all = ["from", "to"])]
    last: Option<String>,
    /// How finely the period is cut.
    #[arg(long, value_enum, value_name = "UNIT", default_value = "month")]
    by: Unit,
    /// The form of the report. That of the name of `--output`, or Markdown, unless given.
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// A file to write, in place of standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The language. English, or with `--repo` that of the repository's configuration, unless given.
    #[arg(long, value_name = "LANGUAGE", value_parser = super::demo::language())]
    language: Option<Language>,
    /// The zone in which months and days begin. UTC, or with `--repo` that of the repository's configuration, unless given.
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    zone: Option<Tz>,
    /// Address below which the documents of the folder can be read, such as `https://github.com/acme/shop/blob/main/postmortems`.
    #[arg(long, value_name = "URL", value_parser = address, conflicts_with = "repo")]
    link_base: Option<String>,
    /// Do not ask git when each document was merged, which is when its postmortem was Closed.
    #[arg(long, conflicts_with = "repo")]
    no_history: bool,
    #[command(flatten)]
    github: GitHubArgs,
    #[command(flatten)]
    token: TokenArgs,
}

/// How finely a period is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Unit {
    /// Month by month.
    Month,
    /// Quarter by quarter, as calendars count them.
    Quarter,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown, for people.
    Md,
    /// Everything as data, for programs.
    Json,
    /// One row for each incident, for spreadsheets.
    Csv,
    /// A page with charts that needs nothing besides itself.
    Html,
    /// A feed of postmortems, RFC 4287.
    Atom,
}

/// A repository by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RepositoryName {
    owner: String,
    name: String,
}

/// What was given cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unusable {
    /// The folder cannot be read.
    #[error(
        "{folder} cannot be read as a folder: {cause}\nGive the folder with the postmortems, such as postmortems, or ask \
         GitHub with --repo OWNER/REPO."
    )]
    Folder {
        /// The folder as it was given.
        folder: String,
        /// What the system says.
        cause: io::Error,
    },
    /// The repository cannot be seen.
    #[error(
        "{0} cannot be seen: it is not there, or the App is not installed on it, or the token may not read it. Check the name \
         in --repo OWNER/REPO."
    )]
    Repository(String),
    /// The period is none.
    #[error(transparent)]
    Period(#[from] PeriodFault),
}

/// Everything that was found.
struct Findings {
    source: Source,
    records: Vec<Record>,
    troubles: Vec<Trouble>,
    /// What else is to be known about how it was found.
    remark: String,
    voice: Voice,
}

/// Reports, and tells what could not be counted.
pub(super) async fn run(
    args: ReportArgs,
    clock: Arc<dyn Clock>,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    run_with(args, clock, out, &mut io::stderr()).await
}

/// The same with everything else going to `err`.
///
/// # Errors
///
/// Fails when nothing can be reported, or the report cannot be written.
pub async fn run_with(
    args: ReportArgs,
    clock: Arc<dyn Clock>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    // Fractions of a second would only make two reports differ.
    let now = clock.now().trunc_subsecs(0);
    // A period that is none is told before anything is read.
    args.period(now, args.zone.unwrap_or(Tz::UTC))?;
    let findings = args.findings(clock).await?;
    for trouble in &findings.troubles {
        writeln!(err, "{trouble}")?;
    }
    writeln!(err, "closeout: {}", findings.remark)?;
    let voice = Voice {
        language: args.language.unwrap_or(findings.voice.language),
        zone: args.zone.unwrap_or(findings.voice.zone),
    };
    let setting = Setting {
        now,
        zone: voice.zone,
        period: args.period(now, voice.zone)?,
        by: args.by.into(),
    };
    let report = Report::of(&findings.records, findings.source, &setting);
    let text = match args.format() {
        Format::Json => serde_json::to_string_pretty(&report)? + "\n",
        Format::Csv => csv::table(&report),
        Format::Md => words::markdown(&report, voice),
        Format::Html => words::page(&report, voice),
        Format::Atom => words::feed(&report, voice),
    };
    if let Some(path) = &args.output {
        fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    } else {
        out.write_all(text.as_bytes())?;
    }
    Ok(if findings.troubles.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

impl ReportArgs {
    fn period(&self, now: DateTime<Utc>, zone: Tz) -> Result<Period, Unusable> {
        Ok(match &self.last {
            Some(last) => Period::last(last, now, zone)?,
            None => Period::between(self.from, self.to)?,
        })
    }

    /// The form that was asked for, or that the name of the file says.
    fn format(&self) -> Format {
        let named = || {
            let extension = self.output.as_deref().and_then(Path::extension)?;
            match extension.to_str()?.to_ascii_lowercase().as_str() {
                "json" => Some(Format::Json),
                "csv" => Some(Format::Csv),
                "html" | "htm" => Some(Format::Html),
                "atom" | "xml" => Some(Format::Atom),
                _ => None,
            }
        };
        self.format.or_else(named).unwrap_or(Format::Md)
    }

    async fn findings(&self, clock: Arc<dyn Clock>) -> anyhow::Result<Findings> {
        let Some(RepositoryName { owner, name }) = &self.repo else {
            return Ok(self.in_folder(clock.now())?);
        };
        let settings = self.github.resolve_or(&self.token)?;
        let found = repository::contents(&settings, owner, name, clock).await?;
        let (incidents, requests) = (found.records.len(), found.requests);
        Ok(Findings {
            source: Source::Github {
                repository: found.repository.clone(),
                left_out: found.troubles.len(),
            },
            remark: format!(
                "read {incidents} incidents of {} in {requests} requests",
                found.repository
            ),
            records: found.records,
            troubles: found.troubles,
            voice: found.voice,
        })
    }

    fn in_folder(&self, now: DateTime<Utc>) -> Result<Findings, Unusable> {
        let folder = self.folder.display().to_string();
        let unusable = |cause| Unusable::Folder {
            folder: folder.clone(),
            cause,
        };
        let history = if self.no_history {
            History::Known(BTreeMap::new())
        } else {
            landed::history(&self.folder)
        };
        let (landed, hint) = match history {
            History::Known(landed) => (landed, ""),
            History::None => (
                BTreeMap::new(),
                "; without a clone's history it is not known when postmortems were Closed",
            ),
            History::Shallow => (
                BTreeMap::new(),
                "; the clone is shallow, so that it is not known when postmortems were Closed: fetch its whole history",
            ),
        };
        let contents =
            folder::contents(&self.folder, &landed, self.link_base.as_deref(), now).map_err(unusable)?;
        Ok(Findings {
            source: Source::Documents {
                folder: folder.replace('\\', "/"),
                left_out: contents.troubles.len(),
            },
            remark: format!(
                "read {} postmortems in {} files of {folder}{hint}",
                contents.records.len(),
                contents.files
            ),
            records: contents.records,
            troubles: contents.troubles,
            voice: Voice {
                language: Language::En,
                zone: Tz::UTC,
            },
        })
    }
}

impl From<Unit> for By {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Month => Self::Month,
            Unit::Quarter => Self::Quarter,
        }
    }
}

fn month(text: &str) -> Result<Month, String> {
    text.parse().map_err(|fault: PeriodFault| fault.to_string())
}

fn repository_name(text: &str) -> Result<RepositoryName, String> {
    let named = |part: &str| !part.is_empty() && !part.contains(['/', ' ', '#', ':']);
    let parts = text
        .split_once('/')
        .filter(|(owner, name)| named(owner) && named(name));
    let (owner, name) = parts.ok_or("write OWNER/REPO, such as acme/shop")?;
    Ok(RepositoryName {
        owner: owner.to_owned(),
        name: name.to_owned(),
    })
}

fn address(text: &str) -> Result<String, String> {
    let is_address = crate::domain::announcement::is_address(text) && !text.contains(['?', '#']);
    is_address
        .then(|| text.trim_end_matches('/').to_owned())
        .ok_or_else(|| "no http(s) address of a folder; write one such as https://github.com/acme/shop/blob/main/postmortems".into())
}
