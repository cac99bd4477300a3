//! `timelineItems`: what happened to an issue or pull request, in order.

use super::account;
use super::connection::{Item, connection_with};
use super::errors::Failure;
use super::execute::{Call, Context};
use super::issue::{event_label, state_reason};
use super::repository::issues::instant;
use super::resolve::{gone, issue_path, issue_thing};
use super::value::{Field, Resolved, Thing};
use crate::world::{EventKind, Issue, IssueKey, TimelineEvent, World, need};

/// The GraphQL type of an event.
fn event_type(kind: &EventKind) -> &'static str {
    match kind {
        EventKind::Labeled { .. } => "LabeledEvent",
        EventKind::Unlabeled { .. } => "UnlabeledEvent",
        EventKind::Assigned { .. } => "AssignedEvent",
        EventKind::Unassigned { .. } => "UnassignedEvent",
        EventKind::Milestoned { .. } => "MilestonedEvent",
        EventKind::Demilestoned { .. } => "DemilestonedEvent",
        EventKind::Closed { .. } => "ClosedEvent",
        EventKind::Reopened => "ReopenedEvent",
        EventKind::Renamed { .. } => "RenamedTitleEvent",
        EventKind::Locked { .. } => "LockedEvent",
        EventKind::Unlocked => "UnlockedEvent",
        EventKind::CrossReferenced { .. } => "CrossReferencedEvent",
        EventKind::Commented { .. } => "IssueComment",
        EventKind::CommentDeleted => "CommentDeletedEvent",
        EventKind::SubIssueAdded { .. } => "SubIssueAddedEvent",
        EventKind::SubIssueRemoved { .. } => "SubIssueRemovedEvent",
        EventKind::ParentIssueAdded { .. } => "ParentIssueAddedEvent",
        EventKind::ParentIssueRemoved { .. } => "ParentIssueRemovedEvent",
        EventKind::Committed { .. } => "PullRequestCommit",
        EventKind::HeadRefForcePushed { .. } => "HeadRefForcePushedEvent",
        EventKind::HeadRefDeleted { .. } => "HeadRefDeletedEvent",
        EventKind::HeadRefRestored => "HeadRefRestoredEvent",
        EventKind::BaseRefChanged { .. } => "BaseRefChangedEvent",
        EventKind::ReadyForReview => "ReadyForReviewEvent",
        EventKind::ConvertToDraft => "ConvertToDraftEvent",
        EventKind::ReviewRequested { .. } => "ReviewRequestedEvent",
        EventKind::ReviewRequestRemoved { .. } => "ReviewRequestRemovedEvent",
        EventKind::Reviewed { .. } => "PullRequestReview",
        EventKind::ReviewDismissed { .. } => "ReviewDismissedEvent",
        EventKind::Merged { .. } => "MergedEvent",
        EventKind::Referenced { .. } => "ReferencedEvent",
        EventKind::Transferred { .. } => "TransferredEvent",
        EventKind::Deployed { .. } => "DeployedEvent",
    }
}

/// `LabeledEvent` as `itemTypes` spells it: `LABELED_EVENT`.
fn enum_word(type_name: &str) -> String {
    let mut word = String::with_capacity(type_name.len() + 4);
    for (at, letter) in type_name.char_indices() {
        if at > 0 && letter.is_ascii_uppercase() {
            word.push('_');
        }
        word.push(letter.to_ascii_uppercase());
    }
    word
}

fn event(world: &World, key: IssueKey, id: i64) -> Option<&TimelineEvent> {
    world.issue(key)?.timeline.iter().find(|event| event.id == id)
}

