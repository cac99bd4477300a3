//! The events that can matter, and what each of them asks for.

use std::collections::BTreeSet;

use super::{
    envelope::{Account, App, Commit, Envelope, Issue, Repository},
    family,
    mentions::mentioned,
    route::{BotIdentity, Ignored, Route, SweptRepository, Which},
};
use crate::{
    domain::{
        key::{IncidentKey, Locator},
        person::Login,
        request::Request,
    },
    github::observe::{FORM_PATHS, issue_of_branch},
    plan::POSTMORTEM_CHECK,
    policy,
};

/// Events whose payloads are read at all.
pub(super) const KNOWN: [&str; 16] = [
    "check_run",
    "check_suite",
    "delete",
    "deployment",
    "deployment_status",
    "installation",
    "installation_repositories",
    "issue_comment",
    "issues",
    "label",
    "pull_request",
    "pull_request_review",
    "push",
    "release",
    "repository",
    "sub_issues",
];

/// Commits that a push lists at most; of a longer one nobody can say what it touched.
const LISTED_COMMITS: usize = 2_048;

/// What the event asks for, or why it asks for nothing.
pub(super) fn concern(event: &str, envelope: &Envelope, me: &BotIdentity) -> Result<Route, Ignored> {
    let action = envelope.action.as_deref().unwrap_or_default();
    match event {
        "issues" => {
            let issue = envelope
                .issue
                .as_ref()
                .filter(|_| matches!(action, "opened" | "edited"));
            let body = issue.and_then(|issue| issue.body.as_deref());
            and_about(
                envelope,
                body.into_iter(),
                family::with_parent(envelope, issues(action, envelope)),
            )
        }
        "issue_comment" => {
            let comment_body = envelope
                .comment
                .as_ref()
                .and_then(|comment| comment.body.as_deref());
            // What is said on a pull request of somebody's may be said on a postmortem.
            let pull_request = envelope
                .issue
                .as_ref()
                .filter(|issue| issue.pull_request.is_some());
            let mentioning = pull_request.and_then(|issue| issue.body.as_deref());
            let texts = comment_body.into_iter().chain(mentioning);
            and_about(envelope, texts, comment(envelope, me))
        }
        "pull_request" | "pull_request_review" => {
            pull_request(envelope).or_else(|ignored| mentions(action, envelope, ignored))
        }
        "push" => push(envelope),
        "delete" => deleted(envelope),
        "check_run" | "check_suite" => pressed(action, envelope, me),
        "deployment" | "deployment_status" => known(envelope, Which::Running),
        "release" if action == "published" => known(envelope, Which::Running),
        "sub_issues" => family::parent(envelope),
        "label" if matches!(action, "edited" | "deleted") => here(envelope),
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
    // The last label that was taken off may have been the incident's; and what was withdrawn, and has no label any more,
    // must be forgotten when it leaves.
    let whatever_labels = matches!(action, "labeled" | "unlabeled" | "deleted" | "transferred");
    if !whatever_labels && !labelled(issue) {
        return Err(Ignored::NoLabels);
    }
    if action == "transferred" {
        return transferred(envelope, issue.number);
    }
    if matches!(action, "pinned" | "unpinned" | "locked" | "unlocked") {
        return Err(Ignored::Irrelevant);
    }
    look(envelope, issue.number)
}

/// The number that the issue left behind, and the one it has now. It can be out of our reach there, which is found out by
/// looking: the installation is the same, as issues move only within an account.
fn transferred(envelope: &Envelope, left: Option<u64>) -> Result<Route, Ignored> {
    let (installation, from) = place(envelope)?;
    let mut keys = vec![locator(installation, from, left.ok_or(Ignored::Incomplete)?)];
    let went = envelope.changes.as_ref().and_then(|changes| {
        let repository = changes.new_repository.as_ref().and_then(named)?;
        Some((repository, changes.new_issue.as_ref()?.number?))
    });
    keys.extend(went.map(|(repository, number)| locator(installation, repository, number)));
    Ok(Route::Look(keys))
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

pub(super) fn labelled(issue: &Issue) -> bool {
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
    let messages = commits.iter().filter_map(|commit| commit.message.as_deref());
    about(envelope, messages, Ignored::Irrelevant)
}

fn is_template(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, kind)| kind == "hbs")
}

fn touches_configuration(commit: &Commit) -> bool {
    let mut touched = commit.added.iter().chain(&commit.modified).chain(&commit.removed);
    // Which templates count is in the configuration, which is read only later.
    touched.any(|path| path == policy::PATH || is_template(path) || FORM_PATHS.contains(&path.as_str()))
}

/// Other people's pull requests are part of an incident that they mention, and can be its postmortem.
fn mentions(action: &str, envelope: &Envelope, ignored: Ignored) -> Result<Route, Ignored> {
    let body = envelope
        .pull_request
        .as_ref()
        .and_then(|pull_request| pull_request.body.as_deref());
    match action {
        "assigned" | "unassigned" | "locked" | "unlocked" | "milestoned" | "demilestoned" => Err(ignored),
        _ => about(envelope, body.into_iter(), ignored),
    }
}

