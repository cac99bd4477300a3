//! The deadline of the review meeting has passed, and the postmortem is not Reviewed.

use crate::{
    domain::{observation::PullRequestState, postmortem::PostmortemStatus, role::Role},
    message::context::NudgeLine,
    plan::{Input, deadline},
};

use super::{Hours, Ladder};

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
    let roles = &input.incident.roles;
    let to = roles
        .get(&Role::Owner)
        .or_else(|| roles.get(&Role::Commander))
        .cloned();
    let key = format!(
        "deadline-missed@{}",
        deadline.with_timezone(&input.policy.zone).format("%Y-%m-%d")
    );
    let line = NudgeLine::DeadlineMissed {
        to,
        deadline,
        status,
        number: pull.number,
    };
    Some(Ladder {
        key,
        steps: vec![(deadline, line)],
        hours: Hours::Working,
    })
}
