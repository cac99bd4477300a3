//! Check runs and suites.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::route::Verb::{Get, Patch, Post};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::ops::{CheckRunChange, SuiteAction};
use crate::world::{Annotation, CheckAction, CheckOutput, CheckRun, OpError, Repository, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Post,
        "/repos/{owner}/{repo}/check-runs",
        "checks/runs#create-a-check-run",
        create,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/check-runs/{check_run_id}",
        "checks/runs#get-a-check-run",
        get,
    ),
    operation(
        Patch,
        "/repos/{owner}/{repo}/check-runs/{check_run_id}",
        "checks/runs#update-a-check-run",
        update,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/check-runs/{check_run_id}/annotations",
        "checks/runs#list-check-run-annotations",
        annotations,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest",
        "checks/runs#rerequest-a-check-run",
        rerequest,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/commits/{ref}/check-runs",
        "checks/runs#list-check-runs-for-a-git-reference",
        runs_for_ref,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/commits/{ref}/check-suites",
        "checks/suites#list-check-suites-for-a-git-reference",
        suites_for_ref,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/check-suites/{check_suite_id}",
        "checks/suites#get-a-check-suite",
        suite,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs",
        "checks/runs#list-check-runs-in-a-check-suite",
        runs_in_suite,
    ),
];

fn readable<'a>(call: &'a Call<'_>) -> Result<&'a Repository, OpError> {
    call.world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_CHECKS)
}

fn rendered(call: &Call<'_>, id: i64) -> Result<Value, OpError> {
    let repo = call.repo()?;
    Ok(call
        .render()
        .check_run(repo, repo.check_runs.get(&id).ok_or(OpError::NotFound)?))
}

fn instant(call: &Call<'_>, name: &str) -> Result<Option<DateTime<Utc>>, OpError> {
    let Some(text) = call.text(name)? else {
        return Ok(None);
    };
    let parsed = DateTime::parse_from_rfc3339(&text);
    parsed
        .map(|at| Some(at.to_utc()))
        .map_err(|_| OpError::field("CheckRun", "invalid", name))
}

fn change(call: &Call<'_>) -> Result<CheckRunChange, OpError> {
    Ok(CheckRunChange {
        name: call.text("name")?,
        status: call.text("status")?,
        conclusion: call.text("conclusion")?,
        external_id: call.text("external_id")?,
        details_url: call.text("details_url")?,
        started_at: instant(call, "started_at")?,
        completed_at: instant(call, "completed_at")?,
        output: call.field("output").map(output).transpose()?,
        actions: call
            .field("actions")
            .and_then(Value::as_array)
            .map(|list| list.iter().map(action).collect()),
    })
}

fn action(value: &Value) -> CheckAction {
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    CheckAction {
        label: text("label"),
        description: text("description"),
        identifier: text("identifier"),
    }
}

fn output(value: &Value) -> Result<CheckOutput, OpError> {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let missing =
        |name: &str| OpError::Unprocessable(format!("Invalid request.\n\n\"{name}\" wasn't supplied."));
    text("summary").ok_or_else(|| missing("summary"))?;
    let mut annotations = Vec::new();
    for one in value["annotations"].as_array().into_iter().flatten() {
        let text = |name: &str| one[name].as_str().map(str::to_owned);
        let line = |name: &str| one[name].as_u64().ok_or_else(|| missing(name));
        annotations.push(Annotation {
            path: text("path").ok_or_else(|| missing("path"))?,
            start_line: line("start_line")?,
            end_line: line("end_line")?,
            start_column: one["start_column"].as_u64(),
            end_column: one["end_column"].as_u64(),
            level: text("annotation_level").ok_or_else(|| missing("annotation_level"))?,
            message: text("message").ok_or_else(|| missing("message"))?,
            title: text("title"),
            raw_details: text("raw_details"),
        });
    }
    Ok(CheckOutput {
        title: text("title"),
        summary: text("summary"),
        text: text("text"),
        annotations,
    })
}

