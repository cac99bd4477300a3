//! Prints the reference of `.github/closeout.yml`: `cargo run --example configuration > docs/configuration.md`.

#[expect(clippy::print_stdout, reason = "printing is what this example is for")]
fn main() {
    print!("{}", closeout::policy::reference());
}
