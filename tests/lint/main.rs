//! The rules of postmortems from outside: on a corpus of sentences, on their page, and on the command line.

mod score;

use closeout::document::lint::Measured;
use score::scores;

/// Thousandths that each language must reach.
const LEAST_PRECISION: usize = 980;
const LEAST_RECALL: usize = 850;

#[test]
fn the_page_of_rules_is_current() {
    let (scores, _) = scores();
    assert!(
        closeout::message::lint::reference(&scores) == include_str!("../../docs/lint.md"),
        "make it anew: cargo run --example lint > docs/lint.md"
    );
}

#[test]
fn the_corpus_is_large_enough_to_measure() {
    let (scores, _) = scores();
    let sum = |count: fn(&Measured) -> usize| scores.iter().map(count).sum::<usize>();
    assert!(sum(|measured| measured.good) >= 200 && sum(|measured| measured.bad) >= 100);
    for measured in &scores {
        assert!(measured.good >= 200 && measured.bad >= 100, "{measured:?}");
    }
}

#[test]
fn the_corpus_is_judged_well() {
    let (scores, wrong) = scores();
    let wrong = wrong.join("\n");
    println!("{wrong}");
    for measured in scores {
        println!("{measured:?}");
        assert!(
            measured.precision() >= LEAST_PRECISION && measured.recall() >= LEAST_RECALL,
            "{measured:?}\n{wrong}"
        );
    }
}
