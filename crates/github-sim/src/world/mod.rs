//! The whole of the simulated GitHub as plain data, and the operations that change it.
//!
//! Find your way: [`World`] owns [`Account`]s, [`Repository`]s, [`App`]s, [`Installation`]s, tokens and webhook
//! deliveries. A [`Repository`] owns its [`Label`]s, its [`Issue`]s (a pull request is an issue with
//! [`Issue::pull`]; comments and the timeline are inside), its [`Git`] and its check runs. Everything is found by
//! the ids of [`id`] or by the look-ups in this file; node ids are decoded by [`World::node`].
//!
//! **Reading** is done on the structs directly. **Changing** is done only through the operations in [`ops`]
//! (`world.add_labels(&actor, key, &names)`, …): each checks the [`Actor`]'s rights, appends timeline events and
//! queues webhooks, so that no door into the world can forget one of them. An operation that returns an
//! [`OpError`] has changed nothing.
//!
//! Deliberately not here: HTTP, JSON for the wire (see `render`), and any clock but the one given to
//! [`World::new`].

pub mod access;
pub mod account;
pub mod actor;
pub mod app;
pub mod check;
pub mod comment;
pub mod compare;
pub mod delivery;
pub mod deployment;
pub mod error;
pub mod git;
pub mod id;
pub mod issue;
pub mod ops;
pub mod pull;
pub mod release;
pub mod repository;
pub mod timeline;
pub mod usage;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

pub use access::*;
pub use account::*;
pub use actor::*;
pub use app::*;
pub use check::*;
pub use comment::*;
pub use compare::*;
pub use delivery::*;
pub use deployment::*;
pub use error::*;
pub use git::*;
pub use id::*;
pub use issue::*;
pub use pull::*;
pub use release::*;
pub use repository::*;
pub use timeline::*;
pub use usage::*;

use crate::clock::Clock;

/// What a node id turned out to point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the GraphQL type of the same name")]
pub enum Node {
    Account(AccountId),
    Repository(RepoId),
    Issue(IssueKey),
    PullRequest(IssueKey),
    Comment { issue: IssueKey, id: i64 },
    Label { repo: RepoId, id: i64 },
    Milestone { repo: RepoId, number: u64 },
    Review { pull: IssueKey, id: i64 },
    CheckRun { repo: RepoId, id: i64 },
    CheckSuite { repo: RepoId, id: i64 },
    Deployment { repo: RepoId, id: i64 },
    Release { repo: RepoId, id: i64 },
    App(AppId),
}

/// Everything the simulated GitHub knows.
#[derive(Clone, Debug)]
pub struct World {
    /// The time it goes by.
    pub clock: Arc<dyn Clock>,
    /// Where people browse, without a trailing slash: `http://127.0.0.1:4000`.
    pub web_url: String,
    /// Where programs call, without a trailing slash: `http://127.0.0.1:4000/api/v3`.
    pub api_url: String,
    /// Users, bots and organizations.
    pub accounts: BTreeMap<AccountId, Account>,
    /// Repositories.
    pub repositories: BTreeMap<RepoId, Repository>,
    /// Former full names in lower case, and the repository that had them.
    pub redirects: BTreeMap<String, RepoId>,
    /// Apps.
    pub apps: BTreeMap<AppId, App>,
    /// Installations.
    pub installations: BTreeMap<InstallationId, Installation>,
    /// Tokens by their text. Expired ones stay and are refused.
    pub tokens: BTreeMap<String, Token>,
    /// Webhook deliveries, oldest first.
    pub deliveries: Vec<Delivery>,
    /// Issues that were deleted: asking for them answers 410.
    pub deleted_issues: Vec<IssueKey>,
    /// Issues that went to another repository: where they were, and where they went.
    pub moved_issues: BTreeMap<IssueKey, IssueKey>,
    /// Used allowances by caller and resource; see [`World::usage`].
    pub usages: BTreeMap<(String, String), Usage>,
    /// Whether it knows of sub-issues at all; older Enterprise Servers do not.
    pub has_sub_issues: bool,
    /// The account shown in place of deleted ones.
    pub ghost: AccountId,
    /// Rung whenever a delivery is queued.
    pub(crate) wake: Arc<tokio::sync::Notify>,
    next_id: i64,
}

