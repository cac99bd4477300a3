//! The Action as a workflow runs it: `scripts/run-workflow.mjs` executes workflow files, `action.yml` and its scripts, with
//! the program in a process of its own, against a simulated GitHub.
//!
//! It needs Node and packages of GitHub's, so that `cargo test` alone leaves it out; `scripts/check-action` brings them and
//! runs it. What the Action does about incidents is tested in `tests/action`, within the process.

mod carrying;
mod faithful;
mod itself;
mod releasing;
mod runner;
#[path = "../scenario/harness/setting.rs"]
mod setting;
mod stage;
