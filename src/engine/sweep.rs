//! The safety sweep: now and then, look for incidents whose deliveries never arrived.
//!
//! GitHub delivers once and does not try again. When the sweep runs is what people think of as a calendar, hence
//! a cron expression; it runs at once when a run was missed, or when there never was one.

use std::{fmt, str::FromStr};

use chrono::{DateTime, TimeDelta, Utc};
use tokio_util::sync::CancellationToken;

use super::{Engine, failure::Failure};

/// Name of the sweep among the store's calendar entries.
const NAME: &str = "sweep";

/// Pause before a sweep that failed as a whole is tried again.
const PAUSE: TimeDelta = TimeDelta::minutes(1);

/// When something recurs, in UTC.
#[derive(Debug, Clone)]
pub struct Schedule(Box<cron::Schedule>);

/// The text is no schedule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is no schedule: {detail}; write five fields (minute, hour, day, month, weekday) in UTC, such as \
     `7 * * * *` or `30 6 * * MON-FRI`"
)]
pub struct ScheduleError {
    text: String,
    detail: String,
}

impl Schedule {
    /// Seven minutes past every hour: everybody else's jobs run at full hours.
    pub fn hourly() -> Self {
        "7 * * * *".parse().expect("a test parses it")
    }

    /// The first instant after `instant`.
    pub fn next_after(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.0.after(&instant).next()
    }
}

impl FromStr for Schedule {
    type Err = ScheduleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = |detail: String| ScheduleError {
            text: text.to_owned(),
            detail,
        };
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [.., weekday] = fields[..] else {
            return Err(wrong("it is empty".into()));
        };
        if fields.len() != 5 {
            return Err(wrong(format!("it has {} fields", fields.len())));
        }
        // The crate counts Sunday as 1, everybody else as 0 or 7.
        let listed = weekday.split('/').next().unwrap_or(weekday);
        if listed.contains(|c: char| c.is_ascii_digit()) {
            return Err(wrong("weekdays are written as names, `MON` to `SUN`".into()));
        }
        format!("0 {text}")
            .parse()
            .map(|schedule| Self(Box::new(schedule)))
            .map_err(|error: cron::error::Error| wrong(error.to_string()))
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the seconds, which nobody wrote.
        let source = self.0.source();
        f.write_str(source.strip_prefix("0 ").unwrap_or(source))
    }
}

impl Engine {
    /// Sweeps whenever it is time, until `shutdown`.
    pub(super) async fn keep_sweeping(&self, shutdown: CancellationToken) {
        loop {
            let next = match self.sweep_if_due().await {
                Ok(Some(next)) => next,
                Ok(None) => return,
                Err(error) => {
                    tracing::error!(%error, "the safety sweep failed");
                    self.now() + PAUSE
                }
            };
            tokio::select! {
                () = self.inner.clock.sleep_until(next) => {}
                () = shutdown.cancelled() => return,
            }
        }
    }

    /// Sweeps when a run is due. Tells when the next one is.
    pub async fn sweep_if_due(&self) -> Result<Option<DateTime<Utc>>, Failure> {
        let now = self.now();
        let schedule = &self.inner.tuning.sweep;
        let last = self.inner.store.last_run(NAME).await?;
        if let Some(last) = last
            && let Some(next) = schedule.next_after(last).filter(|next| *next > now)
        {
            return Ok(Some(next));
        }
        // Written down only once it is done: a sweep that failed is due still. Of several servers that sweep at the
        // same time each makes the same keys due, which is the same as one.
        let installations = self.enqueue_all().await?;
        if self.inner.store.claim_run(NAME, last, now).await? {
            tracing::info!(installations, "sweeping");
        }
        Ok(schedule.next_after(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_default_runs_every_hour() {
        let hourly = Schedule::hourly();
        assert_eq!(
            hourly.next_after(at("2026-11-21T10:07:00Z")),
            Some(at("2026-11-21T11:07:00Z"))
        );
        assert_eq!(hourly.to_string(), "7 * * * *");
    }

    #[test]
    fn five_fields_with_weekdays_by_name() {
        let schedule: Schedule = "30 6 * * MON-FRI".parse().unwrap();
        // The 21st is a Saturday.
        let next = schedule.next_after(at("2026-11-21T00:00:00Z"));
        assert_eq!(next, Some(at("2026-11-23T06:30:00Z")));
    }

    #[test]
    fn a_wrong_schedule_says_what_to_write() {
        for wrong in [
            "",
            "hourly",
            "0 7 * * * *",
            "61 * * * *",
            "7 * * * 1-5",
            "7 * * * MÅN",
        ] {
            let said = wrong.parse::<Schedule>().unwrap_err().to_string();
            assert!(said.contains("30 6 * * MON-FRI"), "{said}");
        }
    }
}
