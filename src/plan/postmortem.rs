//! Opens the postmortem: a branch, one commit with the document, a draft pull request, and its owner on it.

use chrono::Datelike;

use crate::{
    document,
    domain::{
        event::{EventKind, Place},
        observation::PullRequestState,
        phase::Phase,
        role::Role,
    },
    form,
    message::{
        Message,
        context::{DocumentContext, PullRequestContext},
    },
};

use super::{
    Input, deadline,
    effect::{Effect, Plan},
    effects, meeting, status, template,
};

/// The most people that GitHub lets one issue or pull request be assigned to.
const MOST_ASSIGNEES: usize = 10;

/// Name of the branch of an incident's postmortem. The same for ever, so that a second one cannot be made.
pub fn branch(issue: u64) -> String {
    format!("postmortem/{issue}")
}

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let wanted = input.is_live() && input.incident.phase == Phase::Resolved && input.wants_postmortem();
    effects(match &input.observation.pull_request {
        None if wanted => open(input).unwrap_or_default(),
        Some(_) => assignment(input).into_iter().collect(),
        None => Vec::new(),
    })
}

/// Every effect from nothing to the pull request. Those that a crash left behind are found done when they are
/// tried again: the branch has one name, and the commit looks for the document before it writes.
fn open(input: &Input<'_>) -> Option<Vec<Effect>> {
    let observed = input.observation;
    let base = observed.repository.default_branch.as_ref()?;
    let head = branch(observed.issue.number);
    let path = path(input);
    let mut planned = Vec::new();
    if observed.branch_head.is_none() {
        planned.push(Effect::CreateBranch {
            name: head.clone(),
            from: base.head.clone(),
        });
    }
    let written = observed.branch_is_written && observed.branch_head.as_ref() != Some(&base.head);
    if !written {
        planned.push(Effect::CommitDocument {
            branch: head.clone(),
            expected_head: observed.branch_head.clone().unwrap_or_else(|| base.head.clone()),
            path: path.clone(),
            message: Box::new(Message::Document(context(input)?)),
            voice: input.voice(),
        });
    }
    planned.push(Effect::OpenPullRequest {
        head,
        base: base.name.clone(),
        message: Box::new(Message::PullRequest(PullRequestContext {
            number: observed.issue.number,
            title: form::subject(&observed.issue.title).to_owned(),
            drill: input.incident.drill,
            severity: input.severity(),
            owner: input.incident.roles.get(&Role::Owner).cloned(),
            deadline: deadline::meeting(input)?,
            path,
            approvals: input.policy.approvals,
            announcement_required: input.announcement_required(),
        })),
        voice: input.voice(),
    });
    Some(planned)
}

/// `postmortems/<year>/<issue>-<slug>.md`, the year being that of the declaration in the configured zone.
fn path(input: &Input<'_>) -> String {
    let year = input
        .incident
        .declared_at
        .with_timezone(&input.policy.zone)
        .year();
    let issue = &input.observation.issue;
    format!(
        "{}/{year}/{}-{}.md",
        input.policy.folder,
        issue.number,
        document::slug(form::subject(&issue.title))
    )
}

/// What the document is made of; none while there is no deadline for it.
pub(super) fn context(input: &Input<'_>) -> Option<DocumentContext> {
    let (observed, incident) = (input.observation, input.incident);
    let deadline = deadline::meeting(input)?;
    Some(DocumentContext {
        template: template::chosen(input),
        repository: format!("{}/{}", observed.repository.owner, observed.repository.name),
        number: observed.issue.number,
        url: observed.issue.url.clone(),
        title: form::subject(&observed.issue.title).to_owned(),
        drill: incident.drill,
        severity: input.severity(),
        declared_at: incident.declared_at,
        instants: incident.instants,
        severity_times: status::severity_times(input),
        impact: incident.impact.clone(),
        detected_by: incident.detected_by,
        roles: status::roles(input),
        participants: incident.participants.clone(),
        deadline,
        meeting_scheduled: meeting::current(input).map(|meeting| meeting.starts),
        meeting_held: incident.meeting_held,
        announcement_required: input.announcement_required(),
        timeline: incident.timeline.clone(),
    })
}

/// The owner is assigned, unless somebody took them off: a move made by hand stands.
fn assignment(input: &Input<'_>) -> Option<Effect> {
    let pull = input.observation.pull_request.as_ref()?;
    let owner = input.incident.roles.get(&Role::Owner)?;
    let taken_off = input.observation.events.iter().any(|event| {
        event.place == Place::PullRequest
            && matches!(&event.kind, EventKind::Unassigned(login) if owner.as_str().eq_ignore_ascii_case(login))
    });
    let due = pull.state == PullRequestState::Open
        && !pull.assignees.contains(owner)
        && pull.assignees.len() < MOST_ASSIGNEES
        && !taken_off;
    due.then(|| Effect::Assign {
        number: pull.number,
        login: owner.clone(),
    })
}
