//! The rules of postmortems from outside: on a corpus of sentences, on their page, and on the command line.

mod score;

use score::scores;

/// Thousandths that each language must reach.
const LEAST_PRECISION: usize = 980;
const LEAST_RECALL: usize = 850;

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
