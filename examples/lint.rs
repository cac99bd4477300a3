//! Prints the page of rules: `cargo run --example lint > docs/lint.md`. What it says about the rules' precision is
//! measured on the way.

#[path = "../tests/lint/score.rs"]
mod score;

#[expect(clippy::print_stdout, reason = "printing is what this example is for")]
fn main() {
    let (scores, _) = score::scores();
    print!("{}", closeout::message::lint::reference(&scores));
}
