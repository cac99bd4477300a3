//! Until when the review meeting must be held.

use chrono::{DateTime, Utc};

use crate::domain::severity::Severity;

use super::Input;

/// The deadline: so many days after resolution as the severity in force asks for. None while unresolved.
pub fn meeting(input: &Input<'_>) -> Option<DateTime<Utc>> {
    under(input, input.severity())
}

/// The deadline that a severity would set.
pub(super) fn under(input: &Input<'_>, severity: Severity) -> Option<DateTime<Utc>> {
    let resolved = input.incident.instants.resolved?;
    let within = input.policy.severity(severity).meeting_within;
    Some(input.policy.calendar.deadline(resolved, within))
}
