//! How well rules about words do.

use super::Language;

/// What the rules found in a corpus of sentences of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// The language.
    pub language: Language,
    /// Sentences in which nothing should be found.
    pub good: usize,
    /// Things that should be found.
    pub bad: usize,
    /// How many of them were.
    pub found: usize,
    /// What was found besides.
    pub false_alarms: usize,
}

impl Measured {
    /// The share of what was found that should be, in thousandths, rounded down.
    pub fn precision(&self) -> usize {
        self.found * 1000 / (self.found + self.false_alarms).max(1)
    }

    /// The share of what should be found that was, in thousandths, rounded down.
    pub fn recall(&self) -> usize {
        self.found * 1000 / self.bad.max(1)
    }
}
