//! Repositories, what belongs to them as a whole, and who may do what in them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::check::{CheckRun, CheckSuite};
use super::deployment::Deployment;
use super::git::Git;
use super::id::{AccountId, NodeKind, RepoId, node_id};
use super::issue::Issue;
use super::release::Release;

/// What a person may do in a repository. Ordered: a later one includes every earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Nothing; a private repository does not even exist for them.
    None,
    /// See it, open issues, comment.
    Read,
    /// Label, assign, close.
    Triage,
    /// Push.
    Write,
    /// Push and most settings.
    Maintain,
    /// Everything.
    Admin,
}

impl Role {
    /// `role_name` on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Read => "read",
            Self::Triage => "triage",
            Self::Write => "write",
            Self::Maintain => "maintain",
            Self::Admin => "admin",
        }
    }

    /// The older, coarser `permission` word: triage counts as read, maintain as write.
    pub fn permission(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Read | Self::Triage => "read",
            Self::Write | Self::Maintain => "write",
            Self::Admin => "admin",
        }
    }
}

/// A label a repository offers.
#[derive(Clone, Debug)]
pub struct Label {
    /// Numeric id; stays when the label is renamed.
    pub id: i64,
    /// Name, unique without case, at most 50 characters.
    pub name: String,
    /// Six hexadecimal digits without `#`.
    pub color: String,
    /// At most 100 characters.
    pub description: Option<String>,
    /// Whether it came with the repository.
    pub default: bool,
}

impl Label {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        node_id(NodeKind::Label, self.id)
    }
}

/// A milestone.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// Numeric id.
    pub id: i64,
    /// Number within the repository.
    pub number: u64,
    /// Title.
    pub title: String,
    /// Description.
    pub description: Option<String>,
    /// Whether it is open.
    pub open: bool,
    /// Day it is due.
    pub due_on: Option<NaiveDate>,
    /// Who made it.
    pub creator: AccountId,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
}

/// A repository with everything in it.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "GitHub's own independent switches")]
pub struct Repository {
    /// Numeric id; survives renames.
    pub id: RepoId,
    /// The user or organization it belongs to.
    pub owner: AccountId,
    /// Name without the owner.
    pub name: String,
    /// The repository it is a fork of.
    pub parent: Option<RepoId>,
    /// One line about it.
    pub description: Option<String>,
    /// Whether only people with a role see it.
    pub private: bool,
    /// Whether it is read-only.
    pub archived: bool,
    /// Whether it has issues at all (pull requests work without).
    pub has_issues: bool,
    /// Whether draft pull requests are offered (not on every plan).
    pub allows_drafts: bool,
    /// The setting "Allow GitHub Actions to create and approve pull requests".
    pub actions_may_create_pulls: bool,
    /// Whether a push to a pull request dismisses the approvals it had.
    pub dismisses_stale_reviews: bool,
    /// Name of the default branch, which exists only once the repository has a commit.
    pub default_branch: String,
    /// Labels, in order of creation.
    pub labels: Vec<Label>,
    /// Milestones, in order of creation.
    pub milestones: Vec<Milestone>,
    /// Direct collaborators. The owner, and the admins of an owning organization, need no entry.
    pub collaborators: BTreeMap<AccountId, Role>,
    /// Issues and pull requests by number.
    pub issues: BTreeMap<u64, Issue>,
    /// The number the next issue or pull request gets.
    pub next_number: u64,
    /// Branches, commits and files.
    pub git: Git,
    /// Check suites by id.
    pub check_suites: BTreeMap<i64, CheckSuite>,
    /// Check runs by id.
    pub check_runs: BTreeMap<i64, CheckRun>,
    /// Deployments by id.
    pub deployments: BTreeMap<i64, Deployment>,
    /// Releases by id.
    pub releases: BTreeMap<i64, Release>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When its settings last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was last pushed to.
    pub pushed_at: DateTime<Utc>,
}

impl Repository {
    /// The opaque id GraphQL uses.
    pub fn node_id(&self) -> String {
        node_id(NodeKind::Repository, self.id.0)
    }

    /// The label with this name, compared without case.
    pub fn label(&self, name: &str) -> Option<&Label> {
        self.labels
            .iter()
            .find(|label| label.name.to_lowercase() == name.to_lowercase())
    }

    /// The label with this id.
    pub fn label_by_id(&self, id: i64) -> Option<&Label> {
        self.labels.iter().find(|label| label.id == id)
    }

    /// The milestone with this number.
    pub fn milestone(&self, number: u64) -> Option<&Milestone> {
        self.milestones
            .iter()
            .find(|milestone| milestone.number == number)
    }
}
