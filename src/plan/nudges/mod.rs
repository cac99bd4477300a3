//! Reminders: everything due for one incident at one time is one comment, and nobody is reminded at night.
//!
//! A nudge is a file here with one function that says which [`Ladder`]s apply. The rest is the same for all:
//! only the highest step that is due is sent, so that a server that was down sends no backlog; a step that was
//! sent is found in the markers of our own comments; the next step is when to look again.

mod abandoned;
mod commander_missing;
mod deadline_missed;
mod gone_quiet;
mod owner_missing;
mod update_due;

use chrono::{DateTime, Utc};

use crate::{
    domain::marker::Slot,
    message::{
        Message,
        context::{NudgeContext, NudgeLine},
    },
};

use super::{
    Input,
    effect::{Effect, Plan},
};

/// Every kind of nudge.
const NUDGES: [fn(&Input<'_>) -> Option<Ladder>; 6] = [
    commander_missing::ladder,
    update_due::ladder,
    gone_quiet::ladder,
    owner_missing::ladder,
    abandoned::ladder,
    deadline_missed::ladder,
];

/// A reminder and its escalation: each step is sent once.
struct Ladder {
    /// Identifies the nudge and what it is about, such as `deadline-missed@2026-11-27`. No comma, no dot.
    key: String,
    /// When each step falls due, and what it says; in rising order.
    steps: Vec<(DateTime<Utc>, NudgeLine)>,
    /// Whether it may be sent at night.
    hours: Hours,
}

/// When people may be reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hours {
    /// Only while they are at work.
    Working,
    /// At any time, because customers suffer.
    Any,
}

/// What a ladder asks for at an instant.
struct Due {
    /// The step to be sent now.
    send: Option<(String, NudgeLine)>,
    /// When its next step falls due.
    next: Option<DateTime<Utc>>,
}

pub(super) fn plan(input: &Input<'_>) -> Plan {
    if !input.is_live() {
        return Plan::default();
    }
    let sent = sent(input);
    let due: Vec<Due> = NUDGES
        .iter()
        .filter_map(|nudge| nudge(input))
        .map(|ladder| ladder.at(input, &sent))
        .collect();
    let wake_at = due.iter().filter_map(|due| due.next).min();
    let (keys, lines): (Vec<String>, Vec<NudgeLine>) = due.into_iter().filter_map(|due| due.send).unzip();
    if lines.is_empty() {
        return Plan {
            effects: Vec::new(),
            wake_at,
        };
    }
    let message = Message::Nudge(NudgeContext {
        drill: input.incident.drill,
        lines,
    });
    let effect = Effect::PostComment {
        number: input.observation.issue.number,
        slot: Slot::Nudge(keys),
        message: Box::new(message),
        voice: input.voice(),
    };
    Plan {
        effects: vec![effect],
        wake_at,
    }
}

/// The steps that were sent, as the markers of our comments tell.
fn sent<'a>(input: &Input<'a>) -> Vec<&'a str> {
    let posts = input.incident.posts.iter();
    posts
        .filter_map(|post| match &post.marker.slot {
            Slot::Nudge(keys) => Some(keys),
            Slot::Status | Slot::Form | Slot::Reply(_) | Slot::Learnings => None,
        })
        .flatten()
        .map(String::as_str)
        .collect()
}

impl Ladder {
    /// The highest step that is due and was not sent, and when the next one will be.
    fn at(mut self, input: &Input<'_>, sent: &[&str]) -> Due {
        for (at, _) in &mut self.steps {
            *at = self.hours.from(input, *at);
        }
        let awake = self.hours.from(input, input.now);
        let resting = awake > input.now;
        let due = self.steps.partition_point(|(at, _)| *at <= input.now);
        let key = |step: usize| format!("{}.{step}", self.key);
        let reached = (0..self.steps.len())
            .rev()
            .find(|step| sent.contains(&key(*step).as_str()));
        let pending = due > reached.map_or(0, |step| step + 1);
        let next = if pending && resting {
            Some(awake)
        } else {
            self.steps.get(due).map(|(at, _)| *at)
        };
        let now = (pending && !resting).then(|| (key(due - 1), self.steps.swap_remove(due - 1).1));
        Due { send: now, next }
    }
}

impl Hours {
    /// The first instant from `at` on at which somebody may be reminded, who may also have asked to be left in peace.
    fn from(self, input: &Input<'_>, at: DateTime<Utc>) -> DateTime<Utc> {
        let at = input.incident.snoozed_until.map_or(at, |until| until.max(at));
        match self {
            Self::Working => input.policy.calendar.next_working_instant(at),
            Self::Any => at,
        }
    }
}
