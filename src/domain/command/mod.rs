//! The commands people type, and the one table that parser, help and documentation share.
//!
//! Start with [`parse()`] for what is recognised, and with [`spec::Verb`] for the table.

mod lines;
mod nearest;
mod parse;
pub mod spec;
#[cfg(test)]
mod tests;

pub use parse::parse;

use serde::{Deserialize, Serialize};

use super::{person::Login, phase::Milestone, refusal::Refusal, role::Role, severity::Severity, when::When};

/// A command, completely parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// `/sev N`
    Severity(Severity),
    /// `/started`, `/ack`, `/mitigated`, `/resolved`, each with an optional time.
    Reach {
        /// The milestone that was reached.
        milestone: Milestone,
        /// When; absent means at the comment's own instant.
        when: Option<When>,
    },
    /// `/commander @x`, `/owner me`
    Appoint {
        /// The role.
        role: Role,
        /// Who takes it.
        who: Nominee,
    },
    /// `/postmortem`: write one although none is required.
    RequestPostmortem,
    /// `/postmortem skip reason`
    SkipPostmortem {
        /// Why none is written.
        reason: String,
    },
    /// `/meeting held [time]`
    MeetingHeld {
        /// When it was held; absent means at the comment's own instant.
        when: Option<When>,
    },
    /// `/confirm`: a stranger's report is an incident.
    Confirm,
    /// `/help [command]`
    Help {
        /// The command somebody asks about, without its slash; absent means all.
        topic: Option<String>,
    },
}

/// Whom a role is given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Nominee {
    /// `me`: the comment's author.
    Author,
    /// `@login`.
    Person(Login),
}

/// One line of a comment that was recognised as meant for us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommandLine {
    /// The line as it was typed, without HTML comments and surrounding white space.
    pub text: String,
    /// What it means, or why it means nothing.
    pub command: Result<Command, Refusal>,
}
