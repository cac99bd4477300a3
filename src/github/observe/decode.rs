//! Repository, issue and pull request as GraphQL shows them, turned into the domain's observation.

use std::collections::BTreeMap;

use super::{
    authors::others_committed,
    events::{actor, person, verdict},
    wire,
};
use crate::{
    domain::{
        event::Mark,
        observation::{
            Branch, CheckRun, ConfigFile, DocumentFile, Index, Issue, Proposal, PullRequest,
            PullRequestState, Repository, TemplateFile,
        },
        person::Login,
    },
    github::Error,
};

/// Labels that exist among those that were asked for by these names, in the order of their aliases.
pub(super) fn labels(
    found: Option<BTreeMap<String, Option<wire::LabelName>>>,
    names: &[String],
) -> Vec<String> {
    let found = found.unwrap_or_default();
    let exists = |n: &usize| matches!(found.get(&format!("label{n}")), Some(Some(_)));
    (0..names.len())
        .filter(exists)
        .map(|n| names[n].clone())
        .collect()
}

/// What was found of what was asked for by name.
#[derive(Debug, Default)]
pub(super) struct ByName {
    pub(super) labels: Vec<String>,
    pub(super) templates: Vec<TemplateFile>,
}

/// Templates that are there, in the order of their aliases. One that is too large to be read whole is none.
pub(super) fn templates(
    found: Option<BTreeMap<String, Option<wire::TemplatePart>>>,
    paths: &[String],
) -> Vec<TemplateFile> {
    let mut found = found.unwrap_or_default();
    let mut part = |name: String| found.remove(&name).flatten();
    let each = paths.iter().enumerate().filter_map(|(n, path)| {
        let file = part(format!("file{n}"))?;
        let mut commits = part(format!("commit{n}"))?.target?.history?.all();
        let last = commits.next()?;
        Some(TemplateFile {
            path: path.clone(),
            text: file.text.filter(|_| !file.is_truncated)?,
            commit: last.oid,
            checks: checks(last.check_suites),
        })
    });
    each.collect()
}

/// The repository, with what was found in it by name, and the configuration at the path where it was looked for.
pub(super) fn repository(
    wire: &mut wire::Repository,
    named: ByName,
    config_path: &str,
) -> Result<Repository, Error> {
    let (mut default_branch, mut history) = (None, Vec::new());
    if let Some(branch) = wire.default_branch_ref.take()
        && let Some(head) = branch.target
    {
        history = head.history.into_iter().flat_map(wire::Nodes::all).collect();
        default_branch = Some(Branch {
            name: branch.name,
            head: head.oid,
        });
    }
    Ok(Repository {
        id: wire.database_id,
        owner: wire.owner.login.clone(),
        name: wire.name.clone(),
        url: wire.url.trim_end_matches('/').to_owned(),
        default_branch,
        labels: named.labels,
        templates: named.templates,
        form: form([wire.form.take(), wire.form_by_other_name.take()]),
        config: config(config_path, wire.config.take(), history)?,
    })
}

/// The issue form: the first file that is one. What is too large to be read whole is no form for GitHub either.
fn form(files: [Option<wire::Blob>; 2]) -> Option<String> {
    let mut whole = files.into_iter().flatten().filter(|file| !file.is_truncated);
    whole.find_map(|file| file.text)
}

/// The configuration file with its history, newest first.
fn config(
    path: &str,
    present: Option<wire::Blob>,
    history: Vec<wire::ConfigCommit>,
) -> Result<Option<ConfigFile>, Error> {
    let Some(text) = present.map(|blob| text(blob, path)).transpose()?.flatten() else {
        return Ok(None);
    };
    let mut history = history.into_iter();
    let Some(last) = history.next() else {
        return Err(Error::transient(
            "GitHub shows the configuration file, but not yet the commit that brought it",
        ));
    };
    let mut previous: Vec<String> = history.filter_map(|commit| commit.file?.object?.text).collect();
    previous.reverse();
    Ok(Some(ConfigFile {
        path: path.to_owned(),
        text,
        commit: last.oid,
        checks: checks(last.check_suites),
        previous,
    }))
}

