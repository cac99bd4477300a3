//! Resolved, a postmortem is to be written, and nobody owns it: the commander is asked to name somebody, once more on the
//! next business day, and then whoever is named for that.

use crate::{
    domain::{nudge::Nudge, phase::Phase, role::Role},
    message::context::NudgeLine,
    plan::Input,
};

use super::{Ladder, people};

pub(super) fn ladder(input: &Input<'_>) -> Option<Ladder> {
    let after = input.policy.nudges.owner_after?;
    let incident = input.incident;
    let resolved = incident
        .instants
        .resolved
        .filter(|_| incident.phase == Phase::Resolved)?;
    let settled = incident
        .postmortem
        .is_some_and(crate::domain::postmortem::PostmortemStatus::is_final);
    if settled || !input.wants_postmortem() || incident.roles.contains_key(&Role::Owner) {
        return None;
    }
    let mut rungs = people::rungs(input, &[Role::Commander]);
    rungs.insert(0, rungs[0].clone());
    let steps = super::each_business_day(input, resolved + after, rungs, |to, asked| {
        NudgeLine::OwnerMissing { to, asked }
    });
    Some(Ladder::new(Nudge::OwnerMissing, super::instant(resolved), steps))
}
