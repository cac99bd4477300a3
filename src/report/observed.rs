//! The facts of an incident as GitHub shows them, by the same rules by which Closeout acts.

use crate::{
    document,
    domain::{
        action::ItemState,
        incident::{Incident, Standing},
        observation::{PullRequest, PullRequestState},
        phase::Phase,
        postmortem::PostmortemStatus,
    },
    form,
    plan::{self, Facts, Input},
};

use super::{
    document::{detected_by, summary, tags},
    record::{Action, ActionState, Meeting, Postmortem, Record, TimeIn},
};

/// The record of an incident; none for what was never declared one.
///
/// Instants and decisions are those of the thread, which people correct there. Tags, the summary and how it was noticed are
/// the document's.
pub fn observed(input: &Input<'_>) -> Option<Record> {
    let (observed, incident) = (input.observation, input.incident);
    if incident.standing != Standing::Declared {
        return None;
    }
    let facts = plan::facts(input);
    let pull = observed.pull_request.as_ref();
    let file = pull.and_then(|pull| pull.document.as_ref());
    let read = file.map(|file| document::Postmortem::parse(&file.text));
    let written = read.as_ref().and_then(|read| {
        let value = read.front_matter.as_ref()?.get("detected_by")?;
        value.text().map(detected_by)
    });
    let branch = observed.repository.default_branch.as_ref();
    let document_url = file
        .zip(branch)
        .filter(|_| is_merged(pull))
        .map(|(file, branch)| document::url(&observed.repository.url, &branch.name, &file.path));
    Some(Record {
        incident: Some(observed.issue.number),
        title: form::subject(&observed.issue.title).to_owned(),
        url: Some(observed.issue.url.clone()),
        document: file.map(|file| file.path.clone()),
        document_url,
        severity: Some(facts.severity),
        drill: incident.drill,
        withdrawn: incident.phase == Phase::Withdrawn,
        declared: incident.declared_at,
        instants: incident.instants,
        severity_times: facts
            .severity_times
            .iter()
            .map(|time| TimeIn {
                severity: time.severity,
                seconds: time.minutes * 60,
            })
            .collect(),
        detected_by: written.or_else(|| incident.detected_by.map(Into::into)),
        tags: read.as_ref().map(tags).unwrap_or_default(),
        postmortem: postmortem(incident, pull, &facts),
        meeting: Meeting {
            deadline: facts.deadline,
            held: incident.meeting_held,
            skipped: incident
                .meeting_skipped
                .as_ref()
                .map(|skipped| skipped.reason.clone()),
        },
        actions: plan::actions::items(input).iter().map(action).collect(),
        summary: read.as_ref().map(summary).unwrap_or_default(),
    })
}

fn is_merged(pull: Option<&PullRequest>) -> bool {
    pull.is_some_and(|pull| pull.state == PullRequestState::Merged && pull.elsewhere.is_none())
}

fn postmortem(incident: &Incident, pull: Option<&PullRequest>, facts: &Facts) -> Postmortem {
    let skipped = incident.postmortem == Some(PostmortemStatus::Skipped);
    Postmortem {
        due: facts.due,
        status: incident.postmortem,
        merged: is_merged(pull),
        skipped: incident
            .postmortem_skipped
            .as_ref()
            .filter(|_| skipped)
            .map(|skipped| skipped.reason.clone()),
        reviewed: facts.reviewed,
        closed: facts.closed,
    }
}

fn action(item: &crate::domain::action::Item) -> Action {
    Action {
        priority: item.priority,
        due: item.due,
        opened: item.issue.as_ref().map(|issue| issue.created_at),
        state: match item.state {
            ItemState::Open => ActionState::Open,
            ItemState::Done { at, .. } => ActionState::Done { at },
            ItemState::Declined { at, .. } => ActionState::Declined { at },
            ItemState::Lost => ActionState::Unknown,
        },
    }
}
