//! What the incidents of a repository amount to: how long they took, what was learnt, and what became of it.
//!
//! A [`Record`] holds the facts of one incident. [`document`] reads it from a postmortem's file, [`observed()`] from what GitHub
//! shows, and both tell the same about the same story. [`Report::of`] counts records within a [`Period`]; [`statistics`] does
//! the arithmetic. Nothing here makes prose: `message::report` says it, and `surface::report` finds the records.
//!
//! No record names anybody, so that no figure can: a report is about the process, never a ranking of people. Drills are
//! counted and nothing else; incidents that were withdrawn were none.

mod bins;
pub mod document;
mod figures;
mod measure;
mod observed;
mod outcome;
mod period;
mod problem;
mod record;
mod statistics;
mod tally;
#[cfg(test)]
pub(crate) mod tests;

pub use bins::{Bin, By};
pub use figures::{
    Actions, Age, Clock, Clocks, Counted, Counts, Detection, Drills, Items, Meetings, OfPriority,
    Postmortems, Report, Row, SCHEMA, Skip, Source, Tag, TimeInSeverity,
};
pub use measure::Measured;
pub use observed::observed;
pub use outcome::{MeetingOutcome, PostmortemOutcome};
pub use period::{Month, Period, PeriodFault};
pub use problem::{Problem, ProblemKind, key_of};
pub use record::{Action, ActionState, DetectedBy, Meeting, Postmortem, Record, TimeIn};
pub use statistics::Spread;
pub use tally::Setting;
