//! The deadline of the review meeting has passed, and the postmortem is not Reviewed: its owner is asked, then the
//! commander, then whoever is named for that, one a business day, and whoever was asked last once a week from then on.

use crate::{
    domain::{nudge::Nudge, observation::PullRequestState, postmortem::PostmortemStatus, role::Role},
    message::context::NudgeLine,
    plan::{Input, deadline},
};

use super::{Ladder, people};

pub(super) fn ladder(input: &Input<'_>) -> Option<Ladder> {
    let pull = input
        .observation
        .pull_request
        .as_ref()
        .filter(|pull| pull.state == PullRequestState::Open)?;
    let status = input
        .incident
        .postmortem
        .filter(|status| *status < PostmortemStatus::Reviewed)?;
    let deadline = deadline::meeting(input)?;
    let day = deadline.with_timezone(&input.policy.zone).format("%Y-%m-%d");
    let rungs = people::rungs(input, &[Role::Owner, Role::Commander]);
    let steps = super::each_business_day(input, deadline, rungs, |to, asked| NudgeLine::DeadlineMissed {
        to,
        asked,
        deadline,
        status,
        settled: input.incident.meeting_settled(),
        number: pull.number,
    });
    Some(Ladder::new(Nudge::DeadlineMissed, day.to_string(), steps).weekly())
}
