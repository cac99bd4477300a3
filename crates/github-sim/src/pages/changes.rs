//! What changed between two commits, file by file: as diff lines, and documents also rendered. What checks have to say
//! stands below the lines it is about, be they changed or not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::checks::Remark;
use super::code::{document, is_markdown};
use super::diff::{Line, Mark, all_lines, with_gaps};
use super::markdown::Html;
use super::scene::Scene;
use crate::world::{Blob, Commit, Repository, object_name};

/// One changed file, or one that a check speaks of.
pub(super) struct Change {
    pub(super) path: String,
    /// Where the file is shown whole, unless it was removed.
    pub(super) href: Option<String>,
    /// `Added`, `Changed`, `Removed`, or `Unchanged` when only a check speaks of it.
    pub(super) status: &'static str,
    pub(super) added: usize,
    pub(super) removed: usize,
    pub(super) lines: Vec<Line>,
    /// The new version of a Markdown file, rendered.
    pub(super) rendered: Option<Html>,
    /// What checks have to say, by line of the new version.
    pub(super) remarks: BTreeMap<usize, Vec<Remark>>,
    /// The same about lines that the file does not have.
    pub(super) astray: Vec<Remark>,
    /// Id on the page.
    pub(super) anchor: String,
}

/// The id that a file has on the page of changes.
pub(super) fn anchor(path: &str) -> String {
    format!("diff-{}", &object_name("path", path.as_bytes())[..12])
}

/// The changes from `before` (or from nothing) to `after`, with what checks say of them.
pub(super) fn between(
    scene: &Scene<'_>,
    repo: &Repository,
    before: Option<&Commit>,
    after: &Commit,
    said: Vec<Remark>,
) -> Vec<Change> {
    let files = |commit: Option<&Commit>| commit.map(|commit| Arc::clone(&commit.tree));
    let (old, new) = (files(before), &after.tree);
    let mut by_path: BTreeMap<String, Vec<Remark>> = BTreeMap::new();
    for remark in said {
        by_path.entry(remark.path.clone()).or_default().push(remark);
    }
    let old_paths = old.iter().flat_map(|tree| tree.files.keys());
    let paths: BTreeSet<&String> = old_paths.chain(new.files.keys()).collect();
    let mut changes: Vec<Change> = Vec::new();
    for path in paths {
        let old = old.as_ref().and_then(|tree| tree.files.get(path));
        let new = new.files.get(path);
        let differs = old.map(|blob| &blob.oid) != new.map(|blob| &blob.oid);
        let remarks = by_path.remove(path).unwrap_or_default();
        if !differs && remarks.is_empty() {
            continue;
        }
        let lines = all_lines(&text(old), &text(new));
        let count = |mark| lines.iter().filter(|line| line.mark == mark).count();
        let mut change = Change {
            path: path.clone(),
            href: new.map(|_| scene.site(repo).at("blob", &after.oid, path)),
            status: match (old, new) {
                (None, _) => "Added",
                (_, None) => "Removed",
                _ if differs => "Changed",
                _ => "Unchanged",
            },
            added: count(Mark::Added),
            removed: count(Mark::Removed),
            rendered: new
                .filter(|_| differs && is_markdown(path))
                .map(|blob| document(scene, repo, &after.oid, path, blob)),
            lines: Vec::new(),
            remarks: BTreeMap::new(),
            astray: Vec::new(),
            anchor: anchor(path),
        };
        annotate(&mut change, lines, remarks);
        changes.push(change);
    }
    // What did not change stands below what did, as on GitHub.
    changes.sort_by_key(|change| change.status == "Unchanged");
    changes
}

/// Puts each remark below the line it is about, and marks what it is about.
fn annotate(change: &mut Change, mut lines: Vec<Line>, remarks: Vec<Remark>) {
    let mut wanted = BTreeSet::new();
    for remark in remarks {
        let (first, last) = (remark.lines.0, remark.lines.1);
        let mut found = false;
        for line in &mut lines {
            let Some(number) = line.new.filter(|number| (first..=last).contains(number)) else {
                continue;
            };
            found |= number == last;
            line.noted = line.noted.or(Some(remark.level));
            line.marks
                .extend(remark.columns.map(|(from, to)| (from, to, remark.level)));
            wanted.insert(number);
        }
        if found {
            change.remarks.entry(last).or_default().push(remark);
        } else {
            change.astray.push(remark);
        }
    }
    change.lines = with_gaps(&lines, &wanted);
}

fn text(blob: Option<&Arc<Blob>>) -> String {
    match blob {
        None => String::new(),
        Some(blob) if blob.bytes.contains(&0) => "Binary file not shown.".into(),
        Some(blob) => blob.text(),
    }
}
