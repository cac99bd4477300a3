//! Resolved, a postmortem is to be written, and nobody owns it: the commander is asked to name somebody.

use crate::{
    domain::{phase::Phase, role::Role},
    message::context::NudgeLine,
    plan::Input,
};

use super::{Hours, Ladder};

pub(super) fn ladder(input: &Input<'_>) -> Option<Ladder> {
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
    let to = incident.roles.get(&Role::Commander).cloned();
    Some(Ladder {
        key: "owner-missing".to_owned(),
        steps: vec![(resolved, NudgeLine::OwnerMissing { to })],
        hours: Hours::Working,
    })
}
