//! [`When`] to an instant.
//!
//! Two rules for the days on which clocks are changed: a time of day that was skipped is refused, because nobody
//! can have seen it on a clock; one that came twice means the earlier, because a person who types a time rarely
//! thinks of the change, and the earlier one never shortens the time that customers suffered.

use chrono::{
    DateTime, Datelike, Days, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeDelta,
    TimeZone, Utc,
};
use chrono_tz::Tz;

use super::{Day, TimeFault, TypedZone, When};

/// How far a typed time may lie after the comment: people round up, and clocks differ.
pub const GRACE: TimeDelta = TimeDelta::seconds(60);

/// Years between two leap days around a century without one.
const LEAP_DAYS_APART: i32 = 8;

/// What a typed time means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The instant.
    pub at: DateTime<Utc>,
    /// Clocks were put back and showed the time twice: the later instant, which was not taken.
    pub later: Option<DateTime<Utc>>,
}

impl When {
    /// The instant that somebody meant who wrote this at `written_at` in a team whose zone is `zone`.
    ///
    /// A bare time of day is the latest such instant that is not after the comment: 23:50 typed at ten past
    /// midnight was yesterday. So is a day of the week, and a date without a year. Whatever lies within [`GRACE`]
    /// after the comment counts as the comment's own instant, so that no instant ever lies in the future. Everything
    /// later is [`TimeFault::Future`].
    pub fn resolve(&self, written_at: DateTime<Utc>, zone: Tz) -> Result<Reading, TimeFault> {
        let limit = written_at + GRACE;
        let (first, second) = match *self {
            Self::Local {
                day,
                time,
                zone: typed,
            } => {
                let zone = typed.unwrap_or(TypedZone::Named(zone));
                let now = zone.local(written_at);
                let mut ahead = Err(self.impossible());
                let found = day.back_from(now.date()).into_iter().find_map(|date| {
                    let local = date.and_time(time);
                    let instants = zone.instants(local);
                    let is_over = match &instants {
                        Ok((first, _)) => *first <= limit,
                        // A skipped time has no instant; whether it would have been over is told from the clock face.
                        Err(_) => local <= now,
                    };
                    if is_over {
                        return Some(instants);
                    }
                    ahead = instants;
                    None
                });
                found.unwrap_or(ahead)?
            }
            _ => (self.without_zone(written_at)?, None),
        };
        if first > limit {
            return Err(TimeFault::Future { at: first });
        }
        let at = first.min(written_at);
        let later = second
            .filter(|later| *later <= limit)
            .map(|later| later.min(written_at))
            .filter(|later| *later > at);
        Ok(Reading { at, later })
    }

    /// The instant to come that somebody meant who wrote this at `written_at`.
    ///
    /// A bare time of day is the next such instant after the comment; so is a day of the week, and a date without a
    /// year. What names its day is that day, even when it is over: whether that makes sense is for the caller to say.
    pub fn resolve_ahead(&self, written_at: DateTime<Utc>, zone: Tz) -> Result<DateTime<Utc>, TimeFault> {
        let Self::Local {
            day,
            time,
            zone: typed,
        } = *self
        else {
            return self.without_zone(written_at);
        };
        let zone = typed.unwrap_or(TypedZone::Named(zone));
        let now = zone.local(written_at);
        let mut over = Err(self.impossible());
        for date in day.on_from(now.date()) {
            let local = date.and_time(time);
            match zone.instants(local) {
                Ok((first, _)) if first > written_at => return Ok(first),
                Ok((_, Some(second))) if second > written_at => return Ok(second),
                Ok((first, _)) => over = Ok(first),
                Err(fault) if local > now => return Err(fault),
                Err(fault) => over = Err(fault),
            }
        }
        over
    }

    /// The instant of what needs no zone.
    fn without_zone(&self, written_at: DateTime<Utc>) -> Result<DateTime<Utc>, TimeFault> {
        let at = match *self {
            Self::Ago { minutes } => written_at.checked_sub_signed(TimeDelta::minutes(i64::from(minutes))),
            Self::Exact(at) => Some(at),
            Self::Local { .. } => None,
        };
        at.ok_or_else(|| self.impossible())
    }

    fn impossible(&self) -> TimeFault {
        TimeFault::Impossible {
            typed: self.to_string(),
        }
    }
}

impl Day {
    /// The dates it may be for somebody who looks back, the likeliest first.
    fn back_from(self, today: NaiveDate) -> Vec<NaiveDate> {
        let before = |days| today.checked_sub_days(Days::new(days));
        match self {
            Self::Latest => [Some(today), before(1)].into_iter().flatten().collect(),
            Self::Weekday(weekday) => {
                let days = u64::from(today.weekday().days_since(weekday));
                [before(days), before(days + 7)].into_iter().flatten().collect()
            }
            Self::Annual { month, day } => (0..=LEAP_DAYS_APART)
                .filter_map(|years| NaiveDate::from_ymd_opt(today.year() - years, month, day))
                .collect(),
            _ => self.date(today).into_iter().collect(),
        }
    }

    /// The dates it may be for somebody who looks ahead, the likeliest first.
    fn on_from(self, today: NaiveDate) -> Vec<NaiveDate> {
        let after = |days| today.checked_add_days(Days::new(days));
        match self {
            Self::Latest => [Some(today), after(1)].into_iter().flatten().collect(),
            Self::Weekday(weekday) => {
                let days = u64::from(weekday.days_since(today.weekday()));
                [after(days), after(days + 7)].into_iter().flatten().collect()
            }
            Self::Annual { month, day } => (0..=LEAP_DAYS_APART)
                .filter_map(|years| NaiveDate::from_ymd_opt(today.year() + years, month, day))
                .collect(),
            _ => self.date(today).into_iter().collect(),
        }
    }

    /// The one date of a day that names it.
    fn date(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Date(date) => Some(date),
            Self::Today => Some(today),
            Self::Yesterday => today.pred_opt(),
            Self::Tomorrow => today.succ_opt(),
            Self::Latest | Self::Weekday(_) | Self::Annual { .. } => None,
        }
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

    /// The instant at which clocks in the zone show this, and the second one when they show it twice.
    fn instants(self, local: NaiveDateTime) -> Result<(DateTime<Utc>, Option<DateTime<Utc>>), TimeFault> {
        let found = match (self, self.fixed()) {
            (_, Some(offset)) => offset.from_local_datetime(&local).map(|at| at.to_utc()),
            (Self::Named(zone), None) => zone.from_local_datetime(&local).map(|at| at.to_utc()),
            (Self::Offset { .. }, None) => LocalResult::None,
        };
        match found {
            LocalResult::Single(at) => Ok((at, None)),
            LocalResult::Ambiguous(one, other) => Ok((one.min(other), Some(one.max(other)))),
            LocalResult::None => Err(TimeFault::Skipped {
                local,
                zone: self.to_string(),
            }),
        }
    }
}
