//! `Issue`, and what it shares with `PullRequest`.

use super::account;
use super::comment::Authored;
use super::connection::{Item, connection};
use super::errors::Failure;
use super::execute::{Call, Context};
use super::label;
use super::resolve::gone;
use super::timeline;
use super::value::{Field, Record, Resolved, Thing};
use crate::world::{Issue, IssueKey, Repository, StateReason, World, need};

/// A field of an issue.
pub(super) fn field(cx: &Context<'_>, key: IssueKey, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let issue = world.issue(key).ok_or_else(gone)?;
    Ok(match call.name() {
        "id" => issue.node_id().into(),
        "databaseId" => issue.id.into(),
        "fullDatabaseId" => issue.id.to_string().into(),
        "state" => issue.state().to_uppercase().into(),
        "stateReason" => issue
            .state_reason
            .map(|reason| state_reason(reason, call.flag("enableDuplicate")))
            .into(),
        "parent" => issue
            .parent
            .map_or(Field::NULL, |parent| cx.issue_or_null(&world, parent)),
        "subIssues" => {
            let children = issue.sub_issues.iter().filter_map(|child| {
                let id = world.issue(*child)?.id;
                matches!(cx.issue_or_null(&world, *child), Field::Thing(_))
                    .then(|| Item::new(id, Thing::Issue(*child)))
            });
            return connection(call, children.collect());
        }
        "subIssuesSummary" => sub_issues_summary(&world, issue),
        "closedByPullRequestsReferences" => {
            return connection(call, closers(&world, issue, call.flag("includeClosedPrs")));
        }
        "bodyUrl" => format!(
            "{}{}#issue-{}",
            world.web_url,
            super::resolve::issue_path(&world, key),
            issue.id
        )
        .into(),
        _ => return shared(cx, &world, key, issue, call),
    })
}

/// A field that issues and pull requests both have.
pub(super) fn shared(
    cx: &Context<'_>,
    world: &World,
    key: IssueKey,
    issue: &Issue,
    call: &Call<'_>,
) -> Resolved {
    let repo = world.repo(key.repo).ok_or_else(gone)?;
    Ok(match call.name() {
        "number" => issue.number.into(),
        "title" => issue.title.as_str().into(),
        "closed" => (!issue.is_open()).into(),
        "closedAt" => issue.closed.map(|(at, _)| at).into(),
        "locked" => issue.locked.into(),
        "activeLockReason" => issue
            .lock_reason
            .as_deref()
            .map(|reason| reason.to_uppercase().replace(['-', ' '], "_"))
            .into(),
        "milestone" => issue
            .milestone
            .map(|number| Thing::Milestone {
                repo: key.repo,
                number,
            })
            .into(),
        "assignees" => return connection(call, assignees(world, issue)),
        "labels" => return connection(call, labels(repo, issue, call)?),
        "comments" => {
            call.refuse_arguments(&["orderBy"])?;
            let items = issue.comments.iter().map(|one| {
                Item::new(
                    one.id,
                    Thing::Comment {
                        issue: key,
                        id: one.id,
                    },
                )
            });
            return connection(call, items.collect());
        }
        "participants" => return connection(call, participants(world, issue)),
        "timelineItems" => return timeline::items(cx, world, key, issue, call),
        "viewerCanClose" | "viewerCanReopen" | "viewerCanLabel" => {
            let mine = issue.author == cx.actor.account && call.name() != "viewerCanLabel";
            (!repo.archived && (mine || world.allows(cx.actor, repo, &need::TRIAGE))).into()
        }
        _ => return Authored::issue(world, key, issue).field(cx, world, call),
    })
}

fn assignees(world: &World, issue: &Issue) -> Vec<Item> {
    let shown = issue.assignees.iter().map(|id| (id, account::user(world, *id)));
    let people = shown.filter(|(_, user)| matches!(user, Field::Thing(_)));
    people.map(|(id, user)| Item::new(id.0, user)).collect()
}

fn labels(repo: &Repository, issue: &Issue, call: &Call<'_>) -> Result<Vec<Item>, Failure> {
    let labels = issue.labels.iter().filter_map(|id| repo.label_by_id(*id));
    let mut items: Vec<(&str, Item)> = labels
        .map(|one| {
            (
                one.name.as_str(),
                Item::new(
                    one.id,
                    Thing::Label {
                        repo: repo.id,
                        id: one.id,
                    },
                ),
            )
        })
        .collect();
    label::order(call, &mut items)?;
    Ok(items.into_iter().map(|(_, item)| item).collect())
}

/// The word for a reason. Clients that did not ask for it are told `NOT_PLANNED` instead of `DUPLICATE`.
pub(super) fn state_reason(reason: StateReason, duplicate_known: bool) -> String {
    let reason = if reason == StateReason::Duplicate && !duplicate_known {
        StateReason::NotPlanned
    } else {
        reason
    };
    reason.as_str().to_uppercase()
}

fn sub_issues_summary(world: &World, issue: &Issue) -> Field {
    let children = issue.sub_issues.iter().filter_map(|key| world.issue(*key));
    let (total, completed) = children.fold((0_usize, 0_usize), |(total, done), child| {
        (total + 1, done + usize::from(!child.is_open()))
    });
    let fields = vec![
        ("total", total.into()),
        ("completed", completed.into()),
        (
            "percentCompleted",
            (completed * 100).checked_div(total).unwrap_or(0).into(),
        ),
    ];
    Record::new("SubIssuesSummary", fields).into()
}

/// The pull requests that closed this issue by a keyword.
fn closers(world: &World, issue: &Issue, closed_too: bool) -> Vec<Item> {
    let by = issue.timeline.iter().filter_map(|event| match event.kind {
        crate::world::EventKind::Closed {
            by_pull: Some(pull), ..
        } => Some(pull),
        _ => None,
    });
    let shown = by
        .filter_map(|pull| Some((pull, world.issue(pull)?)))
        .filter(|(_, pull)| closed_too || pull.is_open());
    shown
        .map(|(key, pull)| Item::new(pull.id, Thing::Pull(key)))
        .collect()
}

/// Everybody who wrote here, once, in order of appearance.
fn participants(world: &World, issue: &Issue) -> Vec<Item> {
    let mut seen = Vec::new();
    for id in std::iter::once(issue.author).chain(issue.comments.iter().map(|comment| comment.author)) {
        if !seen.contains(&id) && matches!(account::user(world, id), Field::Thing(_)) {
            seen.push(id);
        }
    }
    seen.into_iter()
        .map(|id| Item::new(id.0, Thing::Account(id)))
        .collect()
}

/// The label an event speaks of: the repository's own, or what is left of a deleted one.
pub(super) fn event_label(repo: &Repository, id: i64, name: &str, color: &str) -> Field {
    if repo.label_by_id(id).is_some() {
        return Thing::Label { repo: repo.id, id }.into();
    }
    let fields = vec![
        (
            "id",
            crate::world::node_id(crate::world::NodeKind::Label, id).into(),
        ),
        ("name", name.into()),
        ("color", color.into()),
        ("description", Field::NULL),
        ("isDefault", false.into()),
        ("repository", Thing::Repository(repo.id).into()),
    ];
    Record::new("Label", fields).into()
}
