//! One field of an item as row and issue tell it, and what both said when they last agreed.

use super::row::Said;

/// What is to be done so that both sides say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Turn<T> {
    /// They do, or nothing can be done.
    Rest,
    /// The issue takes this over from the row.
    ToIssue(Option<T>),
    /// The row takes this over from the issue.
    ToRow(Option<T>),
    /// Both were changed, and somebody has to choose.
    Differs,
}

/// What a field amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Merged<T> {
    /// Its value.
    pub(super) value: Option<T>,
    /// What to do.
    pub(super) turn: Turn<T>,
    /// Both sides say the same now.
    pub(super) agreed: bool,
}

/// Compares the row with the issue. `base` is what both said when they last agreed; absent when they never did.
#[expect(clippy::option_option, reason = "not said differs from said to be empty")]
pub(super) fn merge<T: Clone + PartialEq>(
    row: &Said<T>,
    issue: Option<&T>,
    base: Option<Option<&T>>,
) -> Merged<T> {
    let said = match row {
        Said::Unreadable => {
            return Merged {
                value: issue.cloned(),
                turn: Turn::Rest,
                agreed: false,
            };
        }
        Said::Value(value) => Some(value),
        Said::Nothing => None,
    };
    if said == issue {
        return Merged {
            value: said.cloned(),
            turn: Turn::Rest,
            agreed: true,
        };
    }
    let row_moved = base.is_none_or(|base| said != base);
    let issue_moved = base.is_none_or(|base| issue != base);
    let (value, turn) = match (row_moved, issue_moved) {
        (true, false) => (said, Turn::ToIssue(said.cloned())),
        (false, true) => (issue, Turn::ToRow(issue.cloned())),
        // Nothing is overwritten where there is nothing.
        _ if issue.is_none() => (said, Turn::ToIssue(said.cloned())),
        _ if said.is_none() => (issue, Turn::ToRow(issue.cloned())),
        _ => (issue, Turn::Differs),
    };
    Merged {
        value: value.cloned(),
        turn,
        agreed: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_moved_is_followed_and_nobody_is_overwritten() {
        let turn = |row: Option<u8>, issue: Option<u8>, base: Option<Option<u8>>| {
            let base = base.as_ref().map(Option::as_ref);
            merge(&Said::from(row), issue.as_ref(), base).turn
        };
        let rows = [
            (Some(1), Some(1), None, Turn::Rest),
            (None, None, Some(Some(1)), Turn::Rest),
            (Some(2), Some(1), Some(Some(1)), Turn::ToIssue(Some(2))),
            (Some(1), Some(2), Some(Some(1)), Turn::ToRow(Some(2))),
            (None, Some(1), Some(Some(1)), Turn::ToIssue(None)),
            (Some(1), None, Some(Some(1)), Turn::ToRow(None)),
            (Some(2), Some(3), Some(Some(1)), Turn::Differs),
            (Some(2), Some(3), None, Turn::Differs),
            (Some(2), None, None, Turn::ToIssue(Some(2))),
            (None, Some(3), None, Turn::ToRow(Some(3))),
            (Some(2), None, Some(Some(1)), Turn::ToIssue(Some(2))),
        ];
        for (row, issue, base, expected) in rows {
            assert_eq!(turn(row, issue, base), expected, "{row:?} {issue:?} {base:?}");
        }
    }

    #[test]
    fn what_is_not_understood_is_left_alone() {
        let merged = merge(&Said::Unreadable, Some(&1), Some(None));
        assert_eq!(
            (merged.value, merged.turn, merged.agreed),
            (Some(1), Turn::Rest, false)
        );
    }
}
