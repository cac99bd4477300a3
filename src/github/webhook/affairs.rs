//! The events that can matter, and what each of them asks for.

use super::{
    envelope::{Account, Commit, Envelope, Issue},
    route::{BotIdentity, Ignored, Route, SweptRepository},
};
use crate::{
    domain::{
        key::{IncidentKey, Locator},
        person::Login,
    },
    github::observe::issue_of_branch,
    policy,
};

/// Events whose payloads are read at all.
pub(super) const KNOWN: [&str; 11] = [
    "check_run",
    "check_suite",
    "delete",
    "installation",
    "installation_repositories",
    "issue_comment",
    "issues",
    "pull_request",
    "pull_request_review",
    "push",
    "repository",
];

/// Commits that a push lists at most; of a longer one nobody can say what it touched.
const LISTED_COMMITS: usize = 2_048;

/// What the event asks for, or why it asks for nothing.
pub(super) fn concern(event: &str, envelope: &Envelope, me: &BotIdentity) -> Result<Route, Ignored> {
    let action = envelope.action.as_deref().unwrap_or_default();
    match event {
        "issues" => issues(action, envelope),
        "issue_comment" => comment(envelope, me),
        "pull_request" | "pull_request_review" => pull_request(envelope),
        "push" => push(envelope),
        "delete" => deleted(envelope),
        "check_run" | "check_suite" if action == "rerequested" => rerequested(envelope),
        "installation" => match action {
            "created" | "unsuspend" | "new_permissions_accepted" => everywhere(envelope),
            _ => Err(Ignored::Irrelevant),
        },
        "installation_repositories" if action == "added" => added(envelope),
        "repository" => match action {
            "renamed" | "transferred" | "unarchived" => here(envelope),
            _ => Err(Ignored::Irrelevant),
        },
        _ => Err(Ignored::Irrelevant),
    }
}

fn issues(action: &str, envelope: &Envelope) -> Result<Route, Ignored> {
    let issue = envelope.issue.as_ref().ok_or(Ignored::Incomplete)?;
    // The last label that was taken off may have been the incident's.
    let label_changed = matches!(action, "labeled" | "unlabeled");
    if !label_changed && !labelled(issue) {
        return Err(Ignored::NoLabels);
    }
    if matches!(action, "pinned" | "unpinned" | "locked" | "unlocked") {
        return Err(Ignored::Irrelevant);
    }
    look(envelope, issue.number)
}

/// Comments on issues and, as GitHub has it, on pull requests.
fn comment(envelope: &Envelope, me: &BotIdentity) -> Result<Route, Ignored> {
    let issue = envelope.issue.as_ref().ok_or(Ignored::Incomplete)?;
    let body = envelope
        .comment
        .as_ref()
        .and_then(|comment| comment.body.as_deref());
    // An incident that was withdrawn has lost its label, and can still be commanded. So can a postmortem whose pull
    // request a person opened by hand.
    let may_command = body.is_some_and(|body| body.lines().any(|line| line.trim_start().starts_with('/')));
    if issue.pull_request.is_some() {
        if !may_command && !is(issue.user.as_ref(), me) {
            return Err(Ignored::OtherBranch);
        }
    } else if !may_command && !labelled(issue) {
        return Err(Ignored::NoLabels);
    }
    look(envelope, issue.number)
}

fn is(account: Option<&Account>, me: &BotIdentity) -> bool {
    let login = account.and_then(|account| account.login.as_deref());
    login.is_some_and(|login| Login::new(login) == me.login)
}

fn labelled(issue: &Issue) -> bool {
    issue.labels.as_ref().is_some_and(|labels| !labels.is_empty())
}

/// A pull request concerns the incident that its branch is named after; a fork's branch is named after nothing.
fn pull_request(envelope: &Envelope) -> Result<Route, Ignored> {
    let head = envelope
        .pull_request
        .as_ref()
        .and_then(|pull_request| pull_request.head.as_ref())
        .ok_or(Ignored::Incomplete)?;
    let here = envelope.repository.as_ref().and_then(|repository| repository.id);
    let from_a_fork = head.repo.is_some_and(|from| Some(from.id) != here);
    if from_a_fork {
        return Err(Ignored::OtherBranch);
    }
    let branch = head.reference.as_deref().ok_or(Ignored::Incomplete)?;
    look_by_branch(envelope, branch)
}

