//! Severity as the labels, the form and `/sev` tell it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::domain::{incident::SeverityChange, person::Actor, severity::Severity};

/// The severities that hold at a point of the walk. Two at once: the more severe counts.
#[derive(Debug, Default)]
pub(super) struct Severities {
    present: BTreeSet<Severity>,
    history: Vec<SeverityChange>,
}

/// When something was done, and by whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deed<'a> {
    pub(super) at: DateTime<Utc>,
    pub(super) actor: Option<&'a Actor>,
}

impl Severities {
    pub(super) fn current(&self) -> Option<Severity> {
        self.present.first().copied()
    }

    pub(super) fn add(&mut self, severity: Severity, deed: Deed<'_>) -> Option<Severity> {
        self.change(deed, |present| {
            present.insert(severity);
        })
    }

    pub(super) fn remove(&mut self, severity: Severity, deed: Deed<'_>) -> Option<Severity> {
        self.change(deed, |present| {
            present.remove(&severity);
        })
    }

    /// `/sev N` leaves exactly one; the labels follow.
    pub(super) fn choose(&mut self, severity: Severity, deed: Deed<'_>) -> Option<Severity> {
        self.change(deed, |present| *present = BTreeSet::from([severity]))
    }

    pub(super) fn into_history(self) -> Vec<SeverityChange> {
        self.history
    }

    /// Applies a change and returns the new severity if it is another one than before.
    fn change(&mut self, deed: Deed<'_>, apply: impl FnOnce(&mut BTreeSet<Severity>)) -> Option<Severity> {
        let before = self.history.last().map(|change| change.severity);
        apply(&mut self.present);
        let after = self.current()?;
        if before == Some(after) {
            return None;
        }
        self.history.push(SeverityChange {
            at: deed.at,
            severity: after,
            by: deed.actor.map(|actor| actor.login.clone()),
        });
        Some(after)
    }
}