/// The type of an event that has one of its own.
pub(super) fn type_name(cx: &Context<'_>, issue: IssueKey, id: i64) -> &'static str {
    event(&cx.world(), issue, id).map_or("SubscribedEvent", |event| event_type(&event.kind))
}

/// The object that stands for an event: what was written, or the event itself.
fn thing(key: IssueKey, event: &TimelineEvent) -> Thing {
    match &event.kind {
        EventKind::Commented { comment } => Thing::Comment {
            issue: key,
            id: *comment,
        },
        EventKind::Reviewed { review } => Thing::Review {
            pull: key,
            id: *review,
        },
        EventKind::Committed { oid } => Thing::PullCommit {
            pull: key,
            oid: oid.clone(),
        },
        _ => Thing::Event {
            issue: key,
            id: event.id,
        },
    }
}

/// Answers `timelineItems`.
pub(super) fn items(
    cx: &Context<'_>,
    world: &World,
    key: IssueKey,
    issue: &Issue,
    call: &Call<'_>,
) -> Resolved {
    let types = call.texts("itemTypes");
    let since = call.text("since").map(instant).transpose()?;
    let skip = match call.int("skip").map(usize::try_from) {
        None => 0,
        Some(Ok(skip)) => skip,
        Some(Err(_)) => return Err(Failure::unprocessable("`skip` cannot be less than zero.")),
    };
    let shown = issue.timeline.iter().filter(|event| {
        types
            .as_ref()
            .is_none_or(|types| types.contains(&enum_word(event_type(&event.kind)).as_str()))
            && since.is_none_or(|since| event.at >= since)
            && shows(cx, world, event)
    });
    let items = shown
        .skip(skip)
        .map(|event| Item::new(event.id, thing(key, event)))
        .collect();
    connection_with(call, items, vec![("updatedAt", issue.updated_at.into())])
}

/// Whether the event may be shown: a mention from where the actor cannot look is not.
fn shows(cx: &Context<'_>, world: &World, event: &TimelineEvent) -> bool {
    match event.kind {
        EventKind::CrossReferenced { source } => matches!(cx.issue_or_null(world, source), Field::Thing(_)),
        EventKind::Referenced { repo, .. } => world.repo(repo).is_some_and(|repo| cx.sees(world, repo)),
        _ => true,
    }
}

/// A field of an event.
pub(super) fn field(cx: &Context<'_>, key: IssueKey, id: i64, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let event = event(&world, key, id).ok_or_else(gone)?;
    let path = format!("{}#event-{id}", issue_path(&world, key));
    Ok(match call.name() {
        "id" => event.node_id().into(),
        "databaseId" => id.into(),
        "actor" => account::actor(&world, event.actor),
        "createdAt" | "referencedAt" => event.at.into(),
        "url" => format!("{}{path}", world.web_url).into(),
        "resourcePath" => path.into(),
        // The issue or pull request it happened to goes by many names.
        "assignable" | "labelable" | "closable" | "lockable" | "subject" | "target" | "pullRequest"
        | "issue" => issue_thing(&world, key).into(),
        _ => return detail(cx, &world, key, event, call),
    })
}

/// A field that only this kind of event has.
fn detail(
    cx: &Context<'_>,
    world: &World,
    key: IssueKey,
    event: &TimelineEvent,
    call: &Call<'_>,
) -> Resolved {
    let repo = world.repo(key.repo).ok_or_else(gone)?;
    Ok(match (&event.kind, call.name()) {
        (
            EventKind::Labeled { label, name, color } | EventKind::Unlabeled { label, name, color },
            "label",
        ) => event_label(repo, *label, name, color),
        (EventKind::Assigned { assignee } | EventKind::Unassigned { assignee }, "assignee") => {
            account::actor(world, *assignee)
        }
        (EventKind::Assigned { assignee } | EventKind::Unassigned { assignee }, "user") => {
            account::user(world, *assignee)
        }
        (EventKind::Milestoned { title } | EventKind::Demilestoned { title }, "milestoneTitle") => {
            title.into()
        }
        (EventKind::Closed { reason, .. }, "stateReason") => {
            reason.map(|reason| state_reason(reason, true)).into()
        }
        (EventKind::Closed { by_pull, .. }, "closer") => {
            by_pull.map_or(Field::NULL, |pull| cx.issue_or_null(world, pull))
        }
        (EventKind::Reopened, "stateReason") => "REOPENED".into(),
        (EventKind::Renamed { from, .. }, "previousTitle") => from.into(),
        (EventKind::Renamed { to, .. }, "currentTitle") => to.into(),
        (EventKind::Locked { reason }, "lockReason") => reason
            .as_deref()
            .map(|reason| reason.to_uppercase().replace(['-', ' '], "_"))
            .into(),
        (EventKind::CrossReferenced { source }, "source") => issue_thing(world, *source).into(),
        (EventKind::CrossReferenced { source }, "isCrossRepository") => (source.repo != key.repo).into(),
        (EventKind::CrossReferenced { source }, "willCloseTarget") => will_close(world, *source, key).into(),
        _ => return relation(cx, world, key, event, call),
    })
}

/// What events about other issues and about branches point at.
fn relation(
    cx: &Context<'_>,
    world: &World,
    key: IssueKey,
    event: &TimelineEvent,
    call: &Call<'_>,
) -> Resolved {
    let repo = world.repo(key.repo).ok_or_else(gone)?;
    let commit = |oid: &str| -> Field {
        repo.git
            .commits
            .contains_key(oid)
            .then(|| Thing::Commit {
                repo: repo.id,
                oid: oid.to_owned(),
            })
            .into()
    };
    Ok(match (&event.kind, call.name()) {
        (EventKind::SubIssueAdded { child } | EventKind::SubIssueRemoved { child }, "subIssue") => {
            cx.issue_or_null(world, *child)
        }
        (EventKind::ParentIssueAdded { parent } | EventKind::ParentIssueRemoved { parent }, "parent") => {
            cx.issue_or_null(world, *parent)
        }
        (EventKind::HeadRefForcePushed { before, .. }, "beforeCommit") => commit(before),
        (EventKind::HeadRefForcePushed { after, .. }, "afterCommit") => commit(after),
        (EventKind::BaseRefChanged { from, .. }, "previousRefName") => from.into(),
        (EventKind::BaseRefChanged { to, .. }, "currentRefName") => to.into(),
        (EventKind::HeadRefDeleted { branch }, "headRefName") => branch.into(),
        (EventKind::HeadRefDeleted { branch }, "headRef") => {
            let head = world.issue(key).and_then(|issue| issue.pull.as_ref());
            let head = head.and_then(|pull| world.repo(pull.head_repo));
            let head = head.filter(|head| cx.sees(world, head) && head.git.branches.contains_key(branch));
            head.map(|head| Thing::Branch {
                repo: head.id,
                name: branch.clone(),
            })
            .into()
        }
        (
            EventKind::ReviewRequested { reviewer } | EventKind::ReviewRequestRemoved { reviewer },
            "requestedReviewer",
        ) => account::actor(world, *reviewer),
        (EventKind::ReviewDismissed { message, .. }, "dismissalMessage") => message.as_deref().into(),
        (EventKind::ReviewDismissed { review, .. }, "review") => Thing::Review {
            pull: key,
            id: *review,
        }
        .into(),
        (EventKind::Merged { commit: oid }, "commit") => commit(oid),
        (EventKind::Merged { .. }, "mergeRefName") => world
            .issue(key)
            .and_then(|issue| issue.pull.as_ref())
            .map(|pull| pull.base_branch.as_str())
            .into(),
        _ => return delivery(cx, world, key, event, call),
    })
}

/// What events about commits, other repositories and deployments point at.
fn delivery(
    cx: &Context<'_>,
    world: &World,
    key: IssueKey,
    event: &TimelineEvent,
    call: &Call<'_>,
) -> Resolved {
    Ok(match (&event.kind, call.name()) {
        (EventKind::Referenced { repo, commit }, "commit") => {
            let there = world
                .repo(*repo)
                .is_some_and(|repo| repo.git.commits.contains_key(commit));
            let may = cx.permitted(world, *repo, &need::READ_CONTENTS).is_ok();
            (there && may)
                .then(|| Thing::Commit {
                    repo: *repo,
                    oid: commit.clone(),
                })
                .into()
        }
        (EventKind::Referenced { repo, .. }, "commitRepository") => Thing::Repository(*repo).into(),
        (EventKind::Referenced { repo, .. }, "isCrossRepository") => (*repo != key.repo).into(),
        // Whoever mentions an issue in a commit's message does so directly.
        (EventKind::Referenced { .. }, "isDirectReference") => true.into(),
        (EventKind::Transferred { from }, "fromRepository") => world
            .repo(*from)
            .filter(|repo| cx.sees(world, repo))
            .map(|repo| Thing::Repository(repo.id))
            .into(),
        (EventKind::Deployed { deployment }, "deployment") => {
            cx.permitted(world, key.repo, &need::READ_DEPLOYMENTS)?;
            Thing::Deployment {
                repo: key.repo,
                id: *deployment,
            }
            .into()
        }
        (EventKind::Deployed { deployment }, "ref") => {
            super::deployment::branch(world, key.repo, *deployment).into()
        }
        _ => return Err(call.unmodelled()),
    })
}

/// Whether merging the source would close the target: its text says so, and it goes to the default branch.
fn will_close(world: &World, source: IssueKey, target: IssueKey) -> bool {
    let Some((repo, issue)) = world.repo(source.repo).zip(world.issue(source)) else {
        return false;
    };
    let to_default = issue
        .pull
        .as_ref()
        .is_some_and(|pull| pull.base_branch == repo.default_branch);
    let text = issue.body.as_deref().unwrap_or_default();
    to_default && world.closes(source.repo, text).contains(&target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphql::schema::github;

    #[test]
    fn every_kind_of_event_has_its_type_and_its_word_in_the_schema() {
        let words = github()
            .schema
            .get_enum("PullRequestTimelineItemsItemType")
            .expect("the enum is carried");
        let kinds = [
            EventKind::Reopened,
            EventKind::ReadyForReview,
            EventKind::ConvertToDraft,
            EventKind::Unlocked,
            EventKind::Commented { comment: 1 },
            EventKind::Committed { oid: String::new() },
            EventKind::HeadRefForcePushed {
                before: String::new(),
                after: String::new(),
            },
        ];
        for kind in kinds {
            let name = event_type(&kind);
            assert!(github().schema.get_object(name).is_some(), "{name}");
            assert!(words.values.contains_key(enum_word(name).as_str()), "{name}");
        }
        assert_eq!(enum_word("SubIssueAddedEvent"), "SUB_ISSUE_ADDED_EVENT");
    }
}
