//! Prints the page of templates: `cargo run --example templates > docs/templates.md`.

#[expect(clippy::print_stdout, reason = "printing is what this example is for")]
fn main() {
    print!("{}", closeout::message::own::reference());
}
