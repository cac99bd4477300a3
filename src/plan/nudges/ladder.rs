//! A reminder and its escalation, and which step of it is due.

use chrono::{DateTime, Utc};

use crate::{domain::nudge::Nudge, message::context::NudgeLine, plan::Input};

use super::sent::Sent;

/// A reminder and its escalation: each step is sent once.
pub(super) struct Ladder {
    /// What kind of reminder it is.
    pub(super) nudge: Nudge,
    /// What it is about, such as `2026-11-27`. No comma, no dot.
    pub(super) about: String,
    /// When each step falls due, and what it says; in rising order.
    pub(super) steps: Vec<(DateTime<Utc>, NudgeLine)>,
    /// Whether the last step comes again every week.
    pub(super) weekly: bool,
    /// Whether it may be sent at night.
    pub(super) hours: Hours,
    /// From when on it means nothing any more.
    pub(super) until: Option<DateTime<Utc>>,
}

/// When people may be reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hours {
    /// Only while they are at work.
    Working,
    /// At any time, because customers suffer.
    Any,
}

/// What a ladder asks for at an instant.
pub(super) struct Due {
    /// What kind of reminder it is.
    pub(super) nudge: Nudge,
    /// Its key without the step.
    pub(super) key: String,
    /// The step to be sent now.
    pub(super) send: Option<(usize, NudgeLine)>,
    /// When something about it changes next.
    pub(super) next: Option<DateTime<Utc>>,
}

impl Ladder {
    /// A ladder whose steps are sent once each, during working hours.
    pub(super) fn new(nudge: Nudge, about: String, steps: Vec<(DateTime<Utc>, NudgeLine)>) -> Self {
        Self {
            nudge,
            about,
            steps,
            weekly: false,
            hours: Hours::Working,
            until: None,
        }
    }

    /// The last step comes again every week, until it need not.
    pub(super) fn weekly(mut self) -> Self {
        self.weekly = true;
        self
    }

    /// The highest step that is due and was not sent, and when the next one will be. None when it means nothing any more.
    #[expect(clippy::similar_names, reason = "both names are the words of the rule")]
    pub(super) fn at(mut self, input: &Input<'_>, sent: &Sent<'_>) -> Option<Due> {
        if self.until.is_some_and(|until| until <= input.now) || input.policy.nudges.off.contains(&self.nudge)
        {
            return None;
        }
        let key = format!("{}@{}", self.nudge, self.about);
        let record = sent.of(self.nudge, &key);
        let exhausted = record.count >= input.policy.nudges.at_most;
        let due = self.due(input);
        let pending = due > record.reached && !exhausted;
        let awake = self.from(input, input.now);
        let resting = awake > input.now;
        let next = if exhausted {
            None
        } else if pending && resting {
            Some(awake)
        } else {
            self.time(input, due)
        };
        let next = next.filter(|next| self.until.is_none_or(|until| *next < until));
        // What was sent is folded away when it means nothing any more.
        let next = next.or(self.until.filter(|_| record.reached > 0));
        let send = (pending && !resting).then(|| {
            let last = self.steps.len() - 1;
            let line = self.steps.swap_remove(last.min(due - 1)).1;
            // The steps below were never sent, so that nobody of them knows.
            let line = if record.reached == 0 { line.to_all() } else { line };
            (due - 1, line)
        });
        Some(Due {
            nudge: self.nudge,
            key,
            send,
            next,
        })
    }

    /// How many steps are due. Counted from the latest that can be, which mostly is: each waits for people to be at work, and
    /// none overtakes another.
    fn due(&self, input: &Input<'_>) -> usize {
        let last = self
            .steps
            .last()
            .filter(|(last, _)| self.weekly && *last <= input.now);
        let weeks = last.map_or(0, |(last, _)| (input.now - *last).num_weeks());
        let most = self.steps.len() + usize::try_from(weeks).unwrap_or(0);
        let is_due = |step: &usize| self.time(input, *step).is_some_and(|at| at <= input.now);
        (0..most).rev().find(is_due).map_or(0, |step| step + 1)
    }

    /// When a step falls due at which somebody can be reminded.
    fn time(&self, input: &Input<'_>, step: usize) -> Option<DateTime<Utc>> {
        if let Some((at, _)) = self.steps.get(step) {
            return Some(self.from(input, *at));
        }
        let (last, _) = self.steps.last().filter(|_| self.weekly)?;
        let weeks = u32::try_from(step + 1 - self.steps.len()).ok()?;
        Some(self.from(input, input.policy.calendar.weeks_later(*last, weeks)))
    }

    /// The first instant from `at` on at which somebody may be reminded, who may also have asked to be left in peace.
    fn from(&self, input: &Input<'_>, at: DateTime<Utc>) -> DateTime<Utc> {
        let incident = input.incident;
        let snoozed = [incident.snoozed_until, incident.snoozed.get(&self.nudge).copied()];
        let at = snoozed.into_iter().flatten().fold(at, DateTime::max);
        match self.hours {
            Hours::Working => input.policy.calendar.next_working_instant(at),
            Hours::Any => at,
        }
    }
}
