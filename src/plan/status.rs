//! The status comment: one, edited in place, showing where everything stands and what comes next.

use crate::{
    domain::{
        event::Place, incident::Standing, marker::Slot, observation::PullRequestState, phase::Phase,
        role::Role, severity::Severity,
    },
    message::{
        Message,
        context::{
            MeetingRow, NextStep, PostmortemRow, Remaining, RoleRow, SeverityRow, SeveritySource,
            StatusContext,
        },
    },
};

use super::{Input, check, deadline, effect::Plan, effects, posts};

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let incident = input.incident;
    let severity_assumed = incident.severity.is_none();
    let message = Message::Status(StatusContext {
        phase: incident.phase,
        awaiting_confirmation: incident.standing == Standing::AwaitingConfirmation,
        drill: incident.drill,
        severity: input.severity(),
        severity_source: if severity_assumed {
            SeveritySource::Default
        } else {
            SeveritySource::Chosen
        },
        severity_change: None,
        severity_times: Vec::new(),
        withdrawn: None,
        left_open: None,
        impact: None,
        detected_by: None,
        can: incident.can.clone(),
        checklist: Vec::new(),
        timeline: Vec::new(),
        earlier_rows: 0,
        snoozed_until: None,
        url: input.observation.issue.url.clone(),
        kept: Vec::new(),
        definitions: if severity_assumed && is_running(input) {
            definitions(input)
        } else {
            Vec::new()
        },
        declared_at: incident.declared_at,
        instants: incident.instants,
        roles: roles(input),
        postmortem: postmortem(input),
        meeting: meeting(input),
        next: next(input),
    });
    effects(posts::upsert(input, Place::Issue, Slot::Status, message))
}

/// What every severity means, in the repository's words where it has its own.
pub(super) fn definitions(input: &Input<'_>) -> Vec<SeverityRow> {
    let describe = |severity: Severity| input.policy.severity(severity).description.clone();
    Severity::ALL
        .map(|severity| SeverityRow {
            severity,
            description: describe(severity),
        })
        .into()
}

/// Who holds which role.
pub(super) fn roles(input: &Input<'_>) -> Vec<RoleRow> {
    Role::ALL
        .map(|role| RoleRow {
            role,
            login: input.incident.roles.get(&role).cloned(),
        })
        .into()
}

fn is_running(input: &Input<'_>) -> bool {
    !matches!(input.incident.phase, Phase::Resolved | Phase::Withdrawn)
}

fn postmortem(input: &Input<'_>) -> PostmortemRow {
    let incident = input.incident;
    if let (Some(pull), Some(status)) = (&input.observation.pull_request, incident.postmortem)
        && incident.postmortem_skipped.is_none()
    {
        return PostmortemRow::Open {
            status,
            number: pull.number,
        };
    }
    if let Some(skipped) = &incident.postmortem_skipped {
        return PostmortemRow::Skipped {
            by: skipped.by.clone(),
            reason: skipped.reason.clone(),
        };
    }
    if let Some(pull) = &input.observation.pull_request {
        return PostmortemRow::Abandoned { number: pull.number };
    }
    match (input.wants_postmortem(), incident.phase) {
        (false, _) => PostmortemRow::NotRequired,
        (true, Phase::Resolved) => PostmortemRow::Opening,
        (true, _) => PostmortemRow::AtResolution,
    }
}

fn meeting(input: &Input<'_>) -> Option<MeetingRow> {
    let needed = input.wants_postmortem() && input.is_live();
    let deadline = deadline::meeting(input).filter(|_| needed)?;
    Some(MeetingRow {
        deadline,
        held: input.incident.meeting_held,
    })
}

/// What comes next, most urgent first.
fn next(input: &Input<'_>) -> Vec<NextStep> {
    let incident = input.incident;
    if incident.standing == Standing::AwaitingConfirmation {
        return vec![NextStep::Confirm];
    }
    match incident.phase {
        Phase::Withdrawn => Vec::new(),
        Phase::Resolved => after_resolution(input),
        Phase::Declared | Phase::Acknowledged | Phase::Mitigated => during(input),
    }
}

fn during(input: &Input<'_>) -> Vec<NextStep> {
    let incident = input.incident;
    let reached = |phase: Phase| incident.phase >= phase;
    let steps = [
        (incident.severity.is_none(), NextStep::ChooseSeverity),
        (!reached(Phase::Acknowledged), NextStep::Acknowledge),
        (
            !incident.roles.contains_key(&Role::Commander),
            NextStep::NameCommander,
        ),
        (
            reached(Phase::Acknowledged) && !reached(Phase::Mitigated),
            NextStep::Mitigate,
        ),
        (reached(Phase::Mitigated), NextStep::Resolve),
    ];
    steps
        .into_iter()
        .filter_map(|(applies, step)| applies.then_some(step))
        .collect()
}

fn after_resolution(input: &Input<'_>) -> Vec<NextStep> {
    let incident = input.incident;
    if incident
        .postmortem
        .is_some_and(super::super::domain::postmortem::PostmortemStatus::is_final)
    {
        return Vec::new();
    }
    if !input.wants_postmortem() {
        return if input.observation.issue.open {
            vec![NextStep::CloseOrWrite]
        } else {
            Vec::new()
        };
    }
    let Some(pull) = &input.observation.pull_request else {
        let unowned = !incident.roles.contains_key(&Role::Owner);
        return if unowned {
            vec![NextStep::NameOwner]
        } else {
            Vec::new()
        };
    };
    if pull.state == PullRequestState::Closed {
        return vec![NextStep::DecidePostmortem];
    }
    let remaining = check::remaining(input, pull);
    let mut steps: Vec<NextStep> = remaining.iter().map(step).collect();
    steps.dedup();
    steps
}

fn step(remaining: &Remaining) -> NextStep {
    match remaining {
        Remaining::NameOwner => NextStep::NameOwner,
        Remaining::MarkReady => NextStep::WritePostmortem,
        Remaining::ChangesRequested | Remaining::Approvals { .. } => NextStep::Approve,
        Remaining::HoldMeeting => NextStep::HoldMeeting,
        Remaining::Merge => NextStep::Merge,
    }
}