/// A file's text; something that is no text file has none.
///
/// # Errors
/// [`Error::Invalid`] when GitHub cut it: half a file must not be taken for the whole.
pub(super) fn text(blob: wire::Blob, path: &str) -> Result<Option<String>, Error> {
    if blob.is_truncated {
        return Err(Error::invalid(format!("{path} is too large to be read")));
    }
    Ok(blob.text)
}

fn checks(suites: Option<wire::Nodes<wire::CheckSuite>>) -> Vec<CheckRun> {
    let mut runs: Vec<CheckRun> = suites
        .into_iter()
        .flat_map(wire::Nodes::all)
        .filter_map(|suite| suite.check_runs)
        .flat_map(wire::Nodes::all)
        .filter_map(|run| {
            let stored = run.external_id.unwrap_or_default();
            let (fingerprint, annotations) = stored.split_once('+').unwrap_or((&stored, ""));
            Some(CheckRun {
                id: run.database_id?,
                name: run.name,
                external_id: Some(fingerprint.to_owned()).filter(|known| !known.is_empty()),
                annotated: !annotations.is_empty(),
            })
        })
        .collect();
    runs.sort_by_key(|run| run.id);
    runs
}

pub(super) fn label_names(labels: Option<wire::Nodes<wire::LabelName>>) -> Vec<String> {
    let labels = labels.into_iter().flat_map(wire::Nodes::all);
    labels.map(|label| label.name).collect()
}

/// The issue, without its thread.
pub(super) fn issue(wire: wire::Issue, mark: Mark) -> (Issue, wire::Page<wire::Item>) {
    let issue = Issue {
        number: wire.number,
        node_id: wire.id,
        url: wire.url,
        title: wire.title,
        body: wire.body,
        author: wire.author.map(actor),
        created_at: wire.created_at,
        open: wire.state == "OPEN",
        labels: label_names(wire.labels),
        verdict: verdict(wire.reaction_groups, mark),
    };
    (issue, wire.timeline_items)
}

/// The postmortem's pull request among those with the right branch name: the open one, else the merged one, else the
/// latest. A fork's pull request is never the one, whatever its branch is called.
pub(super) fn choose(candidates: Vec<wire::PullRequest>) -> Option<wire::PullRequest> {
    let rank = |wire: &wire::PullRequest| match state(&wire.state) {
        PullRequestState::Open => 2,
        PullRequestState::Merged => 1,
        PullRequestState::Closed => 0,
    };
    candidates
        .into_iter()
        .filter(|wire| !wire.is_cross_repository)
        .max_by_key(|wire| (rank(wire), wire.number))
}

fn state(word: &str) -> PullRequestState {
    match word {
        "OPEN" => PullRequestState::Open,
        "MERGED" => PullRequestState::Merged,
        _ => PullRequestState::Closed,
    }
}

/// Whether a pull request that is not closed changes a file that could be the postmortem of the incident: the one that is
/// expected, or any Markdown file.
pub(super) fn could_replace(wire: &wire::PullRequest, expected: Option<&str>) -> bool {
    let changes_it = wire.files.as_ref().is_some_and(|files| {
        files.any(|file| Some(file.path.as_str()) == expected || is_markdown(&file.path))
    });
    state(&wire.state) != PullRequestState::Closed && changes_it
}

/// What [`pull_request`] makes of the wire's form.
pub(super) struct Decoded {
    pub(super) pull_request: PullRequest,
    pub(super) thread: wire::Page<wire::Item>,
    /// Where the document must be, when it was not at the path that was expected.
    pub(super) look_at: Option<String>,
    /// The list of all postmortems.
    pub(super) listed: Listed,
}

/// The list of all postmortems as a pull request has it.
#[derive(Default)]
pub(super) struct Listed {
    /// At its head.
    at_head: Option<wire::Blob>,
    /// The files that the pull request changes.
    changed: Vec<String>,
}

