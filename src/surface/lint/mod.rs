//! `closeout lint`: the rules of good postmortems on files, before anybody opens a pull request.
//!
//! It asks nobody: no GitHub, no database. What the repository has configured counts as it does for the check.

mod configured;
mod human;
mod machine;
#[cfg(test)]
mod tests;

use std::{
    fs,
    io::{self, Read as _, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};

use crate::{
    document::{
        Postmortem,
        lint::{self, Level, Setting},
    },
    domain::{postmortem::PostmortemStatus, severity::Severity},
    message::{Language, context::FindingRow, lint as words, own},
    surface::ink::Ink,
};

use configured::Configured;

/// What is checked, and how it is told.
#[derive(Debug, Args)]
pub(super) struct LintArgs {
    /// Files to check; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How the findings are told.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// The incident's severity. That of the front matter, unless given.
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    severity: Option<Severity>,
    /// Where the postmortem stands: a draft may have gaps.
    #[arg(long, value_name = "STATUS")]
    status: Option<Status>,
    /// The repository's configuration, for the levels of rules, the template, the time zone and the language. That of the
    /// repository in which the file lies, `.github/closeout.yml`, unless given.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The language in which findings are told. That of the configuration, unless given.
    #[arg(long, value_name = "LANGUAGE", value_parser = super::demo::language())]
    language: Option<Language>,
    /// No colours, which are for terminals only anyway.
    #[arg(long, env = "NO_COLOR", hide_env_values = true, value_parser = super::demo::is_set)]
    no_color: bool,
}

/// How findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with the lines that are meant.
    Human,
    /// For programs.
    Json,
    /// For code scanning and editors: SARIF 2.1.0.
    Sarif,
    /// For GitHub's runners: commands that become annotations.
    Github,
}

/// Where a postmortem stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Status {
    Draft,
    InReview,
    Reviewed,
    Closed,
}

impl From<Status> for PostmortemStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Draft => Self::Draft,
            Status::InReview => Self::InReview,
            Status::Reviewed => Self::Reviewed,
            Status::Closed => Self::Closed,
        }
    }
}

/// What was given cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unusable {
    /// A file cannot be read.
    #[error("{path} cannot be read: {cause}")]
    File {
        /// Its path as it was given.
        path: String,
        /// What the system says.
        cause: io::Error,
    },
    /// The configuration has faults.
    #[error("{path} has faults, so that nothing was checked:\n{faults}")]
    Config {
        /// Its path as it was given.
        path: String,
        /// The faults, a line each.
        faults: String,
    },
}

/// A file that was checked.
struct Checked {
    path: String,
    text: String,
    findings: Vec<FindingRow>,
}

/// Checks files and tells what was found. The exit code is 1 when there are errors.
pub(super) fn run(args: &LintArgs, now: DateTime<Utc>, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let mut language = args.language;
    let mut checked = Vec::new();
    for path in &args.files {
        let configured = args.configured(path)?;
        // Files of several repositories are told of together, in the language of the first.
        language.get_or_insert(configured.policy.language);
        let text = read(path)?;
        let document = Postmortem::parse(&text);
        let found = lint::lint(&document, &args.setting(&configured, &document, now)?);
        let findings = found
            .iter()
            .map(|found| FindingRow::of(found, &document))
            .collect();
        checked.push(Checked {
            path: shown(path),
            findings,
            text,
        });
    }
    let language = language.unwrap_or_default();
    let text = match args.format {
        Format::Human => human::text(&checked, language, Ink::on(&io::stdout(), args.no_color)),
        Format::Json => machine::json(&checked, language),
        Format::Sarif => machine::sarif(&checked, language),
        Format::Github => machine::github(&checked, language),
    };
    write!(out, "{text}")?;
    let is_clean = count(&checked, Level::Error) == 0;
    Ok(if is_clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

impl LintArgs {
    /// What counts for a file: the configuration that was named, or that of its repository.
    fn configured(&self, file: &Path) -> Result<Configured, Unusable> {
        match &self.config {
            Some(path) => Configured::at(path, self.language),
            None => Configured::around(file, self.language),
        }
    }

    fn setting(
        &self,
        configured: &Configured,
        document: &Postmortem<'_>,
        now: DateTime<Utc>,
    ) -> Result<Setting, Unusable> {
        let policy = &configured.policy;
        let front_matter = document.front_matter.as_ref();
        let written = || front_matter?.get("severity")?.text()?.parse().ok();
        let severity: Option<Severity> = self.severity.or_else(written);
        let announcement_required = configured.exists()
            && severity.is_some_and(|severity| policy.announcement_required(severity, false));
        let template = configured.template(severity)?;
        Ok(Setting {
            levels: policy.lint.levels.clone(),
            sections: own::sections(template, announcement_required, policy.voice()),
            severity,
            status: self.status.map(PostmortemStatus::from),
            most_action_items: usize::try_from(policy.lint.most_action_items).unwrap_or(usize::MAX),
            least_priority: policy.lint.least_priority,
            announcement_required,
            people: Vec::new(),
            repository: None,
            today: Some(now.with_timezone(&policy.zone).date_naive()),
        })
    }
}

fn severity(text: &str) -> Result<Severity, String> {
    text.to_ascii_uppercase()
        .parse()
        .map_err(|_| "write SEV1, SEV2, SEV3 or SEV4".to_owned())
}

/// The text of a file, or of standard input.
fn read(path: &Path) -> Result<String, Unusable> {
    let unusable = |cause| Unusable::File {
        path: shown(path),
        cause,
    };
    if path.as_os_str() == "-" {
        let mut text = String::new();
        return io::stdin()
            .read_to_string(&mut text)
            .map(|_| text)
            .map_err(unusable);
    }
    fs::read_to_string(path).map_err(unusable)
}

/// A path as it is told; standard input has none.
fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" {
        "stdin".to_owned()
    } else {
        path.display().to_string()
    }
}

fn count(checked: &[Checked], level: Level) -> usize {
    let rows = checked.iter().flat_map(|file| &file.findings);
    rows.filter(|row| row.level == level).count()
}

/// A finding in words.
fn told(row: &FindingRow, language: Language) -> words::Told {
    let details = row.details.iter();
    let details = details.map(|(name, value)| (*name, value.as_str())).collect();
    words::told(row.rule, &details, language)
}

/// A level as machines and compilers call it.
fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}
