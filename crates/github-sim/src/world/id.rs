//! Numeric identifiers and the opaque node ids that GraphQL uses for the same things.
//!
//! A node id is a prefix that names the kind, and the number in base64. It can be decoded, so nothing has to be
//! indexed twice.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

/// Id of a user, bot or organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct AccountId(pub i64);

/// Id of a repository. It survives renames and transfers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RepoId(pub i64);

/// Id of a GitHub App.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct AppId(pub i64);

/// Id of one installation of an App on one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct InstallationId(pub i64);

/// Where an issue or pull request stands: they share one sequence of numbers per repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct IssueKey {
    /// The repository.
    pub repo: RepoId,
    /// The number people write after `#`.
    pub number: u64,
}

/// Git's name of an object: 40 lower-case hexadecimal digits.
pub type Oid = String;

/// What a node id can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the GraphQL type of the same name")]
pub enum NodeKind {
    User,
    Organization,
    Bot,
    Repository,
    Issue,
    PullRequest,
    IssueComment,
    Label,
    Milestone,
    Reaction,
    PullRequestReview,
    CheckRun,
    CheckSuite,
    App,
    Installation,
    TimelineEvent,
    Commit,
    Ref,
    Deployment,
    DeploymentStatus,
    Release,
}

const PREFIXES: [(NodeKind, &str); 21] = [
    (NodeKind::User, "U"),
    (NodeKind::Organization, "O"),
    (NodeKind::Bot, "BOT"),
    (NodeKind::Repository, "R"),
    (NodeKind::Issue, "I"),
    (NodeKind::PullRequest, "PR"),
    (NodeKind::IssueComment, "IC"),
    (NodeKind::Label, "LA"),
    (NodeKind::Milestone, "MI"),
    (NodeKind::Reaction, "REA"),
    (NodeKind::PullRequestReview, "PRR"),
    (NodeKind::CheckRun, "CR"),
    (NodeKind::CheckSuite, "CS"),
    (NodeKind::App, "A"),
    (NodeKind::Installation, "IN"),
    (NodeKind::TimelineEvent, "EV"),
    (NodeKind::Commit, "C"),
    (NodeKind::Ref, "REF"),
    (NodeKind::Deployment, "DE"),
    (NodeKind::DeploymentStatus, "DES"),
    (NodeKind::Release, "RE"),
];

/// The node id of the thing of this kind with this number.
pub fn node_id(kind: NodeKind, id: i64) -> String {
    let prefix = PREFIXES.iter().find(|(k, _)| *k == kind).map_or("N", |(_, p)| p);
    format!("{prefix}_kwDO{}", URL_SAFE_NO_PAD.encode(id.to_be_bytes()))
}

/// The node id of something in a repository that has a name and no number. The prefix names the kind: `REF` a branch
/// by its full name, `C` a commit, `T` a tree, `B` a blob.
pub fn named_node_id(prefix: &str, repo: RepoId, name: &str) -> String {
    format!(
        "{prefix}_kwDO{}",
        URL_SAFE_NO_PAD.encode(format!("{}:{name}", repo.0))
    )
}

/// Takes an id of [`named_node_id`] apart again: prefix, repository and name.
pub fn decode_named_node_id(text: &str) -> Option<(&str, RepoId, String)> {
    let (prefix, rest) = text.split_once("_kwDO")?;
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(rest).ok()?).ok()?;
    let (repo, name) = text.split_once(':')?;
    Some((prefix, RepoId(repo.parse().ok()?), name.to_owned()))
}

/// Takes a node id apart again. `None` for text that no call of [`node_id`] made.
pub fn decode_node_id(text: &str) -> Option<(NodeKind, i64)> {
    let (prefix, rest) = text.split_once("_kwDO")?;
    let (kind, _) = PREFIXES.iter().find(|(_, p)| *p == prefix)?;
    let bytes: [u8; 8] = URL_SAFE_NO_PAD.decode(rest).ok()?.try_into().ok()?;
    Some((*kind, i64::from_be_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_survives_a_round_trip() {
        for (kind, _) in PREFIXES {
            assert_eq!(
                decode_node_id(&node_id(kind, 4_000_000_123)),
                Some((kind, 4_000_000_123))
            );
        }
    }

    #[test]
    fn foreign_text_is_not_a_node_id() {
        for text in [
            "",
            "I_",
            "I_kwDO",
            "I_kwDO????",
            "XX_kwDOAAAAAAAAAAE",
            "MDU6SXNzdWUx",
        ] {
            assert_eq!(decode_node_id(text), None, "{text}");
        }
    }
}
