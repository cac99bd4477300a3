//! The issue form for incidents: what a reporter answered, and which severity the answers suggest.

use crate::domain::report::FormReport;

/// Reads a form's answers from the first post. `template` is the text of the repository's own form, whose labels may
/// be other than the built-in ones. `None` when the post was not made with a form.
pub fn read(_body: &str, _template: Option<&str>) -> Option<FormReport> {
    None
}
