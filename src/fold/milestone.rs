//! The instants of an incident, and which of them somebody vouches for.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::domain::{
    phase::{Instants, Milestone},
    refusal::Refusal,
};

/// Instants with the knowledge which of them were said by people and which only follow from something else.
///
/// An assumed instant gives way: when somebody says that the incident was resolved before it was declared, it
/// started no later than that.
#[derive(Debug, Default)]
pub(super) struct Clockwork {
    instants: Instants,
    said: BTreeSet<Milestone>,
}

impl Clockwork {
    pub(super) fn instants(&self) -> Instants {
        self.instants
    }

    pub(super) fn get(&self, milestone: Milestone) -> Option<DateTime<Utc>> {
        self.instants.get(milestone)
    }

    /// Notes an instant that follows from something else, unless one is known.
    pub(super) fn assume(&mut self, milestone: Milestone, at: DateTime<Utc>) {
        if self.get(milestone).is_none() {
            self.instants.set(milestone, Some(at));
        }
    }

    /// Notes an instant that somebody said, or refuses it when it contradicts another that was said.
    pub(super) fn say(&mut self, milestone: Milestone, at: DateTime<Utc>) -> Result<(), Refusal> {
        let mut said = Instants::default();
        for other in self.said.iter().filter(|other| **other != milestone) {
            said.set(*other, self.get(*other));
        }
        if let Some((other, other_at)) = said.contradiction(milestone, at) {
            return Err(Refusal::ImpossibleOrder {
                milestone,
                at,
                other,
                other_at,
            });
        }
        self.instants.set(milestone, Some(at));
        self.said.insert(milestone);
        for other in Milestone::ALL {
            let Some(known) = self.get(other).filter(|_| !self.said.contains(&other)) else {
                continue;
            };
            let moved = if other < milestone {
                known.min(at)
            } else {
                known.max(at)
            };
            self.instants.set(other, Some(moved));
        }
        Ok(())
    }

    /// The incident goes on: it is not resolved after all.
    pub(super) fn resume(&mut self) {
        self.instants.resolved = None;
        self.said.remove(&Milestone::Resolved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + minute * 60, 0).expect("in range")
    }

    #[test]
    fn assumed_instants_give_way() {
        let mut clockwork = Clockwork::default();
        clockwork.assume(Milestone::Started, at(10));
        clockwork.assume(Milestone::Acknowledged, at(10));
        assert_eq!(clockwork.say(Milestone::Resolved, at(5)), Ok(()));
        assert_eq!(clockwork.get(Milestone::Started), Some(at(5)));
        assert_eq!(clockwork.get(Milestone::Acknowledged), Some(at(5)));

        assert_eq!(clockwork.say(Milestone::Started, at(1)), Ok(()));
        assert_eq!(clockwork.get(Milestone::Acknowledged), Some(at(5)));
    }

    #[test]
    fn said_instants_stand() {
        let mut clockwork = Clockwork::default();
        clockwork.say(Milestone::Started, at(10)).expect("first word");
        assert_eq!(
            clockwork.say(Milestone::Resolved, at(5)),
            Err(Refusal::ImpossibleOrder {
                milestone: Milestone::Resolved,
                at: at(5),
                other: Milestone::Started,
                other_at: at(10),
            })
        );
        assert_eq!(clockwork.get(Milestone::Resolved), None);
    }

    #[test]
    fn a_correction_replaces_its_own_instant() {
        let mut clockwork = Clockwork::default();
        clockwork.say(Milestone::Mitigated, at(30)).expect("first word");
        clockwork.say(Milestone::Mitigated, at(20)).expect("a correction");
        assert_eq!(clockwork.get(Milestone::Mitigated), Some(at(20)));
    }
}
