//! Comments: written, edited, deleted, hidden, shown again.

use super::Payload;
use super::input::Input;
use crate::graphql::connection::{Item, edge};
use crate::graphql::resolve::issue_thing;
use crate::graphql::value::Thing;

/// The mutation of this name, if it is one of this file's.
pub(super) fn run(input: &Input<'_, '_>, name: &str) -> Option<Payload> {
    Some(match name {
        "addComment" => add(input),
        "updateIssueComment" => update(input),
        "deleteIssueComment" => delete(input),
        "minimizeComment" => minimize(input),
        "unminimizeComment" => unminimize(input),
        _ => return None,
    })
}

fn add(input: &Input<'_, '_>) -> Payload {
    let subject = input.required("subjectId");
    let issue = input.issue_or_pull("subjectId")?;
    let id = input.perform(subject, |world| {
        world.comment(input.cx.actor, issue, input.required("body"))
    })?;
    let world = input.cx.world();
    let (comments, events) = world
        .issue(issue)
        .map_or((0, 0), |issue| (issue.comments.len(), issue.timeline.len()));
    let comment = || Item::new(id, Thing::Comment { issue, id });
    Ok(vec![
        (
            "commentEdge",
            edge("IssueCommentEdge", comments.saturating_sub(1), comment()),
        ),
        (
            "timelineEdge",
            edge("IssueTimelineItemEdge", events.saturating_sub(1), comment()),
        ),
        ("subject", issue_thing(&world, issue).into()),
    ])
}

fn update(input: &Input<'_, '_>) -> Payload {
    let (issue, id) = input.comment("id")?;
    let body = input.required("body");
    input.perform(input.required("id"), |world| {
        world.edit_comment(input.cx.actor, id, body)
    })?;
    Ok(vec![("issueComment", Thing::Comment { issue, id }.into())])
}

fn delete(input: &Input<'_, '_>) -> Payload {
    let (_, id) = input.comment("id")?;
    input.perform(input.required("id"), |world| {
        world.delete_comment(input.cx.actor, id)
    })?;
    Ok(Vec::new())
}

fn minimize(input: &Input<'_, '_>) -> Payload {
    let (issue, id) = input.comment("subjectId")?;
    let classifier = input.required("classifier");
    input.perform(input.required("subjectId"), |world| {
        world.minimize_comment(input.cx.actor, id, classifier)
    })?;
    Ok(vec![("minimizedComment", Thing::Comment { issue, id }.into())])
}

fn unminimize(input: &Input<'_, '_>) -> Payload {
    let (issue, id) = input.comment("subjectId")?;
    input.perform(input.required("subjectId"), |world| {
        world.unminimize_comment(input.cx.actor, id)
    })?;
    Ok(vec![("unminimizedComment", Thing::Comment { issue, id }.into())])
}
