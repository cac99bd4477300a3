//! A year of reminders: incidents that nobody finishes, each looked at whenever its plan asks for it.
//!
//! Prints lines instead of statistics: it takes seconds, and it is the sum that matters. The reminders of all incidents are
//! planned by themselves; what a whole plan with its folding costs at the same wake-ups is measured on a few. Both must
//! send the same reminders. Nothing is rendered.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the machine's clock and prints what it found"
)]

#[path = "../tests/rules/story.rs"]
#[expect(dead_code, reason = "the benchmark uses a part of the tests' language")]
mod story;
#[path = "../tests/rules/toy.rs"]
#[expect(dead_code, reason = "the benchmark uses a part of the tests' toy")]
mod toy;

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use closeout::plan;
use story::Story;
use toy::Toy;

const INCIDENTS: usize = 10_000;
/// Incidents that are planned as a whole.
const WHOLE: usize = 20;

const POLICIES: [&str; 3] = [
    "time_zone: Asia/Tokyo\nholidays: [jp]\nescalation: '@acme/sre'",
    "time_zone: America/New_York\nholidays: [us]",
    "nudges: {at_most: 52, at_most_in_all: 200}",
];

/// An incident that is resolved, with a draft that nobody touches again.
fn abandoned(policy: &str, begins: i64) -> Toy {
    let story = Story::opened_by("alice")
        .policy(policy)
        .wait(begins)
        .labels("alice", "incident")
        .wait(7)
        .says("bob", "/sev 2\n/commander me")
        .wait(35)
        .says("carol", "Error rate is at **4 %** and falling.")
        .says("bob", "/can Conditions: it burns\nActions: rolling back")
        .wait(50)
        .says("bob", "/resolved\n/owner @alice");
    let mut toy = Toy::new(story);
    toy.look();
    toy
}

fn incident(number: usize) -> Toy {
    let begins = i64::try_from(number * 53 % 10_080).expect("minutes of a week");
    abandoned(POLICIES[number % POLICIES.len()], begins)
}

/// A year of looks at the whole incident: how many, and how long they took.
fn look_at(toy: &mut Toy) -> (u64, Duration) {
    let end = toy.story.now() + TimeDelta::days(365);
    let (mut looks, begun) = (0, Instant::now());
    while let Some(at) = toy.look().filter(|at| *at <= end) {
        looks += 1;
        toy.turn_to(at);
    }
    (looks, begun.elapsed())
}

/// A year of reminders alone: how many plans, and how long the planning took.
fn remind(toy: &mut Toy) -> (u64, Duration) {
    let end = toy.story.now() + TimeDelta::days(365);
    let (mut plans, mut took) = (0, Duration::ZERO);
    let mut next = |toy: &mut Toy| {
        toy.remind(|input| {
            let begun = Instant::now();
            let plan = plan::reminders(input);
            took += begun.elapsed();
            plans += 1;
            plan
        })
    };
    while let Some(at) = next(toy).filter(|at| *at <= end) {
        toy.turn_to(at);
    }
    (plans, took)
}

fn main() {
    let (mut plans, mut reminders, mut took) = (0, 0, Duration::ZERO);
    let (mut looks, mut looked) = (0, Duration::ZERO);
    for number in 0..INCIDENTS {
        let mut toy = incident(number);
        let (planned, elapsed) = remind(&mut toy);
        plans += planned;
        took += elapsed;
        reminders += toy.reminders().len();
        if number < WHOLE {
            let mut whole = incident(number);
            let (times, elapsed) = look_at(&mut whole);
            looks += times;
            looked += elapsed;
            assert_eq!(
                toy.reminders(),
                whole.reminders(),
                "the same reminders either way"
            );
        }
    }
    println!(
        "{INCIDENTS} incidents, a year: {reminders} reminders by {plans} plans in {took:.2?}, on one core"
    );
    println!("{WHOLE} of them as a whole, with folding: {looks} wake-ups in {looked:.2?}");
}
