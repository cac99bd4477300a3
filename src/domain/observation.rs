//! Everything GitHub shows about one incident at one instant: the only input besides policy and time.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    action::ItemIssues,
    event::{Event, Verdict},
    person::{Actor, Login, Permission},
};

/// A complete snapshot of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// The repository the issue lives in.
    pub repository: Repository,
    /// The issue.
    pub issue: Issue,
    /// Everything that happened on the issue and on the pull request, oldest first.
    pub events: Vec<Event>,
    /// Head of the postmortem branch, if that branch exists.
    pub branch_head: Option<String>,
    /// The latest commit on that branch is our own; of a branch with a pull request it is not asked.
    #[serde(default)]
    pub branch_is_written: bool,
    /// The postmortem's pull request: ours that is open, else that is merged, else another that took its place, else the
    /// latest of ours.
    pub pull_request: Option<PullRequest>,
    /// The list of all postmortems; absent while nobody asks for it, and when it is too large to be read.
    #[serde(default)]
    pub index: Option<Index>,
    /// What GitHub answered about people whose rights are not on record yet, and about nominees for roles.
    pub permissions: BTreeMap<Login, Permission>,
    /// The latest deployments and releases of the repository, newest first.
    pub shipments: Vec<Shipment>,
    /// Issues that are, or may be, action items.
    #[serde(default)]
    pub items: ItemIssues,
}

/// The list of all postmortems, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Path of the file.
    pub path: String,
    /// Its text on the default branch.
    pub on_default: Option<String>,
    /// Its text at the head of the postmortem's pull request.
    pub at_head: Option<String>,
    /// The postmortem's pull request changes it.
    pub touched: bool,
    /// The latest pull request of its own.
    pub proposal: Option<Proposal>,
}

/// A pull request that brings the list of all postmortems up to date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Open, closed or merged.
    pub state: PullRequestState,
    /// Commit id of its head.
    pub head: String,
    /// It cannot be merged as it is.
    pub conflicting: bool,
    /// The list's text at its head.
    pub text: Option<String>,
}

/// Something that reached customers: often the cause of an incident, or its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// When it was created or published.
    pub at: DateTime<Utc>,
    /// Whose doing it was.
    pub by: Option<Actor>,
    /// What was shipped.
    pub what: Shipped,
    /// Its address.
    pub url: String,
}

/// What was shipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "shipped", rename_all = "snake_case")]
pub enum Shipped {
    /// A commit to an environment.
    Deployment {
        /// The environment's name.
        environment: String,
        /// The commit, abbreviated.
        commit: String,
        /// It failed.
        failed: bool,
    },
    /// A release was published.
    Release {
        /// Its name, or its tag.
        name: String,
    },
}

/// The repository, as far as an incident needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repository {
    /// Numeric id.
    pub id: u64,
    /// Owner's login.
    pub owner: String,
    /// Name without owner.
    pub name: String,
    /// Address of its page, without a trailing slash.
    pub url: String,
    /// The default branch; absent while the repository is empty.
    pub default_branch: Option<Branch>,
    /// Labels that exist among those we asked for, by the name we asked with.
    pub labels: Vec<String>,
    /// The configuration file, if there is one on the default branch.
    pub config: Option<ConfigFile>,
    /// Text of the issue form for incidents, if there is one on the default branch.
    pub form: Option<String>,
    /// Templates of the repository's own, of those we asked for.
    #[serde(default)]
    pub templates: Vec<TemplateFile>,
}

/// A branch and its head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Name without `refs/heads/`.
    pub name: String,
    /// Commit id of its head.
    pub head: String,
}

/// The repository's own configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigFile {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The last commit that changed it.
    pub commit: String,
    /// Check runs of ours on that commit.
    pub checks: Vec<CheckRun>,
    /// Text of the file before that commit, oldest known first, so that the last good configuration can stay in force.
    pub previous: Vec<String>,
}

/// A template of the repository's own, on the default branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateFile {
    /// Its path, as we asked for it.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The last commit that changed it.
    pub commit: String,
    /// Check runs of ours on that commit.
    pub checks: Vec<CheckRun>,
}

/// A check run that our App published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRun {
    /// Numeric id.
    pub id: u64,
    /// Its name, such as `closeout / postmortem`.
    pub name: String,
    /// What we stored with it: the fingerprint of what it says.
    pub external_id: Option<String>,
    /// It carries annotations. GitHub only ever adds to them, so that such a run cannot be brought up to date.
    pub annotated: bool,
}

/// The incident's issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Number within the repository.
    pub number: u64,
    /// GraphQL node id.
    pub node_id: String,
    /// Address of its page.
    pub url: String,
    /// Title as it stands now.
    pub title: String,
    /// The first post as it stands now.
    pub body: String,
    /// Who opened it; absent when the account was deleted.
    pub author: Option<Actor>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// Whether it is open.
    pub open: bool,
    /// Names of its labels.
    pub labels: Vec<String>,
    /// The bot's own reactions on the first post.
    pub verdict: Verdict,
}

/// The postmortem's pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that GitHub tells"
)]
pub struct PullRequest {
    /// Number within the repository.
    pub number: u64,
    /// GraphQL node id.
    pub node_id: String,
    /// Address of its page.
    pub url: String,
    /// Commit id of its head.
    pub head: String,
    /// It comes from the branch that we made in the incident's own repository; no other branch is written to.
    pub ours: bool,
    /// The closed pull request of ours in whose place it stands.
    pub instead_of: Option<u64>,
    /// Who opened it; absent when the account was deleted.
    pub author: Option<Actor>,
    /// The branch it goes or went into, if that is not the default branch and the document is not there either.
    pub elsewhere: Option<String>,
    /// It cannot be merged before somebody resolves conflicts.
    pub conflicting: bool,
    /// Open, closed or merged.
    pub state: PullRequestState,
    /// Whether it is a draft.
    pub draft: bool,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was merged.
    pub merged_at: Option<DateTime<Utc>>,
    /// Names of its labels.
    pub labels: Vec<String>,
    /// Logins of its assignees.
    pub assignees: Vec<Login>,
    /// People whose latest review that counts is an approval of it.
    pub approvals: Vec<Login>,
    /// Somebody's latest review that counts asks for changes.
    pub changes_requested: bool,
    /// Somebody else than this installation's own bot wrote a commit of it.
    pub others_committed: bool,
    /// The postmortem document at its head.
    pub document: Option<DocumentFile>,
    /// Our check runs on its head.
    pub checks: Vec<CheckRun>,
}

/// State of a pull request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PullRequestState {
    /// Open, draft or not.
    Open,
    /// Closed without merging.
    Closed,
    /// Merged.
    Merged,
}

/// A file at the pull request's head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFile {
    /// Path within the repository.
    pub path: String,
    /// Its text.
    pub text: String,
}
