//! Check runs as the merge box and the "Checks" tab show them.

use std::collections::BTreeMap;

use super::changes::anchor;
use super::face::{Face, When};
use super::icon::Icon;
use super::markdown::Html;
use super::scene::Scene;
use crate::world::{Annotation, CheckAction, CheckRun, Repository};

/// One check run.
pub(super) struct Run {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) app: Face,
    pub(super) outcome: Outcome,
    pub(super) title: String,
    pub(super) summary: Html,
    pub(super) text: Html,
    pub(super) details_url: Option<String>,
    pub(super) completed: Option<When>,
    /// Its annotations by file, in order of path and line.
    pub(super) files: Vec<(String, Vec<Remark>)>,
    /// `2 errors, 1 warning`.
    pub(super) counts: String,
    /// What the page posts to, to press a button.
    pub(super) id: i64,
    pub(super) buttons: Vec<CheckAction>,
}

/// An annotation.
pub(super) struct Remark {
    pub(super) path: String,
    /// The first and the last line it is about; below the latter the changed files show it.
    pub(super) lines: (usize, usize),
    /// The first and the last character, where it is about a stretch of one line.
    pub(super) columns: Option<(usize, usize)>,
    /// The check that says it.
    pub(super) check: String,
    pub(super) place: String,
    pub(super) href: String,
    pub(super) level: &'static str,
    pub(super) icon: Icon,
    pub(super) title: String,
    pub(super) message: String,
    pub(super) raw: String,
}

/// How a run stands, as GitHub words and draws it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Success,
    Failure,
    Neutral,
    Skipped,
    Cancelled,
    TimedOut,
    ActionRequired,
    Running,
    Queued,
}

impl Outcome {
    fn of(run: &CheckRun) -> Self {
        match (run.status.as_str(), run.conclusion.as_deref()) {
            (_, Some("success")) => Self::Success,
            (_, Some("neutral")) => Self::Neutral,
            (_, Some("skipped" | "stale")) => Self::Skipped,
            (_, Some("cancelled")) => Self::Cancelled,
            (_, Some("timed_out")) => Self::TimedOut,
            (_, Some("action_required")) => Self::ActionRequired,
            (_, Some(_)) => Self::Failure,
            ("in_progress", None) => Self::Running,
            (_, None) => Self::Queued,
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Success => "Successful",
            Self::Failure => "Failing",
            Self::Neutral => "Neutral",
            Self::Skipped => "Skipped",
            Self::Cancelled => "Cancelled",
            Self::TimedOut => "Timed out",
            Self::ActionRequired => "Action required",
            Self::Running => "In progress",
            Self::Queued => "Queued",
        }
    }

    pub(super) fn icon(self) -> Icon {
        match self {
            Self::Success => Icon::Check,
            Self::Failure | Self::TimedOut => Icon::Cross,
            Self::Neutral | Self::Skipped | Self::Cancelled => Icon::NotPlanned,
            Self::ActionRequired => Icon::Alert,
            Self::Running | Self::Queued => Icon::Dot,
        }
    }

    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Success => "open",
            Self::Failure | Self::TimedOut => "closed",
            Self::Neutral | Self::Skipped | Self::Cancelled => "quiet",
            Self::ActionRequired | Self::Running | Self::Queued => "waiting",
        }
    }

    pub(super) fn failed(self) -> bool {
        matches!(
            self,
            Self::Failure | Self::TimedOut | Self::ActionRequired | Self::Cancelled
        )
    }

    pub(super) fn running(self) -> bool {
        matches!(self, Self::Running | Self::Queued)
    }
}

/// The runs on a commit: of each App and name the newest, in order of name. `changed` is the page that shows what the
/// commit, or the pull request with this head, changes.
pub(super) fn runs(scene: &Scene<'_>, repo: &Repository, changed: &str, oid: &str) -> Vec<Run> {
    let on_commit = repo.check_runs.values().filter(|run| run.head_sha == oid);
    let newest: BTreeMap<_, _> = on_commit.map(|run| ((&run.name, run.app), run)).collect();
    newest
        .into_values()
        .map(|run| shown(scene, repo, changed, run))
        .collect()
}

