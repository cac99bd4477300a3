//! [`When`] to an instant.
//!
//! Two rules for the days on which clocks are changed: a time of day that was skipped is refused, because nobody
//! can have seen it on a clock; one that came twice means the earlier, because a person who types a time rarely
//! thinks of the change, and the earlier one never shortens the time that customers suffered.

use chrono::{DateTime, Days, FixedOffset, LocalResult, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::{Day, TimeFault, TypedZone, When};

/// How far a typed time may lie after the comment: people round up, and clocks differ.
pub const GRACE: TimeDelta = TimeDelta::seconds(60);

impl When {
    /// The instant that somebody meant who wrote this at `written_at` in a team whose zone is `zone`.
    ///
    /// A bare time of day is the latest such instant that is not after the comment: 23:50 typed at ten past
    /// midnight was yesterday. Whatever lies within [`GRACE`] after the comment counts as the comment's own instant, so
    /// that no instant ever lies in the future. Everything later is [`TimeFault::Future`].
    pub fn resolve(&self, written_at: DateTime<Utc>, zone: Tz) -> Result<Reading, TimeFault> {
        let at = match *self {
            Self::Ago { minutes } => written_at
                .checked_sub_signed(TimeDelta::minutes(i64::from(minutes)))
                .ok_or_else(|| TimeFault::Impossible {
                    typed: format!("{minutes}m ago"),
                })?,
            Self::Exact(at) => at,
            Self::Local {
                day,
                time,
                zone: typed,
            } => {
                let zone = typed.unwrap_or(TypedZone::Named(zone));
                zone.place(day, time, written_at)?
            }
        };
        if at > written_at + GRACE {
            return Err(TimeFault::Future { at });
        }
        Ok(Reading {
            at: at.min(written_at),
            later: None,
        })
    }
}

/// SHIM
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// at
    pub at: DateTime<Utc>,
    /// later
    pub later: Option<DateTime<Utc>>,
}

impl When {
    /// SHIM
    pub fn resolve_ahead(&self, written_at: DateTime<Utc>, zone: Tz) -> Result<DateTime<Utc>, TimeFault> {
        self.resolve(written_at, zone).map(|reading| reading.at)
    }
}

impl TypedZone {
    /// The offset, when it is the same at all times.
    pub(super) fn fixed(self) -> Option<FixedOffset> {
        match self {
            Self::Named(Tz::UTC) => Some(Utc.fix()),
            Self::Named(_) => None,
            Self::Offset { minutes } => FixedOffset::east_opt(minutes.checked_mul(60)?),
        }
    }

    /// The local date and time that clocks in the zone show at an instant.
    fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        match (self, self.fixed()) {
            (_, Some(offset)) => at.with_timezone(&offset).naive_local(),
            (Self::Named(zone), None) => at.with_timezone(&zone).naive_local(),
            (Self::Offset { .. }, None) => at.naive_utc(),
        }
    }

    /// The first instant at which clocks in the zone show this.
    fn instant(self, local: NaiveDateTime) -> Result<DateTime<Utc>, TimeFault> {
        let found = match (self, self.fixed()) {
            (_, Some(offset)) => offset.from_local_datetime(&local).map(|at| at.to_utc()),
            (Self::Named(zone), None) => zone.from_local_datetime(&local).map(|at| at.to_utc()),
            (Self::Offset { .. }, None) => LocalResult::None,
        };
        found.earliest().ok_or_else(|| TimeFault::Skipped {
            local,
            zone: self.to_string(),
        })
    }

    /// The instant of a time of day on a day, seen from a comment.
    fn place(
        self,
        day: Day,
        time: chrono::NaiveTime,
        written_at: DateTime<Utc>,
    ) -> Result<DateTime<Utc>, TimeFault> {
        let now = self.local(written_at);
        let today = now.date();
        let yesterday = || {
            today
                .checked_sub_days(Days::new(1))
                .ok_or_else(|| TimeFault::Impossible {
                    typed: format!("yesterday {time}"),
                })
        };
        let date = match day {
            Day::Date(date) => date,
            Day::Today => today,
            Day::Yesterday => yesterday()?,
            Day::Latest => {
                let is_ahead = match self.instant(today.and_time(time)) {
                    Ok(at) => at > written_at + GRACE,
                    // A skipped time has no instant; whether it would have been over is told from the clock face.
                    Err(_) => time > now.time(),
                };
                if is_ahead { yesterday()? } else { today }
            }
        };
        self.instant(date.and_time(time))
    }
}

impl std::fmt::Display for TypedZone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::Named(zone) => f.write_str(zone.name()),
            Self::Offset { minutes } => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                write!(f, "UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}
