//! Branches, commits and files. Object names are computed the way git computes them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use aws_lc_rs::digest;
use chrono::{DateTime, Utc};

use super::id::{AccountId, Oid};

/// Who made a commit, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Name as written in the commit.
    pub name: String,
    /// Address as written in the commit.
    pub email: String,
    /// The instant written in the commit.
    pub at: DateTime<Utc>,
    /// The account the address belongs to.
    pub account: Option<AccountId>,
}

/// The content of one file.
#[derive(Debug, PartialEq, Eq)]
pub struct Blob {
    /// Git's name of the content.
    pub oid: Oid,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Blob {
    /// The content as text, with a replacement character for what is not UTF-8.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// Everything under one directory, flattened: path from that directory to content. Shared, never changed in place.
#[derive(Debug)]
pub struct Tree {
    /// Git's name of the directory.
    pub oid: Oid,
    /// Files by path, `/` between directories.
    pub files: BTreeMap<String, Arc<Blob>>,
}

impl Tree {
    /// The direct children: `(name, Some(blob))` for files, `(name, None)` for directories, in order of name.
    pub fn children(&self, directory: &str) -> Vec<(String, Option<Arc<Blob>>)> {
        let prefix = if directory.is_empty() {
            String::new()
        } else {
            format!("{directory}/")
        };
        let mut seen = BTreeMap::new();
        for (path, blob) in self.files.range(prefix.clone()..) {
            let Some(rest) = path.strip_prefix(&prefix) else {
                break;
            };
            match rest.split_once('/') {
                Some((name, _)) => seen.entry(name.to_owned()).or_insert(None),
                None => seen.entry(rest.to_owned()).or_insert(Some(Arc::clone(blob))),
            };
        }
        seen.into_iter().collect()
    }
}

/// One commit.
#[derive(Clone, Debug)]
pub struct Commit {
    /// Git's name of the commit.
    pub oid: Oid,
    /// The files as of this commit.
    pub tree: Arc<Tree>,
    /// Parents, the first one being the branch committed to.
    pub parents: Vec<Oid>,
    /// Message.
    pub message: String,
    /// Who wrote the change.
    pub author: Signature,
    /// Who made the commit.
    pub committer: Signature,
    /// Whether GitHub signed it.
    pub verified: bool,
}

/// The git side of a repository.
#[derive(Clone, Debug, Default)]
pub struct Git {
    /// Branches by name without `refs/heads/`.
    pub branches: BTreeMap<String, Oid>,
    /// Commits by name.
    pub commits: BTreeMap<Oid, Commit>,
    /// Directories by name, subdirectories included.
    pub trees: BTreeMap<Oid, Arc<Tree>>,
    /// File contents by name.
    pub blobs: BTreeMap<Oid, Arc<Blob>>,
}

impl Git {
    /// Whether there is no commit at all.
    pub fn is_empty(&self) -> bool {
        self.branches.is_empty()
    }

    /// The commit a branch name, `heads/x`, `refs/heads/x` or commit name stands for.
    pub fn resolve(&self, name: &str) -> Option<&Commit> {
        let branch = name.strip_prefix("refs/").unwrap_or(name);
        let branch = branch.strip_prefix("heads/").unwrap_or(branch);
        let oid = self
            .branches
            .get(name)
            .or_else(|| self.branches.get(branch))
            .map_or(name, |oid| oid);
        self.commits.get(oid)
    }

    /// The head commit of a branch.
    pub fn head(&self, branch: &str) -> Option<&Commit> {
        self.commits.get(self.branches.get(branch)?)
    }

    /// Commits reachable from `from`, itself first, newest first.
    pub fn history(&self, from: &str) -> Vec<&Commit> {
        let mut found: Vec<&Commit> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut queue = std::collections::VecDeque::from([from.to_owned()]);
        while let Some(oid) = queue.pop_front() {
            if !seen.insert(oid.clone()) {
                continue;
            }
            if let Some(commit) = self.commits.get(&oid) {
                found.push(commit);
                queue.extend(commit.parents.iter().cloned());
            }
        }
        found
    }

    /// Commits reachable from `head` and not from `base`, oldest first.
    pub fn between(&self, base: &str, head: &str) -> Vec<&Commit> {
        let known: BTreeSet<&str> = self
            .history(base)
            .into_iter()
            .map(|commit| commit.oid.as_str())
            .collect();
        let mut ahead: Vec<&Commit> = self
            .history(head)
            .into_iter()
            .filter(|commit| !known.contains(commit.oid.as_str()))
            .collect();
        ahead.reverse();
        ahead
    }

    /// The newest commit both have.
    pub fn merge_base(&self, one: &str, other: &str) -> Option<&Commit> {
        let known: BTreeSet<&str> = self
            .history(one)
            .into_iter()
            .map(|commit| commit.oid.as_str())
            .collect();
        self.history(other)
            .into_iter()
            .find(|commit| known.contains(commit.oid.as_str()))
    }

    /// Takes over every object of another repository: forks share theirs.
    pub fn share(&mut self, other: &Self) {
        for (oid, commit) in &other.commits {
            self.commits.entry(oid.clone()).or_insert_with(|| commit.clone());
        }
        for (oid, tree) in &other.trees {
            self.trees.entry(oid.clone()).or_insert_with(|| Arc::clone(tree));
        }
        for (oid, blob) in &other.blobs {
            self.blobs.entry(oid.clone()).or_insert_with(|| Arc::clone(blob));
        }
    }

    /// Keeps a file's content and gives its name.
    pub fn add_blob(&mut self, bytes: Vec<u8>) -> Arc<Blob> {
        let oid = object_name("blob", &bytes);
        Arc::clone(
            self.blobs
                .entry(oid.clone())
                .or_insert_with(|| Arc::new(Blob { oid, bytes })),
        )
    }

    /// Keeps a directory with all its subdirectories.
    pub fn add_tree(&mut self, files: BTreeMap<String, Arc<Blob>>) -> Arc<Tree> {
        let mut directories: BTreeMap<String, BTreeMap<String, Arc<Blob>>> = BTreeMap::new();
        for (path, blob) in &files {
            if let Some((name, rest)) = path.split_once('/') {
                directories
                    .entry(name.to_owned())
                    .or_default()
                    .insert(rest.to_owned(), Arc::clone(blob));
            }
        }
        // Git sorts a directory as if its name ended in a slash.
        let mut rows: BTreeMap<String, (&str, String, Oid)> = BTreeMap::new();
        for (path, blob) in files.iter().filter(|(path, _)| !path.contains('/')) {
            rows.insert(path.clone(), ("100644", path.clone(), blob.oid.clone()));
        }
        for (name, inner) in directories {
            let oid = self.add_tree(inner).oid.clone();
            rows.insert(format!("{name}/"), ("40000", name, oid));
        }
        let mut content = Vec::new();
        for (mode, name, oid) in rows.values() {
            content.extend_from_slice(format!("{mode} {name}\0").as_bytes());
            content.extend(unhex(oid));
        }
        let oid = object_name("tree", &content);
        Arc::clone(
            self.trees
                .entry(oid.clone())
                .or_insert_with(|| Arc::new(Tree { oid, files })),
        )
    }

    /// Keeps a commit. It is on no branch until a branch is pointed at it.
    pub fn add_commit(
        &mut self,
        tree: Arc<Tree>,
        parents: Vec<Oid>,
        message: &str,
        author: Signature,
        committer: Signature,
        verified: bool,
    ) -> Oid {
        let mut text = format!("tree {}\n", tree.oid);
        for parent in &parents {
            let _ = writeln!(text, "parent {parent}");
        }
        for (word, who) in [("author", &author), ("committer", &committer)] {
            let _ = writeln!(
                text,
                "{word} {} <{}> {} +0000",
                who.name,
                who.email,
                who.at.timestamp()
            );
        }
        let _ = write!(text, "\n{message}");
        let oid = object_name("commit", text.as_bytes());
        let commit = Commit {
            oid: oid.clone(),
            tree,
            parents,
            message: message.to_owned(),
            author,
            committer,
            verified,
        };
        self.commits.insert(oid.clone(), commit);
        oid
    }
}

/// The name git gives an object: SHA-1 over its kind, its length and its content.
pub fn object_name(kind: &str, content: &[u8]) -> Oid {
    let mut hash = digest::Context::new(&digest::SHA1_FOR_LEGACY_USE_ONLY);
    hash.update(format!("{kind} {}\0", content.len()).as_bytes());
    hash.update(content);
    hex(hash.finish().as_ref())
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2)
        .filter_map(|i| u8::from_str_radix(&text[i * 2..i * 2 + 2], 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_git() {
        // `printf 'hello\n' | git hash-object --stdin`, and the empty tree.
        assert_eq!(
            object_name("blob", b"hello\n"),
            "ce013625030ba8dba906f756967f9e9ca394464a"
        );
        assert_eq!(
            Git::default().add_tree(BTreeMap::new()).oid,
            "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
        );
    }

    #[test]
    fn a_directory_lists_its_direct_children_once() {
        let mut git = Git::default();
        let blob = git.add_blob(b"x".to_vec());
        let files =
            ["a/1.md", "a/b/2.md", "a/b/3.md", "a.md"].map(|path| (path.to_owned(), Arc::clone(&blob)));
        let tree = git.add_tree(files.into());
        let names = |dir| {
            tree.children(dir)
                .into_iter()
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(""), ["a", "a.md"]);
        assert_eq!(names("a"), ["1.md", "b"]);
        assert_eq!(names("nowhere"), Vec::<String>::new());
    }
}