/// The incidents that texts mention, or why there are none.
fn about<'a>(
    envelope: &Envelope,
    texts: impl Iterator<Item = &'a str>,
    ignored: Ignored,
) -> Result<Route, Ignored> {
    let (_, SweptRepository { owner, name, .. }) = place(envelope)?;
    let numbers: BTreeSet<u64> = texts.flat_map(|text| mentioned(text, &owner, &name)).collect();
    if numbers.is_empty() {
        return Err(ignored);
    }
    known(envelope, Which::Numbered(numbers))
}

/// What happened, and the incidents beside it that texts mention.
fn and_about<'a>(
    envelope: &Envelope,
    texts: impl Iterator<Item = &'a str>,
    route: Result<Route, Ignored>,
) -> Result<Route, Ignored> {
    match (route, about(envelope, texts, Ignored::Irrelevant)) {
        (
            Ok(Route::Look(keys)),
            Ok(Route::Known {
                which: Which::Numbered(mentioned),
                ..
            }),
        ) => Ok(Route::LookAround { keys, mentioned }),
        (Err(_), Ok(known)) => Ok(known),
        (route, _) => route,
    }
}

fn known(envelope: &Envelope, which: Which) -> Result<Route, Ignored> {
    let (installation, repository) = place(envelope)?;
    Ok(Route::Known {
        installation,
        repository,
        which,
    })
}

fn deleted(envelope: &Envelope) -> Result<Route, Ignored> {
    if envelope.ref_type.as_deref() != Some("branch") {
        return Err(Ignored::OtherBranch);
    }
    let branch = envelope.reference.as_deref().ok_or(Ignored::Incomplete)?;
    look_by_branch(envelope, branch)
}

/// A button of a check of ours, or the one that runs it again.
fn pressed(action: &str, envelope: &Envelope, me: &BotIdentity) -> Result<Route, Ignored> {
    let run = envelope.check_run.as_ref();
    let request = match action {
        "rerequested" => Request::Rerun,
        "requested_action" => {
            let button = envelope.requested_action.as_ref();
            let identifier = button.and_then(|button| button.identifier.as_deref());
            identifier
                .and_then(|name| name.parse().ok())
                .ok_or(Ignored::Irrelevant)?
        }
        _ => return Err(Ignored::Irrelevant),
    };
    let of_run = run.and_then(|run| run.check_suite.as_ref());
    let suite = of_run
        .or(envelope.check_suite.as_ref())
        .ok_or(Ignored::Incomplete)?;
    let app = run.and_then(|run| run.app.as_ref()).or(suite.app.as_ref());
    if app.is_some_and(|app| !is_ours(app, me)) {
        return Err(Ignored::Irrelevant);
    }
    let branch = suite.head_branch.as_deref().ok_or(Ignored::OtherBranch)?;
    let route = look_by_branch(envelope, branch)?;
    let name = run.and_then(|run| run.name.as_deref());
    // A suite has no name: all its checks are to run again.
    let is_postmortem = name.map_or(run.is_none(), |name| name == POSTMORTEM_CHECK);
    Ok(match route {
        Route::Look(mut keys) if is_postmortem && keys.len() == 1 => Route::Ask {
            key: keys.remove(0),
            requests: BTreeSet::from([request]),
        },
        route => route,
    })
}

/// Whether it is the App that we are. GitHub tells only the one whose check it is, so that nobody is refused while we
/// do not know our name.
fn is_ours(app: &App, me: &BotIdentity) -> bool {
    let slug = app.slug.as_deref();
    me.login.as_str().is_empty() || slug.is_none_or(|slug| Login::new(format!("{slug}[bot]")) == me.login)
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
    let issue = issue.ok_or(Ignored::Incomplete)?;
    Ok(Route::Look(vec![locator(installation, repository, issue)]))
}

pub(super) fn locator(installation: u64, repository: SweptRepository, issue: u64) -> Locator {
    Locator {
        key: IncidentKey {
            repository: repository.id,
            issue,
        },
        installation,
        owner: repository.owner,
        name: repository.name,
    }
}

/// Where it happened.
pub(super) fn place(envelope: &Envelope) -> Result<(u64, SweptRepository), Ignored> {
    let installation = envelope.installation.ok_or(Ignored::NoInstallation)?.id;
    let repository = envelope.repository.as_ref().ok_or(Ignored::NoInstallation)?;
    Ok((installation, named(repository).ok_or(Ignored::Incomplete)?))
}

pub(super) fn named(repository: &Repository) -> Option<SweptRepository> {
    let owner = repository.owner.as_ref()?;
    let owner = owner.login.as_ref().or(owner.name.as_ref())?;
    Some(SweptRepository {
        id: repository.id?,
        owner: owner.clone(),
        name: repository.name.clone()?,
    })
}
