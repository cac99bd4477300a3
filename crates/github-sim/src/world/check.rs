//! Check runs and the suites they are gathered in.

use chrono::{DateTime, Utc};

use super::id::{AppId, NodeKind, Oid, node_id};

/// A remark on lines of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Path in the repository.
    pub path: String,
    /// First line, counted from 1.
    pub start_line: u64,
    /// Last line.
    pub end_line: u64,
    /// First column, for a remark within one line.
    pub start_column: Option<u64>,
    /// Last column, for a remark within one line.
    pub end_column: Option<u64>,
    /// `notice`, `warning` or `failure`.
    pub level: String,
    /// What is to be said.
    pub message: String,
    /// Heading.
    pub title: Option<String>,
    /// Further text, folded away.
    pub raw_details: Option<String>,
}

/// A button on a check run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckAction {
    /// What the button says; at most 20 characters.
    pub label: String,
    /// What it does; at most 40 characters.
    pub description: String,
    /// What comes back in `requested_action`; at most 20 characters.
    pub identifier: String,
}

/// What a check run has to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckOutput {
    /// Heading.
    pub title: Option<String>,
    /// Markdown, at most 65,535 characters.
    pub summary: Option<String>,
    /// Markdown, at most 65,535 characters.
    pub text: Option<String>,
    /// All annotations so far: later updates add to them.
    pub annotations: Vec<Annotation>,
}

/// One check run.
#[derive(Clone, Debug)]
pub struct CheckRun {
    /// Database id.
    pub id: i64,
    /// The suite it belongs to.
    pub suite: i64,
    /// The App that made it; no other may change it.
    pub app: AppId,
    /// Name people see.
    pub name: String,
    /// The commit that was checked.
    pub head_sha: Oid,
    /// `queued`, `in_progress` or `completed`.
    pub status: String,
    /// Outcome, once completed.
    pub conclusion: Option<String>,
    /// The App's own reference.
    pub external_id: Option<String>,
    /// The App's own page about it.
    pub details_url: Option<String>,
    /// When it began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub completed_at: Option<DateTime<Utc>>,
    /// What it has to say.
    pub output: CheckOutput,
    /// Its buttons; at most three.
    pub actions: Vec<CheckAction>,
}

impl CheckRun {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        node_id(NodeKind::CheckRun, self.id)
    }
}

/// All check runs of one App on one commit.
#[derive(Clone, Debug)]
pub struct CheckSuite {
    /// Database id.
    pub id: i64,
    /// The App.
    pub app: AppId,
    /// The commit.
    pub head_sha: Oid,
    /// The branch that was pushed.
    pub head_branch: Option<String>,
    /// The commit the branch stood at before the push.
    pub before: Option<Oid>,
    /// Whether somebody asked for it again, and nothing came of it yet.
    pub rerequested: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When a run of it last changed.
    pub updated_at: DateTime<Utc>,
}

impl CheckSuite {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        node_id(NodeKind::CheckSuite, self.id)
    }
}
