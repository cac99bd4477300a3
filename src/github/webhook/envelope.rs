//! The part of a delivery that we read. Everything may be missing: payloads are years old, trimmed, or name accounts
//! that were deleted. Fields we do not read may hold anything.

use serde::Deserialize;

/// A delivery's payload.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Envelope {
    pub(super) action: Option<String>,
    pub(super) installation: Option<Id>,
    pub(super) repository: Option<Repository>,
    pub(super) sender: Option<Account>,
    pub(super) issue: Option<Issue>,
    pub(super) comment: Option<Comment>,
    pub(super) parent_issue: Option<Issue>,
    pub(super) parent_issue_repo: Option<Repository>,
    pub(super) pull_request: Option<PullRequest>,
    pub(super) check_run: Option<CheckRun>,
    pub(super) check_suite: Option<CheckSuite>,
    pub(super) requested_action: Option<RequestedAction>,
    /// Of pushes and deleted branches: `refs/heads/main`, or `main` alone.
    #[serde(rename = "ref")]
    pub(super) reference: Option<String>,
    pub(super) ref_type: Option<String>,
    pub(super) commits: Option<Vec<Commit>>,
    pub(super) changes: Option<Changes>,
    pub(super) repositories_added: Option<Vec<ShortRepository>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Id {
    pub(super) id: u64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Account {
    pub(super) login: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Repository {
    pub(super) id: Option<u64>,
    pub(super) name: Option<String>,
    pub(super) owner: Option<Owner>,
    pub(super) default_branch: Option<String>,
}

/// Pushes of old name the owner without a login.
#[derive(Debug, Deserialize)]
pub(super) struct Owner {
    pub(super) login: Option<String>,
    pub(super) name: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ShortRepository {
    pub(super) id: Option<u64>,
    pub(super) full_name: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Issue {
    pub(super) number: Option<u64>,
    pub(super) body: Option<String>,
    pub(super) labels: Option<Vec<serde::de::IgnoredAny>>,
    pub(super) user: Option<Account>,
    /// Address in the API of the issue whose sub-issue it is.
    pub(super) parent_issue_url: Option<String>,
    pub(super) pull_request: Option<serde::de::IgnoredAny>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Comment {
    pub(super) body: Option<String>,
}

/// Where a transferred issue went.
#[derive(Debug, Deserialize)]
pub(super) struct Changes {
    pub(super) new_issue: Option<Issue>,
    pub(super) new_repository: Option<Repository>,
}

#[derive(Debug, Deserialize)]
pub(super) struct PullRequest {
    pub(super) body: Option<String>,
    pub(super) head: Option<Head>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Head {
    #[serde(rename = "ref")]
    pub(super) reference: Option<String>,
    pub(super) repo: Option<Id>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CheckRun {
    pub(super) name: Option<String>,
    pub(super) check_suite: Option<CheckSuite>,
    pub(super) app: Option<App>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CheckSuite {
    pub(super) head_branch: Option<String>,
    pub(super) app: Option<App>,
}

#[derive(Debug, Deserialize)]
pub(super) struct App {
    pub(super) slug: Option<String>,
}

/// The button that was pressed.
#[derive(Debug, Deserialize)]
pub(super) struct RequestedAction {
    pub(super) identifier: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Commit {
    #[serde(default)]
    pub(super) message: Option<String>,
    #[serde(default)]
    pub(super) added: Vec<String>,
    #[serde(default)]
    pub(super) modified: Vec<String>,
    #[serde(default)]
    pub(super) removed: Vec<String>,
}
