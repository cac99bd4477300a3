//! Events in, incident out.
//!
//! The issue and its pull request are the event log. [`fold`] walks it from the oldest event to the newest and
//! keeps nothing in between: an edited comment, a deleted one or a corrected label is simply a different log.
//! Start with [`walk`]; what a single command does is in `command`.

mod action;
mod announcement;
mod authority;
mod command;
mod evidence;
mod form;
mod history;
mod meeting;
mod milestone;
mod outcome;
mod report;
mod roles;
mod said;
mod severity;
mod speech;
mod timeline;
mod walk;
mod withdrawal;

use std::collections::BTreeSet;

use crate::{
    domain::{incident::Incident, observation::Observation, person::Login},
    policy::Policy,
};

/// What the events of an observed issue amount to under a policy.
pub fn fold(observation: &Observation, policy: &Policy) -> Incident {
    walk::Walk::new(observation, policy).run()
}

/// Whose permission must be asked of GitHub before [`fold`] can decide: authors of commands and declarations
/// that are not on record yet, and people who were nominated for a role.
pub fn permissions_needed(observation: &Observation, policy: &Policy) -> BTreeSet<Login> {
    authority::needed(observation, policy)
}
