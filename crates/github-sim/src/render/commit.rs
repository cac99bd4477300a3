//! Commits, references, trees and file contents.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Render, encode, instant, merge};
use crate::percent::encode_path;
use crate::world::{Blob, Commit, Repository, Signature, named_node_id};

impl Render<'_> {
    /// A commit with its accounts, as listed in a repository.
    pub fn commit(&self, repo: &Repository, commit: &Commit) -> Value {
        let url = format!("{}/commits/{}", self.repo_url(repo), commit.oid);
        json!({
            "url": url,
            "sha": commit.oid,
            "node_id": named_node_id("C", repo.id, &commit.oid),
            "html_url": format!("{}/commit/{}", self.repo_html(repo), commit.oid),
            "comments_url": format!("{url}/comments"),
            "commit": {
                "url": format!("{}/git/commits/{}", self.repo_url(repo), commit.oid),
                "author": signature(&commit.author),
                "committer": signature(&commit.committer),
                "message": commit.message,
                "comment_count": 0,
                "tree": self.tree_link(repo, &commit.tree.oid),
                "verification": verification(commit),
            },
            "author": commit.author.account.map(|id| self.account(id)),
            "committer": commit.committer.account.map(|id| self.account(id)),
            "parents": self.parents(repo, commit),
        })
    }

    /// A commit as a git object.
    pub fn git_commit(&self, repo: &Repository, commit: &Commit) -> Value {
        json!({
            "sha": commit.oid,
            "node_id": named_node_id("C", repo.id, &commit.oid),
            "url": format!("{}/git/commits/{}", self.repo_url(repo), commit.oid),
            "html_url": format!("{}/commit/{}", self.repo_html(repo), commit.oid),
            "author": signature(&commit.author),
            "committer": signature(&commit.committer),
            "tree": self.tree_link(repo, &commit.tree.oid),
            "message": commit.message,
            "parents": self.parents(repo, commit),
            "verification": verification(commit),
        })
    }

    /// The short form in check suites.
    pub(super) fn simple_commit(commit: &Commit) -> Value {
        let who = |one: &Signature| json!({"name": one.name, "email": one.email});
        json!({
            "id": commit.oid, "tree_id": commit.tree.oid, "message": commit.message,
            "timestamp": instant(commit.committer.at),
            "author": who(&commit.author), "committer": who(&commit.committer),
        })
    }

    /// A commit in a push webhook, with the paths it touched.
    pub fn pushed_commit(&self, repo: &Repository, commit: &Commit) -> Value {
        let parent = commit.parents.first().and_then(|oid| repo.git.commits.get(oid));
        let files = crate::world::changed_files(parent.map(|parent| &*parent.tree), &commit.tree);
        let with = |status: &str| -> Vec<&str> {
            files
                .iter()
                .filter(|file| file.status == status)
                .map(|file| file.path.as_str())
                .collect()
        };
        let who = |one: &Signature| {
            let mut out = json!({"name": one.name, "email": one.email});
            if let Some(account) = one.account {
                merge(&mut out, json!({"username": self.world.account(account).login}));
            }
            out
        };
        json!({
            "id": commit.oid, "tree_id": commit.tree.oid, "distinct": true, "message": commit.message,
            "timestamp": instant(commit.committer.at),
            "url": format!("{}/commit/{}", self.repo_html(repo), commit.oid),
            "author": who(&commit.author), "committer": who(&commit.committer),
            "added": with("added"), "removed": with("removed"), "modified": with("modified"),
        })
    }

    fn parents(&self, repo: &Repository, commit: &Commit) -> Vec<Value> {
        let one = |oid: &String| {
            json!({
                "sha": oid,
                "url": format!("{}/commits/{oid}", self.repo_url(repo)),
                "html_url": format!("{}/commit/{oid}", self.repo_html(repo)),
            })
        };
        commit.parents.iter().map(one).collect()
    }

    fn tree_link(&self, repo: &Repository, oid: &str) -> Value {
        json!({"sha": oid, "url": format!("{}/git/trees/{oid}", self.repo_url(repo))})
    }

    /// A branch as a git reference.
    pub fn git_ref(&self, repo: &Repository, branch: &str, oid: &str) -> Value {
        json!({
            "ref": format!("refs/heads/{branch}"),
            "node_id": named_node_id("REF", repo.id, &format!("refs/heads/{branch}")),
            "url": format!("{}/git/refs/heads/{}", self.repo_url(repo), encode_path(branch)),
            "object": {
                "type": "commit", "sha": oid, "url": format!("{}/git/commits/{oid}", self.repo_url(repo)),
            },
        })
    }

    /// A file with its content in base64, broken into lines of 60 characters as GitHub does.
    pub fn content_file(&self, repo: &Repository, path: &str, blob: &Blob, at: &str) -> Value {
        let mut out = self.content_entry(repo, path, Some(blob), at);
        let text = STANDARD.encode(&blob.bytes);
        let mut lines = String::with_capacity(text.len() + text.len() / 60 + 1);
        for line in text.as_bytes().chunks(60) {
            lines.push_str(&String::from_utf8_lossy(line));
            lines.push('\n');
        }
        merge(&mut out, json!({"content": lines, "encoding": "base64"}));
        out
    }

    /// A file or directory without content. A directory has no blob.
    pub fn content_entry(&self, repo: &Repository, path: &str, blob: Option<&Blob>, at: &str) -> Value {
        let coded = encode_path(path);
        let url = format!("{}/contents/{coded}?ref={}", self.repo_url(repo), encode(at));
        let (kind, word) = if blob.is_some() {
            ("file", "blob")
        } else {
            ("dir", "tree")
        };
        let html = format!("{}/{word}/{at}/{coded}", self.repo_html(repo));
        let oid = blob.map_or_else(|| directory_oid(repo, path, at), |blob| blob.oid.clone());
        let git = format!("{}/git/{word}s/{oid}", self.repo_url(repo));
        json!({
            "name": path.rsplit('/').next().unwrap_or(path),
            "path": path,
            "sha": oid,
            "size": blob.map_or(0, |blob| blob.bytes.len()),
            "url": url,
            "html_url": html,
            "git_url": git,
            "download_url": blob.map(|_| format!("{}/raw/{at}/{coded}", self.repo_html(repo))),
            "type": kind,
            "_links": {"self": url, "git": git, "html": html},
        })
    }
}