impl World {
    /// An empty world: only the ghost is there.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let ghost = AccountId(10_137);
        let mut world = Self {
            clock,
            web_url: "http://github.example".into(),
            api_url: "http://github.example/api/v3".into(),
            accounts: BTreeMap::new(),
            repositories: BTreeMap::new(),
            redirects: BTreeMap::new(),
            apps: BTreeMap::new(),
            installations: BTreeMap::new(),
            tokens: BTreeMap::new(),
            deliveries: Vec::new(),
            deleted_issues: Vec::new(),
            moved_issues: BTreeMap::new(),
            usages: BTreeMap::new(),
            has_sub_issues: true,
            ghost,
            // Above what fits into 32 bits, so that a client that is too narrow shows it.
            next_id: 3_000_000_000,
            wake: Arc::default(),
        };
        let created_at = world.now();
        let account = Account {
            id: ghost,
            login: "ghost".into(),
            name: Some("Deleted user".into()),
            kind: AccountKind::User,
            app: None,
            members: BTreeMap::new(),
            created_at,
            deleted: false,
        };
        world.accounts.insert(ghost, account);
        world
    }

    /// The present instant. GitHub keeps whole seconds.
    pub fn now(&self) -> DateTime<Utc> {
        let now = self.clock.now();
        now.duration_trunc(TimeDelta::seconds(1)).unwrap_or(now)
    }

    /// A number never given out before.
    pub(crate) fn fresh_id(&mut self) -> i64 {
        self.next_id += 1;
        self.next_id
    }

    /// As [`World::fresh_id`], for accounts and repositories, whose ids still fit into the 32 bits that GraphQL's
    /// `databaseId` declares.
    pub(crate) fn fresh_narrow_id(&mut self) -> i64 {
        self.fresh_id() - 2_000_000_000
    }

    /// The account with this id, deleted or not. Unknown ids give the ghost.
    pub fn account(&self, id: AccountId) -> &Account {
        self.accounts
            .get(&id)
            .unwrap_or_else(|| &self.accounts[&self.ghost])
    }

    /// The account with this id unless it was deleted: what an author is rendered from.
    pub fn living(&self, id: AccountId) -> Option<&Account> {
        self.accounts.get(&id).filter(|account| !account.deleted)
    }

    /// The living account with this login, compared without case.
    pub fn account_by_login(&self, login: &str) -> Option<&Account> {
        self.accounts
            .values()
            .find(|account| !account.deleted && account.login.eq_ignore_ascii_case(login))
    }

    /// The repository with this id.
    pub fn repo(&self, id: RepoId) -> Option<&Repository> {
        self.repositories.get(&id)
    }

    /// `owner/name` of a repository.
    pub fn full_name(&self, repo: &Repository) -> String {
        format!("{}/{}", self.account(repo.owner).login, repo.name)
    }

    /// The repository that has this name now, compared without case. Former names are in [`World::redirects`].
    pub fn repo_by_name(&self, owner: &str, name: &str) -> Option<&Repository> {
        let owner = self.account_by_login(owner)?.id;
        self.repositories
            .values()
            .find(|repo| repo.owner == owner && repo.name.eq_ignore_ascii_case(name))
    }

    /// The issue or pull request at this place.
    pub fn issue(&self, key: IssueKey) -> Option<&Issue> {
        self.repositories.get(&key.repo)?.issues.get(&key.number)
    }

    /// Where an issue that was transferred is now, however often it went on.
    pub fn moved_to(&self, key: IssueKey) -> Option<IssueKey> {
        let mut place = *self.moved_issues.get(&key)?;
        while let Some(next) = self.moved_issues.get(&place) {
            place = *next;
        }
        Some(place)
    }

    /// All issues and pull requests with their places.
    pub fn issues(&self) -> impl Iterator<Item = (IssueKey, &Issue)> {
        self.repositories.values().flat_map(|repo| {
            repo.issues.values().map(|issue| {
                (
                    IssueKey {
                        repo: repo.id,
                        number: issue.number,
                    },
                    issue,
                )
            })
        })
    }

    /// The place of the issue with this database id (not the id of a pull request).
    pub fn issue_by_id(&self, id: i64) -> Option<IssueKey> {
        self.issues()
            .find(|(_, issue)| issue.id == id)
            .map(|(key, _)| key)
    }

    /// The comment with this id, and where it stands.
    pub fn comment_by_id(&self, id: i64) -> Option<(IssueKey, &Comment)> {
        self.issues()
            .find_map(|(key, issue)| Some((key, issue.comment(id)?)))
    }

    /// The App's account of this id.
    pub fn app(&self, id: AppId) -> Option<&App> {
        self.apps.get(&id)
    }

    /// The installation of an App that reaches this repository.
    pub fn installation_on(&self, app: AppId, repo: &Repository) -> Option<&Installation> {
        self.installations
            .values()
            .find(|one| one.app == app && one.account == repo.owner && one.repositories.contains(repo.id))
    }

    /// What a node id points at, if it is still there. Says nothing about who may see it.
    pub fn node(&self, text: &str) -> Option<Node> {
        let (kind, id) = decode_node_id(text)?;
        match kind {
            NodeKind::User | NodeKind::Bot | NodeKind::Organization => self
                .living(AccountId(id))
                .map(|account| Node::Account(account.id)),
            NodeKind::Repository => self.repo(RepoId(id)).map(|repo| Node::Repository(repo.id)),
            NodeKind::Issue => self.issue_by_id(id).map(Node::Issue),
            NodeKind::PullRequest => self
                .issues()
                .find(|(_, issue)| issue.pull.as_ref().is_some_and(|pull| pull.id == id))
                .map(|(key, _)| Node::PullRequest(key)),
            NodeKind::IssueComment => self
                .comment_by_id(id)
                .map(|(issue, _)| Node::Comment { issue, id }),
            NodeKind::PullRequestReview => self.issues().find_map(|(pull, issue)| {
                let found = issue.pull.as_ref()?.reviews.iter().any(|review| review.id == id);
                found.then_some(Node::Review { pull, id })
            }),
            NodeKind::Label => self
                .repo_with(|repo| repo.label_by_id(id))
                .map(|(repo, _)| Node::Label { repo, id }),
            NodeKind::Milestone => self
                .repo_with(|repo| repo.milestones.iter().find(|milestone| milestone.id == id))
                .map(|(repo, milestone)| Node::Milestone {
                    repo,
                    number: milestone.number,
                }),
            NodeKind::CheckRun => self
                .repo_with(|repo| repo.check_runs.get(&id))
                .map(|(repo, _)| Node::CheckRun { repo, id }),
            NodeKind::CheckSuite => self
                .repo_with(|repo| repo.check_suites.get(&id))
                .map(|(repo, _)| Node::CheckSuite { repo, id }),
            NodeKind::Deployment => self
                .repo_with(|repo| repo.deployments.get(&id))
                .map(|(repo, _)| Node::Deployment { repo, id }),
            NodeKind::Release => self
                .repo_with(|repo| repo.releases.get(&id))
                .map(|(repo, _)| Node::Release { repo, id }),
            NodeKind::App => self.app(AppId(id)).map(|app| Node::App(app.id)),
            NodeKind::Reaction
            | NodeKind::Installation
            | NodeKind::TimelineEvent
            | NodeKind::DeploymentStatus
            | NodeKind::Commit
            | NodeKind::Ref => None,
        }
    }

    fn repo_with<'a, T>(&'a self, find: impl Fn(&'a Repository) -> Option<T>) -> Option<(RepoId, T)> {
        self.repositories
            .values()
            .find_map(|repo| Some((repo.id, find(repo)?)))
    }
}
