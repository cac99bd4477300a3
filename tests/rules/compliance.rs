//! How the way to Closed went: in time or not, reviewed or not.

use chrono::{DateTime, TimeZone, Utc};
use closeout::{
    domain::{event::Verdict, observation::PullRequestState, person::Login},
    message::{
        Message,
        context::{Compliance, MeetingKept, Unreviewed},
    },
    plan::effect::Effect,
};

use super::story::Story;

fn at(day: u32, hour: u32) -> DateTime<Utc> {
    let at = Utc
        .with_ymd_and_hms(2026, 11, 20, 9, 0, 0)
        .single()
        .expect("a date");
    at + chrono::Duration::days(i64::from(day) - 20) + chrono::Duration::hours(i64::from(hour) - 9)
}

/// Resolved on Friday 20 November at 09:00 UTC, so that the meeting is due on Friday 27 at 18:00.
fn resolved() -> Story {
    let accepted = Verdict {
        accepted: true,
        refused: false,
        marked: false,
    };
    Story::declared()
        .labels("bob", "SEV2")
        .said("bob", "/owner me\n/resolved", accepted)
        .pull_request()
}

fn until(story: Story, at: DateTime<Utc>) -> Story {
    let seconds = (at - story.now()).num_seconds();
    story.wait_seconds(seconds)
}

fn held(at: DateTime<Utc>) -> Story {
    let accepted = Verdict {
        accepted: true,
        refused: false,
        marked: false,
    };
    until(resolved(), at).said("bob", "/meeting held", accepted)
}

fn merged(story: Story, approvals: &[&str]) -> Compliance {
    let at = story.now() + chrono::Duration::hours(1);
    let story = story.pull(|pull| {
        pull.state = PullRequestState::Merged;
        pull.draft = false;
        pull.merged_at = Some(at);
        pull.approvals = approvals.iter().copied().map(Login::new).collect();
    });
    let effects = story.plan().effects;
    let mut messages = effects.into_iter().filter_map(|effect| match effect {
        Effect::PostComment { message, .. } => Some(*message),
        _ => None,
    });
    messages
        .find_map(|message| match message {
            Message::Learnings(learnings) => Some(learnings.compliance),
            _ => None,
        })
        .expect("what was learnt is posted")
}

#[test]
fn a_meeting_is_in_time_until_its_deadline() {
    let deadline = at(27, 18);
    let in_time = merged(held(deadline), &["carol"]);
    assert_eq!(in_time.meeting, MeetingKept::InTime { held: deadline });
    assert_eq!(in_time.deadline, deadline);
    assert_eq!((in_time.unreviewed, in_time.business_days), (None, 5));
    assert_eq!(in_time.closed, at(27, 19));

    let late = |day, hour| merged(held(at(day, hour)), &["carol"]).meeting;
    let expected = |day, hour, business_days| MeetingKept::Late {
        held: at(day, hour),
        business_days,
    };
    assert_eq!(late(27, 20), expected(27, 20, 0), "on the day of the deadline");
    assert_eq!(late(29, 20), expected(29, 20, 0), "weekends do not count");
    assert_eq!(
        late(31, 9),
        expected(31, 9, 2),
        "Tuesday is two business days later"
    );
}

#[test]
fn what_was_missing_at_the_merge_is_told() {
    let early = merged(resolved(), &[]);
    assert_eq!(early.meeting, MeetingKept::NeverHeld);
    assert_eq!(early.business_days, 0);
    assert_eq!(
        early.unreviewed,
        Some(Unreviewed {
            given: 0,
            required: 1,
            changes_requested: false
        })
    );
    let objected = resolved().pull(|pull| pull.changes_requested = true);
    let missing = merged(objected, &["carol"])
        .unreviewed
        .expect("somebody objected");
    assert!(missing.changes_requested);
}
