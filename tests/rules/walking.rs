//! Looking at any time and looking only when the plan asked for it make the same thread.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use closeout::domain::{
    event::{EventKind, Place, ReviewVerdict},
    observation::PullRequestState,
    person::{Actor, Login},
};
use proptest::prelude::*;

use super::{story::Story, toy::Toy};

/// Something that people do.
#[derive(Debug, Clone, Copy)]
enum Act {
    Says(&'static str, &'static str),
    MarksReady,
    Approves,
    Merges,
    Abandons,
    Reopens,
}

/// What people do, and how many minutes after the beginning.
type Script = Vec<(i64, Act)>;

fn act(story: Story, act: Act) -> Story {
    let there = story.observation.pull_request.is_some();
    let now = story.now();
    let open = story
        .observation
        .pull_request
        .as_ref()
        .is_some_and(|pull| pull.state == PullRequestState::Open);
    match act {
        Act::Says(login, body) => story.says(login, body),
        Act::MarksReady if open => story
            .on_pull("bob", EventKind::ReadyForReview)
            .pull(|pull| pull.draft = false),
        Act::Approves if open => story
            .on_pull(
                "carol",
                EventKind::Reviewed {
                    verdict: ReviewVerdict::Approved,
                    url: String::new(),
                },
            )
            .pull(|pull| pull.approvals = vec![Login::new("carol")]),
        Act::Merges if open => story.on_pull("bob", EventKind::Merged).pull(|pull| {
            pull.state = PullRequestState::Merged;
            pull.draft = false;
            pull.merged_at = Some(now);
        }),
        Act::Abandons if open => story
            .on_pull(
                "bob",
                EventKind::Closed(closeout::domain::event::CloseReason::Completed),
            )
            .pull(|pull| pull.state = PullRequestState::Closed),
        Act::Reopens if there && !open => story.on_pull("bob", EventKind::Reopened).pull(|pull| {
            if pull.state == PullRequestState::Closed {
                pull.state = PullRequestState::Open;
            }
        }),
        _ => story,
    }
}

impl Story {
    fn on_pull(mut self, login: &str, kind: EventKind) -> Self {
        let at = self.now();
        self.observation.events.push(closeout::domain::event::Event {
            at,
            actor: Some(Actor::person(login)),
            place: Place::PullRequest,
            kind,
        });
        self
    }
}

/// An incident that was declared on the minute.
fn begin(policy: &str) -> Story {
    Story::opened_by("alice")
        .policy(policy)
        .wait(5)
        .labels("alice", "incident")
}

/// Looks when something happens, when the plan asks for it, and at some minutes more, in the middle of nothing.
fn play(policy: &str, script: &Script, minutes: i64, more: &BTreeSet<i64>) -> Toy {
    let mut toy = Toy::new(begin(policy));
    let start = toy.story.now();
    let end = start + Duration::minutes(minutes);
    let acts = script.iter().map(|(minute, _)| *minute);
    let looks: BTreeSet<DateTime<Utc>> = acts
        .chain(more.iter().copied())
        .map(|minute| start + Duration::minutes(minute))
        .collect();
    let mut next = Some(start);
    while let Some(now) = next {
        toy.turn_to(now);
        let minute = (now - start).num_minutes();
        for (_, what) in script.iter().filter(|(at, _)| *at == minute) {
            toy.act(|story| act(story, *what));
        }
        let mut wake_at = toy.look();
        assert!(
            wake_at.is_none_or(|at| at > now),
            "{wake_at:?} is no later than {now}"
        );
        // Whoever looks often has just looked when the time comes.
        let early = wake_at.map(|at| at - Duration::minutes(1)).filter(|at| *at > now);
        if !more.is_empty() && early.is_some() {
            wake_at = early;
        }
        let planned = looks.range(now + Duration::seconds(1)..).next().copied();
        next = wake_at.into_iter().chain(planned).min().filter(|at| *at <= end);
    }
    toy.turn_to(end);
    toy
}

const POLICIES: [&str; 4] = [
    "",
    "time_zone: Asia/Tokyo\nholidays: [jp]\nescalation: '@acme/sre'\ndefault_severity: SEV1",
    "time_zone: America/New_York\nworking_hours: 9:00-17:00\nholidays: [us]\npreset: pagerduty",
    "time_zone: Europe/Berlin\nnudges: {at_most: 2, at_most_in_all: 9, merge_after: 2 calendar days}",
];

