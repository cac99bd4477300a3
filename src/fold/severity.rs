//! Severity as the labels and `/sev` tell it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::domain::{incident::SeverityChange, severity::Severity};

/// The severities that hold at a point of the walk. Two at once: the more severe counts.
#[derive(Debug, Default)]
pub(super) struct Severities {
    present: BTreeSet<Severity>,
    history: Vec<(DateTime<Utc>, Severity)>,
}

impl Severities {
    pub(super) fn current(&self) -> Option<Severity> {
        self.present.first().copied()
    }

    pub(super) fn add(&mut self, severity: Severity, at: DateTime<Utc>) -> Option<Severity> {
        self.change(at, |present| {
            present.insert(severity);
        })
    }

    pub(super) fn remove(&mut self, severity: Severity, at: DateTime<Utc>) -> Option<Severity> {
        self.change(at, |present| {
            present.remove(&severity);
        })
    }

    /// `/sev N` leaves exactly one; the labels follow.
    pub(super) fn choose(&mut self, severity: Severity, at: DateTime<Utc>) -> Option<Severity> {
        self.change(at, |present| *present = BTreeSet::from([severity]))
    }

    pub(super) fn into_history(self) -> Vec<SeverityChange> {
        let change = |(at, severity)| SeverityChange {
            at,
            severity,
            by: None,
        };
        self.history.into_iter().map(change).collect()
    }

    /// Applies a change and returns the new severity if it is another one than before.
    fn change(&mut self, at: DateTime<Utc>, apply: impl FnOnce(&mut BTreeSet<Severity>)) -> Option<Severity> {
        let before = self.history.last().map(|(_, severity)| *severity);
        apply(&mut self.present);
        let after = self.current()?;
        if before == Some(after) {
            return None;
        }
        self.history.push((at, after));
        Some(after)
    }
}
