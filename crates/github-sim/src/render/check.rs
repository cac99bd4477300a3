//! Check runs and suites.

use serde_json::{Value, json};

use super::{Render, encode, instant, maybe_instant};
use crate::world::{Annotation, CheckRun, CheckSuite, Issue, PullRequest, Repository};

impl Render<'_> {
    /// A check run.
    pub fn check_run(&self, repo: &Repository, run: &CheckRun) -> Value {
        let url = format!("{}/check-runs/{}", self.repo_url(repo), run.id);
        let html = format!("{}/runs/{}", self.repo_html(repo), run.id);
        json!({
            "id": run.id,
            "name": run.name,
            "node_id": run.node_id(),
            "head_sha": run.head_sha,
            "external_id": run.external_id.clone().unwrap_or_default(),
            "url": url,
            "html_url": html,
            "details_url": run.details_url.clone().unwrap_or(html),
            "status": run.status,
            "conclusion": run.conclusion,
            "started_at": maybe_instant(run.started_at),
            "completed_at": maybe_instant(run.completed_at),
            "output": {
                "title": run.output.title, "summary": run.output.summary, "text": run.output.text,
                "annotations_count": run.output.annotations.len(),
                "annotations_url": format!("{url}/annotations"),
            },
            "check_suite": {"id": run.suite},
            "app": self.via_app(Some(run.app)),
            "pull_requests": self.pulls_with_head(repo, &run.head_sha),
        })
    }

    /// The form of a check run in webhooks: its suite is spelled out.
    pub fn check_run_event(&self, repo: &Repository, run: &CheckRun) -> Value {
        let mut out = self.check_run(repo, run);
        if let Some(suite) = repo.check_suites.get(&run.suite) {
            out["check_suite"] = json!({
                "id": suite.id, "node_id": suite.node_id(), "head_branch": suite.head_branch,
                "head_sha": suite.head_sha, "status": suite_status(repo, suite),
                "conclusion": suite_conclusion(repo, suite),
                "url": format!("{}/check-suites/{}", self.repo_url(repo), suite.id),
                "before": suite.before, "after": suite.head_sha,
                "pull_requests": self.pulls_with_head(repo, &suite.head_sha),
                "app": self.via_app(Some(suite.app)),
                "created_at": instant(suite.created_at), "updated_at": instant(suite.updated_at),
            });
        }
        out
    }

    fn pulls_with_head(&self, repo: &Repository, oid: &str) -> Vec<Value> {
        // Pull requests from forks are not told.
        let own = |pull: &PullRequest| pull.head_oid == oid && pull.head_repo == repo.id;
        let open = |issue: &&Issue| issue.is_open() && issue.pull.as_ref().is_some_and(own);
        let found = repo.issues.values().filter(open);
        found
            .filter_map(|issue| Some(self.pull_minimal(repo, issue, issue.pull.as_ref()?)))
            .collect()
    }

    /// A check suite.
    pub fn check_suite(&self, repo: &Repository, suite: &CheckSuite) -> Value {
        let url = format!("{}/check-suites/{}", self.repo_url(repo), suite.id);
        let commit = repo.git.commits.get(&suite.head_sha);
        json!({
            "id": suite.id,
            "node_id": suite.node_id(),
            "head_branch": suite.head_branch,
            "head_sha": suite.head_sha,
            "status": suite_status(repo, suite),
            "conclusion": suite_conclusion(repo, suite),
            "url": url,
            "before": suite.before,
            "after": suite.head_sha,
            "pull_requests": self.pulls_with_head(repo, &suite.head_sha),
            "app": self.via_app(Some(suite.app)),
            "repository": self.minimal_repository(repo),
            "created_at": instant(suite.created_at),
            "updated_at": instant(suite.updated_at),
            "head_commit": commit.map(Self::simple_commit),
            "latest_check_runs_count": runs_of(repo, suite).count(),
            "check_runs_url": format!("{url}/check-runs"),
        })
    }

    /// One annotation of a check run.
    pub fn annotation(&self, repo: &Repository, run: &CheckRun, annotation: &Annotation) -> Value {
        json!({
            "path": annotation.path,
            "start_line": annotation.start_line, "end_line": annotation.end_line,
            "start_column": annotation.start_column, "end_column": annotation.end_column,
            "annotation_level": annotation.level, "title": annotation.title, "message": annotation.message,
            "raw_details": annotation.raw_details,
            "blob_href": format!("{}/blob/{}/{}", self.repo_html(repo), run.head_sha, encode(&annotation.path)),
        })
    }
}

fn runs_of<'a>(repo: &'a Repository, suite: &'a CheckSuite) -> impl Iterator<Item = &'a CheckRun> {
    repo.check_runs.values().filter(move |run| run.suite == suite.id)
}

/// A suite is as far as its slowest run.
fn suite_status(repo: &Repository, suite: &CheckSuite) -> &'static str {
    let mut runs = runs_of(repo, suite).peekable();
    if suite.rerequested || runs.peek().is_none() {
        "queued"
    } else if runs.all(|run| run.status == "completed") {
        "completed"
    } else {
        "in_progress"
    }
}

/// A suite is as bad as its worst run.
fn suite_conclusion(repo: &Repository, suite: &CheckSuite) -> Option<&'static str> {
    const WORST_FIRST: [&str; 7] = [
        "failure",
        "timed_out",
        "cancelled",
        "action_required",
        "success",
        "neutral",
        "skipped",
    ];
    if suite_status(repo, suite) != "completed" {
        return None;
    }
    WORST_FIRST
        .into_iter()
        .find(|word| runs_of(repo, suite).any(|run| run.conclusion.as_deref() == Some(*word)))
}
