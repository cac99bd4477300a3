//! What changed between two commits, and whether they can be merged.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use super::{Blob, Commit, Git, Issue, Oid, PullRequest, Repository, Tree, World};

/// Longer files get no patch, as on GitHub.
const PATCH_LINES: usize = 1_500;

/// One file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFile {
    /// Path.
    pub path: String,
    /// Name of the new content; of the old one if removed.
    pub oid: Oid,
    /// `added`, `removed` or `modified`. Renames are shown as removed and added.
    pub status: &'static str,
    /// Lines added.
    pub additions: usize,
    /// Lines removed.
    pub deletions: usize,
    /// Unified diff without file headers; `None` for long files.
    pub patch: Option<String>,
}

/// Files that differ between two trees, in order of path. No old tree means that everything is new.
pub fn changed_files(old: Option<&Tree>, new: &Tree) -> Vec<ChangedFile> {
    let empty = BTreeMap::new();
    let old = old.map_or(&empty, |tree| &tree.files);
    let paths: BTreeSet<&String> = old.keys().chain(new.files.keys()).collect();
    let changed = |path: &&String| match (old.get(*path), new.files.get(*path)) {
        (Some(one), Some(other)) => one.oid != other.oid,
        _ => true,
    };
    paths
        .into_iter()
        .filter(changed)
        .map(|path| describe(path, old.get(path), new.files.get(path)))
        .collect()
}

fn describe(path: &str, old: Option<&Arc<Blob>>, new: Option<&Arc<Blob>>) -> ChangedFile {
    let text = |blob: Option<&Arc<Blob>>| blob.map(|blob| blob.text()).unwrap_or_default();
    let (before, after) = (text(old), text(new));
    let rows = diff_lines(
        &before.lines().collect::<Vec<_>>(),
        &after.lines().collect::<Vec<_>>(),
    );
    let additions = rows.iter().filter(|(sign, _)| *sign == '+').count();
    let deletions = rows.iter().filter(|(sign, _)| *sign == '-').count();
    let status = match (old, new) {
        (None, _) => "added",
        (_, None) => "removed",
        _ => "modified",
    };
    let oid = new.or(old).map(|blob| blob.oid.clone()).unwrap_or_default();
    let diff = (rows.len() <= PATCH_LINES).then(|| hunk(&rows));
    ChangedFile {
        path: path.to_owned(),
        oid,
        status,
        additions,
        deletions,
        patch: diff,
    }
}

/// One hunk over the whole file.
fn hunk(rows: &[(char, &str)]) -> String {
    let old = rows.iter().filter(|(sign, _)| *sign != '+').count();
    let new = rows.iter().filter(|(sign, _)| *sign != '-').count();
    let mut out = format!(
        "@@ -{},{old} +{},{new} @@",
        usize::from(old > 0),
        usize::from(new > 0)
    );
    for (sign, line) in rows {
        let _ = write!(out, "\n{sign}{line}");
    }
    out
}

/// Lines with `' '`, `'-'` or `'+'` in front. Finds the longest common run of lines between equal ends.
pub(crate) fn diff_lines<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let head = old
        .iter()
        .zip(new)
        .take_while(|(one, other)| one == other)
        .count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut rows: Vec<(char, &str)> = old[..head].iter().map(|line| (' ', *line)).collect();
    if a.len().saturating_mul(b.len()) > PATCH_LINES * PATCH_LINES {
        rows.extend(a.iter().map(|line| ('-', *line)));
        rows.extend(b.iter().map(|line| ('+', *line)));
    } else {
        rows.extend(longest_common(a, b));
    }
    rows.extend(old[old.len() - tail..].iter().map(|line| (' ', *line)));
    rows
}

fn longest_common<'a>(a: &[&'a str], b: &[&'a str]) -> Vec<(char, &'a str)> {
    let mut best = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i][j] = if a[i] == b[j] {
                best[i + 1][j + 1] + 1
            } else {
                best[i + 1][j].max(best[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut rows) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            rows.push((' ', a[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && best[i + 1][j] >= best[i][j + 1]) {
            rows.push(('-', a[i]));
            i += 1;
        } else {
            rows.push(('+', b[j]));
            j += 1;
        }
    }
    rows
}

/// The files after merging `head` into `base`, or `None` if both changed the same file differently.
pub fn merged_files(git: &Git, base: &Commit, head: &Commit) -> Option<BTreeMap<String, Arc<Blob>>> {
    let empty = BTreeMap::new();
    let origin = git
        .merge_base(&base.oid, &head.oid)
        .map_or(&empty, |commit| &commit.tree.files);
    let mut files = base.tree.files.clone();
    let paths: BTreeSet<&String> = origin.keys().chain(head.tree.files.keys()).collect();
    for path in paths {
        let (was, theirs, ours) = (
            origin.get(path),
            head.tree.files.get(path),
            base.tree.files.get(path),
        );
        if was == theirs || theirs == ours {
            continue;
        }
        if was != ours {
            return None;
        }
        match theirs {
            Some(blob) => files.insert(path.clone(), Arc::clone(blob)),
            None => files.remove(path),
        };
    }
    Some(files)
}

impl World {
    /// The files a pull request changes, against the commit it branched off.
    #[expect(
        clippy::unused_self,
        reason = "asked of the world, like everything about pull requests"
    )]
    pub fn pull_files(&self, repo: &Repository, pull: &PullRequest) -> Vec<ChangedFile> {
        let Some(head) = repo.git.commits.get(&pull.head_oid) else {
            return Vec::new();
        };
        let base = repo.git.merge_base(base_of(repo, pull), &pull.head_oid);
        changed_files(base.map(|commit| &*commit.tree), &head.tree)
    }

    /// The commits a pull request adds, oldest first.
    #[expect(
        clippy::unused_self,
        reason = "asked of the world, like everything about pull requests"
    )]
    pub fn pull_commits<'a>(&self, repo: &'a Repository, pull: &PullRequest) -> Vec<&'a Commit> {
        repo.git.between(base_of(repo, pull), &pull.head_oid)
    }

    /// Whether an open pull request could be merged without conflict.
    #[expect(
        clippy::unused_self,
        reason = "asked of the world, like everything about pull requests"
    )]
    pub fn mergeable(&self, repo: &Repository, issue: &Issue) -> bool {
        let ends = issue.pull.as_ref().and_then(|pull| {
            Some((
                repo.git.head(&pull.base_branch)?,
                repo.git.commits.get(&pull.head_oid)?,
            ))
        });
        issue.is_open() && ends.is_some_and(|(base, head)| merged_files(&repo.git, base, head).is_some())
    }
}

/// What a pull request is compared with: its base as it is now, or as it was before the merge.
pub(crate) fn base_of<'a>(repo: &'a Repository, pull: &'a PullRequest) -> &'a Oid {
    let now = repo.git.branches.get(&pull.base_branch);
    now.filter(|_| pull.merge.is_none()).unwrap_or(&pull.base_oid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_is_one_removed_and_one_added() {
        let rows = diff_lines(&["a", "b", "c"], &["a", "x", "c", "d"]);
        assert_eq!(rows, [(' ', "a"), ('-', "b"), ('+', "x"), (' ', "c"), ('+', "d")]);
    }

    #[test]
    fn equal_and_empty_texts_have_no_difference() {
        assert_eq!(diff_lines(&[], &[]), []);
        assert_eq!(diff_lines(&["日本"], &["日本"]), [(' ', "日本")]);
    }
}
