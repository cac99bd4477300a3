//! Prints the page of the doctor's checks: `cargo run --example doctor > docs/doctor.md`.

#[expect(clippy::print_stdout, reason = "printing is what this example is for")]
fn main() {
    print!("{}", closeout::surface::doctor::page());
}
