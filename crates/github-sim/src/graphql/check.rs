//! `CheckSuite`, `CheckRun` and `StatusCheckRollup`.

use apollo_compiler::response::{JsonMap, JsonValue};

use super::connection::{Item, connection, connection_with};
use super::execute::{Call, Context};
use super::global_id;
use super::resolve::{gone, repo_path};
use super::value::{Field, Record, Resolved, Thing};
use crate::world::{Annotation, CheckRun, CheckSuite, RepoId, Repository, World, need};

/// `checkSuites` or `statusCheckRollup` of a commit.
pub(super) fn of_commit(
    cx: &Context<'_>,
    world: &World,
    repo: &Repository,
    oid: &str,
    call: &Call<'_>,
) -> Resolved {
    cx.permitted(world, repo.id, &need::READ_CHECKS)?;
    if call.name() == "statusCheckRollup" {
        let any = repo.check_runs.values().any(|run| run.head_sha == oid);
        return Ok(any
            .then(|| Thing::Rollup {
                repo: repo.id,
                oid: oid.to_owned(),
            })
            .into());
    }
    let filter = call.object("filterBy");
    let name = filter.and_then(|filter| text(filter, "checkName"));
    let app = filter.and_then(|filter| filter.get("appId")?.as_i64());
    let shown = repo.check_suites.values().filter(|suite| {
        suite.head_sha == oid
            && app.is_none_or(|app| suite.app.0 == app)
            && name.is_none_or(|name| {
                repo.check_runs
                    .values()
                    .any(|run| run.suite == suite.id && run.name == name)
            })
    });
    connection(
        call,
        shown
            .map(|suite| {
                Item::new(
                    suite.id,
                    Thing::CheckSuite {
                        repo: repo.id,
                        id: suite.id,
                    },
                )
            })
            .collect(),
    )
}

fn text<'f>(filter: &'f JsonMap, name: &str) -> Option<&'f str> {
    filter.get(name).and_then(JsonValue::as_str)
}

/// A field of a check suite.
pub(super) fn suite(cx: &Context<'_>, id: RepoId, suite: i64, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let repo = world.repo(id).ok_or_else(gone)?;
    let suite = repo.check_suites.get(&suite).ok_or_else(gone)?;
    let runs = || repo.check_runs.values().filter(|run| run.suite == suite.id);
    let path = format!(
        "{}/commit/{}/checks?check_suite_id={}",
        repo_path(&world, repo),
        suite.head_sha,
        suite.id
    );
    Ok(match call.name() {
        "id" => suite.node_id().into(),
        "databaseId" => suite.id.into(),
        "app" => Thing::App(suite.app).into(),
        "commit" => Thing::Commit {
            repo: id,
            oid: suite.head_sha.clone(),
        }
        .into(),
        "branch" => branch(repo, suite),
        "repository" => Thing::Repository(id).into(),
        "status" if suite.rerequested => "QUEUED".into(),
        "conclusion" if suite.rerequested => Field::NULL,
        "status" => suite_status(runs()).into(),
        "conclusion" => suite_conclusion(runs()).into(),
        "createdAt" => suite.created_at.into(),
        "updatedAt" => suite.updated_at.into(),
        "url" => format!("{}{path}", world.web_url).into(),
        "resourcePath" => path.into(),
        "checkRuns" => return connection(call, filtered_runs(repo, runs(), call)),
        _ => return Err(call.unmodelled()),
    })
}

fn branch(repo: &Repository, suite: &CheckSuite) -> Field {
    let name = suite
        .head_branch
        .as_ref()
        .filter(|name| repo.git.branches.contains_key(*name));
    name.map(|name| Thing::Branch {
        repo: repo.id,
        name: name.clone(),
    })
    .into()
}

fn filtered_runs<'r>(
    repo: &Repository,
    runs: impl Iterator<Item = &'r CheckRun>,
    call: &Call<'_>,
) -> Vec<Item> {
    let mut found: Vec<&CheckRun> = runs.collect();
    if let Some(filter) = call.object("filterBy") {
        let list = |name: &str| -> Option<Vec<&str>> {
            Some(
                filter
                    .get(name)?
                    .as_array()?
                    .iter()
                    .filter_map(JsonValue::as_str)
                    .collect(),
            )
        };
        let (statuses, conclusions) = (list("statuses"), list("conclusions"));
        let app = filter.get("appId").and_then(JsonValue::as_i64);
        found.retain(|run| {
            let conclusion = run
                .conclusion
                .as_deref()
                .map(str::to_uppercase)
                .unwrap_or_default();
            text(filter, "checkName").is_none_or(|name| run.name == name)
                && text(filter, "status").is_none_or(|status| run.status.to_uppercase() == status)
                && statuses
                    .as_ref()
                    .is_none_or(|all| all.contains(&run.status.to_uppercase().as_str()))
                && conclusions
                    .as_ref()
                    .is_none_or(|all| all.contains(&conclusion.as_str()))
                && app.is_none_or(|app| run.app.0 == app)
        });
        if text(filter, "checkType") == Some("LATEST") {
            let all = found.clone();
            found.retain(|run| {
                !all.iter()
                    .any(|other| other.name == run.name && other.id > run.id)
            });
        }
    }
    found
        .into_iter()
        .map(|run| {
            Item::new(
                run.id,
                Thing::CheckRun {
                    repo: repo.id,
                    id: run.id,
                },
            )
        })
        .collect()
}

