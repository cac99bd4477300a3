//! How much may be created in a stretch of time. Pure: instants come as arguments.
//!
//! GitHub blocks an App for minutes when it creates more than about 80 things a minute or 500 an hour
//! ("content creation", a secondary limit that cannot be queried), so we stop ourselves before. The window
//! slides: what counts is the last minute and the last hour, whenever they are asked about.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};

/// At most so many in any stretch of that length.
#[derive(Debug, Clone)]
struct Window {
    length: TimeDelta,
    most: usize,
}

/// What an installation has created lately, and whether it may create more.
#[derive(Debug, Clone)]
pub(super) struct Allowance {
    windows: [Window; 2],
    /// Instants of past creations, oldest first.
    spent: VecDeque<DateTime<Utc>>,
}

impl Allowance {
    /// GitHub's limits on creating content.
    pub(super) fn content_creation() -> Self {
        Self {
            windows: [
                Window {
                    length: TimeDelta::minutes(1),
                    most: 80,
                },
                Window {
                    length: TimeDelta::hours(1),
                    most: 500,
                },
            ],
            spent: VecDeque::new(),
        }
    }

    /// Takes one, or says from when on one can be taken.
    pub(super) fn take(&mut self, now: DateTime<Utc>) -> Result<(), DateTime<Utc>> {
        self.forget(now);
        let free_at = self
            .windows
            .iter()
            .filter_map(|window| self.full_until(window))
            .max();
        match free_at {
            Some(at) if at > now => Err(at),
            _ => {
                self.spent.push_back(now);
                Ok(())
            }
        }
    }

    /// When the window has room again; nothing when it has room whatever the time.
    fn full_until(&self, window: &Window) -> Option<DateTime<Utc>> {
        let oldest_that_counts = self.spent.len().checked_sub(window.most)?;
        Some(self.spent[oldest_that_counts] + window.length)
    }

    /// Drops what no window sees any more, and what lies ahead after the clock was set back.
    fn forget(&mut self, now: DateTime<Utc>) {
        let longest = self
            .windows
            .iter()
            .map(|window| window.length)
            .max()
            .unwrap_or_default();
        self.spent.retain(|at| *at <= now && *at + longest > now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn the_eighty_first_of_a_minute_waits_for_the_first_to_age() {
        let mut allowance = Allowance::content_creation();
        assert_eq!(allowance.take(at(0)), Ok(()));
        for _ in 1..80 {
            assert_eq!(allowance.take(at(10)), Ok(()));
        }
        assert_eq!(allowance.take(at(11)), Err(at(60)));
        assert_eq!(allowance.take(at(59)), Err(at(60)));
        assert_eq!(allowance.take(at(60)), Ok(()));
        assert_eq!(allowance.take(at(60)), Err(at(70)));
    }

    #[test]
    fn the_five_hundred_and_first_of_an_hour_waits_for_the_hour() {
        let mut allowance = Allowance::content_creation();
        for n in 0..500 {
            assert_eq!(allowance.take(at(n * 2)), Ok(()), "{n}");
        }
        assert_eq!(allowance.take(at(1_500)), Err(at(3_600)));
        assert_eq!(allowance.take(at(3_600)), Ok(()));
        assert_eq!(allowance.take(at(3_600)), Err(at(3_602)));
    }

    #[test]
    fn a_clock_set_back_does_not_lock_us_out() {
        let mut allowance = Allowance::content_creation();
        for _ in 0..80 {
            allowance.take(at(100_000)).unwrap();
        }
        assert_eq!(allowance.take(at(0)), Ok(()));
    }
}