/// The list of all postmortems; nothing when one of its versions is too large to be read.
pub(super) fn index(
    path: &str,
    on_default: Option<wire::Blob>,
    listed: Listed,
    proposals: Option<wire::Nodes<wire::Proposal>>,
) -> Option<Index> {
    let whole = |blob: Option<wire::Blob>| blob.map_or(Ok(None), |blob| text(blob, path)).ok();
    let ours = proposals
        .into_iter()
        .flat_map(wire::Nodes::all)
        .find(|wire| !wire.is_cross_repository);
    let proposal = match ours {
        Some(wire) => {
            let last = wire.commits.all().last().and_then(|node| node.commit.index);
            Some(Proposal {
                state: state(&wire.state),
                head: wire.head_ref_oid,
                conflicting: wire.mergeable == "CONFLICTING",
                text: whole(last.and_then(|file| file.object))?,
            })
        }
        None => None,
    };
    Some(Index {
        path: path.to_owned(),
        on_default: whole(on_default)?,
        at_head: whole(listed.at_head)?,
        touched: listed.changed.iter().any(|changed| changed == path),
        proposal,
    })
}

/// The pull request, without its thread. `expected` is the path at which its document was asked for; `issue` is the
/// incident's number, by which the document is told from other Markdown files in the same pull request; `us` is our own
/// account. Where it goes is told by the default branch alone.
#[expect(
    clippy::too_many_lines,
    reason = "it is one list of cases, best read as a whole"
)]
pub(super) fn pull_request(
    wire: wire::PullRequest,
    expected: Option<&str>,
    default_branch: Option<&str>,
    issue: u64,
    us: &Login,
) -> Result<Decoded, Error> {
    let (mut approvals, mut changes_requested) = (Vec::new(), false);
    for review in wire
        .latest_opinionated_reviews
        .into_iter()
        .flat_map(wire::Nodes::all)
    {
        match review.state.as_str() {
            "APPROVED" => approvals.extend(person(review.author)),
            "CHANGES_REQUESTED" => changes_requested = true,
            _ => {}
        }
    }
    let last = wire.commits.all().last().map(|node| node.commit);
    let (file, listed, suites) = last.map_or((None, None, None), |commit| {
        (commit.file, commit.index, commit.check_suites)
    });
    let changed = wire.files.iter().flat_map(wire::Nodes::present);
    let listed = Listed {
        at_head: listed.and_then(|file| file.object),
        changed: changed.map(|file| file.path.clone()).collect(),
    };
    let document = match (expected, file.and_then(|file| file.object)) {
        (Some(path), Some(blob)) => text(blob, path)?.map(|text| DocumentFile {
            path: path.to_owned(),
            text,
        }),
        _ => None,
    };
    let look_at = match document {
        Some(_) => None,
        None => likeliest(wire.files.into_iter().flat_map(wire::Nodes::all), issue),
    };
    let pull_request = PullRequest {
        number: wire.number,
        node_id: wire.id,
        url: wire.url,
        head: wire.head_ref_oid,
        ours: !wire.is_cross_repository && super::issue_of_branch(&wire.head_ref_name) == Some(issue),
        instead_of: None,
        author: wire.author.map(actor),
        elsewhere: default_branch
            .filter(|default| *default != wire.base_ref_name)
            .map(|_| wire.base_ref_name),
        conflicting: wire.mergeable == "CONFLICTING",
        state: state(&wire.state),
        draft: wire.is_draft,
        created_at: wire.created_at,
        merged_at: wire.merged_at,
        labels: label_names(wire.labels),
        assignees: wire.assignees.all().map(|who| Login::new(who.login)).collect(),
        approvals,
        changes_requested,
        others_committed: others_committed(wire.every_commit, us),
        document,
        checks: checks(suites),
    };
    Ok(Decoded {
        pull_request,
        thread: wire.timeline_items,
        look_at,
        listed,
    })
}

/// The changed file that is the postmortem: a Markdown file, one named after the incident before any other.
fn likeliest(files: impl Iterator<Item = wire::ChangedFile>, issue: u64) -> Option<String> {
    let named_after = |path: &str| {
        let file = path.rsplit('/').next().unwrap_or(path);
        file.strip_prefix(&issue.to_string())
            .is_some_and(|rest| rest.starts_with(['-', '.']))
    };
    files
        .map(|file| file.path)
        .filter(|path| is_markdown(path) && !path.ends_with("/README.md"))
        .min_by_key(|path| (!named_after(path), path.clone()))
}

fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, kind)| kind.eq_ignore_ascii_case("md"))
}