fn shown(scene: &Scene<'_>, repo: &Repository, changed: &str, run: &CheckRun) -> Run {
    let anchor = format!("check-{}", run.id);
    let talk = |text: &Option<String>, part: &str| {
        scene.talk(
            repo,
            text.as_deref().unwrap_or_default(),
            &format!("{anchor}-{part}"),
        )
    };
    let bot = scene.world.app(run.app).map_or(scene.world.ghost, |app| app.bot);
    Run {
        name: run.name.clone(),
        app: scene.face(bot),
        outcome: Outcome::of(run),
        title: run.output.title.clone().unwrap_or_default(),
        summary: talk(&run.output.summary, "summary"),
        text: talk(&run.output.text, "text"),
        details_url: run
            .details_url
            .clone()
            .filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        completed: run.completed_at.map(|at| scene.when(at)),
        counts: counts(&run.output.annotations),
        files: by_file(changed, run),
        id: run.id,
        buttons: run.actions.clone(),
        anchor,
    }
}

/// Everything that runs remark on.
pub(super) fn remarks(runs: Vec<Run>) -> Vec<Remark> {
    let files = runs.into_iter().flat_map(|run| run.files);
    files.flat_map(|(_, remarks)| remarks).collect()
}

/// The annotations of a run by file.
fn by_file(changed: &str, run: &CheckRun) -> Vec<(String, Vec<Remark>)> {
    let mut files: BTreeMap<&String, Vec<Remark>> = BTreeMap::new();
    for one in &run.output.annotations {
        files
            .entry(&one.path)
            .or_default()
            .push(remark(changed, run, one));
    }
    let sorted = files.into_iter().map(|(path, mut remarks)| {
        remarks.sort_by_key(|remark| (remark.lines, remark.columns));
        (path.clone(), remarks)
    });
    sorted.collect()
}

/// How many there are of each level.
fn counts(annotations: &[Annotation]) -> String {
    let count = |level: &str, word: &str| {
        let number = annotations.iter().filter(|one| one.level == level).count();
        let plural = if number == 1 { "" } else { "s" };
        (number > 0).then(|| format!("{number} {word}{plural}"))
    };
    let each = [("failure", "error"), ("warning", "warning"), ("notice", "notice")];
    let said: Vec<String> = each
        .into_iter()
        .filter_map(|(level, word)| count(level, word))
        .collect();
    said.join(", ")
}

fn remark(changed: &str, run: &CheckRun, annotation: &Annotation) -> Remark {
    let position = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let lines = (position(annotation.start_line), position(annotation.end_line));
    let columns = annotation.start_column.map(|from| {
        let to = annotation.end_column.unwrap_or(from);
        (position(from), position(to.max(from)))
    });
    let columns = columns.filter(|_| lines.0 == lines.1);
    let place = match (lines, columns) {
        ((first, last), _) if first != last => format!("Lines {first}–{last}"),
        ((line, _), Some((from, to))) if from != to => format!("Line {line}, columns {from}–{to}"),
        ((line, _), Some((from, _))) => format!("Line {line}, column {from}"),
        ((line, _), None) => format!("Line {line}"),
    };
    let (level, icon) = match annotation.level.as_str() {
        "failure" => ("failure", Icon::Cross),
        "warning" => ("warning", Icon::Alert),
        _ => ("notice", Icon::Info),
    };
    Remark {
        path: annotation.path.clone(),
        lines,
        columns,
        check: run.name.clone(),
        href: format!("{changed}#{}R{}", anchor(&annotation.path), lines.1),
        place,
        level,
        icon,
        title: annotation.title.clone().unwrap_or_default(),
        message: annotation.message.clone(),
        raw: annotation.raw_details.clone().unwrap_or_default(),
    }
}
