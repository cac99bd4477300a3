//! What keeps a postmortem's document from being counted.

use crate::{document::FrontMatterFault, domain::phase::Milestone};

/// Why a postmortem cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What can be wrong with a postmortem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The values at its top cannot be read.
    FrontMatter(FrontMatterFault),
    /// A value is missing that everything depends on.
    Missing {
        /// Its key.
        key: &'static str,
    },
    /// A value is no instant.
    NoInstant {
        /// Its key.
        key: &'static str,
        /// What is written.
        found: String,
    },
    /// An instant lies before GitHub was founded, or in the future.
    Elsewhen {
        /// Its key.
        key: &'static str,
        /// What is written.
        found: String,
    },
    /// A value is no number of an issue.
    NoNumber {
        /// What is written.
        found: String,
    },
    /// A value is no severity.
    NoSeverity {
        /// What is written.
        found: String,
    },
    /// A milestone lies before one that it comes after.
    Order {
        /// The milestone that should be the earlier one.
        earlier: Milestone,
        /// The milestone that should be the later one.
        later: Milestone,
    },
}

/// The key of a milestone's instant.
pub fn key_of(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Started => "started",
        Milestone::Detected => "detected",
        Milestone::Acknowledged => "acknowledged",
        Milestone::Mitigated => "mitigated",
        Milestone::Resolved => "resolved",
    }
}
