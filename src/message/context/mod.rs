//! Everything that can be said, as data. Each message has a template of the same name in every language.

mod answer;
mod calendar;
mod check;
mod document;
mod files;
mod index;
mod item;
mod learnings;
mod meeting;
mod nudge;
mod status;
mod template;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::domain::{action::ItemRecord, incident::TimelineRow, meeting::MeetingRecord};

pub use answer::AnswerContext;
pub use calendar::{CalendarDay, CalendarMeeting, CalendarPage, CalendarState};
pub use check::{CheckedFile, ConfigCheck, ExplanationContext, FindingRow, PostmortemCheck, Remaining};
pub use document::{DocumentContext, PullRequestContext, Template};
pub use files::{Changed, FilesContext};
pub use index::{IndexPullRequestContext, IndexRow, IndexText};
pub use item::{ActionIssueContext, ItemRow, ItemsContext};
pub use learnings::{ChangeRow, Compliance, LearningsContext, MeetingKept, Unreviewed};
pub use meeting::{
    ActionCount, AgendaContext, CalendarRow, InviteeRow, MeetingContext, MeetingEntry, Unusual,
};
pub use nudge::{DueItem, ItemDue, NudgeContext, NudgeLine};
pub use status::{
    AnnouncementRow, ChecklistRow, MeetingRow, MeetingSlot, Moved, NextStep, PostmortemRow, RoleRow,
    SeverityChangeRow, SeverityRow, SeveritySource, SeverityTime, SnoozedRow, StatusContext,
};
pub use template::{TemplateCheck, TemplateFault, TemplateFaultKind};

/// A message, ready to be rendered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "message", rename_all = "snake_case")]
pub enum Message {
    /// The status comment.
    Status(Box<StatusContext>),
    /// The reply to a comment with commands.
    Answer(AnswerContext),
    /// Reminders that fell due together.
    Nudge(NudgeContext),
    /// What was learnt.
    Learnings(Box<LearningsContext>),
    /// When and where the review meeting is.
    Meeting(Box<MeetingContext>),
    /// What the review meeting is to talk about.
    Agenda(Box<AgendaContext>),
    /// The postmortem's document.
    Document(DocumentContext),
    /// Headline of a commit that keeps the postmortem's files up to date.
    Files(FilesContext),
    /// Title and body of the postmortem's pull request.
    PullRequest(PullRequestContext),
    /// Title and first post of an action item's issue.
    ActionIssue(ActionIssueContext),
    /// A part of the list of all postmortems.
    Index(IndexText),
    /// Title and body of that list's own pull request.
    IndexPullRequest(IndexPullRequestContext),
    /// The check `closeout / postmortem`.
    PostmortemCheck(PostmortemCheck),
    /// What that check found, explained.
    Explanation(ExplanationContext),
    /// The check `closeout / config`.
    ConfigCheck(ConfigCheck),
    /// The check `closeout / template`.
    TemplateCheck(TemplateCheck),
}

impl Message {
    /// What the marker of the comment must keep for us: the latest rows, as many as leave room for the comment.
    pub fn kept(&self) -> &[TimelineRow] {
        match self {
            Self::Status(status) => status::fitting(&status.kept),
            _ => &[],
        }
    }

    /// What the marker of the comment must remember of action items.
    pub fn item_records(&self) -> &[ItemRecord] {
        match self {
            Self::Status(status) => &status.item_records,
            _ => &[],
        }
    }

    /// The meeting that the marker of the comment must remember.
    pub fn meeting(&self) -> Option<&MeetingRecord> {
        match self {
            Self::Meeting(meeting) => Some(&meeting.entry.record),
            _ => None,
        }
    }
    /// The same message with exactly these items of its checklist ticked.
    #[must_use]
    pub fn ticked(&self, keys: &BTreeSet<&str>) -> Self {
        let mut message = self.clone();
        if let Self::Status(status) = &mut message {
            for row in &mut status.checklist {
                row.ticked = keys.contains(row.key.as_str());
            }
        }
        message
    }

    /// Whether people may tick boxes in it.
    pub fn has_checklist(&self) -> bool {
        matches!(self, Self::Status(status) if !status.checklist.is_empty())
    }
}
