//! The `closeout` binary.

fn main() {}