/// The name of a directory: it has the files below it and no others.
fn directory_oid(repo: &Repository, path: &str, at: &str) -> String {
    let Some(commit) = repo.git.resolve(at) else {
        return String::new();
    };
    let prefix = format!("{path}/");
    let inner = commit.tree.files.iter().filter_map(|(name, blob)| {
        name.strip_prefix(&prefix)
            .map(|rest| (rest.to_owned(), std::sync::Arc::clone(blob)))
    });
    let inner: std::collections::BTreeMap<_, _> = inner.collect();
    let found = repo.git.trees.values().find(|tree| tree.files == inner);
    found.map_or_else(String::new, |tree| tree.oid.clone())
}

fn signature(who: &Signature) -> Value {
    json!({"name": who.name, "email": who.email, "date": instant(who.at)})
}

fn verification(commit: &Commit) -> Value {
    if commit.verified {
        json!({
            "verified": true, "reason": "valid",
            "signature": "-----BEGIN PGP SIGNATURE-----\n\nsimulated\n-----END PGP SIGNATURE-----\n",
            "payload": format!("tree {}\n\n{}", commit.tree.oid, commit.message),
            "verified_at": instant(commit.committer.at),
        })
    } else {
        json!({"verified": false, "reason": "unsigned", "signature": null, "payload": null, "verified_at": null})
    }
}
