//! When people can meet.

use super::*;
use crate::{
    calendar::{REVIEW, Slot},
    policy::MeetingPolicy,
};

fn meeting(time: &str, minutes: i64) -> MeetingPolicy {
    MeetingPolicy {
        time: NaiveTime::parse_from_str(time, "%H:%M").expect("a time of day"),
        length: TimeDelta::minutes(minutes),
    }
}

/// Why, when it is ready, the deadline, the usual time of day, minutes, when it begins.
const SLOTS: &str = "\
the day of the deadline | 2026-11-17T10:00:00Z | 2026-11-20T18:00:00Z | 15:00 | 45 | 2026-11-20T15:00:00Z
a deadline on a holiday | 2026-11-17T10:00:00Z | 2026-11-23T18:00:00Z | 15:00 | 45 | 2026-11-20T15:00:00Z
exactly a day for reading | 2026-11-19T15:00:00Z | 2026-11-20T18:00:00Z | 15:00 | 45 | 2026-11-20T15:00:00Z
less than a day for reading | 2026-11-19T15:01:00Z | 2026-11-20T18:00:00Z | 15:00 | 45 | 2026-11-20T17:15:00Z
no business day before the deadline | 2026-11-20T17:00:00Z | 2026-11-22T18:00:00Z | 15:00 | 45 | 2026-11-22T17:15:00Z
a deadline before the usual time | 2026-11-17T10:00:00Z | 2026-11-20T15:44:00Z | 15:00 | 45 | 2026-11-19T15:00:00Z
too early for the working hours | 2026-11-17T10:00:00Z | 2026-11-20T18:00:00Z | 07:00 | 30 | 2026-11-20T10:00:00Z
too late for the working hours | 2026-11-17T10:00:00Z | 2026-11-20T18:00:00Z | 17:45 | 60 | 2026-11-20T17:00:00Z
as long as the working day | 2026-11-17T10:00:00Z | 2026-11-20T18:00:00Z | 15:00 | 480 | 2026-11-20T10:00:00Z
the deadline is as good as over | 2026-11-20T17:30:00Z | 2026-11-20T18:00:00Z | 15:00 | 45 | 2026-11-24T15:00:00Z
the deadline is long over | 2026-11-20T12:00:00Z | 2026-11-02T18:00:00Z | 15:00 | 45 | 2026-11-24T15:00:00Z";

#[test]
fn slots() {
    let utc = calendar(UTC, &["2026-11-23"]);
    for line in SLOTS.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [why, ready, deadline, time, minutes, starts] = cells[..] else {
            panic!("{line}");
        };
        let meeting = meeting(time, minutes.parse().expect("a number"));
        let starts = instant(starts);
        let expected = Slot {
            starts,
            ends: starts + meeting.length,
        };
        assert_eq!(
            utc.propose(instant(ready), instant(deadline), meeting),
            expected,
            "{why}"
        );
    }
}

#[test]
fn a_meeting_longer_than_the_working_day_begins_with_it() {
    let mut short = calendar(UTC, &[]);
    short.closes = NaiveTime::from_hms_opt(11, 0, 0).expect("a time");
    let slot = short.propose(
        instant("2026-11-16T10:00:00Z"),
        instant("2026-11-20T18:00:00Z"),
        meeting("15:00", 480),
    );
    assert_eq!(slot.starts, instant("2026-11-20T10:00:00Z"));
}

#[test]
fn the_hour_is_the_same_whatever_the_clocks_do() {
    let berlin = calendar(Berlin, &[]);
    for (ready, days, starts) in [
        ("2026-03-26T12:00:00Z", 2, "2026-03-30T13:00:00Z"),
        ("2026-10-22T12:00:00Z", 2, "2026-10-26T14:00:00Z"),
    ] {
        let deadline = berlin.deadline(instant(ready), business(days));
        let slot = berlin.propose(instant(ready), deadline, meeting("15:00", 45));
        assert_eq!(slot.starts, instant(starts));
    }
}

proptest! {
    #[test]
    fn a_slot_is_the_latest_that_fits(
        calendar in calendars(),
        minute in 0_i64..500_000,
        days in 1_u32..12,
        of_business in any::<bool>(),
        (hour, length) in (0_u32..24, 5_i64..480),
    ) {
        let ready = instant("2026-01-01T00:00:00Z") + TimeDelta::minutes(minute);
        let unit = if of_business { DayUnit::Business } else { DayUnit::Calendar };
        let deadline = calendar.deadline(ready, within(days, unit));
        let meeting = meeting(&format!("{hour:02}:00"), length);
        let slot = calendar.propose(ready, deadline, meeting);
        prop_assert_eq!(slot, calendar.propose(ready, deadline, meeting));
        prop_assert_eq!(slot.ends - slot.starts, meeting.length);

        // Tried minute by minute over whole days, with a rule of its own.
        let fits = |starts: DateTime<Utc>| {
            let local = [starts, starts + meeting.length].map(|at| at.with_timezone(&calendar.zone).naive_local());
            let day = local[0].date();
            let wanted = meeting.time.max(calendar.opens);
            let on_time = local[0].time() == wanted
                || (local[0].time() < wanted && local[1] == day.and_time(calendar.closes));
            calendar.is_business_day(day)
                && on_time
                && local[0].time() >= calendar.opens
                && local[1] <= day.and_time(calendar.closes)
                && starts >= ready + REVIEW
                && starts + meeting.length <= deadline
        };
        let minutes = (deadline - ready).num_minutes();
        let begin = deadline - TimeDelta::minutes(minutes);
        let latest = (0..=minutes).rev().map(|minute| begin + TimeDelta::minutes(minute)).find(|at| fits(*at));
        match latest {
            Some(latest) => prop_assert_eq!(slot.starts, latest),
            None => prop_assert!(slot.ends == deadline || slot.starts >= ready + REVIEW),
        }
        prop_assert!(slot.starts >= ready);
    }
}
