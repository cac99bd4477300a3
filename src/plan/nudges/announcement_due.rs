//! Customers have to be told what happened, and were not, although the review is over: whoever talks to them is asked, then
//! the postmortem's owner, then whoever is named for that, one a business day, and the last of them every week.

use crate::{
    domain::{nudge::Nudge, observation::PullRequestState, phase::Phase, role::Role},
    message::context::NudgeLine,
    plan::Input,
};

use super::{Ladder, people};

pub(super) fn ladder(input: &Input<'_>) -> Option<Ladder> {
    let pull = input
        .observation
        .pull_request
        .as_ref()
        .filter(|pull| pull.state != PullRequestState::Closed)?;
    if !input.awaits_announcement() || input.incident.phase != Phase::Resolved {
        return None;
    }
    let reviewed = [input.incident.meeting_held, pull.merged_at];
    let since = reviewed.into_iter().flatten().min()?;
    let first = input
        .policy
        .calendar
        .later(since, input.policy.nudges.announcement_after);
    let rungs = people::rungs(input, &[Role::CommsLead, Role::Owner]);
    let steps = super::each_business_day(input, first, rungs, |to, asked| NudgeLine::AnnouncementDue {
        to,
        asked,
        number: pull.number,
        merged: pull.merged_at.is_some(),
    });
    Some(Ladder::new(Nudge::AnnouncementDue, super::instant(since), steps).weekly())
}
