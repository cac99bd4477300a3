//! Prints the page of the command line: `cargo run --example command_line > docs/command-line.md`.

#[expect(clippy::print_stdout, reason = "printing is what this example is for")]
fn main() {
    print!("{}", closeout::surface::reference::page());
}
