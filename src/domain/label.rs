//! The labels that Closeout owns.

use serde::{Deserialize, Serialize};

/// A label as it is created when the repository lacks it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelSpec {
    /// Name, at most 50 characters.
    pub name: String,
    /// Six hexadecimal digits without `#`.
    pub color: String,
    /// At most 100 characters.
    pub description: String,
}

/// GitHub compares label names without regard to case.
pub fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}
