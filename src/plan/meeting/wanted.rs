//! The meeting as it should be, and how far that is from what was announced.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        meeting::{CalledOff, MeetingRecord},
        observation::PullRequestState,
        person::Login,
        phase::Phase,
    },
    plan::{Input, deadline},
    policy::MeetingPolicy,
};

/// What should be in people's calendars.
pub(super) enum Wanted {
    /// Whatever is there, if anything: it is history, or nothing can be said about it now.
    AsItIs,
    /// Nothing any more.
    Off(CalledOff),
    /// This.
    On(Wish),
}

/// A meeting as it should be.
pub(super) struct Wish {
    starts: DateTime<Utc>,
    ends: DateTime<Utc>,
    url: Option<String>,
    proposed: bool,
    deadline: DateTime<Utc>,
}

/// What should be in people's calendars, given what was announced last.
pub(super) fn wanted(input: &Input<'_>, recorded: Option<&MeetingRecord>) -> Wanted {
    let incident = input.incident;
    let standing = recorded.filter(|record| !record.cancelled);
    let begun = standing.is_some_and(|record| record.starts <= input.now);
    if incident.meeting_held.is_some() {
        return Wanted::AsItIs;
    }
    if let Some(why) = called_off(input) {
        return match standing {
            Some(_) if !begun => Wanted::Off(why),
            _ => Wanted::AsItIs,
        };
    }
    let chosen = incident.meeting_choice.starts.as_ref().map(|(at, _)| *at);
    let moved = chosen.is_some() && chosen != standing.map(|record| record.starts);
    let Some(deadline) = deadline::meeting(input) else {
        return Wanted::AsItIs;
    };
    // The document tells of the meeting from its first version on, before there is a pull request.
    let is_written = match &input.observation.pull_request {
        Some(pull) => pull.state != PullRequestState::Closed,
        None => input.is_live() && input.wants_postmortem(),
    };
    if !is_written || (begun && !moved) {
        return Wanted::AsItIs;
    }
    let length = incident.meeting_choice.length();
    let policy = MeetingPolicy {
        length: length.unwrap_or(input.policy.meeting.length),
        ..input.policy.meeting
    };
    let kept = standing.filter(|record| record.proposed && record.deadline == deadline);
    let starts = chosen
        .or(kept.map(|record| record.starts))
        .unwrap_or_else(|| input.policy.calendar.propose(input.now, deadline, policy).starts);
    Wanted::On(Wish {
        starts,
        ends: starts + policy.length,
        url: incident.meeting_choice.url.clone(),
        proposed: chosen.is_none(),
        deadline,
    })
}

/// Why no meeting is to be held. One that somebody chose outlives a merge: they may want to talk all the same.
fn called_off(input: &Input<'_>) -> Option<CalledOff> {
    let incident = input.incident;
    let pull = input.observation.pull_request.as_ref();
    let merged = pull.is_some_and(|pull| pull.state == PullRequestState::Merged);
    if incident.phase == Phase::Withdrawn {
        return Some(CalledOff::Withdrawn);
    }
    if let Some(skipped) = incident.postmortem_skipped.as_ref().filter(|_| !merged) {
        return Some(CalledOff::PostmortemSkipped(skipped.clone()));
    }
    if let Some(skipped) = &incident.meeting_skipped {
        return Some(CalledOff::Skipped(skipped.clone()));
    }
    (merged && incident.meeting_choice.starts.is_none()).then_some(CalledOff::Closed)
}

impl Wish {
    /// What the comment about it has to remember.
    pub(super) fn recorded(
        self,
        last: Option<&MeetingRecord>,
        invited: Vec<Login>,
        now: DateTime<Utc>,
    ) -> MeetingRecord {
        let fresh = MeetingRecord {
            starts: self.starts,
            ends: self.ends,
            url: self.url,
            sequence: 0,
            proposed: self.proposed,
            deadline: self.deadline,
            cancelled: false,
            created: now,
            changed: now,
            moved_from: None,
            told: Vec::new(),
            invited,
        };
        let Some(last) = last else { return fresh };
        if last.cancelled || last.starts != fresh.starts {
            return MeetingRecord {
                sequence: last.sequence + 1,
                created: last.created,
                moved_from: (!last.cancelled).then_some(last.starts),
                told: told(last),
                ..fresh
            };
        }
        let altered = last.ends != fresh.ends || last.url != fresh.url;
        MeetingRecord {
            sequence: last.sequence + u32::from(altered),
            created: last.created,
            changed: if altered { now } else { last.changed },
            moved_from: last.moved_from,
            told: last.told.clone(),
            ..fresh
        }
    }
}

/// The record of a meeting that does not take place.
pub(super) fn cancelled(last: &MeetingRecord, now: DateTime<Utc>) -> MeetingRecord {
    MeetingRecord {
        cancelled: true,
        sequence: last.sequence + 1,
        changed: now,
        moved_from: None,
        told: told(last),
        invited: Vec::new(),
        ..last.clone()
    }
}

/// Everybody who was invited so far.
fn told(last: &MeetingRecord) -> Vec<Login> {
    let mut told = last.told.clone();
    for login in &last.invited {
        if !told.contains(login) {
            told.push(login.clone());
        }
    }
    told
}
