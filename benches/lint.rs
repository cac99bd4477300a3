//! Reading and checking a postmortem of 2,000 lines: what the check costs beside the network.

use std::hint::black_box;

use closeout::document::{
    Postmortem,
    lint::{Setting, lint},
};
use criterion::{Criterion, criterion_group, criterion_main};

const GOOD: &str = include_str!("../src/document/lint/tests/good.en.md");

/// The good document with paragraphs, rows and points until it has two thousand lines, one in twenty of them bad.
fn long_postmortem() -> String {
    let mut paragraphs = String::new();
    let mut line = 0;
    while GOOD.lines().count() + paragraphs.lines().count() < 2_000 {
        line += 1;
        paragraphs.push_str(match line % 20 {
            0 => "The on-call engineer should have checked the queue before anything else was tried.\n\n",
            7 => "| 2026-11-20 13:20 UTC | alice | Payments fail | [graph](https://grafana.acme.test/1) |\n\n",
            13 => "- キューの長さのアラートが鳴るべきだったが、テストのために止められていた。\n\n",
            _ => "The renewal job had been paused in May, and nothing watched the certificate's end ([graph](https://grafana.acme.test/1)).\n\n",
        });
    }
    GOOD.replacen("## Resolution\n", &format!("{paragraphs}## Resolution\n"), 1)
}

fn rules(criterion: &mut Criterion) {
    let text = long_postmortem();
    assert!(text.lines().count() >= 2_000);
    let setting = Setting::default();
    criterion.bench_function("read + lint, 2,000 lines", |bencher| {
        bencher.iter(|| black_box(lint(&Postmortem::parse(&text), &setting)));
    });
    let document = Postmortem::parse(&text);
    criterion.bench_function("lint, 2,000 lines", |bencher| {
        bencher.iter(|| black_box(lint(&document, &setting)));
    });
}

criterion_group!(benches, rules);
criterion_main!(benches);
