//! Entries of the two threads as events of the domain.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        event::{
            CloseReason, Comment, Event, EventKind, Mark, Place, Reference, Referrer, ReviewVerdict, Verdict,
        },
        person::{Actor, ActorKind, Login},
    },
    github::{Error, observe::wire},
};

/// An account as the domain sees it.
///
/// GraphQL gives a bot's login without the `[bot]` that REST writes and that keeps it apart from a person of the same
/// name; it is added here.
pub(super) fn actor(who: wire::Who) -> Actor {
    match who.kind.as_str() {
        "Bot" if who.login.ends_with("[bot]") => Actor::bot(who.login),
        "Bot" => Actor::bot(format!("{}[bot]", who.login)),
        _ => Actor::person(who.login),
    }
}

/// Logins of people; programs and deleted accounts are left out.
pub(super) fn person(who: Option<wire::Who>) -> Option<Login> {
    let actor = actor(who?);
    (actor.kind == ActorKind::Person).then_some(actor.login)
}

/// The name by which GraphQL knows a mark.
pub(super) fn content(mark: Mark) -> &'static str {
    match mark {
        Mark::Rocket => "ROCKET",
        Mark::Eyes => "EYES",
        Mark::Heart => "HEART",
        Mark::Hooray => "HOORAY",
    }
}

/// The bot's own reactions, given which of them marks a comment for the timeline.
pub(super) fn verdict(groups: Option<Vec<wire::ReactionGroup>>, mark: Mark) -> Verdict {
    let mine =
        |content: &str, group: &wire::ReactionGroup| group.content == content && group.viewer_has_reacted;
    let groups = groups.unwrap_or_default();
    Verdict {
        accepted: groups.iter().any(|group| mine("THUMBS_UP", group)),
        marked: groups.iter().any(|group| mine(content(mark), group)),
        refused: groups.iter().any(|group| mine("CONFUSED", group)),
    }
}

/// The events of one thread, in GitHub's order.
///
/// A merge closes the pull request too, and GitHub reports both. `merged` tells when, so that only closings before it
/// count as such.
pub(super) fn events(
    place: Place,
    items: Vec<wire::Item>,
    merged: Option<DateTime<Utc>>,
    mark: Mark,
) -> Result<Vec<Event>, Error> {
    let by_merging = |event: &Event| {
        matches!(event.kind, EventKind::Closed(_)) && merged.is_some_and(|merged| event.at >= merged)
    };
    let events = items
        .into_iter()
        .filter_map(|item| event(place, item, mark).transpose())
        .collect::<Result<Vec<_>, _>>()?;
    Ok(events.into_iter().filter(|event| !by_merging(event)).collect())
}

/// What happened, when, and whose doing it was.
type Happened = (DateTime<Utc>, Option<wire::Who>, EventKind);

impl<T> wire::Entry<T> {
    fn happened(self, kind: impl FnOnce(T) -> Option<EventKind>) -> Option<Happened> {
        Some((self.created_at, self.actor, kind(self.what)?))
    }

    fn was(self, kind: EventKind) -> Option<Happened> {
        self.happened(|_| Some(kind))
    }
}

fn event(place: Place, item: wire::Item, mark: Mark) -> Result<Option<Event>, Error> {
    use wire::Item;
    let happened = match item {
        Item::IssueComment(comment) => Some(commented(comment, mark)?),
        Item::LabeledEvent(entry) => entry.happened(|of| Some(EventKind::Labeled(of.label.name))),
        Item::UnlabeledEvent(entry) => entry.happened(|of| Some(EventKind::Unlabeled(of.label.name))),
        Item::ClosedEvent(entry) => {
            entry.happened(|of| Some(EventKind::Closed(reason(of.state_reason.as_deref()))))
        }
        Item::ReopenedEvent(entry) => entry.was(EventKind::Reopened),
        Item::RenamedTitleEvent(entry) => entry.happened(|of| {
            Some(EventKind::Renamed {
                from: of.previous_title,
                to: of.current_title,
            })
        }),
        Item::AssignedEvent(entry) => entry.happened(|of| of.assignee?.login.map(EventKind::Assigned)),
        Item::UnassignedEvent(entry) => entry.happened(|of| of.assignee?.login.map(EventKind::Unassigned)),
        Item::CrossReferencedEvent(entry) => entry.happened(|of| mentioned(of.source?)),
        Item::ReferencedEvent(entry) => entry.happened(committed),
        Item::TransferredEvent(entry) => entry.happened(|of| {
            Some(EventKind::Transferred {
                from: of.from_repository.map(|from| from.name_with_owner),
            })
        }),
        Item::ReadyForReviewEvent(entry) => entry.was(EventKind::ReadyForReview),
        Item::ConvertToDraftEvent(entry) => entry.was(EventKind::ConvertedToDraft),
        Item::MergedEvent(entry) => entry.was(EventKind::Merged),
        Item::PullRequestReview(review) => reviewed(review),
        Item::Other => None,
    };
    Ok(happened.map(|(at, who, kind)| Event {
        at,
        actor: who.map(actor),
        place,
        kind,
    }))
}

/// Why it was closed. GitHub names no reason for what was closed before it asked for one, nor for pull requests.
fn reason(word: Option<&str>) -> CloseReason {
    match word {
        Some("NOT_PLANNED") => CloseReason::NotPlanned,
        Some("DUPLICATE") => CloseReason::Duplicate,
        _ => CloseReason::Completed,
    }
}

fn mentioned(source: wire::Source) -> Option<EventKind> {
    let by = match source.kind.as_str() {
        "PullRequest" => Referrer::PullRequest {
            merged_at: source.merged_at,
        },
        _ => Referrer::Issue,
    };
    Some(EventKind::Referenced(Reference {
        by,
        title: source.title?,
        url: source.url?,
    }))
}

/// A commit whose own message mentions the issue. What was only said about a commit brings nothing about.
fn committed(of: wire::OfCommit) -> Option<EventKind> {
    let commit = of.commit.filter(|_| of.is_direct_reference)?;
    Some(EventKind::Referenced(Reference {
        by: Referrer::Commit,
        title: commit.message_headline,
        url: commit.url,
    }))
}

fn commented(wire: wire::Comment, mark: Mark) -> Result<Happened, Error> {
    let Some(id) = wire.full_database_id else {
        return Err(Error::invalid(format!(
            "comment {} came without a number",
            wire.id
        )));
    };
    let reactions = wire.reactions.into_iter().flat_map(wire::Nodes::all);
    let marked_by = reactions.filter_map(|reaction| person(reaction.user)).collect();
    let comment = Comment {
        node_id: wire.id,
        id: id.0,
        url: wire.url,
        body: wire.body,
        ours: wire.viewer_did_author,
        minimized: wire.is_minimized,
        verdict: verdict(wire.reaction_groups, mark),
        marked_by,
    };
    Ok((wire.created_at, wire.author, EventKind::Commented(comment)))
}

fn reviewed(wire: wire::SubmittedReview) -> Option<Happened> {
    let kind = EventKind::Reviewed {
        verdict: review(&wire.state)?,
        url: wire.url,
    };
    Some((wire.submitted_at?, wire.author, kind))
}

/// A review's verdict; one that is still being written has none.
fn review(state: &str) -> Option<ReviewVerdict> {
    match state {
        "APPROVED" => Some(ReviewVerdict::Approved),
        "CHANGES_REQUESTED" => Some(ReviewVerdict::ChangesRequested),
        "COMMENTED" => Some(ReviewVerdict::Commented),
        "DISMISSED" => Some(ReviewVerdict::Dismissed),
        _ => None,
    }
}
