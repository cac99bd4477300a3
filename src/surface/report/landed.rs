//! When each document came into the branch that is checked out, as the history of a clone tells it.
//!
//! A postmortem is Closed when it is merged, and its document does not say when that was. Git does: the commit on the
//! branch's own line, merges included, that first had the file. Without git, outside a clone, or in a shallow one, nothing
//! is known, and nothing is guessed.

use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Stdio},
};

use chrono::{DateTime, Utc};

/// What the history tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum History {
    /// There is none.
    #[default]
    None,
    /// It was cut off, as by `git clone --depth 1`, so that everything seems to have come at once.
    Shallow,
    /// The instants by the files' paths within the folder.
    Known(BTreeMap<String, DateTime<Utc>>),
}

/// Asks git about a folder.
pub(super) fn history(folder: &Path) -> History {
    match git(folder, &["rev-parse", "--is-shallow-repository"])
        .as_deref()
        .map(str::trim)
    {
        Some("false") => {}
        Some("true") => return History::Shallow,
        _ => return History::None,
    }
    let log = [
        "log",
        "--first-parent",
        "-m",
        "--diff-filter=A",
        "--find-renames",
        "--relative",
        "--name-only",
        "-z",
        "--format=%x01%cI",
        "--",
        ".",
    ];
    git(folder, &log).map_or(History::None, |log| History::Known(first(&log)))
}

/// What git prints; nothing when it is not there, or fails.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .args([
            "--no-pager",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "log.showSignature=false",
        ])
        .arg("-C")
        .arg(folder)
        .args(arguments)
        // A hook that runs us has its own repository in these.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The earliest instant of each path of a log, which begins with the latest commit.
fn first(log: &str) -> BTreeMap<String, DateTime<Utc>> {
    let mut found = BTreeMap::new();
    let mut at = None;
    for part in log.split('\0').flat_map(|part| part.split('\n')) {
        if let Some(instant) = part.strip_prefix('\u{1}') {
            at = DateTime::parse_from_rfc3339(instant).ok().map(|at| at.to_utc());
        } else if let Some(at) = at.filter(|_| !part.is_empty()) {
            found.insert(part.to_owned(), at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_commit_of_a_path_counts() {
        let log = "\u{1}2026-11-24T10:00:00+09:00\0\n2026/2-b.md\0\u{1}2026-11-20T10:00:00+09:00\0\n2026/1-a.md\0\
                   2026/2-b.md\0\u{1}2026-11-01T00:00:00Z\0";
        let at = |text: &str| text.parse().expect("an instant");
        let expected = [
            ("2026/1-a.md", at("2026-11-20T01:00:00Z")),
            ("2026/2-b.md", at("2026-11-20T01:00:00Z")),
        ];
        assert_eq!(
            first(log),
            expected.map(|(path, at)| (path.to_owned(), at)).into()
        );
    }

    #[test]
    fn a_folder_outside_of_any_clone_has_no_history() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(history(folder.path()), History::None);
    }
}
