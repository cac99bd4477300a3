//! What a pull request changes, and whether it can be merged.

use std::collections::BTreeSet;

use crate::world::{Blob, Commit, Issue, PullRequest, Repository};

/// One changed file.
pub(super) struct Change {
    /// Its path.
    pub(super) path: String,
    /// `ADDED`, `MODIFIED` or `DELETED`. Renames are a deletion and an addition here.
    pub(super) kind: &'static str,
    /// Lines added.
    pub(super) additions: usize,
    /// Lines deleted.
    pub(super) deletions: usize,
}

/// The commits a pull request proposes, oldest first.
pub(super) fn commits<'r>(repo: &'r Repository, pull: &PullRequest) -> Vec<&'r Commit> {
    repo.git.between(&pull.base_oid, &pull.head_oid)
}

/// The files that differ between the head and where it left the base.
pub(super) fn changes(repo: &Repository, pull: &PullRequest) -> Vec<Change> {
    let git = &repo.git;
    let fork = git.merge_base(&pull.base_oid, &pull.head_oid);
    let (Some(fork), Some(head)) = (fork, git.commits.get(&pull.head_oid)) else {
        return Vec::new();
    };
    let paths: BTreeSet<&String> = fork.tree.files.keys().chain(head.tree.files.keys()).collect();
    paths
        .into_iter()
        .filter_map(|path| {
            let (old, new) = (fork.tree.files.get(path), head.tree.files.get(path));
            let kind = match (old, new) {
                (Some(old), Some(new)) if old.oid == new.oid => return None,
                (Some(_), Some(_)) => "MODIFIED",
                (None, _) => "ADDED",
                (_, None) => "DELETED",
            };
            let text = |blob: Option<&std::sync::Arc<Blob>>| blob.map(|blob| blob.text()).unwrap_or_default();
            let (additions, deletions) = line_counts(&text(old), &text(new));
            Some(Change {
                path: path.clone(),
                kind,
                additions,
                deletions,
            })
        })
        .collect()
}

/// Lines added and deleted between two texts: what a longest common subsequence does not cover.
fn line_counts(old: &str, new: &str) -> (usize, usize) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut row = vec![0_usize; new.len() + 1];
    for line in &old {
        let mut diagonal = 0;
        for (at, other) in new.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if line == other {
                diagonal + 1
            } else {
                above.max(row[at])
            };
            diagonal = above;
        }
    }
    let common = row[new.len()];
    (new.len() - common, old.len() - common)
}

/// `MergeableState`: a conflict is a file that both sides changed differently since they parted.
pub(super) fn mergeable(repo: &Repository, issue: &Issue, pull: &PullRequest) -> &'static str {
    let git = &repo.git;
    let (Some(head), Some(base)) = (git.commits.get(&pull.head_oid), git.head(&pull.base_branch)) else {
        return "UNKNOWN";
    };
    if !issue.is_open() {
        return "UNKNOWN";
    }
    let Some(fork) = git.merge_base(&base.oid, &head.oid) else {
        return "CONFLICTING";
    };
    let oid = |commit: &Commit, path: &str| commit.tree.files.get(path).map(|blob| blob.oid.clone());
    let mut paths = fork
        .tree
        .files
        .keys()
        .chain(head.tree.files.keys())
        .chain(base.tree.files.keys());
    let conflict = paths.any(|path| {
        let (was, ours, theirs) = (oid(fork, path), oid(base, path), oid(head, path));
        was != ours && was != theirs && ours != theirs
    });
    if conflict { "CONFLICTING" } else { "MERGEABLE" }
}

#[cfg(test)]
mod tests {
    use super::line_counts;

    #[test]
    fn lines_that_stay_are_not_counted() {
        assert_eq!(line_counts("a\nb\nc\n", "a\nx\nc\nd\n"), (2, 1));
        assert_eq!(line_counts("", "one\ntwo"), (2, 0));
        assert_eq!(line_counts("one\ntwo", ""), (0, 2));
        assert_eq!(line_counts("事\n象", "事\n象"), (0, 0));
    }
}
