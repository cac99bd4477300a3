//! [`When`] as a line to type, which is read as the same again.

use std::fmt;

use chrono::{NaiveTime, SecondsFormat, Timelike, Weekday};

use super::{Day, TypedZone, When, tokens::MONTHS};

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ago { minutes } => write!(f, "{minutes}m ago"),
            Self::Exact(at) => f.write_str(&at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            Self::Local { day, time, zone } => {
                if *day != Day::Latest {
                    write!(f, "{day} ")?;
                }
                write!(f, "{}", Clock(*time))?;
                match zone {
                    Some(zone) => write!(f, " {zone}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl fmt::Display for Day {
    /// The day as it is typed; the latest is not.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Latest => Ok(()),
            Self::Today => f.write_str("today"),
            Self::Yesterday => f.write_str("yesterday"),
            Self::Tomorrow => f.write_str("tomorrow"),
            Self::Weekday(weekday) => f.write_str(match weekday {
                Weekday::Mon => "monday",
                Weekday::Tue => "tuesday",
                Weekday::Wed => "wednesday",
                Weekday::Thu => "thursday",
                Weekday::Fri => "friday",
                Weekday::Sat => "saturday",
                Weekday::Sun => "sunday",
            }),
            Self::Annual { month, day } => {
                let name = month.checked_sub(1).and_then(|index| MONTHS.get(index as usize));
                write!(f, "{} {day}", name.unwrap_or(&"?"))
            }
            Self::Date(date) => write!(f, "{}", date.format("%Y-%m-%d")),
        }
    }
}

/// A time of day; seconds only where there are any.
struct Clock(NaiveTime);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(time) = self;
        write!(f, "{:02}:{:02}", time.hour(), time.minute())?;
        if time.second() > 0 {
            write!(f, ":{:02}", time.second())?;
        }
        Ok(())
    }
}

impl fmt::Display for TypedZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
