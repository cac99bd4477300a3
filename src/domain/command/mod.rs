//! The commands people type, and the one table that parser, help and documentation share.
//!
//! Start with [`parse()`] for what is recognised, and with [`spec::Verb`] for the table.

mod action;
mod announced;
mod arguments;
mod can;
mod lines;
mod meaning;
mod meeting;
mod nearest;
mod nominee;
mod parse;
pub mod spec;
#[cfg(test)]
mod tests;

pub use arguments::detector;
pub use meaning::{Command, Nominee, Snooze};
pub use parse::{parse, without_commands};

use serde::{Deserialize, Serialize};

use super::refusal::Refusal;

/// One line of a comment that was recognised as meant for us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommandLine {
    /// The line as it was typed, without HTML comments and surrounding white space. Lines below it that belong to the
    /// command are not repeated.
    pub text: String,
    /// What it means, or why it means nothing.
    pub command: Result<Command, Refusal>,
}
