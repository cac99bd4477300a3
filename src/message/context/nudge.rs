//! Reminders.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    nudge::Nudge,
    person::{Contact, Login},
    postmortem::PostmortemStatus,
};

/// Everything that fell due for one incident at one time: one comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NudgeContext {
    /// Practice.
    pub drill: bool,
    /// The reminders.
    pub lines: Vec<NudgeLine>,
    /// The incident goes on, so that nobody should rest for long.
    pub urgent: bool,
    /// The names under which they can be held back, each once.
    pub names: Vec<Nudge>,
}

/// One reminder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "nudge", rename_all = "snake_case")]
pub enum NudgeLine {
    /// A major incident that nobody commands.
    CommanderMissing {
        /// Since when it has been one.
        since: DateTime<Utc>,
        /// Somebody who has not commanded for long; never mentioned by name so that it notifies.
        suggestion: Option<Login>,
    },
    /// The commander's next CAN report is due.
    UpdateDue {
        /// Who is asked: the commander.
        to: Vec<Contact>,
        /// When the last one was given; absent when none was.
        last: Option<DateTime<Utc>>,
        /// How often one is due, in minutes.
        every_minutes: u32,
    },
    /// Nobody has said or done anything for long, and the incident goes on.
    GoneQuiet {
        /// Who is asked: the commander.
        to: Vec<Contact>,
        /// Since when.
        since: DateTime<Utc>,
    },
    /// Resolved, but the postmortem has no owner.
    OwnerMissing {
        /// Who is asked to name one.
        to: Vec<Contact>,
        /// Who was asked before.
        asked: Vec<Contact>,
    },
    /// The meeting's deadline has passed and the postmortem is not Reviewed.
    DeadlineMissed {
        /// Who is reminded.
        to: Vec<Contact>,
        /// Who was reminded before.
        asked: Vec<Contact>,
        /// The deadline.
        deadline: DateTime<Utc>,
        /// Where the postmortem stands.
        status: PostmortemStatus,
        /// The pull request's number.
        number: u64,
    },
    /// Customers have to be told what happened, and were not.
    AnnouncementDue {
        /// Who is asked.
        to: Vec<Contact>,
        /// Who was asked before.
        asked: Vec<Contact>,
        /// The pull request's number.
        number: u64,
        /// The postmortem is merged, and only this is missing.
        merged: bool,
    },
    /// The postmortem is Reviewed and waits to be merged.
    ReadyToMerge {
        /// Who is reminded.
        to: Vec<Contact>,
        /// Since when it could be merged.
        since: DateTime<Utc>,
        /// Customers must be told as well before it is Closed.
        untold: bool,
        /// The pull request's number.
        number: u64,
    },
    /// The pull request was closed without merging.
    Abandoned {
        /// Who is asked.
        to: Vec<Contact>,
        /// The pull request's number.
        number: u64,
    },
}

#[cfg(test)]
impl NudgeLine {
    /// A line of each kind with a name for its snapshot. Every login in it is the addressee's.
    pub(in crate::message) fn samples(to: Option<&Login>) -> Vec<(&'static str, Self)> {
        use crate::message::samples::{TEAM, at, deadline};

        let contacts: Vec<Contact> = to.iter().map(|login| Contact::from(*login)).collect();
        let sre = || Contact::read(TEAM).into_iter().collect::<Vec<_>>();
        let suggestion = to.cloned();
        let to = || contacts.clone();
        let merge = |untold| Self::ReadyToMerge {
            to: to(),
            since: at(30),
            untold,
            number: 12,
        };
        let update = |last| Self::UpdateDue {
            to: to(),
            last,
            every_minutes: 90,
        };
        vec![
            (
                "commander missing",
                Self::CommanderMissing {
                    since: at(0),
                    suggestion,
                },
            ),
            ("update due", update(Some(at(30)))),
            ("first update due", update(None)),
            (
                "gone quiet",
                Self::GoneQuiet {
                    to: to(),
                    since: at(30),
                },
            ),
            (
                "owner missing",
                Self::OwnerMissing {
                    to: to(),
                    asked: Vec::new(),
                },
            ),
            (
                "owner missing, escalated",
                Self::OwnerMissing {
                    to: sre(),
                    asked: to(),
                },
            ),
            (
                "deadline missed",
                Self::DeadlineMissed {
                    to: to(),
                    asked: Vec::new(),
                    deadline: deadline(),
                    status: PostmortemStatus::Draft,
                    number: 12,
                },
            ),
            (
                "deadline missed, escalated",
                Self::DeadlineMissed {
                    to: sre(),
                    asked: to(),
                    deadline: deadline(),
                    status: PostmortemStatus::InReview,
                    number: 12,
                },
            ),
            (
                "announcement due",
                Self::AnnouncementDue {
                    to: to(),
                    asked: Vec::new(),
                    number: 12,
                    merged: false,
                },
            ),
            (
                "announcement due after the merge",
                Self::AnnouncementDue {
                    to: sre(),
                    asked: to(),
                    number: 12,
                    merged: true,
                },
            ),
            ("ready to merge", merge(false)),
            ("ready to merge, customers untold", merge(true)),
            ("abandoned", Self::Abandoned { to: to(), number: 12 }),
        ]
    }
}
