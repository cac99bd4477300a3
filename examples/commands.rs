//! Prints the page of commands: `cargo run --example commands > docs/commands.md`.

#[expect(clippy::print_stdout, reason = "printing is what this example is for")]
fn main() {
    print!("{}", closeout::message::reference());
}
