//! Reminders.

use chrono::{DateTime, NaiveDate, Utc};
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
    /// The review meeting is near, and the postmortem is a draft.
    NotInReview {
        /// Who is asked.
        to: Vec<Contact>,
        /// When the meeting begins.
        starts: DateTime<Utc>,
        /// The pull request's number.
        number: u64,
    },
    /// The review meeting is over, and nobody said whether it was held.
    MeetingOutcome {
        /// Who is asked.
        to: Vec<Contact>,
        /// When it was to begin.
        starts: DateTime<Utc>,
        /// The pull request's number.
        number: u64,
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
        /// The review meeting was held, or somebody decided against it.
        settled: bool,
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
    /// Action items will be due, are due, or are overdue.
    ActionItems {
        /// Which.
        items: Vec<DueItem>,
    },
    /// The pull request was closed without merging.
    Abandoned {
        /// Who is asked.
        to: Vec<Contact>,
        /// The pull request's number.
        number: u64,
    },
}

/// An action item that somebody is reminded of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueItem {
    /// Who does it.
    pub to: Vec<Contact>,
    /// What is to be done; user text.
    pub title: String,
    /// Address of its issue.
    pub url: String,
    /// Until when.
    pub due: NaiveDate,
    /// How its day lies.
    pub when: ItemDue,
}

/// How the day of an action item lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemDue {
    /// It comes soon.
    Soon,
    /// It has come.
    Today,
    /// It is over.
    Overdue,
}

impl NudgeLine {
    /// The same line to everybody whom it says was told before, because nobody was.
    #[must_use]
    #[expect(clippy::wrong_self_convention, reason = "it names to whom it goes")]
    pub fn to_all(mut self) -> Self {
        if let Self::OwnerMissing { to, asked }
        | Self::DeadlineMissed { to, asked, .. }
        | Self::AnnouncementDue { to, asked, .. } = &mut self
        {
            let escalated = std::mem::take(to);
            *to = std::mem::take(asked);
            to.extend(escalated);
        }
        self
    }

    /// The same lines with all action items in one of them.
    pub fn together(lines: Vec<Self>) -> Vec<Self> {
        let mut together: Vec<Self> = Vec::new();
        for line in lines {
            let earlier = together.iter_mut().find_map(|line| match line {
                Self::ActionItems { items } => Some(items),
                _ => None,
            });
            match (earlier, line) {
                (Some(earlier), Self::ActionItems { items }) => earlier.extend(items),
                (_, line) => together.push(line),
            }
        }
        together
    }
}

#[cfg(test)]
impl NudgeLine {
    /// A line of each kind with a name for its snapshot. Every login in it is the addressee's.
    #[expect(
        clippy::too_many_lines,
        reason = "it is one list of cases, best read as a whole"
    )]
    pub(in crate::message) fn samples(to: Option<&Login>) -> Vec<(&'static str, Self)> {
        use crate::message::samples::{HOME, TEAM, at, deadline};

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
        let item = |when, day| DueItem {
            to: to(),
            title: "Alert on a full queue".into(),
            url: format!("{HOME}/issues/12"),
            due: NaiveDate::from_ymd_opt(2026, 12, day).expect("a day"),
            when,
        };
        vec![
            (
                "an action item due soon",
                Self::ActionItems {
                    items: vec![item(ItemDue::Soon, 4)],
                },
            ),
            (
                "action items",
                Self::ActionItems {
                    items: vec![item(ItemDue::Today, 2), item(ItemDue::Overdue, 1)],
                },
            ),
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
                    settled: false,
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
                    settled: true,
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
            (
                "not in review",
                Self::NotInReview {
                    to: to(),
                    starts: at(1440),
                    number: 12,
                },
            ),
            (
                "meeting outcome",
                Self::MeetingOutcome {
                    to: to(),
                    starts: at(1440),
                    number: 12,
                },
            ),
            ("ready to merge", merge(false)),
            ("ready to merge, customers untold", merge(true)),
            ("abandoned", Self::Abandoned { to: to(), number: 12 }),
        ]
    }
}