fn suite_status<'r>(mut runs: impl Iterator<Item = &'r CheckRun>) -> &'static str {
    match runs.next() {
        None => "QUEUED",
        Some(first) if first.status == "completed" && runs.all(|run| run.status == "completed") => {
            "COMPLETED"
        }
        Some(_) => "IN_PROGRESS",
    }
}

/// The worst conclusion, once every run has one.
fn suite_conclusion<'r>(runs: impl Iterator<Item = &'r CheckRun>) -> Option<String> {
    const WORST_FIRST: [&str; 8] = [
        "failure",
        "timed_out",
        "cancelled",
        "action_required",
        "stale",
        "success",
        "neutral",
        "skipped",
    ];
    let all: Option<Vec<&str>> = runs.map(|run| run.conclusion.as_deref()).collect();
    let all = all?;
    WORST_FIRST
        .iter()
        .find(|word| all.contains(word))
        .map(|word| word.to_uppercase())
}

/// A field of a check run.
pub(super) fn run(cx: &Context<'_>, id: RepoId, run: i64, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let repo = world.repo(id).ok_or_else(gone)?;
    let run = repo.check_runs.get(&run).ok_or_else(gone)?;
    let path = format!("{}/runs/{}", repo_path(&world, repo), run.id);
    let url = format!("{}{path}", world.web_url);
    let output = &run.output;
    Ok(match call.name() {
        "id" => run.node_id().into(),
        "databaseId" => run.id.into(),
        "name" => run.name.as_str().into(),
        "status" => run.status.to_uppercase().into(),
        "conclusion" => run.conclusion.as_deref().map(str::to_uppercase).into(),
        "externalId" => run.external_id.as_deref().into(),
        "detailsUrl" => run.details_url.as_deref().unwrap_or(&url).into(),
        "startedAt" => run.started_at.into(),
        "completedAt" => run.completed_at.into(),
        "title" => output.title.as_deref().into(),
        "summary" => output.summary.as_deref().into(),
        "text" => output.text.as_deref().into(),
        "checkSuite" => Thing::CheckSuite {
            repo: id,
            id: run.suite,
        }
        .into(),
        "repository" => Thing::Repository(id).into(),
        "url" | "permalink" => url.into(),
        "resourcePath" => path.into(),
        // Branch protection is not modelled: no check is required.
        "isRequired" => false.into(),
        "annotations" => {
            let base = format!(
                "{}{}/blob/{}",
                world.web_url,
                repo_path(&world, repo),
                run.head_sha
            );
            let items = output
                .annotations
                .iter()
                .enumerate()
                .map(|(at, one)| Item::new(at, annotation(&base, one)));
            return connection(call, items.collect());
        }
        _ => return Err(call.unmodelled()),
    })
}

fn annotation(base: &str, one: &Annotation) -> Field {
    let position = |line: u64, column: Option<u64>| -> Field {
        Record::new(
            "CheckAnnotationPosition",
            vec![("line", line.into()), ("column", column.into())],
        )
        .into()
    };
    let span = vec![
        ("start", position(one.start_line, one.start_column)),
        ("end", position(one.end_line, one.end_column)),
    ];
    let fields = vec![
        ("path", one.path.as_str().into()),
        ("annotationLevel", one.level.to_uppercase().into()),
        ("message", one.message.as_str().into()),
        ("title", one.title.as_deref().into()),
        ("rawDetails", one.raw_details.as_deref().into()),
        ("location", Record::new("CheckAnnotationSpan", span).into()),
        ("blobUrl", format!("{base}/{}", one.path).into()),
    ];
    Record::new("CheckAnnotation", fields).into()
}

/// A field of all that was checked on a commit. Commit statuses are not modelled, only check runs.
pub(super) fn rollup(cx: &Context<'_>, id: RepoId, oid: &str, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let repo = world.repo(id).ok_or_else(gone)?;
    let runs = || repo.check_runs.values().filter(|run| run.head_sha == oid);
    Ok(match call.name() {
        "id" => global_id::rollup(id, oid).into(),
        "commit" => Thing::Commit {
            repo: id,
            oid: oid.to_owned(),
        }
        .into(),
        "state" => rollup_state(&runs().collect::<Vec<_>>()).into(),
        "contexts" => {
            let items = runs()
                .map(|run| Item::new(run.id, Thing::CheckRun { repo: id, id: run.id }))
                .collect();
            let extra = vec![
                ("checkRunCount", runs().count().into()),
                ("statusContextCount", 0_usize.into()),
            ];
            return connection_with(call, items, extra);
        }
        _ => return Err(call.unmodelled()),
    })
}

fn rollup_state(runs: &[&CheckRun]) -> &'static str {
    let passes =
        |run: &&&CheckRun| matches!(run.conclusion.as_deref(), Some("success" | "neutral" | "skipped"));
    if runs.iter().any(|run| run.conclusion.is_some() && !passes(&run)) {
        "FAILURE"
    } else if runs.iter().all(|run| passes(&run)) {
        "SUCCESS"
    } else {
        "PENDING"
    }
}
