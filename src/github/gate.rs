//! The gate that closes when GitHub asks us to wait. Pure: instants come as arguments.
//!
//! One gate for each installation, because that is what GitHub counts by. A closed gate answers at once, without a
//! request; going on asking while limited is what GitHub bans integrations for.

use chrono::{DateTime, TimeDelta, Utc};

/// Shortest and longest wait after a limit for which GitHub names no end.
const UNNAMED_MIN: TimeDelta = TimeDelta::minutes(1);
const UNNAMED_MAX: TimeDelta = TimeDelta::hours(1);
/// Longest wait that is believed. Limits are counted by the hour; anything beyond is a broken header.
const BELIEVABLE: TimeDelta = TimeDelta::hours(2);

/// A limit that GitHub reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// Over at this instant.
    Until(DateTime<Utc>),
    /// GitHub does not say how long: at least a minute, longer each time.
    Unnamed,
}

/// Whether requests may pass.
#[derive(Debug, Default)]
pub(super) struct Gate {
    closed_until: Option<DateTime<Utc>>,
    /// Limits without a named end in a row.
    strikes: u32,
}

impl Gate {
    /// Passes, or says until when the gate is closed.
    pub(super) fn pass(&self, now: DateTime<Utc>) -> Result<(), DateTime<Utc>> {
        match self.closed_until {
            // A clock set far back must not lock us out.
            Some(until) if until > now && until - now <= BELIEVABLE => Err(until),
            _ => Ok(()),
        }
    }

    /// Closes the gate and says until when.
    pub(super) fn close(&mut self, limit: Limit, now: DateTime<Utc>) -> DateTime<Utc> {
        let until = match limit {
            Limit::Until(until) => until.clamp(now + TimeDelta::seconds(1), now + BELIEVABLE),
            Limit::Unnamed => {
                let wait = (UNNAMED_MIN * 2_i32.pow(self.strikes.min(6))).min(UNNAMED_MAX);
                self.strikes = self.strikes.saturating_add(1);
                now + wait
            }
        };
        self.closed_until = Some(until);
        until
    }

    /// GitHub answered something else than a limit.
    pub(super) fn relax(&mut self) {
        self.strikes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn a_named_end_is_honoured_to_the_second() {
        let mut gate = Gate::default();
        assert_eq!(gate.pass(at(0)), Ok(()));
        assert_eq!(gate.close(Limit::Until(at(90)), at(0)), at(90));
        assert_eq!(gate.pass(at(89)), Err(at(90)));
        assert_eq!(gate.pass(at(90)), Ok(()));
    }

    #[test]
    fn an_unnamed_limit_waits_longer_each_time_in_a_row() {
        let mut gate = Gate::default();
        assert_eq!(gate.close(Limit::Unnamed, at(0)), at(60));
        assert_eq!(gate.close(Limit::Unnamed, at(60)), at(180));
        gate.relax();
        assert_eq!(gate.close(Limit::Unnamed, at(200)), at(260));
        for _ in 0..40 {
            gate.close(Limit::Unnamed, at(300));
        }
        assert_eq!(gate.close(Limit::Unnamed, at(300)), at(3_900));
    }

    #[test]
    fn unbelievable_ends_are_cut() {
        let mut gate = Gate::default();
        assert_eq!(gate.close(Limit::Until(at(1_000_000)), at(0)), at(7_200));
        assert_eq!(gate.close(Limit::Until(at(-50)), at(0)), at(1));
        gate.close(Limit::Until(at(90)), at(0));
        assert_eq!(gate.pass(at(-1_000_000)), Ok(()));
    }
}