fn push(envelope: &Envelope) -> Result<Route, Ignored> {
    let reference = envelope.reference.as_deref().ok_or(Ignored::Incomplete)?;
    let branch = reference
        .strip_prefix("refs/heads/")
        .ok_or(Ignored::OtherBranch)?;
    let default = envelope
        .repository
        .as_ref()
        .and_then(|repository| repository.default_branch.as_deref());
    if default != Some(branch) {
        return look_by_branch(envelope, branch);
    }
    let commits = envelope.commits.as_deref().unwrap_or_default();
    // Payloads of workflows list no files, and long pushes not every commit.
    if commits.len() >= LISTED_COMMITS || commits.iter().any(touches_configuration) {
        return here(envelope);
    }
    Err(Ignored::Irrelevant)
}

fn touches_configuration(commit: &Commit) -> bool {
    let mut touched = commit.added.iter().chain(&commit.modified).chain(&commit.removed);
    touched.any(|path| path == policy::PATH)
}

fn deleted(envelope: &Envelope) -> Result<Route, Ignored> {
    if envelope.ref_type.as_deref() != Some("branch") {
        return Err(Ignored::OtherBranch);
    }
    let branch = envelope.reference.as_deref().ok_or(Ignored::Incomplete)?;
    look_by_branch(envelope, branch)
}

fn rerequested(envelope: &Envelope) -> Result<Route, Ignored> {
    let of_run = envelope
        .check_run
        .as_ref()
        .and_then(|run| run.check_suite.as_ref());
    let suite = of_run
        .or(envelope.check_suite.as_ref())
        .ok_or(Ignored::Incomplete)?;
    let branch = suite.head_branch.as_deref().ok_or(Ignored::OtherBranch)?;
    look_by_branch(envelope, branch)
}

fn added(envelope: &Envelope) -> Result<Route, Ignored> {
    let installation = envelope.installation.ok_or(Ignored::NoInstallation)?.id;
    let added = envelope.repositories_added.as_deref().unwrap_or_default();
    let repository = match added {
        [only] => only
            .id
            .zip(only.full_name.as_deref())
            .and_then(|(id, full_name)| {
                let (owner, name) = full_name.split_once('/')?;
                Some(SweptRepository {
                    id,
                    owner: owner.to_owned(),
                    name: name.to_owned(),
                })
            }),
        _ => None,
    };
    Ok(Route::Sweep {
        installation,
        repository,
    })
}

fn everywhere(envelope: &Envelope) -> Result<Route, Ignored> {
    let installation = envelope.installation.ok_or(Ignored::NoInstallation)?.id;
    Ok(Route::Sweep {
        installation,
        repository: None,
    })
}

fn here(envelope: &Envelope) -> Result<Route, Ignored> {
    let (installation, repository) = place(envelope)?;
    Ok(Route::Sweep {
        installation,
        repository: Some(repository),
    })
}

fn look_by_branch(envelope: &Envelope, branch: &str) -> Result<Route, Ignored> {
    let issue = issue_of_branch(branch).ok_or(Ignored::OtherBranch)?;
    look(envelope, Some(issue))
}

fn look(envelope: &Envelope, issue: Option<u64>) -> Result<Route, Ignored> {
    let (installation, repository) = place(envelope)?;
    Ok(Route::Look(vec![Locator {
        key: IncidentKey {
            repository: repository.id,
            issue: issue.ok_or(Ignored::Incomplete)?,
        },
        installation,
        owner: repository.owner,
        name: repository.name,
    }]))
}

/// Where it happened.
fn place(envelope: &Envelope) -> Result<(u64, SweptRepository), Ignored> {
    let installation = envelope.installation.ok_or(Ignored::NoInstallation)?.id;
    let repository = envelope.repository.as_ref().ok_or(Ignored::NoInstallation)?;
    let owner = repository.owner.as_ref().ok_or(Ignored::Incomplete)?;
    let owner = owner.login.as_ref().or(owner.name.as_ref());
    match (repository.id, owner, &repository.name) {
        (Some(id), Some(owner), Some(name)) => Ok((
            installation,
            SweptRepository {
                id,
                owner: owner.clone(),
                name: name.clone(),
            },
        )),
        _ => Err(Ignored::Incomplete),
    }
}
