//! Everything that can be said, as data. Each message has a template of the same name in every language.

mod answer;
mod check;
mod document;
mod learnings;
mod nudge;
mod status;

pub use answer::AnswerContext;
pub use check::{ConfigCheck, PostmortemCheck, Remaining};
pub use document::{DocumentContext, PullRequestContext};
pub use learnings::LearningsContext;
pub use nudge::{NudgeContext, NudgeLine};
use serde::Serialize;
pub use status::{MeetingRow, NextStep, PostmortemRow, RoleRow, SeverityRow, StatusContext};

/// A message, ready to be rendered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "message", rename_all = "snake_case")]
pub enum Message {
    /// The status comment.
    Status(StatusContext),
    /// The reply to a comment with commands.
    Answer(AnswerContext),
    /// Reminders that fell due together.
    Nudge(NudgeContext),
    /// What was learnt.
    Learnings(LearningsContext),
    /// The postmortem's document.
    Document(DocumentContext),
    /// Title and body of the postmortem's pull request.
    PullRequest(PullRequestContext),
    /// The check `closeout / postmortem`.
    PostmortemCheck(PostmortemCheck),
    /// The check `closeout / config`.
    ConfigCheck(ConfigCheck),
}
