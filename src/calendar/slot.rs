//! When people can meet.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::policy::MeetingPolicy;

use super::Calendar;

/// How long people have for reading what they will talk about.
pub const REVIEW: TimeDelta = TimeDelta::hours(24);

/// Business days that are tried for a meeting that can no longer be held in time. The first leaves at most a day, so
/// the third is always late enough.
const TRIED: u32 = 3;

/// A meeting's place on the time line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// When it begins.
    pub starts: DateTime<Utc>,
    /// When it ends.
    pub ends: DateTime<Utc>,
}

impl Calendar {
    /// When to hold a meeting about what became ready at `ready` and must be met about by `deadline`.
    ///
    /// It is the latest business day on which the meeting, at its usual time of day, leaves [`REVIEW`] for reading and
    /// ends by the deadline: people write until the last day. Where none does, the meeting ends at the deadline and
    /// leaves less for reading. Where it would then begin before anything is ready, the deadline is missed already, and
    /// the first business day counts that leaves time for reading.
    pub fn propose(&self, ready: DateTime<Utc>, deadline: DateTime<Utc>, meeting: MeetingPolicy) -> Slot {
        let read = ready + REVIEW;
        self.latest_between(read, deadline, meeting)
            .or_else(|| {
                let starts = deadline - meeting.length;
                (starts >= ready).then_some(Slot {
                    starts,
                    ends: deadline,
                })
            })
            .unwrap_or_else(|| self.first_from(read, meeting))
    }

    /// The latest meeting that begins no earlier than `from` and ends by `until`.
    fn latest_between(
        &self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        meeting: MeetingPolicy,
    ) -> Option<Slot> {
        let [first, mut day] = [from, until].map(|at| at.with_timezone(&self.zone).date_naive());
        while day >= first {
            let slot = self.meeting_on(day, meeting);
            if self.is_business_day(day) && slot.starts >= from && slot.ends <= until {
                return Some(slot);
            }
            day = day.pred_opt()?;
        }
        None
    }

    /// The first meeting that begins no earlier than `from`.
    fn first_from(&self, from: DateTime<Utc>, meeting: MeetingPolicy) -> Slot {
        let mut day = from.with_timezone(&self.zone).date_naive();
        for _ in 0..TRIED {
            if self.is_business_day(day) && self.meeting_on(day, meeting).starts >= from {
                break;
            }
            day = self.next_business_day(day);
        }
        self.meeting_on(day, meeting)
    }

    /// The meeting on a day: at its time of day, moved into the working hours as far as it is no longer than they are.
    fn meeting_on(&self, day: NaiveDate, meeting: MeetingPolicy) -> Slot {
        let latest = if self.closes - self.opens > meeting.length {
            self.closes - meeting.length
        } else {
            self.opens
        };
        let starts = self.at(day, meeting.time.clamp(self.opens, latest));
        Slot {
            starts,
            ends: starts + meeting.length,
        }
    }
}
