//! Every rule, a file each.

mod section_empty;

use super::Rule;

/// Every rule, in the order of the documentation.
pub const RULES: &[&Rule] = &[&section_empty::RULE];
