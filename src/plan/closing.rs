//! The end: what was learnt is posted, and the issue is closed.

use crate::{
    document,
    domain::{
        action::ItemState,
        event::{CloseReason, Place},
        marker::Slot,
        observation::PullRequest,
        phase::Phase,
        postmortem::PostmortemStatus,
    },
    message::{
        Message,
        context::{ChangeRow, LearningsContext},
    },
};

use super::{
    Input, actions, compliance,
    effect::{Effect, Plan},
    effects, posts,
};

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let finished = input.incident.postmortem.is_some_and(PostmortemStatus::is_final);
    if !finished || !input.is_live() || input.incident.phase != Phase::Resolved {
        return Plan::default();
    }
    let mut planned = Vec::new();
    if let (Some(pull), Some(PostmortemStatus::Closed)) =
        (&input.observation.pull_request, input.incident.postmortem)
        && posts::find(input, &Slot::Learnings).is_none()
    {
        planned.extend(learnings(input, pull).unwrap_or_default());
    }
    if input.observation.issue.open {
        planned.push(Effect::CloseIssue {
            number: input.observation.issue.number,
            reason: CloseReason::Completed,
        });
    }
    effects(planned)
}

/// The learnings are posted once and then left alone: what was learnt is what the merged document said.
fn learnings(input: &Input<'_>, pull: &PullRequest) -> Option<Vec<Effect>> {
    let extract = pull
        .document
        .as_ref()
        .map(|file| document::extract(&file.text))
        .unwrap_or_default();
    let document_url = pull.document.as_ref().map_or_else(
        || pull.url.clone(),
        |file| {
            let repository = &input.observation.repository;
            let branch = repository
                .default_branch
                .as_ref()
                .map_or("HEAD", |branch| branch.name.as_str());
            document::url(&repository.url, branch, &file.path)
        },
    );
    let message = Message::Learnings(Box::new(LearningsContext {
        drill: input.incident.drill,
        severity: input.severity(),
        severity_times: super::status::severity_times(input),
        instants: input.incident.instants,
        summary: extract.summary,
        lessons: extract.lessons,
        changes: changes(input),
        compliance: compliance::compliance(input, pull)?,
        document_url,
        number: pull.number,
    }));
    Some(posts::upsert(input, Place::Issue, Slot::Learnings, message))
}

/// The action items that were not declined.
fn changes(input: &Input<'_>) -> Vec<ChangeRow> {
    let items = actions::items(input).into_iter();
    let kept = items.filter(|item| !matches!(item.state, ItemState::Declined { .. }));
    kept.map(|item| ChangeRow {
        done: matches!(item.state, ItemState::Done { .. }),
        title: item.title,
        url: item.issue.as_ref().map(|issue| issue.url.clone()),
        issue: item.issue.map(|issue| issue.name),
        owner: item.owner,
    })
    .collect()
}
