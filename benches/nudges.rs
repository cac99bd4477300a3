//! A year of reminders: incidents that nobody finishes, each planned whenever its plan asks for it.
//!
//! Prints one line instead of statistics: it takes seconds, and it is the sum that matters. Everything that a reconcile
//! does without the network is counted: planning at every wake-up, and after every comment that was posted or folded
//! another fold and another plan. Nothing is rendered.

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

use std::time::Instant;

use chrono::Duration;
use story::Story;
use toy::Toy;

const INCIDENTS: usize = 10_000;

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

fn main() {
    let mut toys: Vec<Toy> = (0..INCIDENTS)
        .zip((0..).step_by(53))
        .map(|(number, begins)| abandoned(POLICIES[number % POLICIES.len()], begins % 10_080))
        .collect();
    let (mut looks, mut reminders) = (0_u64, 0);
    let begun = Instant::now();
    for toy in &mut toys {
        let end = toy.story.now() + Duration::days(365);
        while let Some(at) = toy.look().filter(|at| *at <= end) {
            looks += 1;
            toy.turn_to(at);
        }
        reminders += toy.reminders().len();
    }
    let took = begun.elapsed();
    println!(
        "{INCIDENTS} incidents, {looks} wake-ups, {reminders} reminders within a year: {took:.2?} on one core"
    );
}
