//! Looking every minute and looking only when the plan asked for it make the same thread.

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

/// Looks every so many minutes.
fn walk(policy: &str, script: &Script, minutes: i64, stride: i64) -> Toy {
    let mut toy = Toy::new(begin(policy));
    let start = toy.story.now();
    for minute in (0..=minutes).step_by(usize::try_from(stride).expect("a stride")) {
        toy.turn_to(start + Duration::minutes(minute));
        for (_, what) in script.iter().filter(|(at, _)| *at == minute) {
            toy.act(|story| act(story, *what));
        }
        toy.look();
    }
    toy
}

/// Looks when something happens, and when the plan asks for it.
fn jump(policy: &str, script: &Script, minutes: i64) -> Toy {
    let mut toy = Toy::new(begin(policy));
    let start = toy.story.now();
    let end = start + Duration::minutes(minutes);
    let mut wake_at: Option<DateTime<Utc>> = Some(start);
    loop {
        let now = toy.story.now();
        let next_act = script
            .iter()
            .map(|(minute, _)| start + Duration::minutes(*minute))
            .filter(|at| *at > now)
            .min();
        let next = wake_at.into_iter().chain(next_act).min().filter(|at| *at <= end);
        let Some(next) = next else {
            toy.turn_to(end);
            return toy;
        };
        toy.turn_to(next);
        let minute = (next - start).num_minutes();
        for (_, what) in script.iter().filter(|(at, _)| *at == minute) {
            toy.act(|story| act(story, *what));
        }
        wake_at = toy.look();
        assert!(
            wake_at.is_none_or(|at| at > next),
            "{wake_at:?} is no later than {next}"
        );
    }
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
    let walked = walk(policy, &SLOW.into(), minutes, 1);
    let jumped = jump(policy, &SLOW.into(), minutes);
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

/// What people do within the first week, on a grid of five minutes.
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
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Every instant at which anything is due lies on the grid of five minutes here.
    #[test]
    fn looking_often_and_looking_when_asked_make_the_same_thread(
        script in scripts(),
        policy in prop::sample::select(POLICIES.to_vec()),
    ) {
        let minutes = 12 * 1440;
        let walked = walk(policy, &script, minutes, 5);
        let jumped = jump(policy, &script, minutes);
        prop_assert_eq!(walked.thread(), jumped.thread());
        prop_assert_eq!(walked.story.observation, jumped.story.observation);
    }
}
