//! What a resolver can answer: a leaf, an object, or a list of them.
//!
//! Objects are names, not data: a [`Thing`] says which issue or commit is meant, and its fields are read from the
//! world when they are asked for. Small objects that exist only in an answer are [`Record`]s.

use apollo_compiler::response::JsonValue;
use chrono::{DateTime, SecondsFormat, Utc};

use super::errors::Failure;
use crate::world::{AccountId, AppId, IssueKey, Oid, ReactionContent, RepoId};

/// The outcome of resolving one field.
pub(super) type Resolved = Result<Field, Failure>;

/// An object of the graph.
#[derive(Clone, Debug)]
pub(super) enum Thing {
    /// The root of queries.
    Query,
    /// The root of mutations.
    Mutation,
    /// A user, bot or organization, each under its own type.
    Account(AccountId),
    /// Whoever is asking: always a `User`, with a bot's login written out as `name[bot]`.
    Viewer(AccountId),
    /// A repository.
    Repository(RepoId),
    /// An issue that is not a pull request.
    Issue(IssueKey),
    /// A pull request.
    Pull(IssueKey),
    /// A comment on either.
    Comment { issue: IssueKey, id: i64 },
    /// A label of a repository.
    Label { repo: RepoId, id: i64 },
    /// A milestone of a repository.
    Milestone { repo: RepoId, number: u64 },
    /// A submitted review.
    Review { pull: IssueKey, id: i64 },
    /// Everybody's reactions of one kind to one thing.
    ReactionGroup {
        on: Box<Thing>,
        content: ReactionContent,
    },
    /// One reaction.
    Reaction { on: Box<Thing>, id: i64 },
    /// Something that happened to an issue or pull request.
    Event { issue: IssueKey, id: i64 },
    /// A branch.
    Branch { repo: RepoId, name: String },
    /// A commit.
    Commit { repo: RepoId, oid: Oid },
    /// A directory.
    Tree { repo: RepoId, oid: Oid, path: String },
    /// A file's content.
    Blob { repo: RepoId, oid: Oid },
    /// A commit as part of a pull request.
    PullCommit { pull: IssueKey, oid: Oid },
    /// All that was checked on a commit.
    Rollup { repo: RepoId, oid: Oid },
    /// A check run.
    CheckRun { repo: RepoId, id: i64 },
    /// A check suite.
    CheckSuite { repo: RepoId, id: i64 },
    /// A deployment.
    Deployment { repo: RepoId, id: i64 },
    /// What was told of a deployment at one time.
    DeploymentStatus { repo: RepoId, deployment: i64, id: i64 },
    /// A release.
    Release { repo: RepoId, id: i64 },
    /// An App.
    App(AppId),
    /// An object that exists only in this answer.
    Record(Box<Record>),
}

/// An object with all its fields at hand.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// Its type.
    pub(super) type_name: String,
    /// Its fields. Those missing here are not modelled.
    pub(super) fields: Vec<(&'static str, Field)>,
}

impl Record {
    /// A record of this type.
    pub(super) fn new(type_name: impl Into<String>, fields: Vec<(&'static str, Field)>) -> Self {
        Self {
            type_name: type_name.into(),
            fields,
        }
    }
}

/// The value of a field.
#[derive(Clone, Debug)]
pub(super) enum Field {
    /// A scalar, an enum word, or null.
    Leaf(JsonValue),
    /// An object.
    Thing(Thing),
    /// A list.
    List(Vec<Field>),
    /// In a list: this item could not be had.
    Failed(Failure),
}

impl Field {
    /// Null.
    pub(super) const NULL: Self = Self::Leaf(JsonValue::Null);

    /// A list of anything that is a field.
    pub(super) fn list<T: Into<Self>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Self>> From<Option<T>> for Field {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::NULL, Into::into)
    }
}

impl From<Thing> for Field {
    fn from(thing: Thing) -> Self {
        Self::Thing(thing)
    }
}

impl From<Record> for Field {
    fn from(record: Record) -> Self {
        Self::Thing(Thing::Record(Box::new(record)))
    }
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Leaf(text.into())
    }
}

impl From<String> for Field {
    fn from(text: String) -> Self {
        Self::Leaf(text.into())
    }
}

impl From<&String> for Field {
    fn from(text: &String) -> Self {
        Self::Leaf(text.as_str().into())
    }
}

impl From<bool> for Field {
    fn from(flag: bool) -> Self {
        Self::Leaf(flag.into())
    }
}

impl From<i64> for Field {
    fn from(number: i64) -> Self {
        Self::Leaf(number.into())
    }
}

impl From<u64> for Field {
    fn from(number: u64) -> Self {
        Self::Leaf(number.into())
    }
}

impl From<usize> for Field {
    fn from(number: usize) -> Self {
        Self::Leaf((number as u64).into())
    }
}

impl From<DateTime<Utc>> for Field {
    fn from(instant: DateTime<Utc>) -> Self {
        instant.to_rfc3339_opts(SecondsFormat::Secs, true).into()
    }
}
