//! What changed between two commits, file by file: as diff lines, and documents also rendered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::checks::Remark;
use super::code::{document, is_markdown};
use super::diff::{Line, Mark, diff};
use super::markdown::Html;
use super::scene::Scene;
use crate::world::{Blob, Commit, Repository};

/// One changed file.
pub(super) struct Change {
    pub(super) path: String,
    /// Where the file is shown whole, unless it was removed.
    pub(super) href: Option<String>,
    /// `Added`, `Changed` or `Removed`.
    pub(super) status: &'static str,
    pub(super) added: usize,
    pub(super) removed: usize,
    pub(super) lines: Vec<Line>,
    /// The new version of a Markdown file, rendered.
    pub(super) rendered: Option<Html>,
    /// What checks have to say, by line of the new version.
    pub(super) remarks: BTreeMap<usize, Vec<Remark>>,
    /// Id on the page.
    pub(super) anchor: String,
}

/// The changes from `before` (or from nothing) to `after`.
pub(super) fn between(
    scene: &Scene<'_>,
    repo: &Repository,
    before: Option<&Commit>,
    after: &Commit,
) -> Vec<Change> {
    let files = |commit: Option<&Commit>| commit.map(|commit| Arc::clone(&commit.tree));
    let (old, new) = (files(before), &after.tree);
    let old_paths = old.iter().flat_map(|tree| tree.files.keys());
    let paths: BTreeSet<&String> = old_paths.chain(new.files.keys()).collect();
    let versions = paths.into_iter().map(|path| {
        let old = old.as_ref().and_then(|tree| tree.files.get(path));
        (path, old, new.files.get(path))
    });
    versions
        .filter(|(_, old, new)| old.map(|blob| &blob.oid) != new.map(|blob| &blob.oid))
        .enumerate()
        .map(|(at, (path, old, new))| {
            let lines = diff(&text(old), &text(new));
            let count = |mark| lines.iter().filter(|line| line.mark == mark).count();
            Change {
                path: path.clone(),
                href: new.map(|_| scene.site(repo).at("blob", &after.oid, path)),
                status: match (old, new) {
                    (None, _) => "Added",
                    (_, None) => "Removed",
                    _ => "Changed",
                },
                added: count(Mark::Added),
                removed: count(Mark::Removed),
                rendered: new
                    .filter(|_| is_markdown(path))
                    .map(|blob| document(scene, repo, &after.oid, path, blob)),
                lines,
                remarks: BTreeMap::new(),
                anchor: format!("diff-{at}"),
            }
        })
        .collect()
}

/// Puts each remark below the line it is about.
pub(super) fn annotate(changes: &mut [Change], remarks: impl Iterator<Item = Remark>) {
    for remark in remarks {
        let found = changes.iter_mut().find(|change| change.path == remark.path);
        if let (Some(change), Ok(line)) = (found, usize::try_from(remark.line)) {
            change.remarks.entry(line).or_default().push(remark);
        }
    }
}

fn text(blob: Option<&Arc<Blob>>) -> String {
    match blob {
        None => String::new(),
        Some(blob) if blob.bytes.contains(&0) => "Binary file not shown.".into(),
        Some(blob) => blob.text(),
    }
}
