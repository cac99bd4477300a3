//! The shapes in which GraphQL answers. Read leniently: whatever may be missing is optional, and lists may have holes.

mod commit;
mod item;
mod thread;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;

pub(super) use commit::{EveryCommit, Hand, Hands};
pub(super) use item::{Closer, ItemIssue, ItemsOf, Lookups, MaybeItem, MoreItems, Summary};
pub(super) use thread::{Comment, Entry, Item, OfCommit, ReactionGroup, Source, SubmittedReview};

use crate::github::discovery::PageInfo;

/// `{ nodes: […] }`, with or without holes.
#[derive(Debug, Deserialize)]
pub(super) struct Nodes<T> {
    nodes: Option<Vec<Option<T>>>,
}

impl<T> Nodes<T> {
    /// The entries that are there, left where they are.
    pub(super) fn present(&self) -> impl Iterator<Item = &T> {
        self.nodes.iter().flatten().flatten()
    }

    /// Whether one of the entries is such.
    pub(super) fn any(&self, is: impl Fn(&T) -> bool) -> bool {
        self.present().any(is)
    }

    /// The entries that are there.
    pub(super) fn all(self) -> impl Iterator<Item = T> {
        self.nodes.into_iter().flatten().flatten()
    }
}

/// A page of a list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page<T> {
    pub(super) page_info: PageInfo,
    pub(super) nodes: Option<Vec<Option<T>>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Data {
    pub(super) repository: Option<Repository>,
    /// The repository once more, for what a token may be refused.
    pub(super) shipped: Option<Deployed>,
    /// The labels asked for, as `label0`, `label1`, …; null where there is none of that name.
    #[serde(default)]
    pub(super) labels: Option<BTreeMap<String, Option<LabelName>>>,
    /// The templates asked for, each as `file0` and `commit0`.
    #[serde(default)]
    pub(super) templates: Option<BTreeMap<String, Option<TemplatePart>>>,
}

/// What was deployed from the repository.
#[derive(Debug, Deserialize)]
pub(super) struct Deployed {
    deployments: Option<Nodes<Deployment>>,
}

impl Data {
    /// The repository with everything that is known of it.
    pub(super) fn whole_repository(&mut self) -> Option<Repository> {
        let mut repository = self.repository.take()?;
        repository.deployments = self.shipped.take().and_then(|shipped| shipped.deployments);
        Some(repository)
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Repository {
    pub(super) database_id: u64,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) is_archived: bool,
    pub(super) owner: Named,
    pub(super) default_branch_ref: Option<DefaultBranch>,
    pub(super) config: Option<Blob>,
    pub(super) form: Option<Blob>,
    pub(super) form_by_other_name: Option<Blob>,
    /// They come in a field of their own.
    #[serde(skip)]
    pub(super) deployments: Option<Nodes<Deployment>>,
    pub(super) releases: Option<Nodes<Release>>,
    pub(super) index: Option<Blob>,
    pub(super) proposals: Option<Nodes<Proposal>>,
    pub(super) branch: Option<Ref>,
    pub(super) pull_requests: Option<Page<PullRequest>>,
    pub(super) subject: Option<Subject>,
}

/// Anything with a numeric id.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Numbered {
    pub(super) database_id: u64,
}

