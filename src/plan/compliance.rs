//! What was agreed for every postmortem, and how it was kept: told once, when it is Closed.

use chrono::{DateTime, Utc};

use crate::{
    calendar::Calendar,
    domain::observation::PullRequest,
    message::context::{Compliance, MeetingKept, Unreviewed},
};

use super::{Input, deadline};

/// How the way to Closed went; nothing while the incident is not over or the pull request not merged.
pub(super) fn compliance(input: &Input<'_>, pull: &PullRequest) -> Option<Compliance> {
    let incident = input.incident;
    let resolved = incident.instants.resolved?;
    let deadline = deadline::meeting(input)?;
    let announced = incident.announced.clone();
    let told = announced.as_ref().map(|announced| announced.at);
    let told = told.filter(|_| input.announcement_required());
    let closed = pull.merged_at?.max(told.unwrap_or(resolved)).max(resolved);
    Some(Compliance {
        resolved,
        closed,
        business_days: business_days(&input.policy.calendar, resolved, closed),
        deadline,
        meeting: meeting(input, deadline),
        unreviewed: unreviewed(input, pull),
        announced,
    })
}

fn meeting(input: &Input<'_>, deadline: DateTime<Utc>) -> MeetingKept {
    match input.incident.meeting_held {
        Some(held) if held <= deadline => MeetingKept::InTime { held },
        Some(held) => MeetingKept::Late {
            held,
            business_days: business_days(&input.policy.calendar, deadline, held),
        },
        None => match &input.incident.meeting_skipped {
            Some(skipped) => MeetingKept::Skipped {
                by: skipped.by.clone(),
                reason: skipped.reason.clone(),
            },
            None => MeetingKept::NeverHeld,
        },
    }
}

fn unreviewed(input: &Input<'_>, pull: &PullRequest) -> Option<Unreviewed> {
    let given = u32::try_from(pull.approvals.len()).unwrap_or(u32::MAX);
    let required = input.policy.approvals;
    (given < required || pull.changes_requested).then_some(Unreviewed {
        given,
        required,
        changes_requested: pull.changes_requested,
    })
}

/// How many business days began after the day of `from`, up to the day of `to`.
fn business_days(calendar: &Calendar, from: DateTime<Utc>, to: DateTime<Utc>) -> u32 {
    let day = |at: DateTime<Utc>| at.with_timezone(&calendar.zone).date_naive();
    let days = day(from).iter_days().skip(1).take_while(|next| *next <= day(to));
    let count = days.filter(|next| calendar.is_business_day(*next)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}
