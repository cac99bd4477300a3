//! Prints the JSON Schema of `.github/closeout.yml`: `cargo run --example schema > docs/closeout.schema.json`.

#[expect(clippy::print_stdout, reason = "printing is what this example is for")]
fn main() {
    print!("{}", closeout::policy::schema());
}
