//! Spans of days.

use serde::{Deserialize, Serialize};

/// A span of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Within {
    /// How many.
    pub days: u32,
    /// Of which kind.
    pub unit: DayUnit,
}

/// A kind of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayUnit {
    /// Working days that are no holidays.
    Business,
    /// All days.
    Calendar,
}
