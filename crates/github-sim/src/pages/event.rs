//! The lines between the comments: who did what, in GitHub's words.

use chrono::TimeDelta;

use super::face::{Face, Pill, When};
use super::icon::Icon;
use super::scene::Scene;
use super::thread::pointer;
use crate::world::{AccountId, EventKind, Issue, IssueKey, RepoId, Repository, StateReason, TimelineEvent};

/// Label changes of one person within this time share a line.
const TOGETHER: TimeDelta = TimeDelta::minutes(1);

/// One line of a conversation.
pub(super) struct Event {
    pub(super) anchor: String,
    pub(super) icon: Icon,
    /// Class of the line's badge: how weighty it is.
    pub(super) class: &'static str,
    pub(super) face: Face,
    pub(super) parts: Vec<Part>,
    pub(super) when: When,
    source: TimelineEvent,
    added: Vec<Pill>,
    removed: Vec<Pill>,
}

/// A piece of the line's sentence.
pub(super) enum Part {
    Text(String),
    Strong(String),
    Struck(String),
    Code(String),
    Label(Pill),
    Link { href: String, text: String },
}

impl Part {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// Adds a label change to the line before, if it belongs there.
pub(super) fn join(last: &mut Event, next: &TimelineEvent) -> bool {
    let near = next.at.signed_duration_since(last.source.at) <= TOGETHER;
    if last.source.actor != next.actor || !near || (last.added.is_empty() && last.removed.is_empty()) {
        return false;
    }
    match &next.kind {
        EventKind::Labeled { name, color, .. } => last.added.push(Pill::new(name, color, None)),
        EventKind::Unlabeled { name, color, .. } => last.removed.push(Pill::new(name, color, None)),
        _ => return false,
    }
    last.parts = label_parts(&last.added, &last.removed);
    true
}

fn label_parts(added: &[Pill], removed: &[Pill]) -> Vec<Part> {
    let mut parts = Vec::new();
    let halves = [("added", added), ("removed", removed)];
    for (verb, pills) in halves.into_iter().filter(|(_, pills)| !pills.is_empty()) {
        let and = if parts.is_empty() { "" } else { "and " };
        parts.push(Part::text(format!(
            "{and}{verb}{}",
            if added.len() + removed.len() == 1 {
                " the"
            } else {
                ""
            }
        )));
        parts.extend(pills.iter().cloned().map(Part::Label));
    }
    parts.push(Part::text(if added.len() + removed.len() == 1 {
        "label"
    } else {
        "labels"
    }));
    parts
}

/// The line for `happened`, or `None` when there is nothing to say or the visitor may not know it.
pub(super) fn event(
    scene: &Scene<'_>,
    repo: &Repository,
    issue: &Issue,
    happened: &TimelineEvent,
) -> Option<Event> {
    let merged_at = issue
        .pull
        .as_ref()
        .and_then(|pull| pull.merge.as_ref())
        .map(|merge| merge.at);
    if matches!(happened.kind, EventKind::Closed { .. }) && merged_at == Some(happened.at) {
        // The merge says it already.
        return None;
    }
    let mut event = Event {
        anchor: format!("event-{}", happened.id),
        icon: Icon::Dot,
        class: "",
        face: scene.face(happened.actor),
        parts: Vec::new(),
        when: scene.when(happened.at),
        source: happened.clone(),
        added: Vec::new(),
        removed: Vec::new(),
    };
    let told = labels(&happened.kind, &mut event)
        .or_else(|| state(scene, repo, issue, &happened.kind))
        .or_else(|| people(scene, happened.actor, &happened.kind))
        .or_else(|| links(scene, repo, issue, &happened.kind))
        .or_else(|| git(scene, repo, issue, &happened.kind))
        .or_else(|| publishing(scene, repo, &happened.kind));
    let (icon, class, parts) = told?;
    (event.icon, event.class, event.parts) = (icon, class, parts);
    Some(event)
}

/// Icon, class and sentence.
type Told = Option<(Icon, &'static str, Vec<Part>)>;

fn labels(kind: &EventKind, event: &mut Event) -> Told {
    match kind {
        EventKind::Labeled { name, color, .. } => event.added.push(Pill::new(name, color, None)),
        EventKind::Unlabeled { name, color, .. } => event.removed.push(Pill::new(name, color, None)),
        _ => return None,
    }
    Some((Icon::Label, "", label_parts(&event.added, &event.removed)))
}

fn say(icon: Icon, class: &'static str, text: &str) -> (Icon, &'static str, Vec<Part>) {
    (icon, class, vec![Part::text(text)])
}

#[expect(clippy::too_many_lines, reason = "one arm a kind of event")]
fn state(scene: &Scene<'_>, repo: &Repository, issue: &Issue, kind: &EventKind) -> Told {
    let told = match kind {
        EventKind::Closed { .. } if issue.pull.is_some() => say(Icon::PullClosed, "closed", "closed this"),
        EventKind::Closed { reason, by_pull } => {
            let (icon, class, words) = match reason {
                Some(StateReason::NotPlanned) => (Icon::NotPlanned, "quiet", "closed this as not planned"),
                Some(StateReason::Duplicate) => (Icon::NotPlanned, "quiet", "closed this as a duplicate"),
                Some(StateReason::Completed | StateReason::Reopened) | None => {
                    (Icon::IssueClosed, "done", "closed this as completed")
                }
            };
            let mut parts = vec![Part::text(words)];
            if let Some(pull) = by_pull.and_then(|pull| pointer(scene, repo, pull)) {
                parts.extend([
                    Part::text("in"),
                    Part::Link {
                        href: pull.href,
                        text: pull.number,
                    },
                ]);
            }
            (icon, class, parts)
        }
        EventKind::Reopened => say(Icon::IssueOpen, "open", "reopened this"),
        EventKind::Renamed { from, to } => {
            let parts = vec![
                Part::text("changed the title"),
                Part::Struck(from.clone()),
                Part::Strong(to.clone()),
            ];
            (Icon::Pencil, "", parts)
        }
        EventKind::Locked { reason: Some(reason) } => {
            let text = format!("locked as {reason} and limited conversation to collaborators");
            say(Icon::Lock, "quiet", &text)
        }
        EventKind::Locked { reason: None } => say(
            Icon::Lock,
            "quiet",
            "locked and limited conversation to collaborators",
        ),
        EventKind::Unlocked => say(Icon::Lock, "", "unlocked this conversation"),
        EventKind::Milestoned { title } => {
            let parts = vec![
                Part::text("added this to the"),
                Part::Strong(title.clone()),
                Part::text("milestone"),
            ];
            (Icon::Dot, "", parts)
        }
        EventKind::Demilestoned { title } => {
            let parts = vec![
                Part::text("removed this from the"),
                Part::Strong(title.clone()),
                Part::text("milestone"),
            ];
            (Icon::Dot, "", parts)
        }
        EventKind::ReadyForReview => say(Icon::Eye, "", "marked this pull request as ready for review"),
        EventKind::ConvertToDraft => say(Icon::Draft, "quiet", "marked this pull request as draft"),
        EventKind::CommentDeleted => say(Icon::Comment, "", "deleted a comment"),
        _ => return None,
    };
    Some(told)
}

fn people(scene: &Scene<'_>, actor: AccountId, kind: &EventKind) -> Told {
    let other = |id: &AccountId| Part::Strong(scene.face(*id).login);
    let parts = match kind {
        EventKind::Assigned { assignee } if *assignee == actor => vec![Part::text("self-assigned this")],
        EventKind::Assigned { assignee } => vec![Part::text("assigned"), other(assignee)],
        EventKind::Unassigned { assignee } if *assignee == actor => {
            vec![Part::text("removed their assignment")]
        }
        EventKind::Unassigned { assignee } => vec![Part::text("unassigned"), other(assignee)],
        EventKind::ReviewRequested { reviewer } if *reviewer == actor => {
            vec![Part::text("self-requested a review")]
        }
        EventKind::ReviewRequested { reviewer } => {
            vec![Part::text("requested a review from"), other(reviewer)]
        }
        EventKind::ReviewRequestRemoved { reviewer } => {
            vec![Part::text("removed the request for review from"), other(reviewer)]
        }
        EventKind::ReviewDismissed { message, .. } => {
            let why = message.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            vec![Part::text(format!("dismissed a review{why}"))]
        }
        _ => return None,
    };
    let is_review = matches!(
        kind,
        EventKind::ReviewRequested { .. }
            | EventKind::ReviewRequestRemoved { .. }
            | EventKind::ReviewDismissed { .. }
    );
    Some((if is_review { Icon::Eye } else { Icon::Person }, "", parts))
}

fn links(scene: &Scene<'_>, repo: &Repository, issue: &Issue, kind: &EventKind) -> Told {
    let this = if issue.pull.is_some() {
        "pull request"
    } else {
        "issue"
    };
    let (words, to): (String, IssueKey) = match kind {
        EventKind::CrossReferenced { source } => (format!("mentioned this {this} in"), *source),
        EventKind::SubIssueAdded { child } => ("added a sub-issue".into(), *child),
        EventKind::SubIssueRemoved { child } => ("removed a sub-issue".into(), *child),
        EventKind::ParentIssueAdded { parent } => ("added a parent issue".into(), *parent),
        EventKind::ParentIssueRemoved { parent } => ("removed a parent issue".into(), *parent),
        _ => return None,
    };
    let to = pointer(scene, repo, to)?;
    let link = Part::Link {
        href: to.href,
        text: format!("{} {}", to.title, to.number),
    };
    Some((Icon::Link, "", vec![Part::Text(words), link]))
}

fn git(scene: &Scene<'_>, repo: &Repository, issue: &Issue, kind: &EventKind) -> Told {
    let site = scene.site(repo);
    let commit = |oid: &str| Part::Link {
        href: site.commit(oid),
        text: short(oid).to_owned(),
    };
    let base = issue
        .pull
        .as_ref()
        .map(|pull| pull.base_branch.clone())
        .unwrap_or_default();
    match kind {
        EventKind::Committed { oid } => {
            let message = repo
                .git
                .commits
                .get(oid)
                .map(|commit| commit.message.lines().next().unwrap_or_default());
            let parts = vec![
                Part::text("committed"),
                Part::Strong(message.unwrap_or_default().to_owned()),
                commit(oid),
            ];
            Some((Icon::Commit, "", parts))
        }
        EventKind::HeadRefForcePushed { before, after } => {
            let parts = vec![
                Part::text("force-pushed from"),
                commit(before),
                Part::text("to"),
                commit(after),
            ];
            Some((Icon::Commit, "", parts))
        }
        EventKind::Merged { commit: oid } => {
            let parts = vec![
                Part::text("merged commit"),
                commit(oid),
                Part::text("into"),
                Part::Code(base),
            ];
            Some((Icon::Merge, "done", parts))
        }
        _ => branches(issue, kind),
    }
}

/// What became of the two branches.
fn branches(issue: &Issue, kind: &EventKind) -> Told {
    match kind {
        EventKind::HeadRefDeleted { branch } => {
            let parts = vec![
                Part::text("deleted the"),
                Part::Code(branch.clone()),
                Part::text("branch"),
            ];
            Some((Icon::PullRequest, "quiet", parts))
        }
        EventKind::HeadRefRestored => {
            let branch = issue.pull.as_ref().map(|pull| pull.head_branch.clone());
            let parts = vec![
                Part::text("restored the"),
                Part::Code(branch.unwrap_or_default()),
                Part::text("branch"),
            ];
            Some((Icon::PullRequest, "", parts))
        }
        EventKind::BaseRefChanged { from, to } => {
            let parts = vec![
                Part::text("changed the base branch from"),
                Part::Code(from.clone()),
                Part::text("to"),
                Part::Code(to.clone()),
            ];
            Some((Icon::PullRequest, "", parts))
        }
        _ => None,
    }
}

/// Commits that speak of the thing, where it came from, where it was deployed to.
fn publishing(scene: &Scene<'_>, repo: &Repository, kind: &EventKind) -> Told {
    match kind {
        EventKind::Referenced { repo: place, commit } => mention(scene, repo, *place, commit),
        EventKind::Transferred { from } => {
            let from = scene.world.repo(*from);
            let from = from.filter(|from| scene.world.can_see(&scene.actor, from));
            let place = match from {
                Some(from) => Part::Link {
                    href: scene.site(from).root().to_owned(),
                    text: scene.world.full_name(from),
                },
                None => Part::text("another repository"),
            };
            let parts = vec![Part::text("moved this issue here from"), place];
            Some((Icon::Repository, "", parts))
        }
        EventKind::Deployed { deployment } => {
            let one = repo.deployments.get(deployment)?;
            let commit = Part::Link {
                href: scene.site(repo).commit(&one.commit),
                text: short(&one.commit).to_owned(),
            };
            let parts = vec![
                Part::text("deployed"),
                commit,
                Part::text("to"),
                Part::Strong(one.environment.clone()),
            ];
            Some((Icon::Check, "open", parts))
        }
        _ => None,
    }
}

/// A commit that speaks of the thing, possibly in another repository.
fn mention(scene: &Scene<'_>, here: &Repository, place: RepoId, oid: &str) -> Told {
    let repo = scene
        .world
        .repo(place)
        .filter(|repo| scene.world.can_see(&scene.actor, repo))?;
    let headline = repo.git.commits.get(oid)?.message.lines().next()?;
    let prefix = if place == here.id {
        String::new()
    } else {
        format!("{}@", scene.world.full_name(repo))
    };
    let link = Part::Link {
        href: scene.site(repo).commit(oid),
        text: format!("{prefix}{}", short(oid)),
    };
    let parts = vec![
        Part::text("mentioned this in the commit"),
        Part::Strong(headline.to_owned()),
        link,
    ];
    Some((Icon::Commit, "", parts))
}

/// The seven digits people know a commit by.
pub(super) fn short(oid: &str) -> &str {
    oid.get(..7).unwrap_or(oid)
}
