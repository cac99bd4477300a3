//! Reminders: everything due for one incident at one time is one comment, and nobody is reminded at night.
//!
//! A nudge is a file here with one function that says which [`Ladder`]s apply. The rest is the same for all:
//! only the highest step that is due is sent, so that a server that was down sends no backlog; a step that was
//! sent is found in the markers of our own comments; the next step is when to look again. A comment is folded away
//! when a later one follows, or when nothing in it is wanted any more.

mod abandoned;
mod action_items;
mod announcement_due;
mod commander_missing;
mod deadline_missed;
mod gone_quiet;
mod ladder;
mod meeting_outcome;
mod not_in_review;
mod owner_missing;
mod people;
mod ready_to_merge;
mod sent;
mod update_due;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::{
    domain::{marker::Slot, person::Contact, postmortem::PostmortemStatus},
    message::{
        Message,
        context::{NudgeContext, NudgeLine},
    },
    policy::{DayUnit, Within},
};

use super::{
    Input,
    effect::{Effect, Plan},
};

use ladder::{Due, Hours, Ladder};
use sent::Sent;

/// Every kind of nudge.
const NUDGES: [fn(&Input<'_>) -> Option<Ladder>; 10] = [
    commander_missing::ladder,
    update_due::ladder,
    gone_quiet::ladder,
    owner_missing::ladder,
    abandoned::ladder,
    not_in_review::ladder,
    meeting_outcome::ladder,
    deadline_missed::ladder,
    announcement_due::ladder,
    ready_to_merge::ladder,
];

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let sent = Sent::read(input);
    let due: Vec<Due> = ladders(input)
        .into_iter()
        .filter_map(|ladder| ladder.at(input, &sent))
        .collect();
    let mut effects = folded(&sent, &due);
    let exhausted = sent.comments() >= input.policy.nudges.at_most_in_all;
    let wake_at = due.iter().filter_map(|due| due.next).min();
    if !exhausted {
        effects.extend(comment(input, due));
    }
    Plan { effects, wake_at }
}

/// Everything that somebody may have to be reminded of.
fn ladders(input: &Input<'_>) -> Vec<Ladder> {
    let finished = input.incident.postmortem.is_some_and(PostmortemStatus::is_final);
    if !input.is_live() {
        return Vec::new();
    }
    let mut ladders = action_items::ladders(input);
    // Action items outlive the postmortem.
    if !finished {
        ladders.extend(NUDGES.iter().filter_map(|nudge| nudge(input)));
    }
    ladders
}

/// One comment with everything that is due.
fn comment(input: &Input<'_>, due: Vec<Due>) -> Option<Effect> {
    let due: Vec<Due> = due.into_iter().filter(|due| due.send.is_some()).collect();
    let kinds: Vec<_> = due.iter().map(|due| due.nudge).collect();
    let (mut keys, mut lines, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for Due { nudge, key, send, .. } in due {
        let (step, line) = send?;
        keys.push(format!("{key}.{step}"));
        // What another reminder asks for as well counts as said.
        if !kinds.iter().any(|kind| kind.covers(nudge)) {
            lines.push(line);
            if !names.contains(&nudge) {
                names.push(nudge);
            }
        }
    }
    if lines.is_empty() {
        return None;
    }
    let lines = NudgeLine::together(lines);
    let message = Message::Nudge(NudgeContext {
        drill: input.incident.drill,
        urgent: input.is_running(),
        lines,
        names,
    });
    Some(Effect::PostComment {
        number: input.observation.issue.number,
        slot: Slot::Nudge(keys),
        message: Box::new(message),
        voice: input.voice(),
    })
}

/// Folds comments that a later one replaced, or in which nothing is wanted any more.
fn folded(sent: &Sent<'_>, due: &[Due]) -> Vec<Effect> {
    let wanted: BTreeSet<&str> = due.iter().map(|due| due.key.as_str()).collect();
    let latest = sent.posts.len().saturating_sub(1);
    let is_wanted = |keys: &[String]| {
        keys.iter()
            .filter_map(|key| sent::split(key))
            .any(|(ladder, _)| wanted.contains(ladder))
    };
    let old = sent
        .posts
        .iter()
        .enumerate()
        .filter(|(at, (post, keys))| !post.minimized && (*at < latest || !is_wanted(keys)));
    old.map(|(_, (post, _))| Effect::SetMinimized {
        node_id: post.node_id.clone(),
        minimized: true,
    })
    .collect()
}

/// One step a business day, the first as soon after `first` as people are at work; each goes to one rung, and tells who was
/// asked before.
fn each_business_day(
    input: &Input<'_>,
    first: DateTime<Utc>,
    rungs: Vec<Vec<Contact>>,
    line: impl Fn(Vec<Contact>, Vec<Contact>) -> NudgeLine,
) -> Vec<(DateTime<Utc>, NudgeLine)> {
    let calendar = &input.policy.calendar;
    let first = calendar.next_working_instant(first);
    let mut steps = Vec::new();
    let mut asked: Vec<Contact> = Vec::new();
    for (days, to) in (0..).zip(rungs) {
        let within = Within {
            days,
            unit: DayUnit::Business,
        };
        let before = asked
            .iter()
            .filter(|contact| !to.contains(contact))
            .cloned()
            .collect();
        steps.push((calendar.later(first, within), line(to.clone(), before)));
        asked.extend(
            to.into_iter()
                .filter(|contact| !asked.contains(contact))
                .collect::<Vec<_>>(),
        );
    }
    steps
}

/// An instant as the part of a key.
fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%S").to_string()
}
