//! The state of an issue or pull request, as the coloured badge beside its title.

use super::icon::Icon;
use crate::world::{Issue, StateReason};

/// See the file's own words.
#[derive(Clone, Copy)]
pub(super) struct Badge {
    pub(super) icon: Icon,
    pub(super) class: &'static str,
    /// One word.
    pub(super) words: &'static str,
    /// The same with the reason, where there is one.
    pub(super) reason: &'static str,
}

impl Badge {
    pub(super) fn of(issue: &Issue) -> Self {
        let (icon, class, words, reason) = match &issue.pull {
            Some(pull) if pull.merge.is_some() => (Icon::Merge, "done", "Merged", "Merged"),
            Some(_) if !issue.is_open() => (Icon::PullClosed, "closed", "Closed", "Closed"),
            Some(pull) if pull.draft => (Icon::Draft, "quiet", "Draft", "Draft"),
            Some(_) => (Icon::PullRequest, "open", "Open", "Open"),
            None if issue.is_open() => (Icon::IssueOpen, "open", "Open", "Open"),
            None => match issue.state_reason {
                Some(StateReason::NotPlanned) => {
                    (Icon::NotPlanned, "quiet", "Closed", "Closed as not planned")
                }
                Some(StateReason::Duplicate) => (Icon::NotPlanned, "quiet", "Closed", "Closed as duplicate"),
                _ => (Icon::IssueClosed, "done", "Closed", "Closed as completed"),
            },
        };
        Self {
            icon,
            class,
            words,
            reason,
        }
    }

    /// Whether the work is still to be done.
    pub(super) fn is_open(self) -> bool {
        matches!(self.words, "Open" | "Draft")
    }
}
