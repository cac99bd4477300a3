//! Where an incident stands, and the instants it passed.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Phase of an incident, in the order in which it is passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Phase {
    /// Known to be an incident; nobody has taken it.
    Declared,
    /// Somebody is on it.
    Acknowledged,
    /// Customers no longer suffer, the cause may still be there.
    Mitigated,
    /// Over.
    Resolved,
    /// Was none after all: a false alarm, a duplicate, or the label was removed.
    Withdrawn,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Self; 5] = [
        Self::Declared,
        Self::Acknowledged,
        Self::Mitigated,
        Self::Resolved,
        Self::Withdrawn,
    ];

    /// The name of the phase as the documents write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Declared => "Declared",
            Self::Acknowledged => "Acknowledged",
            Self::Mitigated => "Mitigated",
            Self::Resolved => "Resolved",
            Self::Withdrawn => "Withdrawn",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One of the instants that people may name and correct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// Impact began.
    Started,
    /// Somebody or something noticed.
    Detected,
    /// Somebody took the incident.
    Acknowledged,
    /// Impact ended.
    Mitigated,
    /// The incident was over.
    Resolved,
}

impl Milestone {
    /// Every milestone, in the only possible order of their instants.
    pub const ALL: [Self; 5] = [
        Self::Started,
        Self::Detected,
        Self::Acknowledged,
        Self::Mitigated,
        Self::Resolved,
    ];

    /// The command that sets it, without its slash.
    pub fn command(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Detected => "detected",
            Self::Acknowledged => "ack",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
        }
    }
}

/// The instants an incident has passed so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Instants {
    /// When impact began; the declaration's instant until somebody knows better.
    pub started: Option<DateTime<Utc>>,
    /// When it was noticed; absent until somebody says.
    pub detected: Option<DateTime<Utc>>,
    /// When somebody took it.
    pub acknowledged: Option<DateTime<Utc>>,
    /// When impact ended.
    pub mitigated: Option<DateTime<Utc>>,
    /// When it was over.
    pub resolved: Option<DateTime<Utc>>,
}

impl Instants {
    /// The instant of a milestone.
    pub fn get(&self, milestone: Milestone) -> Option<DateTime<Utc>> {
        match milestone {
            Milestone::Started => self.started,
            Milestone::Detected => self.detected,
            Milestone::Acknowledged => self.acknowledged,
            Milestone::Mitigated => self.mitigated,
            Milestone::Resolved => self.resolved,
        }
    }

    /// Sets or clears the instant of a milestone.
    pub fn set(&mut self, milestone: Milestone, at: Option<DateTime<Utc>>) {
        match milestone {
            Milestone::Started => self.started = at,
            Milestone::Detected => self.detected = at,
            Milestone::Acknowledged => self.acknowledged = at,
            Milestone::Mitigated => self.mitigated = at,
            Milestone::Resolved => self.resolved = at,
        }
    }

    /// MTTA of one incident: from the start of impact until somebody took it.
    pub fn time_to_acknowledge(&self) -> Option<TimeDelta> {
        Some(self.acknowledged? - self.started?)
    }

    /// MTTR of one incident: from the acknowledgement until it was over.
    pub fn time_to_resolve(&self) -> Option<TimeDelta> {
        Some(self.resolved? - self.acknowledged?)
    }

    /// MTRS of one incident: from the start of impact until it was over, which is the other two together.
    pub fn time_to_restore(&self) -> Option<TimeDelta> {
        Some(self.resolved? - self.started?)
    }

    /// The first milestone that `at` would contradict: an earlier one that lies after it, or a later one before.
    pub fn contradiction(
        &self,
        milestone: Milestone,
        at: DateTime<Utc>,
    ) -> Option<(Milestone, DateTime<Utc>)> {
        Milestone::ALL.into_iter().find_map(|other| {
            let known = self.get(other)?;
            let wrong = (other < milestone && known > at) || (other > milestone && known < at);
            wrong.then_some((other, known))
        })
    }
}
