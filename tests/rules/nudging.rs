//! Reminders while an incident goes on: when, how often, and when not.

use chrono::{DateTime, Duration, Utc};
use closeout::{domain::marker::Slot, plan::effect::Effect};

use super::story::Story;

/// The reminders of a story that is looked at whenever it wants to be, for so many minutes: the minute and the steps.
fn reminders(mut story: Story, minutes: i64) -> Vec<(i64, Vec<String>)> {
    let start = story.minute(0);
    let end = story.minute(minutes);
    let mut sent = Vec::new();
    loop {
        let plan = story.plan();
        for effect in plan.effects {
            if let Effect::PostComment {
                slot: Slot::Nudge(steps),
                ..
            } = effect
            {
                let names = steps.iter().map(|step| name(step)).collect();
                sent.push(((story.now() - start).num_minutes(), names));
                story = story.posted(Slot::Nudge(steps));
            }
        }
        match plan.wake_at.filter(|at| *at <= end) {
            Some(at) if at > story.now() => story = story.wait_until(at),
            _ => return sent,
        }
    }
}

/// A step without the instant in its key.
fn name(step: &str) -> String {
    let (key, number) = step.rsplit_once('.').expect("a key and a step");
    let kind = key.split('@').next().unwrap_or(key);
    format!("{kind}.{number}")
}

fn step(minute: i64, names: &[&str]) -> (i64, Vec<String>) {
    (minute, names.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn a_major_incident_asks_for_a_commander_at_any_hour() {
    let story = Story::declared().labels("bob", "SEV1");
    assert_eq!(
        reminders(story.clone(), 60),
        [
            step(5, &["commander-missing.0"]),
            step(20, &["commander-missing.1"])
        ]
    );
    assert_eq!(
        reminders(story.labels("bob", "SEV3").unlabels("bob", "SEV1"), 60),
        []
    );
}

#[test]
fn reports_are_asked_for_in_the_rhythm_of_the_severity() {
    let story = Story::declared()
        .labels("bob", "SEV1")
        .says("bob", "/commander me")
        .wait(10)
        .says("bob", "/can\nConditions: it burns");
    assert_eq!(
        reminders(story.clone(), 101),
        [
            step(40, &["update-due.0"]),
            step(70, &["update-due.1"]),
            step(100, &["update-due.2"])
        ]
    );
    assert_eq!(reminders(story.says("bob", "/resolved\n/owner me"), 300), []);
}

#[test]
fn silence_is_noticed() {
    let story = Story::declared()
        .policy("severities: {SEV1: {update_every: never}}\nnudges: {commander_after: never}")
        .labels("bob", "SEV1");
    assert_eq!(
        reminders(story.clone(), 9 * 60),
        [step(120, &["gone-quiet.0"]), step(480, &["gone-quiet.1"])]
    );
    let minor = Story::declared().labels("bob", "SEV3");
    // Friday 09:00; a day later is Saturday, and people are at work on Monday at 10:00.
    let monday = (3 * 24 + 1) * 60;
    assert_eq!(reminders(minor, monday), [step(monday, &["gone-quiet.0"])]);
}

#[test]
fn after_a_silence_of_ours_only_the_top_step_is_sent() {
    let story = Story::declared().labels("bob", "SEV1").wait(300);
    let sent = reminders(story, 301);
    assert_eq!(sent, [step(300, &["commander-missing.1", "gone-quiet.0"])]);
}

#[test]
fn whoever_snoozes_is_left_in_peace_until_then() {
    let story = Story::declared().labels("bob", "SEV1").says("bob", "/snooze 1h");
    assert_eq!(reminders(story, 90), [step(60, &["commander-missing.1"])]);
}

impl Story {
    fn wait_until(self, at: DateTime<Utc>) -> Self {
        let span: Duration = at - self.now();
        self.wait_seconds(span.num_seconds())
    }
}
