//! The generated regions: what stands between their comments follows the incident while nobody edits inside.

use crate::{
    document::{
        Postmortem, RegionState,
        edit::{self, Edit},
    },
    message::{self, context::Changed},
};

use super::{Input, postmortem};

/// Regions that are generated from the incident.
const REGIONS: [(Changed, &str); 3] = [
    (Changed::Facts, "facts"),
    (Changed::Impact, "impact"),
    (Changed::Timeline, "timeline"),
];

pub(super) fn facts(input: &Input<'_>, read: &Postmortem<'_>) -> Vec<Edit> {
    refreshed(input, read, "facts")
}

pub(super) fn impact(input: &Input<'_>, read: &Postmortem<'_>) -> Vec<Edit> {
    refreshed(input, read, "impact")
}

pub(super) fn timeline(input: &Input<'_>, read: &Postmortem<'_>) -> Vec<Edit> {
    refreshed(input, read, "timeline")
}

/// The region with what it should say now. One that somebody edited, tore or deleted is theirs.
fn refreshed(input: &Input<'_>, read: &Postmortem<'_>, name: &str) -> Vec<Edit> {
    let is_ours = read
        .region(name)
        .is_ok_and(|region| region.state == RegionState::Untouched);
    let Some(context) = postmortem::context(input).filter(|_| is_ours) else {
        return Vec::new();
    };
    let body = message::region(name, &context, input.voice());
    let edit = body.and_then(|body| edit::replace_region(read, name, &body).ok().flatten());
    edit.into_iter().collect()
}

/// Regions that are there and are left alone, because somebody edited inside.
pub(super) fn edited(read: &Postmortem<'_>) -> Vec<Changed> {
    let is_edited = |name: &str| {
        let region = read.region(name);
        region.is_ok_and(|region| region.state == RegionState::Edited)
    };
    let found = REGIONS.into_iter().filter(|(_, name)| is_edited(name));
    found.map(|(part, _)| part).collect()
}