const SLOW: [(i64, Act); 8] = [
    (30, Act::Says("bob", "/sev 1\n/commander me")),
    (125, Act::Says("bob", "/can Conditions: it burns")),
    (400, Act::Says("bob", "/resolved")),
    (2 * 1440, Act::Says("alice", "/owner me")),
    (8 * 1440, Act::Says("alice", "/snooze deadline-missed 2 days")),
    (10 * 1440 + 335, Act::MarksReady),
    (10 * 1440 + 340, Act::Approves),
    (11 * 1440 + 300, Act::Says("alice", "/meeting held")),
];

#[test]
fn a_slow_postmortem_reads_the_same_whoever_wakes_us() {
    let (policy, minutes) = (POLICIES[1], 13 * 1440);
    // Every minute of the night itself, and of the first hours of the working day after the weekend.
    let often = (0..500).chain(3 * 1440 + 900..3 * 1440 + 1100).collect();
    let walked = play(policy, &SLOW.into(), minutes, &often);
    let jumped = play(policy, &SLOW.into(), minutes, &BTreeSet::new());
    assert_eq!(walked.thread(), jumped.thread());
    assert_eq!(walked.story.observation, jumped.story.observation);
    assert!(walked.reminders().len() > 4, "{:?}", walked.reminders());
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        prop::sample::select(vec![
            ("bob", "/sev 1"),
            ("bob", "/sev 3"),
            ("bob", "/commander me"),
            ("bob", "/commander none"),
            ("carol", "/owner @alice"),
            ("carol", "/owner none"),
            ("bob", "/comms @carol"),
            ("bob", "/can Conditions: it burns"),
            ("alice", "Looking at the logs."),
            ("bob", "/mitigated"),
            ("bob", "/resolved"),
            ("bob", "/resolved"),
            ("alice", "/meeting held"),
            ("alice", "/snooze 1 day"),
            ("alice", "/snooze deadline-missed 3 days"),
            ("alice", "/snooze off"),
            ("alice", "/postmortem"),
            ("bob", "/postmortem skip the same as last week"),
            ("bob", "/false-alarm the probe was broken"),
            ("alice", "/announced https://status.example.com/1"),
        ])
        .prop_map(|(login, body)| Act::Says(login, body)),
        Just(Act::MarksReady),
        Just(Act::Approves),
        Just(Act::Merges),
        Just(Act::Abandons),
        Just(Act::Reopens),
    ]
}

/// What people do within the first week.
fn scripts() -> impl Strategy<Value = Script> {
    let soon = (0..30_i64, acts());
    let later = (30..7 * 288_i64, acts());
    (
        prop::collection::vec(soon, 0..4),
        prop::collection::vec(later, 0..8),
    )
        .prop_map(|(soon, later)| {
            let mut script: Script = soon
                .into_iter()
                .chain(later)
                .map(|(at, act)| (at * 5, act))
                .collect();
            script.sort_by_key(|(at, _)| *at);
            script
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn looking_often_and_looking_when_asked_make_the_same_thread(
        script in scripts(),
        policy in prop::sample::select(POLICIES.to_vec()),
        often in prop::collection::btree_set(0..20 * 1440_i64, 60),
    ) {
        let minutes = 20 * 1440;
        let walked = play(policy, &script, minutes, &often);
        let jumped = play(policy, &script, minutes, &BTreeSet::new());
        prop_assert_eq!(walked.thread(), jumped.thread());
        prop_assert_eq!(walked.story.observation, jumped.story.observation);
    }
}

/// Reminders foreseen by themselves are those that a whole plan sends.
#[test]
fn reminders_alone_are_those_of_the_whole() {
    let story = Story::opened_by("alice")
        .labels("alice", "incident")
        .says("bob", "/sev 2\n/commander me\n/resolved\n/owner @alice");
    let mut whole = Toy::new(story);
    whole.look();
    let mut alone = Toy::new(whole.story.clone());
    let end = whole.story.now() + Duration::days(90);
    while let Some(at) = whole.look().filter(|at| *at <= end) {
        whole.turn_to(at);
    }
    while let Some(at) = alone.remind(closeout::plan::reminders).filter(|at| *at <= end) {
        alone.turn_to(at);
    }
    assert!(whole.reminders().len() > 9, "{:?}", whole.reminders());
    assert_eq!(alone.reminders(), whole.reminders());
}