/// Anything with a login.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    pub(super) login: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct DefaultBranch {
    pub(super) name: String,
    pub(super) target: Option<Head>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Head {
    pub(super) oid: String,
    pub(super) history: Option<Nodes<ConfigCommit>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConfigCommit {
    pub(super) oid: String,
    pub(super) file: Option<File>,
    pub(super) check_suites: Option<Nodes<CheckSuite>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub(super) object: Option<Blob>,
}

/// A commit that is, or will be, in an environment.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Deployment {
    pub(super) created_at: DateTime<Utc>,
    pub(super) environment: Option<String>,
    pub(super) commit_oid: String,
    pub(super) state: Option<String>,
    pub(super) creator: Option<Who>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Release {
    /// Missing while it is a draft.
    pub(super) published_at: Option<DateTime<Utc>>,
    pub(super) is_draft: bool,
    pub(super) name: Option<String>,
    pub(super) tag_name: String,
    pub(super) url: String,
    pub(super) author: Option<Who>,
}

/// A file's content. Something that is no text file has none of these.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Blob {
    pub(super) text: Option<String>,
    pub(super) is_truncated: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CheckSuite {
    pub(super) check_runs: Option<Nodes<CheckRun>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CheckRun {
    pub(super) database_id: Option<u64>,
    pub(super) name: String,
    pub(super) external_id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Ref {
    pub(super) target: Option<Tip>,
}

/// The latest commit of a branch.
#[derive(Debug, Deserialize)]
pub(super) struct Tip {
    pub(super) oid: String,
    #[serde(flatten)]
    pub(super) hands: Hands,
}

/// The text of a template, or the branch with the commit that changed it last.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct TemplatePart {
    pub(super) text: Option<String>,
    pub(super) is_truncated: bool,
    pub(super) target: Option<History>,
}

#[derive(Debug, Deserialize)]
pub(super) struct History {
    pub(super) history: Option<Nodes<ConfigCommit>>,
}

/// What carries the incident's number.
#[derive(Debug, Deserialize)]
#[serde(tag = "__typename")]
pub(super) enum Subject {
    Issue(Box<Issue>),
    #[serde(rename_all = "camelCase")]
    PullRequest {
        head_ref_name: String,
        is_cross_repository: bool,
    },
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Issue {
    pub(super) number: u64,
    pub(super) id: String,
    pub(super) url: String,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) created_at: DateTime<Utc>,
    pub(super) state: String,
    pub(super) repository: Numbered,
    pub(super) author: Option<Who>,
    pub(super) labels: Option<Nodes<LabelName>>,
    #[serde(default)]
    pub(super) reaction_groups: Option<Vec<ReactionGroup>>,
    /// Missing, like the next, where GitHub has no sub-issues.
    #[serde(default)]
    pub(super) sub_issues_summary: Option<Summary>,
    #[serde(default)]
    pub(super) sub_issues: Option<Page<ItemIssue>>,
    pub(super) timeline_items: Page<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PullRequest {
    pub(super) number: u64,
    pub(super) id: String,
    pub(super) url: String,
    pub(super) head_ref_name: String,
    pub(super) head_ref_oid: String,
    pub(super) base_ref_name: String,
    pub(super) mergeable: String,
    pub(super) author: Option<Who>,
    pub(super) state: String,
    pub(super) is_draft: bool,
    pub(super) created_at: DateTime<Utc>,
    pub(super) merged_at: Option<DateTime<Utc>>,
    pub(super) is_cross_repository: bool,
    pub(super) labels: Option<Nodes<LabelName>>,
    pub(super) assignees: Nodes<Named>,
    pub(super) latest_opinionated_reviews: Option<Nodes<Review>>,
    pub(super) files: Option<Nodes<ChangedFile>>,
    pub(super) commits: Nodes<PullRequestCommit>,
    pub(super) every_commit: EveryCommit,
    pub(super) timeline_items: Page<Item>,
}

/// A pull request of the list of all postmortems.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Proposal {
    pub(super) state: String,
    pub(super) mergeable: String,
    pub(super) is_cross_repository: bool,
    pub(super) head_ref_oid: String,
    pub(super) commits: Nodes<PullRequestCommit>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Review {
    pub(super) state: String,
    pub(super) author: Option<Who>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ChangedFile {
    pub(super) path: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct PullRequestCommit {
    pub(super) commit: LastCommit,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LastCommit {
    pub(super) file: Option<File>,
    pub(super) index: Option<File>,
    pub(super) check_suites: Option<Nodes<CheckSuite>>,
}

/// An account, with the kind that tells a program from a person.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Who {
    #[serde(rename = "__typename")]
    pub(super) kind: String,
    pub(super) login: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct LabelName {
    pub(super) name: String,
}

/// Answer to the request for more events.
#[derive(Debug, Deserialize)]
pub(super) struct MoreEvents {
    pub(super) node: Option<Thread>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Thread {
    pub(super) timeline_items: Page<Item>,
}

/// Answer to the request for more pull requests.
#[derive(Debug, Deserialize)]
pub(super) struct MorePullRequests {
    pub(super) repository: Option<OnlyPullRequests>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OnlyPullRequests {
    pub(super) pull_requests: Page<PullRequest>,
}

/// Answer to the request for pull requests by their numbers. One that is out of sight is null.
#[derive(Debug, Deserialize)]
pub(super) struct NumberedPullRequests {
    pub(super) repository: Option<BTreeMap<String, Option<PullRequest>>>,
}

/// Answer to the request for one file.
#[derive(Debug, Deserialize)]
pub(super) struct FileData {
    pub(super) repository: Option<OnlyFile>,
}

#[derive(Debug, Deserialize)]
pub(super) struct OnlyFile {
    pub(super) object: Option<Blob>,
}