fn create(call: &mut Call<'_>) -> Result<Reply, OpError> {
    call.required_text("name")?;
    let (actor, repo, sha, change) = (
        call.actor()?,
        call.repo_id()?,
        call.required_text("head_sha")?,
        change(call)?,
    );
    let id = call.world.create_check_run(&actor, repo, &sha, &change)?;
    Ok(Reply::created(rendered(call, id)?))
}

fn update(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo, id, change) = (
        call.actor()?,
        call.repo_id()?,
        call.number("check_run_id")?,
        change(call)?,
    );
    call.world.update_check_run(&actor, repo, id, &change)?;
    Ok(Reply::ok(rendered(call, id)?))
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    readable(call)?;
    Ok(Reply::ok(rendered(call, call.number("check_run_id")?)?))
}

fn annotations(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let run = repo
        .check_runs
        .get(&call.number("check_run_id")?)
        .ok_or(OpError::NotFound)?;
    let items = run
        .output
        .annotations
        .iter()
        .map(|one| call.render().annotation(repo, run, one))
        .collect();
    Ok(call.page(items))
}

fn rerequest(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo, id) = (call.actor()?, call.repo_id()?, call.number("check_run_id")?);
    call.world
        .press_check(&actor, repo, id, &SuiteAction::Rerequest)?;
    Ok(Reply::created(json!({})))
}

/// The commit `ref` stands for. Unknown ones have no checks and are refused.
fn commit_of<'a>(call: &Call<'_>, repo: &'a Repository) -> Result<&'a str, OpError> {
    let name = call.param("ref");
    let unknown = || OpError::Unprocessable(format!("No commit found for SHA: {name}"));
    repo.git
        .resolve(name)
        .map(|commit| commit.oid.as_str())
        .ok_or_else(unknown)
}

fn runs(call: &Call<'_>, repo: &Repository, fits: impl Fn(&CheckRun) -> bool) -> Reply {
    let by_name = |run: &&CheckRun| call.query("check_name").is_none_or(|name| run.name == name);
    let by_app = |run: &&CheckRun| call.query("app_id").is_none_or(|id| run.app.0.to_string() == id);
    let by_status = |run: &&CheckRun| call.query("status").is_none_or(|status| run.status == status);
    let all: Vec<&CheckRun> = repo
        .check_runs
        .values()
        .filter(|run| fits(run))
        .filter(by_name)
        .filter(by_app)
        .filter(by_status)
        .collect();
    // By default only the latest of each name and App counts.
    let is_latest = |run: &&&CheckRun| {
        call.query("filter") == Some("all")
            || !all
                .iter()
                .any(|other| other.name == run.name && other.app == run.app && other.id > run.id)
    };
    let latest = all.iter().filter(is_latest).rev();
    call.counted_page(
        "check_runs",
        latest.map(|run| call.render().check_run(repo, run)).collect(),
    )
}

fn runs_for_ref(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let oid = commit_of(call, repo)?;
    Ok(runs(call, repo, |run| run.head_sha == oid))
}

fn runs_in_suite(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let suite = repo
        .check_suites
        .get(&call.number("check_suite_id")?)
        .ok_or(OpError::NotFound)?;
    Ok(runs(call, repo, |run| run.suite == suite.id))
}

fn suites_for_ref(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let oid = commit_of(call, repo)?;
    let by_app = |id: i64| call.query("app_id").is_none_or(|wanted| id.to_string() == wanted);
    let found = repo
        .check_suites
        .values()
        .filter(|suite| suite.head_sha == oid && by_app(suite.app.0));
    let items: Vec<Value> = found
        .map(|suite| call.render().check_suite(repo, suite))
        .collect();
    Ok(call.counted_page("check_suites", items))
}

fn suite(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let suite = repo
        .check_suites
        .get(&call.number("check_suite_id")?)
        .ok_or(OpError::NotFound)?;
    Ok(Reply::ok(call.render().check_suite(repo, suite)))
}
