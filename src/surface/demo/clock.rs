//! One time for both sides: clocks of the program, as the simulator wants them.

use chrono::{DateTime, Duration, Utc};

use crate::clock::{Clock, ManualClock, SystemClock};

/// The clock of the program under test, which somebody moves by hand.
#[derive(Debug, Clone)]
pub struct Shared(pub ManualClock);

impl github_sim::clock::Clock for Shared {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn advance(&self, by: Duration) {
        self.0.advance(by);
    }
}

/// The machine's clock, for programs that run as processes of their own. Nobody moves it.
#[derive(Debug, Clone, Copy)]
pub struct Machine;

impl github_sim::clock::Clock for Machine {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now()
    }

    fn advance(&self, _: Duration) {}
}
