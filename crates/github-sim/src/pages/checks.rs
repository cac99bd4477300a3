//! Check runs as the merge box and the "Checks" tab show them.

use std::collections::BTreeMap;

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
    pub(super) annotations: Vec<Remark>,
    /// What the page posts to, to press a button.
    pub(super) id: i64,
    pub(super) buttons: Vec<CheckAction>,
}

/// An annotation.
pub(super) struct Remark {
    pub(super) path: String,
    /// The last line it is about, below which the changed files show it.
    pub(super) line: u64,
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

/// The runs on a commit: of each App and name the newest, in order of name.
pub(super) fn runs(scene: &Scene<'_>, repo: &Repository, oid: &str) -> Vec<Run> {
    let on_commit = repo.check_runs.values().filter(|run| run.head_sha == oid);
    let newest: BTreeMap<_, _> = on_commit.map(|run| ((&run.name, run.app), run)).collect();
    newest.into_values().map(|run| shown(scene, repo, run)).collect()
}

fn shown(scene: &Scene<'_>, repo: &Repository, run: &CheckRun) -> Run {
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
        annotations: run
            .output
            .annotations
            .iter()
            .map(|one| remark(scene, repo, run, one))
            .collect(),
        id: run.id,
        buttons: run.actions.clone(),
        anchor,
    }
}

fn remark(scene: &Scene<'_>, repo: &Repository, run: &CheckRun, annotation: &Annotation) -> Remark {
    let Annotation {
        path,
        start_line,
        end_line,
        ..
    } = annotation;
    let lines = if start_line == end_line {
        format!("L{start_line}")
    } else {
        format!("L{start_line}-L{end_line}")
    };
    let (level, icon) = match annotation.level.as_str() {
        "failure" => ("failure", Icon::Cross),
        "warning" => ("warning", Icon::Alert),
        _ => ("notice", Icon::Info),
    };
    Remark {
        path: path.clone(),
        line: *end_line,
        check: run.name.clone(),
        href: format!(
            "{}#L{start_line}",
            scene.site(repo).at("blob", &run.head_sha, path)
        ),
        place: format!("{path}#{lines}"),
        level,
        icon,
        title: annotation.title.clone().unwrap_or_default(),
        message: annotation.message.clone(),
        raw: annotation.raw_details.clone().unwrap_or_default(),
    }
}
