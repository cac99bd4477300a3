//! Reminders: which kinds there are, by the names under which people hold them back and switch them off.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{keyboard::narrow, spelling};

/// A kind of reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nudge {
    /// A major incident that nobody commands.
    CommanderMissing,
    /// The commander's next report is due.
    UpdateDue,
    /// Nobody has said or done anything for long.
    GoneQuiet,
    /// The postmortem has no owner.
    OwnerMissing,
    /// The review meeting is near, and the postmortem is a draft.
    NotInReview,
    /// The review meeting is over, and nobody said whether it was held.
    MeetingOutcome,
    /// The postmortem was not Reviewed by its deadline.
    DeadlineMissed,
    /// Customers have to be told what happened, and were not.
    AnnouncementDue,
    /// The postmortem is Reviewed and waits to be merged.
    ReadyToMerge,
    /// The postmortem's pull request was closed without merging.
    Abandoned,
    /// Action items will be due, are due, or are overdue.
    ActionItems,
}

impl Nudge {
    /// Every kind, in the order in which they can fall due.
    pub const ALL: [Self; 11] = [
        Self::CommanderMissing,
        Self::UpdateDue,
        Self::GoneQuiet,
        Self::OwnerMissing,
        Self::NotInReview,
        Self::MeetingOutcome,
        Self::DeadlineMissed,
        Self::AnnouncementDue,
        Self::ReadyToMerge,
        Self::Abandoned,
        Self::ActionItems,
    ];

    /// The name that people type: `deadline-missed`.
    pub fn name(self) -> &'static str {
        match self {
            Self::CommanderMissing => "commander-missing",
            Self::UpdateDue => "update-due",
            Self::GoneQuiet => "gone-quiet",
            Self::OwnerMissing => "owner-missing",
            Self::NotInReview => "not-in-review",
            Self::MeetingOutcome => "meeting-outcome",
            Self::DeadlineMissed => "deadline-missed",
            Self::AnnouncementDue => "announcement-due",
            Self::ReadyToMerge => "ready-to-merge",
            Self::Abandoned => "abandoned",
            Self::ActionItems => "action-items",
        }
    }

    /// The kind of this name, in whatever case and width, with `_` as good as `-`.
    pub fn named(typed: &str) -> Option<Self> {
        let typed = narrow(typed).to_ascii_lowercase().replace('_', "-");
        Self::ALL.into_iter().find(|nudge| nudge.name() == typed)
    }

    /// The kind whose name was probably meant.
    pub fn meant(typed: &str) -> Option<Self> {
        let names = Self::ALL.map(|nudge| nudge.name().to_owned());
        spelling::nearest(&narrow(typed).replace('_', "-"), &names).and_then(Self::named)
    }

    /// Whether whoever is told this need not be told the other at the same time, because it asks for the same.
    pub fn covers(self, other: Self) -> bool {
        self == Self::DeadlineMissed && matches!(other, Self::NotInReview | Self::MeetingOutcome)
    }
}

impl fmt::Display for Nudge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nudge_is_found_by_its_name_and_by_a_slip_of_it() {
        for nudge in Nudge::ALL {
            assert_eq!(Nudge::named(nudge.name()), Some(nudge));
            let json = serde_json::to_value(nudge).unwrap();
            assert_eq!(json, nudge.name(), "data and people know it by one name");
        }
        assert_eq!(Nudge::named("Deadline_Missed"), Some(Nudge::DeadlineMissed));
        assert_eq!(Nudge::named("ｇｏｎｅ-quiet"), Some(Nudge::GoneQuiet));
        assert_eq!(Nudge::named("deadline"), None);
        assert_eq!(Nudge::meant("deadlin-mised"), Some(Nudge::DeadlineMissed));
        assert_eq!(Nudge::meant("tomorrow"), None);
    }
}
