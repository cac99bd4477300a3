//! Node ids of things that have no number: branches, and the objects of git.
//!
//! Everything else gets its id from the world by its number.

use super::value::Thing;
use crate::world::{IssueKey, RepoId, decode_named_node_id, named_node_id};

/// The id of a branch.
pub(super) fn branch(repo: RepoId, name: &str) -> String {
    named_node_id("REF", repo, &format!("refs/heads/{name}"))
}

/// The id of a commit.
pub(super) fn commit(repo: RepoId, oid: &str) -> String {
    named_node_id("C", repo, oid)
}

/// The id of a directory.
pub(super) fn tree(repo: RepoId, oid: &str) -> String {
    named_node_id("T", repo, oid)
}

/// The id of a file's content.
pub(super) fn blob(repo: RepoId, oid: &str) -> String {
    named_node_id("B", repo, oid)
}

/// The id of a commit within a pull request.
pub(super) fn pull_commit(pull: IssueKey, oid: &str) -> String {
    named_node_id("PURC", pull.repo, &format!("{}:{oid}", pull.number))
}

/// The id of all checks on a commit.
pub(super) fn rollup(repo: RepoId, oid: &str) -> String {
    named_node_id("SC", repo, oid)
}

/// The id of an open request for somebody's review.
pub(super) fn review_request(pull: IssueKey, login: &str) -> String {
    named_node_id("RR", pull.repo, &format!("{}:{login}", pull.number))
}

/// What such an id points at. Whether it is still there is for the caller to see.
pub(super) fn decode(id: &str) -> Option<Thing> {
    let (prefix, repo, name) = decode_named_node_id(id)?;
    match prefix {
        "REF" => Some(Thing::Branch {
            repo,
            name: name.strip_prefix("refs/heads/")?.to_owned(),
        }),
        "C" => Some(Thing::Commit { repo, oid: name }),
        "T" => Some(Thing::Tree {
            repo,
            oid: name,
            path: String::new(),
        }),
        "B" => Some(Thing::Blob { repo, oid: name }),
        "PURC" => {
            let (number, oid) = name.split_once(':')?;
            let pull = IssueKey {
                repo,
                number: number.parse().ok()?,
            };
            Some(Thing::PullCommit {
                pull,
                oid: oid.to_owned(),
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_with_colon_and_slash_survives() {
        let repo = RepoId(3_000_000_001);
        match decode(&branch(repo, "postmortem/事:1")) {
            Some(Thing::Branch { repo: found, name }) => {
                assert_eq!((found, name.as_str()), (repo, "postmortem/事:1"));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn numbered_ids_are_left_to_the_world() {
        for id in [
            "I_kwDOAAAAALLQXgE",
            "R_kwDOAAAAALLQXgE",
            "",
            "REF_kwDO",
            "C_kwDO!!",
        ] {
            assert!(decode(id).is_none(), "{id}");
        }
    }
}
