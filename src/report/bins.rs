//! Months and quarters into which incidents are sorted, the empty ones included.

use std::fmt;

use serde::Serialize;

use super::period::Month;

/// How finely a period is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Month by month.
    Month,
    /// Quarter by quarter, as calendars count them.
    Quarter,
}

/// A month or a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bin {
    /// A month.
    Month(Month),
    /// A quarter, by its first month.
    Quarter(Month),
}

impl Bin {
    /// The bin of a month.
    pub fn of(month: Month, by: By) -> Self {
        match by {
            By::Month => Self::Month(month),
            By::Quarter => Self::Quarter(month.plus(-(month.month0() % 3))),
        }
    }

    /// Every bin from one month to another.
    pub fn between(from: Month, to: Month, by: By) -> Vec<Self> {
        let (mut bin, last) = (Self::of(from, by), Self::of(to, by));
        let mut bins = Vec::new();
        while bin <= last {
            bins.push(bin);
            bin = bin.next();
        }
        bins
    }

    fn next(self) -> Self {
        match self {
            Self::Month(month) => Self::Month(month.plus(1)),
            Self::Quarter(first) => Self::Quarter(first.plus(3)),
        }
    }
}

impl fmt::Display for Bin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(month) => month.fmt(f),
            Self::Quarter(first) => write!(f, "{:04}-Q{}", first.year(), first.month0() / 3 + 1),
        }
    }
}

impl Serialize for Bin {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(from: &str, to: &str, by: By) -> Vec<String> {
        let bins = Bin::between(from.parse().unwrap(), to.parse().unwrap(), by);
        bins.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn no_month_and_no_quarter_is_left_out() {
        assert_eq!(
            names("2025-11", "2026-02", By::Month),
            ["2025-11", "2025-12", "2026-01", "2026-02"]
        );
        assert_eq!(
            names("2025-11", "2026-04", By::Quarter),
            ["2025-Q4", "2026-Q1", "2026-Q2"]
        );
        assert_eq!(names("2026-03", "2026-03", By::Quarter), ["2026-Q1"]);
        assert!(names("2026-03", "2026-02", By::Month).is_empty());
    }
}
