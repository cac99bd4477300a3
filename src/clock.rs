//! The only place that reads a clock, and the only way to wait.
//!
//! Everything else takes `now` as an argument or is handed a [`Clock`]. The server runs on [`SystemClock`];
//! tests and the demo run on a [`ManualClock`], where hours pass in no time and nothing ever sleeps.
//! Nothing here knows time zones, working hours or cron expressions.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

/// What time it is, and waiting until it is later.
#[async_trait]
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;

    /// Returns as soon as [`Clock::now`] has reached `at`; at once when it has already.
    ///
    /// Dropping the future abandons the wait and has no other effect.
    async fn sleep_until(&self, at: DateTime<Utc>);
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// Longest stretch slept at once. The machine's clock can be set while we wait, and a laptop can be suspended;
/// looking at it again this often bounds by how much a wake-up can be late.
const LONGEST_NAP: Duration = Duration::from_secs(30);

#[async_trait]
impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is handed"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the wait that everything else is handed"
    )]
    async fn sleep_until(&self, at: DateTime<Utc>) {
        // `to_std` fails exactly when the instant has passed.
        while let Ok(left) = (at - self.now()).to_std() {
            if left.is_zero() {
                return;
            }
            // Timers have a resolution of one millisecond and may fire early by less than that.
            tokio::time::sleep(left.clamp(Duration::from_millis(1), LONGEST_NAP)).await;
        }
    }
}

/// A clock that stands still until it is told otherwise. Clones share one time.
#[derive(Debug, Clone)]
pub struct ManualClock {
    now: watch::Sender<DateTime<Utc>>,
}

impl ManualClock {
    /// A clock that shows `now`.
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            now: watch::Sender::new(now),
        }
    }

    /// Sets the time and wakes everybody whose instant has come. Time may be set backwards, as real clocks are.
    pub fn set(&self, now: DateTime<Utc>) {
        self.now.send_replace(now);
    }

    /// Moves the time on and wakes everybody whose instant has come.
    pub fn advance(&self, by: TimeDelta) {
        self.now.send_modify(|now| *now += by);
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.borrow()
    }

    async fn sleep_until(&self, at: DateTime<Utc>) {
        let mut changes = self.now.subscribe();
        changes
            .wait_for(|now| *now >= at)
            .await
            .expect("`self` holds a sender, so the channel cannot close");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[tokio::test]
    async fn an_instant_that_has_come_is_not_waited_for() {
        let clock = ManualClock::new(at(10));
        clock.sleep_until(at(10)).await;
        clock.sleep_until(at(-5)).await;
        SystemClock.sleep_until(at(0)).await;
    }

    #[tokio::test]
    async fn sleepers_wake_when_their_instant_comes_and_not_before() {
        let clock = ManualClock::new(at(0));
        let sleeper = clock.clone();
        let mut sleep = Box::pin(async move { sleeper.sleep_until(at(60)).await });
        assert!(poll(&mut sleep).is_pending());
        clock.advance(TimeDelta::seconds(59));
        assert!(poll(&mut sleep).is_pending());
        clock.advance(TimeDelta::seconds(1));
        sleep.await;
        assert_eq!(clock.now(), at(60));
    }

    #[tokio::test]
    async fn the_system_clock_wakes_no_earlier_than_asked() {
        let until = SystemClock.now() + TimeDelta::milliseconds(3);
        SystemClock.sleep_until(until).await;
        assert!(SystemClock.now() >= until);
    }

    fn poll<F: Future + Unpin>(future: &mut F) -> std::task::Poll<F::Output> {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        std::pin::Pin::new(future).poll(&mut context)
    }
}
