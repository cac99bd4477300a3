//! Action items: the issue that tracks one, and the list of all in the status comment.

use serde::Serialize;

use crate::domain::action::{ActionKind, Item};

/// Title and first post of an action item's issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionIssueContext {
    /// What is to be done; user text.
    pub title: String,
    /// The incident's number.
    pub number: u64,
    /// `owner/name` of the incident's repository, when the issue is in another one.
    pub home: Option<String>,
    /// Practice.
    pub drill: bool,
    /// What it is good for.
    pub kind: Option<ActionKind>,
    /// Address of the comment that asked for it.
    pub asked: Option<String>,
    /// Address of the postmortem's pull request.
    pub postmortem: Option<String>,
}

/// The list of action items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemsContext {
    /// How many are done.
    pub done: usize,
    /// How many are done or to be done.
    pub total: usize,
    /// How many are late.
    pub overdue: usize,
    /// How many are not going to be done.
    pub declined: usize,
    /// Items as they are shown.
    pub rows: Vec<ItemRow>,
    /// How many more there are, which are not shown here.
    pub more: usize,
    /// GitHub shows no sub-issues, so that the list has to be one of tasks.
    pub tasks: bool,
}

/// One item of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemRow {
    /// The item.
    #[serde(flatten)]
    pub item: Item,
    /// Its day has passed.
    pub overdue: bool,
}
