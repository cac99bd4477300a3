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
fn a_severity_chosen_later_does_not_ask_for_a_commander_anew() {
    let story = Story::declared().wait(10).labels("bob", "SEV1");
    assert_eq!(
        reminders(story, 60),
        [
            step(10, &["commander-missing.0"]),
            step(20, &["commander-missing.1"])
        ]
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

#[test]
fn one_kind_of_reminder_is_held_back_and_the_others_come() {
    let story = Story::declared()
        .labels("bob", "SEV1")
        .says("bob", "/snooze commander-missing 3h");
    let sent = [step(120, &["gone-quiet.0"]), step(180, &["commander-missing.1"])];
    assert_eq!(reminders(story.clone(), 200), sent);
    assert_eq!(
        reminders(story.says("bob", "/snooze off"), 60),
        [
            step(5, &["commander-missing.0"]),
            step(20, &["commander-missing.1"])
        ]
    );
}

/// Resolved on Friday at 10:00 by bob, who commands and owns it, with a draft; a working week of five days follows.
fn draft(policy: &str) -> Story {
    Story::declared()
        .policy(policy)
        .labels("bob", "SEV2")
        .says("bob", "/commander me\n/owner @alice")
        .wait(60)
        .says("bob", "/resolved")
        .pull_request()
}

const WEEK: i64 = 7 * 24 * 60;

/// Minutes from the story's beginning, Friday 09:00, to 10:00 so many days later.
const fn ten(days: i64) -> i64 {
    days * 24 * 60 + 60
}

#[test]
fn a_missed_deadline_climbs_a_rung_a_business_day_and_then_comes_every_week() {
    let escalated = draft("escalation: '@acme/sre'");
    let mut expected: Vec<_> = [10, 11, 12, 19, 26]
        .into_iter()
        .zip(0..)
        .map(|(day, rung)| (ten(day), vec![format!("deadline-missed.{rung}")]))
        .collect();
    assert_eq!(reminders(escalated, 4 * WEEK), expected);
    expected = [10, 11, 18, 25]
        .into_iter()
        .zip(0..)
        .map(|(day, rung)| (ten(day), vec![format!("deadline-missed.{rung}")]))
        .collect();
    assert_eq!(reminders(draft(""), 4 * WEEK), expected, "nobody to escalate to");
    let mut unreachable = draft("escalation: '@acme/sre'");
    unreachable.means.teams = false;
    assert_eq!(
        reminders(unreachable, 4 * WEEK),
        expected,
        "no step goes where nobody hears it"
    );
    let mut person = draft("escalation: '@rita'");
    person.means.teams = false;
    assert_eq!(reminders(person, 4 * WEEK).len(), 5, "a person hears it");
}

#[test]
fn no_more_reminders_are_sent_than_the_policy_allows() {
    for (policy, most) in [
        ("", 12),
        ("nudges: {at_most: 3}", 3),
        ("nudges: {at_most_in_all: 4}", 4),
        ("nudges: {off: [deadline-missed]}", 0),
    ] {
        let story = draft(policy);
        assert_eq!(reminders(story.clone(), 60 * WEEK).len(), most, "{policy:?}");
    }
}

#[test]
fn weeks_of_our_absence_end_in_one_reminder() {
    let back = draft("escalation: '@acme/sre'").wait(3 * WEEK);
    let sent = reminders(back, 3 * WEEK + 120);
    assert_eq!(sent, [step(ten(21), &["deadline-missed.3"])]);
}

#[test]
fn a_postmortem_without_an_owner_is_asked_about_three_times() {
    let story = Story::declared()
        .policy("escalation: '@acme/sre'\nnudges: {off: [deadline-missed]}")
        .labels("bob", "SEV2")
        .says("bob", "/commander me")
        .wait(60)
        .says("bob", "/resolved")
        .pull_request();
    assert_eq!(
        reminders(story, 2 * WEEK),
        [
            step(90, &["owner-missing.0"]),
            step(3 * 24 * 60 + 90, &["owner-missing.1"]),
            step(4 * 24 * 60 + 90, &["owner-missing.2"]),
        ]
    );
}

#[test]
fn what_is_reviewed_and_not_merged_is_asked_about_every_week() {
    let story = draft("")
        .pull(|pull| {
            pull.draft = false;
            pull.approvals = vec![closeout::domain::person::Login::new("carol")];
        })
        .wait(60)
        .says("bob", "/meeting held");
    assert_eq!(
        reminders(story, 2 * WEEK),
        [
            step(3 * 24 * 60 + 120, &["ready-to-merge.0"]),
            step(10 * 24 * 60 + 120, &["ready-to-merge.1"]),
        ]
    );
}

#[test]
fn a_reminder_is_folded_away_when_it_is_replaced_or_no_longer_wanted() {
    let story = Story::declared()
        .labels("bob", "SEV1")
        .wait(5)
        .posted(Slot::Nudge(vec!["commander-missing@20261120T090030.0".into()]));
    let fold = |id: u64| format!("fold comment IC_{id}");
    let first = story.last_id();
    assert!(!story.planned().contains(&fold(first)), "nobody has come yet");
    let replaced = story
        .clone()
        .wait(15)
        .posted(Slot::Nudge(vec!["commander-missing@20261120T090030.1".into()]));
    assert!(replaced.planned().contains(&fold(first)));
    assert!(!replaced.planned().contains(&fold(replaced.last_id())));
    let commanded = story.says("bob", "/commander me");
    assert!(commanded.planned().contains(&fold(first)), "somebody has");
}

impl Story {
    fn wait_until(self, at: DateTime<Utc>) -> Self {
        let span: Duration = at - self.now();
        self.wait_seconds(span.num_seconds())
    }
}
