//! The reply to a comment with commands that were refused, or that asked for help, and to an issue form.

use serde::Serialize;

use crate::domain::{incident::AnswerLine, person::Login, severity::Severity};

use super::SeverityRow;

/// What a reply says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerContext {
    /// Whom it answers.
    pub to: Option<Login>,
    /// It is about the answers in the issue form, which are told as the commands they stand for.
    pub about_form: bool,
    /// One line for each command that needs words.
    pub lines: Vec<AnswerLine>,
    /// Definitions of the severities, for answers about severity; empty otherwise.
    pub definitions: Vec<SeverityRow>,
    /// The severity in force, for answers about severity; absent otherwise, so that no other answer is written anew
    /// when it changes.
    pub severity: Option<Severity>,
}
