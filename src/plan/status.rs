//! The status comment: one, edited in place, showing where everything stands and what comes next.

use crate::{
    document,
    domain::{
        action::ItemState, announcement::Announcement, event::Place, incident::Standing, marker::Slot,
        observation::PullRequestState, phase::Phase, postmortem::PostmortemStatus, role::Role,
        severity::Severity,
    },
    message::{
        Message,
        context::{
            AnnouncementRow, ChecklistRow, ItemRow, ItemsContext, MeetingRow, MeetingSlot, NextStep,
            PostmortemRow, Remaining, RoleRow, SeverityRow, SnoozedRow, StatusContext,
        },
    },
};

use super::{Input, actions, check, deadline, effect::Plan, meeting, posts, severity, withdrawal};

pub(super) use severity::times as severity_times;

/// The most action items that are shown.
const ITEMS: usize = 30;

/// The most rows of the timeline that are shown; the thread has them all.
const TIMELINE: usize = 50;

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let incident = input.incident;
    let asks = incident.severity.is_none() && input.is_running();
    let severity_change = severity::change(input);
    let explains = asks || (severity_change.is_some() && input.is_running());
    let earlier_rows = incident.timeline.len().saturating_sub(TIMELINE);
    let message = Message::Status(Box::new(StatusContext {
        phase: incident.phase,
        awaiting_confirmation: incident.standing == Standing::AwaitingConfirmation,
        drill: incident.drill,
        severity: input.severity(),
        severity_source: severity::source(input),
        definitions: if explains { definitions(input) } else { Vec::new() },
        severity_change,
        severity_times: severity_times(input),
        withdrawn: incident.withdrawn.clone(),
        left_open: withdrawal::left_open(input),
        impact: incident.impact.clone(),
        detected_by: incident.detected_by,
        declared_at: incident.declared_at,
        instants: incident.instants,
        roles: roles(input),
        postmortem: postmortem(input),
        announcement: announcement(input),
        meeting: meeting_row(input),
        can: incident.can.clone(),
        checklist: checklist(input),
        items: items(input),
        timeline: incident.timeline[earlier_rows..].to_vec(),
        earlier_rows,
        snoozed_until: incident.snoozed_until.filter(|until| *until > input.now),
        snoozed: snoozed(input),
        next: next(input),
        url: input.observation.issue.url.clone(),
        kept: incident.kept.clone(),
        item_records: actions::records(input),
    }));
    let snoozes = incident.snoozed.values().copied().chain(incident.snoozed_until);
    Plan {
        effects: posts::upsert(input, Place::Issue, Slot::Status, message),
        // A snooze is shown for as long as it lasts.
        wake_at: snoozes.filter(|until| *until > input.now).min(),
    }
}

/// Kinds of reminders that are held back for now.
fn snoozed(input: &Input<'_>) -> Vec<SnoozedRow> {
    let kinds = input
        .incident
        .snoozed
        .iter()
        .filter(|(_, until)| **until > input.now);
    kinds
        .map(|(&nudge, &until)| SnoozedRow { nudge, until })
        .collect()
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

/// The checklist of the severity in force, with the ticks that people have set.
fn checklist(input: &Input<'_>) -> Vec<ChecklistRow> {
    if input.incident.standing != Standing::Declared || input.incident.phase == Phase::Withdrawn {
        return Vec::new();
    }
    let items = input.policy.severity(input.severity()).checklist.iter();
    items
        .map(|item| {
            let key = item.key();
            ChecklistRow {
                item: item.clone(),
                ticked: input.incident.ticked.contains(&key),
                key,
            }
        })
        .collect()
}

/// The action items, those to be done first.
fn items(input: &Input<'_>) -> Option<ItemsContext> {
    let items = actions::items(input);
    if items.is_empty() || !input.is_live() {
        return None;
    }
    let today = input.now.with_timezone(&input.policy.zone).date_naive();
    let count = |is: fn(&ItemState) -> bool| items.iter().filter(|item| is(&item.state)).count();
    let done = count(|state| matches!(state, ItemState::Done { .. }));
    Some(ItemsContext {
        done,
        total: done + count(|state| *state == ItemState::Open),
        overdue: items.iter().filter(|item| item.is_overdue(today)).count(),
        declined: count(|state| matches!(state, ItemState::Declined { .. })),
        more: items.len().saturating_sub(ITEMS),
        tasks: input.observation.items.flat,
        rows: items
            .into_iter()
            .take(ITEMS)
            .map(|item| ItemRow {
                overdue: item.is_overdue(today),
                item,
            })
            .collect(),
    })
}

fn postmortem(input: &Input<'_>) -> PostmortemRow {
    let incident = input.incident;
    if let (Some(pull), Some(status)) = (&input.observation.pull_request, incident.postmortem)
        && incident.postmortem_skipped.is_none()
    {
        return PostmortemRow::Open {
            status,
            number: pull.number,
            instead_of: pull.instead_of,
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
        (true, Phase::Resolved) => PostmortemRow::Opening {
            by_hand: by_hand(input),
        },
        (true, _) => PostmortemRow::AtResolution,
    }
}

/// Where a person opens the pull request. A branch without one is what a workflow leaves that may open none.
fn by_hand(input: &Input<'_>) -> Option<String> {
    let observed = input.observation;
    let base = observed.repository.default_branch.as_ref()?;
    let head = observed.branch_head.as_ref().filter(|head| **head != base.head);
    head.map(|_| {
        let branch = super::branch(observed.issue.number);
        document::compare_url(&observed.repository.url, &base.name, &branch)
    })
}

fn meeting_row(input: &Input<'_>) -> Option<MeetingRow> {
    let needed = input.wants_postmortem() && input.is_live();
    let deadline = deadline::meeting(input).filter(|_| needed)?;
    let slot = meeting::current(input).filter(|_| !input.incident.meeting_settled());
    Some(MeetingRow {
        deadline,
        held: input.incident.meeting_held,
        skipped: input.incident.meeting_skipped.clone(),
        slot: slot.map(|meeting| MeetingSlot {
            starts: meeting.starts,
            url: meeting.url,
            proposed: meeting.proposed,
        }),
    })
}

/// The message to customers, which is nobody's concern before the incident is over.
fn announcement(input: &Input<'_>) -> Option<AnnouncementRow> {
    let how = input.incident.announced.as_ref().map(|announced| &announced.how);
    match how {
        Some(Announcement::Published { url }) => Some(AnnouncementRow::Published { url: url.clone() }),
        Some(Announcement::None { reason }) => Some(AnnouncementRow::Unneeded {
            reason: reason.clone(),
        }),
        None => (input.incident.phase == Phase::Resolved
            && input.wants_postmortem()
            && input.awaits_announcement()
            && input.incident.postmortem != Some(PostmortemStatus::Closed))
        .then_some(AnnouncementRow::Required),
    }
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
    if incident.postmortem.is_some_and(PostmortemStatus::is_final) {
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
        Remaining::MarkReady | Remaining::MendText { .. } => NextStep::WritePostmortem,
        Remaining::ChangeBase { .. } => NextStep::ChangeBase,
        Remaining::BringToDefault { .. } => NextStep::BringToDefault,
        Remaining::ResolveConflicts => NextStep::ResolveConflicts,
        Remaining::ChangesRequested | Remaining::Approvals { .. } => NextStep::Approve,
        Remaining::HoldMeeting => NextStep::HoldMeeting,
        Remaining::PublishAnnouncement => NextStep::PublishAnnouncement,
        Remaining::Merge => NextStep::Merge,
    }
}
