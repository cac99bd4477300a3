//! Fold and plan of an incident with 300 events: what one reconcile costs beside the network.

#[path = "../tests/rules/story.rs"]
#[expect(dead_code, reason = "the benchmark uses a part of the tests' language")]
mod story;

use std::hint::black_box;

use closeout::domain::event::Verdict;
use criterion::{Criterion, criterion_group, criterion_main};
use story::Story;

/// Three hundred events: commands on record, talk, and a command that still waits for its answer.
fn long_incident() -> Story {
    let on_record = Verdict {
        accepted: true,
        refused: false,
        marked: false,
    };
    let mut story = Story::declared()
        .labels("alice", "SEV2")
        .said("bob", "/commander me", on_record);
    for minute in 0..296 {
        story = story.wait(1);
        story = match minute % 10 {
            0 => story.said("bob", "/started 08:50", on_record),
            5 => story.said(
                "carol",
                "Error rate is at **4 %** and falling.\n\n/mitigated 10m ago",
                on_record,
            ),
            _ => story.says(
                "alice",
                "Checked the gateway's logs again: nothing new. See `trace-41`.\n\nNext look in 5.",
            ),
        };
    }
    story.says("bob", "/resolved")
}

fn rules(criterion: &mut Criterion) {
    let story = long_incident();
    assert_eq!(story.observation.events.len(), 300);
    criterion.bench_function("fold + plan, 300 events", |bencher| {
        bencher.iter(|| black_box(story.plan()));
    });
    criterion.bench_function("fold, 300 events", |bencher| {
        bencher.iter(|| black_box(story.incident()));
    });
}

criterion_group!(benches, rules);
criterion_main!(benches);
