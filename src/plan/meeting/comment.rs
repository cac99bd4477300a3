//! The comment about the meeting.

use chrono::{DateTime, Utc};

use crate::{
    calendar::DayOff,
    domain::{
        incident::Post,
        marker::Slot,
        meeting::{CalledOff, MeetingRecord},
    },
    form,
    message::{
        Message,
        context::{CalendarRow, MeetingContext, MeetingEntry, Unusual},
    },
    plan::{Input, effect::Effect},
};

use super::{
    invitees,
    wanted::{Wanted, cancelled, wanted},
};

/// Announces the meeting, or what has changed about it.
pub(super) fn plan(input: &Input<'_>, latest: Option<(&Post, &MeetingRecord)>) -> Vec<Effect> {
    let last = latest.map(|(_, record)| record);
    let (record, off) = match (wanted(input, last), last) {
        (Wanted::AsItIs, _) | (Wanted::Off(_), None) => return Vec::new(),
        (Wanted::Off(why), Some(last)) => (cancelled(last, input.now), Some(why)),
        (Wanted::On(wish), _) => {
            let invited = invitees::invitees(input).into_iter().map(|(login, _)| login);
            (wish.recorded(last, invited.collect(), input.now), None)
        }
    };
    let Some(pull) = &input.observation.pull_request else {
        return Vec::new();
    };
    let voice = input.voice();
    let known = latest.filter(|(_, last)| is_same(last, &record));
    let slot = known.map_or(Slot::Meeting(record.sequence), |(post, _)| {
        post.marker.slot.clone()
    });
    let message = message(input, record, off, &pull.url);
    match known {
        None => vec![Effect::PostComment {
            number: pull.number,
            slot,
            message: Box::new(message),
            voice,
        }],
        Some((post, _)) if input.is_current(&post.marker.fingerprint, &message) => Vec::new(),
        Some((post, _)) => vec![Effect::EditComment {
            id: post.id,
            slot,
            message: Box::new(message),
            voice,
        }],
    }
}

/// Whether people need not learn of the difference.
fn is_same(last: &MeetingRecord, record: &MeetingRecord) -> bool {
    last.starts == record.starts && last.cancelled == record.cancelled
}

fn message(input: &Input<'_>, record: MeetingRecord, off: Option<CalledOff>, pull_url: &str) -> Message {
    let invitees = if off.is_some() {
        Vec::new()
    } else {
        invitees::rows(invitees::invitees(input), &record)
    };
    let chosen = input.incident.meeting_choice.starts.as_ref();
    let calendar = input.calendar.map(|address| CalendarRow {
        file: address.invitation(input.observation.issue.number),
        page: address.page(),
        feed: address.feed(),
    });
    Message::Meeting(Box::new(MeetingContext {
        drill: input.incident.drill,
        moved_from: record.moved_from,
        chosen_by: chosen.map(|(_, by)| by.clone()),
        late: record.ends > record.deadline,
        unusual: unusual(input, &record),
        invitees,
        url: record.url.clone(),
        minutes: record.minutes(),
        calendar,
        off,
        entry: entry(input, record, pull_url),
    }))
}

/// The meeting as calendars show it.
pub(super) fn entry(input: &Input<'_>, record: MeetingRecord, pull_url: &str) -> MeetingEntry {
    let observed = input.observation;
    MeetingEntry {
        uid: uid(
            &observed.repository.url,
            observed.repository.id,
            observed.issue.number,
        ),
        repository: format!("{}/{}", observed.repository.owner, observed.repository.name),
        number: observed.issue.number,
        title: form::subject(&observed.issue.title).to_owned(),
        drill: input.incident.drill,
        severity: input.severity(),
        incident_url: observed.issue.url.clone(),
        pull_url: pull_url.to_owned(),
        record,
    }
}

/// The same for as long as the incident is there, whatever its repository is called.
fn uid(repository_url: &str, repository: u64, issue: u64) -> String {
    let host = repository_url
        .split_once("://")
        .and_then(|(_, rest)| rest.split(['/', ':']).next())
        .unwrap_or("github");
    format!("closeout-{repository}-{issue}@{host}")
}

/// What is unusual about the time.
fn unusual(input: &Input<'_>, record: &MeetingRecord) -> Option<Unusual> {
    let calendar = &input.policy.calendar;
    let local = |at: DateTime<Utc>| at.with_timezone(&calendar.zone).naive_local();
    let (starts, ends) = (local(record.starts), local(record.ends));
    match calendar.day_off(starts.date()) {
        Some(DayOff::Holiday(name)) => Some(Unusual::Holiday {
            name: name.in_language(input.policy.language).map(str::to_owned),
        }),
        Some(DayOff::DayOfWeek | DayOff::NeverWas) => Some(Unusual::DayOff),
        None => {
            let within = starts.time() >= calendar.opens
                && ends.time() <= calendar.closes
                && starts.date() == ends.date();
            (!within).then(|| Unusual::Hours {
                opens: calendar.opens.format("%H:%M").to_string(),
                closes: calendar.closes.format("%H:%M").to_string(),
            })
        }
    }
}
